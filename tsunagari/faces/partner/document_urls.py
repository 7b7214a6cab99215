"""案件の書類（連携団体） — addresses of what this body brings for a case."""

from django.urls import path

from tsunagari.faces.partner.views import case_documents as documents

PATHS = [
    path("cases/<int:pk>/documents/", documents.board, name="case_documents"),
    path("cases/<int:pk>/documents/<slug:code>/", documents.document, name="case_document"),
    path("documents/<int:pk>/scan/", documents.scan, name="document_scan"),
    path("cases/<int:pk>/handed/<int:number>.pdf", documents.handed, name="handed_paper"),
    path("documents/<int:pk>/withdraw/", documents.withdraw, name="withdraw_document"),
]

"""案件の書類（事務局） — addresses of a case's papers, its steps, and what we prepare."""

from django.urls import path

from tsunagari.faces.desk.views import case_documents as documents
from tsunagari.faces.desk.views import case_papers as papers
from tsunagari.faces.desk.views import case_way as way

PATHS = [
    path("documents/", documents.waiting, name="documents"),
    path("cases/<int:pk>/documents/", documents.board, name="case_documents"),
    path("cases/<int:pk>/documents/<slug:code>/", documents.document, name="case_document"),
    path("documents/<int:pk>/scan/", documents.scan, name="document_scan"),
    path("documents/<int:pk>/accept/", documents.accept, name="accept_document"),
    path("documents/<int:pk>/refuse/", documents.refuse, name="refuse_document"),
    path("documents/<int:pk>/undo/", documents.undo, name="undo_document"),
    path("documents/<int:pk>/withdraw/", documents.withdraw, name="withdraw_document"),
    path("cases/<int:pk>/papers/", papers.board, name="case_papers"),
    path("cases/<int:pk>/papers/<slug:code>/", papers.paper, name="case_paper"),
    path("cases/<int:pk>/papers/<slug:code>/look.pdf", papers.preview, name="case_paper_pdf"),
    path("cases/<int:pk>/papers/<slug:code>/issue/", papers.issue, name="issue_case_paper"),
    path("issued/<int:pk>.pdf", papers.issued, name="issued_paper"),
    path("registers.xlsx", papers.books, name="registers"),
    path("cases/<int:pk>/way/", way.show, name="case_way"),
    path("cases/<int:pk>/way/move/", way.move, name="move_case"),
    path("cases/<int:pk>/way/undo/", way.undo, name="undo_case_move"),
    path("cases/<int:pk>/way/change/", way.change, name="change_case_system"),
]

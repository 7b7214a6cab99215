"""案件の書類（事務局） — addresses of a case's papers, its steps, and what we prepare."""

from django.urls import path

from tsunagari.faces.desk.views import case_documents as documents
from tsunagari.faces.desk.views import case_papers as papers
from tsunagari.faces.desk.views import case_way as way
from tsunagari.faces.desk.views import registers
from tsunagari.faces.desk.views import visit_reports as reports

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
    path(
        "cases/<int:pk>/papers/<slug:code>/look.pdf",
        papers.preview,
        {"form": "pdf"},
        name="case_paper_pdf",
    ),
    path(
        "cases/<int:pk>/papers/<slug:code>/look.docx",
        papers.preview,
        {"form": "docx"},
        name="case_paper_docx",
    ),
    path("cases/<int:pk>/papers/<slug:code>/issue/", papers.issue, name="issue_case_paper"),
    path("issued/<int:pk>.pdf", papers.issued, name="issued_paper"),
    path("issued/<int:pk>/mark/", papers.mark, name="mark_issued"),
    path("visits/<int:pk>/report.pdf", reports.report, {"form": "pdf"}, name="visit_report"),
    path("visits/<int:pk>/report.docx", reports.report, {"form": "docx"}, name="visit_report_docx"),
    path("visits/<int:pk>/report/issue/", reports.issue, name="issue_visit_report"),
    path(
        "visits/interviews/<int:pk>.pdf",
        reports.interview,
        {"form": "pdf"},
        name="interview_report",
    ),
    path(
        "visits/interviews/<int:pk>.docx",
        reports.interview,
        {"form": "docx"},
        name="interview_report_docx",
    ),
    path(
        "visits/interviews/<int:pk>/issue/", reports.issue_interview, name="issue_interview_report"
    ),
    path("registers/", registers.listed, name="registers"),
    path("registers.xlsx", registers.everything, name="registers_sheet"),
    path("registers/<slug:code>/", registers.book, name="register"),
    path("registers/<slug:code>.xlsx", registers.sheet, name="register_sheet"),
    path("cases/<int:pk>/way/", way.show, name="case_way"),
    path("cases/<int:pk>/way/move/", way.move, name="move_case"),
    path("cases/<int:pk>/way/undo/", way.undo, name="undo_case_move"),
    path("cases/<int:pk>/way/change/undo/", way.undo_change, name="undo_case_change"),
    path("cases/<int:pk>/way/change/", way.change, name="change_case_system"),
]

"""書類 — the papers we prepare, each a function from plain data to a PDF."""

from tsunagari.programmes.talent.documents.papers.audit import (
    AuditReport,
    Check,
    Finding,
    audit_report,
)
from tsunagari.programmes.talent.documents.papers.interview import (
    InterviewReport,
    interview_report,
)
from tsunagari.programmes.talent.documents.papers.parts import Printed
from tsunagari.programmes.talent.documents.papers.visit import VisitRecord, visit_record

__all__ = [
    "AuditReport",
    "Check",
    "Finding",
    "InterviewReport",
    "Printed",
    "VisitRecord",
    "audit_report",
    "interview_report",
    "visit_record",
]

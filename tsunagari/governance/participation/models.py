"""数えたこと — a report as it was closed: its numbers stay, whoever takes a consent back later."""

from django.db import models

from tsunagari.kernel.records.models import Record


class Report(models.Model):
    """締めた報告 — the lines of one report of one span, numbers and names of bodies only."""

    # One of words.REPORTS.
    kind = models.CharField(max_length=12)
    # A measure's code, or "" where the report is about all.
    measure = models.CharField(max_length=3, blank=True, default="")
    from_day = models.DateField()
    until_day = models.DateField()
    # [[key of the line, meetings, attendances, people], …]
    lines = models.JSONField(default=list)
    closed_on = models.DateField()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "measure", "from_day", "until_day"], name="a_report_closes_once"
            )
        ]

"""忘れる — what a person told in a report goes; sums, vouchers and days stay as long as the books do."""

from datetime import date

from django.db import transaction

from tsunagari.governance.fund.awards.models import Agreement, Change, Ending, Report
from tsunagari.kernel.texts import attaching


@transaction.atomic
def forget(party, *, on: date) -> int:
    """自分の言葉を消す — of reports and changes of a person's own awards; how many."""
    reports = Report.objects.filter(award__grantee=party.pk).exclude(words="")
    changes = Change.objects.filter(award__grantee=party.pk).exclude(words="")
    for report in reports:
        attaching.detach(report, "returned_words", on=on)
    for change in changes:
        attaching.detach(change, "answer", on=on)
    endings = Ending.objects.filter(award__grantee=party.pk).exclude(words="")
    for ending in endings:
        attaching.detach(ending, "words", on=on)
    signed = Agreement.objects.filter(agreed_by=party.pk).exclude(award__grantee=party.pk)
    return (
        reports.update(words="", returned_words="")
        + changes.update(words="", answer="")
        + endings.update(words="")
        + signed.update(agreed_by=None)
    )

"""忘れる — what the law's facts say of a person goes when the days of keeping are over."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.programmes.talent.people.models import Case


@transaction.atomic
def forget(party, *, on: date, by=None) -> int:
    """案件の個人の事実を消す — Refused while a case is open; answers how many were emptied."""
    cases = Case.objects.select_for_update().filter(person=party.pk)
    words = _("案件がまだ続いています。おえてから消してください。")
    still = any(case.closed_on is None for case in cases)
    refuse_if([Reason(words, rule="case.open")] if still else [])
    return cases.exclude(facts={}).update(facts={})

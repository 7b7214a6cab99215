"""忘れる — a person's own words in closed reports; that there was a report stays."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.texts import attaching as texts
from tsunagari.programmes.talent.safety.models import Incident, Step


def why_not_forget(party) -> list[Reason]:
    """A report about a person that is not at its end keeps everything."""
    words = _("助けを求める知らせがまだ終わっていません。終えてから消してください。")
    mine = Incident.objects.filter(case__person=party.pk)
    still = mine.exclude(state=Incident.State.CLOSED).exists()
    return [Reason(words, rule="incident.open")] if still else []


@transaction.atomic
def forget(party, *, on: date) -> int:
    """知らせの言葉を消す — Refused while one is open; how many reports were emptied."""
    refuse_if(why_not_forget(party))
    mine = Incident.objects.filter(case__person=party.pk)
    for step in Step.objects.filter(incident__in=mine).exclude(told=""):
        texts.detach(step, "told", on=on)
    Step.objects.filter(incident__in=mine).update(words="", told="")
    return mine.exclude(words="").update(words="")

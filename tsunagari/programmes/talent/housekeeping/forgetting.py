"""忘れる — words about a person in alarms that are closed; that there was a visit and an alarm stays."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.programmes.talent.housekeeping.models import Alarm, Service, Worker
from tsunagari.programmes.talent.housekeeping.rules import watch


def why_not_forget(party) -> list[Reason]:
    """A visit that runs, or an alarm that is open, keeps everything."""
    words = _(
        "家庭への訪問か、無事を確かめる知らせがまだ終わっていません。終えてから消してください。"
    )
    mine = Service.objects.filter(case__person=party.pk)
    still = mine.filter(state__in=watch.OPEN).exists()
    still = still or Alarm.objects.filter(service__in=mine, closed_at=None).exists()
    return [Reason(words, rule="service.open")] if still else []


@transaction.atomic
def forget(party, *, on: date) -> int:
    """訪問と知らせの言葉を消す — Refused while one is open; how many were emptied."""
    refuse_if(why_not_forget(party))
    mine = Service.objects.filter(case__person=party.pk)
    told = Alarm.objects.filter(service__in=mine).exclude(words="").update(words="")
    said = mine.exclude(said={}).update(said={})
    known = Worker.objects.filter(case__person=party.pk).exclude(facts={}, housing="")
    return told + said + known.update(facts={}, housing="")

"""忘れる — what a pupil wrote; who sat in which group stays under the code."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.models import (
    Draft,
    Exchange,
    Incident,
    Reflection,
    SurveyAnswer,
)


def why_not_forget(party) -> list[Reason]:
    """A report that is still being looked into keeps everybody in it."""
    running = Incident.objects.exclude(state=Incident.State.CLOSED).filter(reported_by=party)
    if not running.exists():
        return []
    return [
        Reason(
            _(
                "この人が知らせた「困ったこと」への対応が終わっていません。終わってから、もう一度消してください。"
            ),
            rule="incident",
        )
    ]


@transaction.atomic
def forget(party, *, on: date) -> int:
    """書いたものを消す — reflections, drafts and survey answers; answers how many."""
    gone = sum(
        table.objects.filter(pupil=party.pk).delete()[0]
        for table in (Reflection, Draft, SurveyAnswer)
    )
    return gone + Exchange.objects.filter(coordinator=party).update(coordinator=None)

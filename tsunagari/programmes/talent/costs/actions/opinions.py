"""協議会の意見 — the third-party council says what it thinks of a dispute; both sides read it."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.costs import notices
from tsunagari.programmes.talent.costs.actions.lines import to_translate
from tsunagari.programmes.talent.costs.models import Cost, Opinion
from tsunagari.programmes.talent.costs.rules import lines


@transaction.atomic
def say(cost: Cost, words: str, *, by, on: date, at: datetime) -> Opinion:
    """意見を書く — it stays beside both answers, whatever the sides say later."""
    cost = Cost.objects.select_for_update().get(pk=cost.pk)
    refuse_if(lines.why_not_opine(disputed=cost.disputed, words=words))
    said = Opinion.objects.create(
        cost=cost, words=words.strip(), language=by.language, by=by.party, at=at
    )
    to_translate(cost, said, "words", said.words, by=by, on=on)
    concerns = dict.fromkeys([cost.case.person_id, cost.asked_by_id, cost.entered_for_id])
    records.add(
        by=by,
        did="cost.opinion",
        about=cost,
        concerns=[pk for pk in concerns if pk],
        on=on,
        at=at,
        yen=cost.yen,
        private={"words": said.words},
    )
    notices.tell_opinion(said, at=at)
    return said

"""務め — while the sides disagree on a line, the office has to bring them together."""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.programmes.talent.costs.models import Cost
from tsunagari.programmes.talent.people.actions.duties import measure_of

# An own rule of the office.
DAYS_TO_SETTLE = 7
MONEY = 2


@transaction.atomic
def follow(cost: Cost, *, on: date, by=None) -> None:
    """One duty as long as a line is disputed; a second dispute of it is a new one."""
    duties.wait_for_turn(cost)
    duties.reconcile(cost, _wanted(cost), on=on, by=by)


def _wanted(cost: Cost) -> list[Wanted]:
    if not cost.disputed:
        return []
    office = federation().party_id
    last = cost.answers.filter(said=Cost.Said.DISPUTED).last()
    since = last.at.date()
    return [
        Wanted(
            rule="2-1.settle_cost",
            occurrence=str(last.pk),
            holder=office,
            doer=office,
            opens_on=since,
            due=since + timedelta(days=DAYS_TO_SETTLE),
            facts={"case": cost.case_id, "since": since.isoformat(), "yen": cost.yen},
            risk=MONEY,
            measure=measure_of(cost.case.system),
        )
    ]

"""席を直す — for those who did not come and those who came unasked, with as few moves as can be."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.gatherings import facts, queries
from tsunagari.programmes.community.gatherings.actions.making import put, searched
from tsunagari.programmes.community.gatherings.models import Away, SeatPlan
from tsunagari.programmes.community.gatherings.rules import allowing as rules
from tsunagari.programmes.community.gatherings.rules.guests import Company
from tsunagari.programmes.community.gatherings.rules.repair import mended, sat


@transaction.atomic
def mend(plan: SeatPlan, here: Collection[int], *, over: int, by, on: date, at: datetime) -> int:
    """来た人に合わせる — in all rounds but the first `over`; how many people change their table.

    A round that is over stays as it was. When most stay away, all who came sit anew. Who is left out
    is remembered, so that nobody looks for a seat for them.
    """
    plan = SeatPlan.objects.select_for_update(of=("self",)).select_related("event").get(pk=plan.pk)
    coming = queries.guests_coming(plan.event)
    here = set(here) & coming
    _refuse(plan, len(here), over)
    before = queries.rounds_of(plan)
    guests, met = facts.gathered(plan, here)
    company = Company(guests, [*met, *sat(before[:over])])
    left = None if company.quarrels() else mended(company, before[over:], plan.table_size)
    if left is None:
        made = searched(company, plan.table_size, plan.rounds - over)
    else:
        made = [[[guests[i].id for i in one] for one in seated] for seated in left]
    words = _("席の願いを全部は守れません。決めた席や、別々にする組をへらしてください。")
    refuse_if([] if made else [Reason(words, rule="tables.wishes")])
    after = [*before[:over], *(made or [])]
    put(plan, after, guests, met, at=at, over=over)
    came = doors.arrived(plan.event)
    away = [Away(plan=plan, guest_id=key, came=key in came) for key in sorted(coming - here)]
    Away.objects.bulk_create(away, batch_size=2000)
    moved = _moved(before, after)
    records.add(by=by, did="tables.mended", about=plan.event, on=on, at=at, moved=moved)
    return moved


def _refuse(plan: SeatPlan, here: int, over: int) -> None:
    told = {"state": plan.state, "made": plan.made_at is not None, "waits": bool(plan.wanted_at)}
    refuse_if(rules.why_not_mend(**told, here=here, over=over, rounds=plan.rounds))


def _moved(before: queries.Rounds, after: queries.Rounds) -> int:
    """Who had a seat and has another one, in any round."""
    moved = set()
    for olds, news in zip(before, after, strict=True):
        at = {guest: table for table, guests in enumerate(olds) for guest in guests}
        now = {guest: table for table, guests in enumerate(news) for guest in guests}
        moved |= {guest for guest, table in now.items() if at.get(guest, table) != table}
    return len(moved)

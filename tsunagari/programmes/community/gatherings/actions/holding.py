"""席の条件 — who has a table held, and which two never share one; tables change when made anew."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.gatherings import queries
from tsunagari.programmes.community.gatherings.models import Pin, SeatPlan, Veto
from tsunagari.programmes.community.gatherings.rules import allowing as rules


def _locked(plan: SeatPlan) -> SeatPlan:
    plan = SeatPlan.objects.select_for_update(of=("self",)).select_related("event").get(pk=plan.pk)
    words = _("もう終わった催しです。席は決められません。")
    over = plan.state == SeatPlan.State.CLOSED
    refuse_if([Reason(words, rule="tables.over")] if over else [])
    return plan


def _known(plan: SeatPlan, *guests: int | None) -> None:
    words = _("この催しに来る人からえらんでください。")
    strange = {*guests} - {None} - queries.guests_coming(plan.event)
    refuse_if([Reason(words, rule="tables.guest")] if strange else [])


def _record(plan: SeatPlan, by, on: date, at: datetime) -> None:
    records.add(by=by, did="tables.pinned", about=plan.event, on=on, at=at)


@transaction.atomic
def pin(plan: SeatPlan, guest: int, table: int, *, by, on: date, at: datetime) -> Pin:
    """席を決めておく — one table in every round; said again, it is another one."""
    plan = _locked(plan)
    _known(plan, guest)
    row, _new = Pin.objects.update_or_create(plan=plan, guest_id=guest, defaults={"table": table})
    _record(plan, by, on, at)
    return row


@transaction.atomic
def unpin(plan: SeatPlan, key: int, *, by, on: date, at: datetime) -> None:
    """もう決めない — pressed twice it is gone once."""
    plan = _locked(plan)
    if plan.pins.filter(pk=key).delete()[0]:
        _record(plan, by, on, at)


@transaction.atomic
def part(plan: SeatPlan, a: int | None, b: int | None, *, by, on: date, at: datetime) -> None:
    """別々にする — two of those who come; nobody but whoever says so reads it again."""
    plan = _locked(plan)
    refuse_if(rules.why_not_veto(a=a, b=b))
    _known(plan, a, b)
    low, high = sorted((a or 0, b or 0))
    Veto.objects.get_or_create(plan=plan, a_id=low, b_id=high, defaults={"by": by.party})
    _record(plan, by, on, at)


@transaction.atomic
def join(plan: SeatPlan, key: int, *, by, on: date, at: datetime) -> None:
    """もう分けない — only by whoever parted them."""
    plan = _locked(plan)
    if plan.vetoes.filter(pk=key, by=by.party).delete()[0]:
        _record(plan, by, on, at)

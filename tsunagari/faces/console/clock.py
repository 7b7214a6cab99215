"""時計 — what time alone moves; every line may safely run twice."""

from collections.abc import Callable
from functools import partial

from django.utils import timezone
from django.utils.timezone import localdate

from tsunagari.governance.fund.awards.actions import awarding
from tsunagari.governance.fund.awards.actions import base as awards
from tsunagari.governance.fund.calls import following as calls
from tsunagari.governance.fund.calls import page as call_page
from tsunagari.governance.fund.calls.actions import calls as call_steps
from tsunagari.governance.fund.calls.actions import writing as applications
from tsunagari.governance.fund.council import duties as council
from tsunagari.governance.fund.council import page as council_page
from tsunagari.governance.fund.gifts.actions import following as gifts
from tsunagari.governance.fund.gifts.actions import receiving as gifts_received
from tsunagari.governance.fund.hometown import page as hometown_page
from tsunagari.governance.fund.hometown.actions import base as hometown
from tsunagari.governance.fund.vouchers import backfill as vouchers
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.ledger import books
from tsunagari.kernel.papers import sweeping
from tsunagari.kernel.parties import pins, presses
from tsunagari.kernel.reviews import actions as reviews
from tsunagari.kernel.texts import reading
from tsunagari.programmes.community.afterwards import forgetting as afterwards
from tsunagari.programmes.community.afterwards import mixing
from tsunagari.programmes.community.doors import forgetting as doors
from tsunagari.programmes.community.events import forgetting as events
from tsunagari.programmes.community.events.actions import pictures
from tsunagari.programmes.community.gatherings import forgetting as gatherings
from tsunagari.programmes.community.gatherings.actions import showing as tables
from tsunagari.programmes.community.shifts import forgetting as shifts
from tsunagari.programmes.community.shifts.actions import mailing as helping
from tsunagari.programmes.exchange.class_exchange.actions import duties as class_exchange
from tsunagari.programmes.talent.advice import forgetting as advice
from tsunagari.programmes.talent.guide import forgetting as guide
from tsunagari.programmes.talent.people.actions import duties as people
from tsunagari.programmes.talent.proposals import actions as proposals
from tsunagari.programmes.talent.settlement import actions as settlement


def tick() -> None:
    """Open duties whose day has come, read texts anew, and forget what is not needed any more.

    Each step runs by itself: what one cannot do keeps no other waiting. ExceptionGroup of those
    that failed, once all have run.
    """
    failed = []
    for step in _steps():
        try:
            step()
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("the clock went on without", failed)


def _steps() -> list[Callable[[], object]]:
    on, now = localdate(), timezone.now()
    told = (books, call_page, council_page, hometown_page)
    return [
        partial(class_exchange.follow_all, on=on),
        partial(people.follow_all, on=on),
        partial(settlement.follow_all, on=on),
        partial(proposals.follow_all, on=on),
        partial(hometown.follow_all, on=on),
        partial(awarding.lapse_due, on=on),
        partial(awards.follow_all, on=on),
        partial(council.follow_all, on=on),
        partial(gifts_received.fees_of_the_year, on=on),
        partial(gifts.follow_all, on=on, at=now),
        partial(vouchers.take_in_all, on=on),
        *(partial(said.put_up_all, on=on) for said in told),
        partial(reading.follow_all, on=on),
        partial(reviews.look_all, on=on),
        partial(call_steps.close_due, on=on, at=now),
        partial(calls.follow_all, on=on),
        # After those that know their facts: whatever else only waited for its day.
        partial(duties.open_due, on=on),
        partial(applications.drop_drafts, on=on),
        lambda: guide.drop_drafts(advice.forget_nameless(on=on), on=on),
        partial(tables.close_due, on=on, at=now),
        partial(gatherings.forget_old, on=on),
        partial(events.forget_old, on=on),
        partial(doors.forget_old, on=on),
        partial(shifts.forget_old, on=on),
        partial(helping.remind, on=on, at=now),
        partial(helping.call_off, at=now),
        partial(afterwards.forget_old, on=on),
        partial(mixing.mix_all, now=now),
        partial(pictures.draw_sizes, at=now),
        partial(sweeping.sweep_next, now),
        partial(presses.forget, now=now),
        partial(pins.forget, now=now),
    ]

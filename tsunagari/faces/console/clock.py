"""時計 — what time alone moves; every line may safely run twice."""

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
from tsunagari.kernel.ledger import books
from tsunagari.kernel.parties import pins, presses
from tsunagari.kernel.reviews import actions as reviews
from tsunagari.kernel.texts import reading
from tsunagari.programmes.exchange.class_exchange.actions import duties as class_exchange
from tsunagari.programmes.talent.advice import forgetting as advice
from tsunagari.programmes.talent.guide import forgetting as guide
from tsunagari.programmes.talent.people.actions import duties as people
from tsunagari.programmes.talent.proposals import actions as proposals
from tsunagari.programmes.talent.settlement import actions as settlement


def tick() -> None:
    """Open duties whose day has come, read texts anew, and forget what is not needed any more."""
    class_exchange.follow_all(on=localdate())
    people.follow_all(on=localdate())
    settlement.follow_all(on=localdate())
    proposals.follow_all(on=localdate())
    hometown.follow_all(on=localdate())
    awarding.lapse_due(on=localdate())
    awards.follow_all(on=localdate())
    council.follow_all(on=localdate())
    gifts_received.fees_of_the_year(on=localdate())
    gifts.follow_all(on=localdate(), at=timezone.now())
    vouchers.take_in_all(on=localdate())
    for said in (books, call_page, council_page, hometown_page):
        said.put_up_all(on=localdate())
    reading.follow_all(on=localdate())
    reviews.look_all(on=localdate())
    call_steps.close_due(on=localdate(), at=timezone.now())
    calls.follow_all(on=localdate())
    applications.drop_drafts(on=localdate())
    guide.drop_drafts(advice.forget_nameless(on=localdate()), on=localdate())
    presses.forget(now=timezone.now())
    pins.forget(now=timezone.now())

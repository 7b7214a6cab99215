"""見本の参加 — an event with a co-host that was closed and counted, a worker's yes, a body's own booking."""

from datetime import date, datetime, time, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from django.utils import timezone

from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.consents.purposes import COUNT_FEDERATION, COUNT_SUPPORT, COUNTED
from tsunagari.kernel.parties.models import Login, Party
from tsunagari.programmes.community.attendance.actions import closing, joining
from tsunagari.programmes.community.doors.models import Arrival
from tsunagari.programmes.community.events.actions import organising, registering
from tsunagari.programmes.community.events.actions.parts import Kind, Places, Span
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Event, Guest
from tsunagari.programmes.talent.people.models import Case
from tsunagari.sample import people

ZONE = ZoneInfo("Asia/Tokyo")
AGO, LENGTH = timedelta(days=20), timedelta(hours=3)
WORKING = (("TITP", "stage1_working"), ("SSW1", "working"))
# How many came of each generation whom nobody knows by name, and what they speak.
CAME = (("30s", "ja", 7), ("60s", "ja", 6), ("20s", "vi", 3))


def load(*, by, on: date) -> None:
    """An event three weeks ago, held together with the body of 林さん; two workers came."""
    helper = Login.objects.filter(email=people.email("hayashi")).first()
    club = helper.person.party.roles.first().body.party if helper else None
    workers = _workers()
    event = _planned(club, by, on)
    for worker in workers:
        _came(event, worker, 20)
    for generation, language, many in CAME:
        for _each in range(many):
            _came(event, None, 0, generation=generation, languages=[language])
    event.quotas.update(taken=len(workers) + sum(many for *_told, many in CAME))
    closing.close(event, by=by, on=on, at=timezone.now())
    coming = Event.objects.filter(state="public", mode="first", opens_at__lt=timezone.now())
    coming = coming.filter(closes_at__gt=timezone.now()).order_by("-starts_at").first()
    if coming and workers:
        _join(coming, workers[0], by, on)
        _yes(workers[0], (COUNT_SUPPORT, COUNT_FEDERATION), on)
        _yes(workers[-1], COUNTED, on)
    if coming and club:
        _proxy(coming, club, by, on)


def _workers() -> list[Party]:
    """The trainee whose card is in the demo, and somebody with a support plan."""
    rows = Case.objects.filter(closed_on=None).select_related("person__party").order_by("pk")
    found = [rows.filter(system=system, state=state).first() for system, state in WORKING]
    return [case.person.party for case in found if case]


def _planned(club: Party | None, by, on: date) -> Event:
    starts = datetime.combine(on - AGO, time(10), ZONE)
    plan = organising.Plan(
        title="見本 秋の芋ほり",
        words="畑で芋をほって、みんなで食べます。\n長ぐつで来てください。",
        facts={
            "measure": "3-4",
            "series": "",
            "mode": "first",
            "place": "見本 みどり農園",
            "town": "流山市",
            "address": "見本町2-3",
            "access": "見本駅から歩いて15分",
            "step_free": False,
            "for_whom": "町に住む人、働く人",
            "contact": "見本連合会 事務局",
            "languages": ["ja"],
            "interpretation": ["vi"],
            "opens_at": starts - timedelta(days=30),
            "closes_at": starts - timedelta(days=1),
            "most_people": 6,
            "answer_hours": 24,
        },
        spans=[Span(starts, starts + LENGTH, "畑")],
        quotas=[Places("畑", 40)],
        tickets=[Kind("大人", ["畑"], 0), Kind("子ども", ["畑"], 0, 6, 12)],
        cohosts=[club] if club else [],
    )
    event = organising.plan(by.body.party, plan, by=by, on=on)
    Event.objects.filter(pk=event.pk).update(state=Event.State.PUBLIC)
    event.refresh_from_db()
    return event


def _came(event: Event, party: Party | None, late: int, **told) -> None:
    session = event.sessions.select_related("meeting").get()
    at = session.meeting.starts_at
    booking = Booking.objects.create(
        event=event,
        secret_hash=token_hex(32),
        state=Booking.State.CONFIRMED,
        name="見本 来た人",
        party=party,
        made_at=at - timedelta(days=3),
    )
    ticket = event.tickets.order_by("pk").first()
    guest = Guest.objects.create(booking=booking, ticket=ticket, party=party, **told)
    Arrival.objects.create(session=session, guest=guest, at=at + timedelta(minutes=late))


def _join(event: Event, party: Party, by, on: date) -> None:
    ticket = event.tickets.prefetch_related("quotas").order_by("pk").first()
    contact = Contact("見本 はたらく人", language=party.language)
    moment = {"by": by, "on": on, "at": timezone.now()}
    joining.join(event, party, [Comer(ticket)], contact, salt=token_hex(16), **moment)


def _proxy(event: Event, club: Party, by, on: date) -> None:
    ticket = event.tickets.prefetch_related("quotas").order_by("pk").first()
    contact = Contact("見本 となりの人", proxy=club)
    moment = {"by": by, "on": on, "at": timezone.now()}
    comers = [Comer(ticket, "見本 となりの人")]
    registering.register(event, comers, contact, salt=token_hex(16), **moment)


def _yes(party: Party, codes, on: date) -> None:
    answers = dict.fromkeys(codes, True)
    moment = {"by": party, "on": on, "at": timezone.now()}
    consents.answer(party.person, answers, side="child", channel="page", **moment)

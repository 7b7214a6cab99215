"""申し込む — once for each salt, to the very moment of the deadline, in few statements."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.base.statements import drafted
from tsunagari.kernel.parties.names import Name
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events import queries, rush
from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Guest, Mail

SALT = "s" * 64


def press(event, *, at=NOW, salt=SALT, email="hana@example.jp"):
    comers, contact = [Comer(event.tickets.get())], Contact("花", email)
    return registering.register(event, comers, contact, salt=salt, by=None, on=TODAY, at=at)


def test_the_same_salt_sent_again_is_the_same_booking_also_after_the_deadline(event):
    first, again = press(event), press(event)
    late = press(event, at=event.closes_at + timedelta(days=1))

    assert first.pk == again.pk == late.pk
    assert (Guest.objects.count(), Mail.objects.count()) == (1, 1)
    assert Record.objects.filter(did="event.registered").count() == 1
    assert event.quotas.get().taken == 1


def test_a_deadline_at_midnight_is_the_end_of_the_day_before_in_japan(event):
    event.closes_at = datetime(2026, 12, 1, tzinfo=ZoneInfo("Asia/Tokyo"))
    instant = timedelta(microseconds=1)

    press(event, at=event.closes_at - instant)

    for at in (event.closes_at, event.closes_at + instant):
        with pytest.raises(Refused, match="終わりました"):
            press(event, at=at, salt="t" * 64)
    assert event.bookings.count() == 1


def test_a_registration_is_few_statements_and_one_act_on_postgresql(event):
    ticket = Comer(event.tickets.get())
    press(event, salt="w" * 64)

    with CaptureQueriesContext(connection) as asked:
        contact = Contact("花", "hana@example.jp")
        facts = {"salt": SALT, "by": None, "on": TODAY, "at": NOW}
        registering.register(event, [ticket], contact, **facts)

    verbs = [query["sql"].split()[0] for query in asked if "SAVEPOINT" not in query["sql"]]
    apart = ["INSERT", "INSERT", "INSERT", "INSERT", "UPDATE"]
    assert verbs == ["SELECT", *(["WITH"] if connection.vendor == "postgresql" else apart)]


def test_a_row_found_by_a_written_statement_is_the_row(event):
    booking = press(event)
    press(event, salt="x" * 64)
    full = [press(event, salt=sign * 64) for sign in "yzab"]

    found = queries.by_secret(booking.secret_hash)
    last = queries.by_secret(full[-1].secret_hash)

    stored = type(booking).objects.get(pk=booking.pk)
    fields = [field.attname for field in booking._meta.concrete_fields]
    assert [getattr(found, name) for name in fields] == [getattr(stored, name) for name in fields]
    assert (found.event, found.event.text) == (event, event.text)
    assert (found.people, found.number_in_line) == (1, None)
    assert last.number_in_line == queries.number_in_line(last) == 3
    assert queries.by_secret("0" * 64) is None


def test_a_row_that_comes_again_gives_everybody_an_object_of_the_own(event):
    first, [ticket] = rush.to_join(event.code)
    first.languages.append("en")
    first.place = ticket.name = "x"
    first.text = None

    second, [again] = rush.to_join(event.code)

    stored = type(event).objects.get(pk=event.pk)
    fields = [field.attname for field in event._meta.concrete_fields]
    assert [getattr(second, name) for name in fields] == [getattr(stored, name) for name in fields]
    assert (again, again.name) == (ticket, event.tickets.get().name)
    assert second.text == event.text
    assert (second._state.adding, second._state.db) == (False, "default")


def test_what_changed_since_is_read_at_once(event):
    before, [ticket] = rush.to_join(event.code)
    event.place, event.languages = "別の会場", ["vi"]
    event.save()
    quota = event.quotas.get()
    quota.places += 2
    quota.save()

    after, [later] = rush.to_join(event.code)

    assert (after.place, after.languages) == ("別の会場", ["vi"])
    assert after.places == before.places + 2 == quota.places
    assert later.draws == {quota.pk: ticket.draws[quota.pk] + 2}
    booking = rush.by_secret(press(event).secret_hash)
    assert booking.event.place == "別の会場"


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (Booking, {"salt": "x", "name": "NGUYEN AN", "state": "waiting"}),
        (Guest, {"name": "NGUYEN AN", "name_kana": "グエン アン", "yen": 500}),
        (Mail, {"kind": "confirmed"}),
    ],
)
def test_a_drafted_row_says_what_the_model_itself_would(model, given):
    one, own = drafted(model, **given), model(**given)

    names = [field.attname for field in model._meta.concrete_fields]
    assert [told(one, name) for name in names] == [told(own, name) for name in names]
    assert vars(one).keys() == vars(own).keys()
    assert one._state.adding
    again = vars(drafted(model, **given))
    held = {name: value for name, value in vars(one).items() if isinstance(value, list | dict)}
    assert not [name for name, value in held.items() if value is again[name]]


def test_a_drafted_row_leads_to_the_one_it_hangs_on(event, django_assert_num_queries):
    one = drafted(Booking, event=event, name="NGUYEN AN")

    with django_assert_num_queries(0):
        assert one.event is event
    assert one.event_id == event.pk
    assert drafted(Booking, party=None).party_id is None


def told(row, name: str):
    value = getattr(row, name)
    return value.reveal() if isinstance(value, Name) else value

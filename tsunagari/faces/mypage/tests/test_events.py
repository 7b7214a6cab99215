"""催し（本人） — joining with one press, my bookings, what may be counted; each sees the own."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.cast import NOW, TODAY, make_pupils
from tests.cast_attendance import came, guest_of, held_event
from tests.cast_events import made_event
from tests.pages import words
from tsunagari.kernel.consents import queries as consents
from tsunagari.kernel.consents.models import Consent
from tsunagari.programmes.community.attendance.actions import closing
from tsunagari.programmes.community.events.actions import drawing, organising
from tsunagari.programmes.community.events.models import Booking, Event, Guest

pytestmark = pytest.mark.usefixtures("cast_day")


@pytest.fixture
def mine(linh_case, linh, worker_client):
    return worker_client(linh)


def joined(client, event, **more):
    adult = event.tickets.get(name="大人")
    answer = client.post(f"/me/events/{event.code}/", {"me": adult.pk} | more)
    assert answer.status_code == 302, answer.content.decode()
    return Booking.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


def test_somebody_known_joins_with_one_press_and_companions_and_once(mine, linh, event):
    adult = event.tickets.get()
    page = words(mine.get("/me/events/"))
    assert "春の集い" in page

    made = joined(mine, event, press_key="a", **{f"ticket_{adult.pk}": 1})
    again = joined(mine, event, press_key="b")

    assert again == made
    assert (made.state, made.party, made.name.reveal()) == (
        "confirmed",
        linh.party,
        "Nguyễn Linh",
    )
    assert list(made.guests.order_by("pk").values_list("party", flat=True)) == [linh.pk, None]
    assert mine.get(f"/me/events/{event.code}/")["Location"] == f"/me/events/bookings/{made.pk}/"


def test_a_booking_stands_among_the_appointments_and_is_moved_and_cancelled(mine, federation):
    series = {"series": "春"}
    event, later = [
        made_event(
            federation,
            starts_at=NOW + timedelta(days=days),
            ends_at=NOW + timedelta(days=days, hours=2),
            **series,
        )
        for days in (12, 19)
    ]
    made = joined(mine, event)
    page = f"/me/events/bookings/{made.pk}/"
    key = f"event-{made.pk}"
    [code] = re.findall(r'href="(/booking/[^"]+)"', mine.get(page).text)
    assert f'<a href="{page}">' in mine.get(code).text
    assert page not in mine.get(code.partition("?")[0]).text
    assert "春の集い" in words(mine.get("/me/case/calendar/"))
    [one] = Calendar.from_ical(mine.get(f"/me/case/calendar/{key}.ics").content).walk("VEVENT")
    assert one["DTSTART"].dt == event.starts_at

    assert mine.post(f"{page}answer/", {"answer": "move", "to": ""}).status_code == 422
    mine.post(f"{page}answer/", {"answer": "move", "to": later.pk})
    made.refresh_from_db()
    assert made.event == later
    Event.objects.update(starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    assert "もう変えられません" in words(
        mine.post(f"{page}answer/", {"answer": "cancel"}, follow=True)
    )
    Event.objects.update(starts_at=later.starts_at, ends_at=later.ends_at)
    mine.post(f"{page}answer/", {"answer": "cancel"})
    made.refresh_from_db()
    assert made.state == "cancelled"
    assert mine.get(f"/me/case/calendar/{key}.ics").status_code == 404
    assert mine.post(f"{page}answer/", {"answer": "dance"}).status_code == 404


def test_a_booking_for_a_draw_leads_to_how_it_was_drawn(mine, event, sato):
    Event.objects.update(mode="lottery", seed="2026")
    page = f"/me/events/bookings/{joined(mine, event).pk}/"
    assert "抽選のしかた" in words(mine.get(page))
    Event.objects.update(closes_at=NOW)

    drawing.draw(Event.objects.get(), by=sato, on=TODAY, at=NOW)

    assert "抽選の結果" in words(mine.get(page))
    assert f'href="/events/{event.code}/draw/"' in mine.get(page).text


def test_nobody_opens_anothers_booking_and_a_seat_alone_changes_nothing(mine, linh, event):
    other = guest_of(event)
    seated = guest_of(event, linh.party)

    for path in ("", "answer/"):
        assert mine.post(f"/me/events/bookings/{other.booking_id}/{path}").status_code == 404
    assert mine.get(f"/me/events/bookings/{seated.booking_id}/").status_code == 200
    cancel = {"answer": "cancel"}
    path = f"/me/events/bookings/{seated.booking_id}/answer/"
    assert mine.post(path, cancel).status_code == 404


def test_a_guardian_joins_for_the_child_and_a_pupil_does_not(pairing, card_client, event):
    [pupil] = make_pupils(pairing.a_class, 1, "haru", start=41)

    made = joined(card_client(pupil, "guardian"), event)

    assert Guest.objects.get(booking=made).party == pupil.person.party
    assert card_client(pupil).get("/me/events/")["Location"] == "/me/"
    assert card_client(pupil, "guardian").get("/me/counted/")["Location"] == "/me/guardian/"


def test_a_draft_is_not_found_and_what_is_closed_takes_nobody(mine, event, federation):
    Event.objects.update(state="draft")
    assert mine.get(f"/me/events/{event.code}/").status_code == 404
    over = held_event(federation)
    assert mine.post(f"/me/events/{over.code}/", {"me": over.tickets.get().pk}).status_code == 422


def test_each_report_asks_on_its_own_and_is_taken_back_with_one_press(
    mine, donor_client, linh, federation, sato
):
    event = held_event(federation)
    came(guest_of(event, linh.party), late=30)
    closing.close(event, by=sato, on=TODAY, at=NOW)

    def allowed():
        codes = ["count_support", "count_employer", "count_federation"]
        found = consents.permitted_each([linh.pk], codes, on=TODAY)
        return [code for code in codes if found[code]]

    assert "春の集い" in words(mine.get("/me/counted/"))
    assert allowed() == []
    mine.post("/me/counted/count_employer/", {"yes": "1"})
    assert allowed() == ["count_employer"]
    mine.post("/me/counted/count_employer/")
    assert allowed() == []
    # It stands among all my consents too, and is taken back there as well.
    mine.post("/me/counted/count_support/", {"yes": "1"})
    said = Consent.objects.get(purpose="count_support", current=True)
    assert "わたしの支援計画に数える" in words(mine.get("/me/case/consents/"))
    mine.post(f"/me/case/consents/{said.pk}/withdraw/")
    assert allowed() == []
    assert mine.post("/me/counted/take_part/", {"yes": "1"}).status_code == 404
    assert mine.get("/me/counted/count_employer/").status_code == 405
    # Who has no case is not asked about a plan or a company.
    assert donor_client.post("/me/counted/count_support/", {"yes": "1"}).status_code == 404
    assert donor_client.get("/me/counted/").status_code == 200


def test_the_list_asks_the_same_for_one_event_and_for_many(mine, federation):
    def asked():
        mine.get("/me/events/")  # What was said of the last press is gone.
        with CaptureQueriesContext(connection) as captured:
            assert mine.get("/me/events/").status_code == 200
        return len(captured)

    joined(mine, made_event(federation))
    few = asked()
    for _each in range(3):
        joined(mine, made_event(federation))

    assert asked() == few


def test_a_page_of_an_event_says_the_same_here_and_a_called_off_one_is_not_attended(
    mine, event, sato
):
    event.town, event.step_free, event.for_whom = "流山市", True, "町に住む人"
    event.save()
    event.tickets.update(yen=300)
    page = words(mine.get(f"/me/events/{event.code}/"))
    for said in ("どこ 流山市", "段差なしで入れます", "町に住む人", "しめきり"):
        assert said in page
    made = joined(mine, event, needs=["allergy"], note="えび")
    place = f"/me/events/bookings/{made.pk}/"
    page = words(mine.get(place))
    assert "申込みを受け付けました" in page
    assert "300円（会場で払ってください）" in page
    assert made.guests.get().note == "えび"

    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)

    for path in (place, "/me/events/"):
        page = words(mine.get(path))
        assert "中止になりました" in page
        assert "参加できます" not in page
        assert "300円" not in page

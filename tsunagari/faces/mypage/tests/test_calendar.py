"""Appointments: what, when, where and who; a file each, a secret feed that says only when, other times."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from tests.pages import words
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.advice.models import Consultation
from tsunagari.programmes.talent.visits.models import Interview, Visit

CALENDAR = "/me/case/calendar/"


@pytest.fixture
def client(linh_case, linh, worker_client):
    return worker_client(linh)


def meet(case, federation, maker, *, days=3, kind="interview") -> Visit:
    """A regular interview at the company, some days ahead."""
    body, starts = federation.party.organisation, timezone.now() + timedelta(days=days)
    meeting = Meeting.objects.create(
        measure="2-2",
        kind="visit",
        host=body.party,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=30),
        zone="Asia/Tokyo",
    )
    visit = Visit.objects.create(
        kind=kind,
        company=maker,
        supervisor=body,
        meeting=meeting,
        day=timezone.localdate(starts),
        sheet="x",
    )
    Interview.objects.create(visit=visit, case=case, language="vi")
    return visit


def events(answer) -> list:
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_an_appointment_says_what_where_and_who(client, linh_case, federation, maker):
    visit = meet(linh_case, federation, maker)

    for path in ("/me/case/", CALENDAR):
        page = words(client.get(path))
        assert "定期面談" in page
        assert "流山製作所 会う人：試験連合会" in page
    [event] = events(client.get(f"{CALENDAR}visit-{visit.pk}.ics"))
    assert (event["SUMMARY"], event["LOCATION"]) == ("定期面談", "流山製作所")
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"


def test_who_was_drawn_for_an_audit_is_not_told(client, linh_case, federation, maker):
    meet(linh_case, federation, maker, kind="audit")

    assert "予定はありません。" in words(client.get(CALENDAR))


def test_nobody_opens_an_appointment_of_another(
    mai, mai_case, linh_case, federation, maker, worker_client
):
    visit = meet(linh_case, federation, maker)
    other = worker_client(mai)

    for path in (f"visit-{visit.pk}.ics", f"visit-{visit.pk}/move/", "visit-999999.ics"):
        assert other.get(CALENDAR + path).status_code == 404


def test_a_secret_feed_says_only_when_and_stops(client, linh_case, federation, maker):
    meet(linh_case, federation, maker)
    client.post(f"{CALENDAR}feed/", {"press_key": "f1"})
    page = client.get(CALENDAR).content.decode()
    address = page.split('class="tn-secret">')[1].split("<")[0]
    path = address.split("testserver")[1]
    assert path not in client.get(CALENDAR).content.decode()

    [event] = events(Client().get(path))

    # No kind in the mark either, and nothing that only some kinds have.
    assert sorted(event) == ["DTEND", "DTSTAMP", "DTSTART", "SUMMARY", "UID", "URL"]
    assert str(event["SUMMARY"]) == "Lịch"
    [again] = events(Client().get(path))
    assert again["UID"] == event["UID"]
    text = Client().get(path).content.decode()
    assert ("流山製作所" in text, "visit" in text) == (False, False)
    assert Client().get(path.replace("/feed/", "/card/")).status_code == 404
    client.post(f"{CALENDAR}feed/stop/")
    assert Client().get(path).status_code == 404
    assert AccessCard.objects.filter(purpose="worker", revoked_at=None).count() == 1
    assert list(
        Record.objects.filter(did__startswith="calendar.")
        .order_by("pk")
        .values_list("did", flat=True)
    ) == [
        "calendar.opened",
        "calendar.closed",
    ]


def test_the_card_that_opens_the_page_opens_no_feed(linh, linh_case):
    from tsunagari.kernel.parties.actions import issue_cards

    day = timezone.localdate()
    days = {"valid_from": day, "valid_until": day, "at": timezone.now()}
    made = issue_cards([linh], purpose="worker", **days)[linh.pk].replace("-", "")

    assert Client().get(f"/me/feed/{made}/").status_code == 404


def test_other_times_are_asked_of_the_office(client, linh_case, federation, maker):
    visit = meet(linh_case, federation, maker)
    path = f"{CALENDAR}visit-{visit.pk}/move/"
    assert client.get(path).status_code == 200
    day = timezone.localdate() + timedelta(days=5)
    late = {"first": f"{day}T18:00", "second": f"{day}T18:00"}

    wrong = client.post(path, late)
    assert wrong.status_code == 422
    assert "1つめとちがう時間を入れてください。" in words(wrong)
    past = client.post(path, late | {"second": "2020-01-01T10:00"})
    assert "これからの時間を入れてください。" in words(past)

    answer = client.post(path, late | {"second": f"{day}T19:30"}, follow=True)
    assert "19:30" in words(answer)
    assert "までに返事します。" in words(answer)
    assert Consultation.objects.get().topic == "life"


def test_many_appointments_cost_the_same_number_of_queries(
    client, linh_case, federation, maker, django_assert_max_num_queries
):
    meet(linh_case, federation, maker)
    client.get(CALENDAR)
    with CaptureQueriesContext(connection) as few:
        client.get(CALENDAR)
    for days in (4, 5, 6):
        meet(linh_case, federation, maker, days=days)

    with django_assert_max_num_queries(len(few)):
        client.get(CALENDAR)

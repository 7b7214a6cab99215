"""催し（事務局） — an event is written, published, changed, copied, drawn, called off; people are registered."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_afterwards import picture
from tests.cast_events import made_event
from tests.cast_shifts import joined, made_shift
from tests.pages import words
from tsunagari.base import draws
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.papers.models import Blob
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events import queries, secrets
from tsunagari.programmes.community.events.actions import pictures, registering
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Mail

pytestmark = pytest.mark.usefixtures("cast_day")


def typed(federation, **more):
    on = TODAY + timedelta(days=20)
    sent = {"title": "春の集い", "words": "いっしょに作ります。", "measure": "3-4", "mode": "first"}
    sent |= {"host": federation.party_id, "languages": ["ja", "vi"], "place": "会館"}
    sent |= {"opens_time": "09:00", "closes_time": "17:00", "most_people": 4, "answer_hours": 24}
    for name, value in (("opens", TODAY), ("closes", on - timedelta(days=2)), ("day_0", on)):
        sent |= {f"{name}_y": value.year, f"{name}_m": value.month, f"{name}_d": value.day}
    sent |= {"from_0": "10:00", "until_0": "12:00", "room_0": "調理室"}
    sent |= {"quota_0": "会場", "places_0": 2, "quota_1": "お手伝い", "places_1": 1}
    sent |= {"ticket_0": "大人", "yen_0": "500円", "draws_0": ["0"]}
    sent |= {"ticket_1": "お手伝い", "draws_1": ["0", "1"], "least_1": 16}
    return sent | {"question_0": "食べられないもの", "must_0": "on"} | more


def test_an_event_is_written_published_and_changed(staff_client, client, federation):
    assert "これからの催しはありません" in words(staff_client.get("/desk/events/"))
    faulty = staff_client.post(
        "/desk/events/new/", typed(federation, until_0="10:00", draws_1=["2"])
    )
    assert faulty.status_code == 422
    assert "終わりの時刻は、はじまりより後にしてください。" in words(faulty)
    assert "「お手伝い」がどの定員を使うか" in words(faulty)
    for _press in range(2):
        staff_client.post("/desk/events/new/", typed(federation, press_key="k"))
    event = Event.objects.get()
    assert client.get(f"/events/{event.code}/").status_code == 404
    helper = event.tickets.get(name="お手伝い")
    assert sorted(helper.quotas.values_list("name", flat=True)) == ["お手伝い", "会場"]

    staff_client.post(f"/desk/events/{event.code}/publish/")
    page = words(client.get(f"/events/{event.code}/"))
    assert "大人（500円）" in page
    assert "お手伝い（16歳から、無料）" in page
    adult = event.tickets.get(name="大人")
    sent = {"press_key": "a", "name": "花", "agrees": "on", f"ticket_{adult.pk}": 2}
    assert client.post(f"/events/{event.code}/", sent).status_code == 422
    sent |= {f"answer_{event.questions.get().pk}": "えび", "email": "hana@example.jp"}
    assert client.post(f"/events/{event.code}/", sent).status_code == 302
    late = sent | {"press_key": "b", f"ticket_{adult.pk}": 1}
    client.post(f"/events/{event.code}/", late)
    few = typed(federation, places_0=1, version=event.version)
    path = f"/desk/events/{event.code}/edit/"
    assert "もう申し込んだ人の数より少なくできません" in words(staff_client.post(path, few))
    more = typed(federation, places_0=3, place="公園", version=event.version)
    assert staff_client.post(path, more).status_code == 302
    assert staff_client.post(path, more).status_code == 422

    assert sorted(Booking.objects.values_list("state", flat=True)) == ["confirmed", "offered"]
    kinds = sorted(Mail.objects.values_list("kind", flat=True))
    assert kinds == ["changed", "changed", "confirmed", "offered", "waiting"]
    assert Meeting.objects.get(session__event=event).ends_at == Event.objects.get().ends_at


def test_a_copy_stands_on_the_same_weekday_of_the_next_year(staff_client, federation):
    staff_client.post("/desk/events/new/", typed(federation))
    event = Event.objects.get()
    html = staff_client.get(f"/desk/events/{event.code}/copy/").content.decode()
    then = TODAY + timedelta(days=20 + 364)
    assert f'name="day_0_y" value="{then.year}"' in html
    assert 'value="お手伝い"' in html

    assert "下書きを消してください" in words(
        staff_client.post(f"/desk/events/{event.code}/cancel/", {"why": "weather"}, follow=True)
    )
    staff_client.post(f"/desk/events/{event.code}/drop/")
    assert (Event.objects.count(), Meeting.objects.count()) == (0, 0)


def test_calling_off_is_one_press_and_tells_everybody(staff_client, event):
    book(event, 2, email="hana@example.jp", language="vi")
    book(event, 2, email="linh@example.jp", language="en")

    for _press in range(2):
        staff_client.post(f"/desk/events/{event.code}/cancel/", {"why": "weather", "words": "台風"})

    event.refresh_from_db()
    assert (event.state, event.cancel_reason) == ("cancelled", "台風")
    assert Mail.objects.filter(kind="cancelled").count() == 2
    page = staff_client.get(f"/desk/events/{event.code}/").text
    assert f"/desk/events/{event.code}/counted/" not in page
    assert Record.objects.filter(did="event.cancelled").count() == 1


def book(event, people=1, *, salt="", **more):
    ticket = event.tickets.prefetch_related("quotas").order_by("pk")[0]
    contact = Contact("花", **more)
    made = [Comer(ticket, "花")] * people
    salt = salt or f"salt-{Booking.objects.count()}"
    return registering.register(event, made, contact, salt=salt, by=None, on=TODAY, at=NOW)


def test_a_lottery_is_drawn_once_and_anybody_can_draw_it_again(staff_client, client, federation):
    event = made_event(federation, places=2, mode="lottery", seed="2026-spring")
    entered = [book(event) for _n in range(5)]
    path = f"/desk/events/{event.code}/draw/"
    early = staff_client.post(path, follow=True)
    assert "しめきりのあとに抽選できます" in words(early)
    assert f"/desk/events/{event.code}/bookings/?view=draw" in early.text
    Event.objects.update(closes_at=NOW - timedelta(minutes=1), opens_at=NOW - timedelta(days=2))

    for _press in range(2):
        staff_client.post(path)

    numbers = sorted(one.number for one in entered)
    seed = sha256("\n".join(["2026-spring", *numbers]).encode()).hexdigest()
    order = draws.order(seed, numbers)
    lucky = {one.number for one in Booking.objects.filter(state="confirmed")}
    assert lucky == set(order[:2])
    assert [one.number for one in queries.waiting(event)] == order[2:]
    page = words(client.get(f"/events/{event.code}/draw/"))
    assert [page.index(number) for number in order] == sorted(page.index(one) for one in order)
    assert queries.left(event) == 0


def test_somebody_without_a_phone_is_registered_and_gets_a_paper(staff_client, event):
    path = f"/desk/events/{event.code}/bookings/new/"
    ticket = event.tickets.get()
    sent = {"name": "ハナ", "language": "en", "agrees": "on", f"ticket_{ticket.pk}": 2}
    for _press in range(2):
        staff_client.post(path, sent | {"press_key": "k", "needs": ["wheelchair"]})
    made = Booking.objects.get()

    listed = words(staff_client.get(f"/desk/events/{event.code}/bookings/"))
    assert "ハナ" in listed
    assert "車いすで行く" in listed
    paper = staff_client.get(f"/desk/events/bookings/{made.pk}/print/")
    assert f"/en/booking/{secrets.of(made)}/" in paper.text
    assert paper["Cache-Control"] == "no-store"
    assert Record.objects.filter(did="event.paper_printed").count() == 1
    staff_client.post(f"/desk/events/bookings/{made.pk}/cancel/")
    assert queries.left(event) == 3
    gone = words(staff_client.get(f"/desk/events/{event.code}/bookings/?view=gone"))
    assert "ハナ" in gone


def test_a_list_asks_as_often_for_many_as_for_one(staff_client, event, federation):
    def asked(path):
        with CaptureQueriesContext(connection) as asked:
            assert staff_client.get(path).status_code == 200
        return len(asked)

    book(event)
    paths = ("/desk/events/", f"/desk/events/{event.code}/bookings/")
    few = [[asked(path) for path in paths] for _look in range(2)][1]
    for _n in range(2):
        book(event)
        made_event(federation)

    assert [asked(path) for path in paths] == few


def test_whoever_has_no_mail_is_called_when_it_is_called_off(staff_client, event):
    called, written = book(event, language="en"), book(event, email="linh@example.jp")
    path = f"/desk/events/{event.code}/"
    unsaid = staff_client.post(f"{path}cancel/", {"words": "台風"})
    assert unsaid.status_code == 422
    assert "中止の理由を選んでください。" in words(unsaid)
    assert '<details class="tn-disclosure" open' in unsaid.text

    page = words(staff_client.post(f"{path}cancel/", {"why": "weather"}, follow=True))
    assert "電話で知らせる人" in page
    assert called.number not in page.split("電話で知らせる人")[0]
    mail = Mail.objects.get(booking=called, kind="cancelled")
    assert Mail.objects.get(booking=written, kind="cancelled").state == "queued"
    assert "参加できます" not in page
    assert "中止になりました 2人" in page
    listed = words(staff_client.get(f"{path}bookings/"))
    assert "参加できます" not in listed
    assert "参加費は全部そろっています" not in words(staff_client.get(f"{path}money/"))

    for _press in range(2):
        staff_client.post(f"/desk/events/calls/{mail.pk}/told/")
    assert "電話で知らせる人" not in words(staff_client.get(path))
    assert "別の方法で伝えた 花" in words(staff_client.get(path))
    assert Record.objects.filter(did="event.told_by_phone").count() == 1
    for _press in range(2):
        staff_client.post(f"/desk/events/calls/{mail.pk}/told/", {"undo": "1"})
    assert "電話で知らせる人" in words(staff_client.get(path))
    assert Record.objects.filter(did="event.untold").count() == 1


def test_helpers_without_mail_are_called_when_it_is_called_off(staff_client, event):
    shift = made_shift(event)
    phone = joined(event, wants=[shift], name="見本 電話", email="")
    joined(event, wants=[shift], name="見本 手紙")
    path = f"/desk/events/{event.code}/"
    assert "電話で知らせる人" not in words(staff_client.get(path))

    page = words(staff_client.post(f"{path}cancel/", {"why": "weather"}, follow=True))

    assert "電話で知らせる人 見本 電話 催しは中止になりました お手伝い" in page
    assert "見本 手紙" not in page
    told = f"/desk/events/helpers/{phone.pk}/told/"
    for _press in range(2):
        staff_client.post(told)
    page = words(staff_client.get(path))
    assert "電話で知らせる人" not in page
    assert "別の方法で伝えた 見本 電話" in page
    for _press in range(2):
        staff_client.post(told, {"undo": "1"})
    assert "電話で知らせる人 見本 電話" in words(staff_client.get(path))
    dids = Record.objects.filter(did__in=["shift.told_by_phone", "shift.untold"])
    assert dids.count() == 2


def test_a_free_place_is_told_by_phone_to_whoever_has_no_mail(staff_client, federation):
    event = made_event(federation, places=1)
    first = book(event)
    book(event)
    staff_client.post(f"/desk/events/bookings/{first.pk}/cancel/")

    page = words(staff_client.get(f"/desk/events/{event.code}/"))

    assert "電話で知らせる人" in page
    assert "席が空きました" in page


def test_the_paper_of_whoever_waits_says_the_place_in_the_line(staff_client, event):
    event.quotas.update(places=1)
    ticket = event.tickets.prefetch_related("quotas").get()
    told = {"by": None, "on": TODAY, "at": NOW}
    for salt in ("a", "b", "c"):
        comers = [Comer(ticket, "花")]
        last = registering.register(event, comers, Contact("花", language="en"), salt=salt, **told)

    assert "No. 2" in words(staff_client.get(f"/desk/events/bookings/{last.pk}/print/"))
    staff_client.post(f"/desk/events/{event.code}/cancel/", {"why": "weather"})
    assert "No. 2" not in words(staff_client.get(f"/desk/events/bookings/{last.pk}/print/"))


def test_the_paper_says_the_fee_and_who_comes_in_the_guests_language(staff_client, event):
    event.tickets.update(yen=300)
    ticket = event.tickets.prefetch_related("quotas").get()
    made = [Comer(ticket, "花", needs=["allergy"], note="そば"), Comer(ticket, "健")]
    told = {"salt": "s", "by": None, "on": TODAY, "at": NOW}
    booking = registering.register(event, made, Contact("花", language="en"), **told)

    paper = words(staff_client.get(f"/desk/events/bookings/{booking.pk}/print/"))

    assert "600 yen" in paper
    assert "健" in paper
    assert "印刷する" in paper
    page = words(staff_client.get(f"/desk/events/bookings/{booking.pk}/"))
    assert "食べられないもの、ほかに伝えたいこと 花：そば" in page


def test_in_the_form_a_taken_kind_and_an_answered_question_keep_their_rows(
    staff_client, federation
):
    staff_client.post("/desk/events/new/", typed(federation))
    event = Event.objects.get()
    staff_client.post(f"/desk/events/{event.code}/publish/")
    event.refresh_from_db()
    adult, question = event.tickets.get(name="大人"), event.questions.get()
    contact, facts = Contact("花", answers={question.pk: "えび"}), {"salt": "s", "by": None}
    registering.register(event, [Comer(adult)], contact, **facts, on=TODAY, at=NOW)
    helper_first = {"ticket_0": "お手伝い", "least_0": 16, "draws_0": ["0", "1"], "yen_0": ""}
    helper_first |= {"ticket_1": "大人", "yen_1": "500円", "draws_1": ["0"], "least_1": ""}
    hall_second = {"quota_0": "お手伝い", "places_0": 1, "quota_1": "会場", "places_1": 2}
    only_adults = {"draws_0": ["1"], "ticket_1": "", "least_1": ""}
    new_question = {"question_0": "年れい", "question_1": "食べられないもの"}

    def put(**more):
        seen = Event.objects.get().version
        path = f"/desk/events/{event.code}/edit/"
        return staff_client.post(path, typed(federation, version=seen, **more)).status_code

    assert put(**helper_first, **new_question) == 302
    assert put(**hall_second, **only_adults) == 302

    guest = Booking.objects.get().guests.get()
    assert (guest.ticket_id, guest.ticket.name) == (adult.pk, "大人")
    assert event.questions.get() == question
    assert event.quotas.get(name="会場").taken == 1
    assert put(mode="lottery") == 422
    assert put() == 302
    assert put(ticket_0="お手伝い", ticket_1="") == 422
    assert put(question_0="") == 422


def test_when_it_is_over_the_office_and_the_guest_cancel_nothing(staff_client, client, event):
    made = book(event, 2)
    Event.objects.update(
        opens_at=NOW - timedelta(days=9),
        closes_at=NOW - timedelta(days=8),
        starts_at=NOW - timedelta(days=2),
        ends_at=NOW - timedelta(days=1),
    )
    own = f"/booking/{secrets.of(made)}/"

    desk = staff_client.post(f"/desk/events/bookings/{made.pk}/cancel/", follow=True)
    answers = [desk, client.post(f"{own}answer/", {"answer": "cancel"})]
    answers.append(client.post(f"{own}people/", {"leave": made.guests.last().pk}))

    assert ["もう変えられません" in words(one) for one in answers] == [True] * 3
    made.refresh_from_db()
    assert (made.state, made.guests.count()) == ("confirmed", 2)


def test_a_draft_with_work_in_it_stays_and_one_that_goes_takes_its_picture_along(
    staff_client, event, sato, federation
):
    Event.objects.update(state="draft")
    shift = made_shift(event)
    path = f"/desk/events/{event.code}/drop/"
    assert "お手伝いの係や受付の口" in words(staff_client.post(path, follow=True))
    shift.delete()
    pictures.put(event, picture(), "花", by=sato, on=TODAY, at=NOW)

    staff_client.post(path)

    assert not Event.objects.exists()
    assert not Blob.objects.exists()


def test_each_part_of_an_events_work_says_where_it_stands(staff_client, event):
    path = f"/desk/events/{event.code}/"
    assert "0 / 2人" not in words(staff_client.get(path))
    made_shift(event, needs=2)
    event.tickets.update(yen=500)
    book(event)
    Guest.objects.update(yen=500)

    seen = words(staff_client.get(path))
    assert "お手伝い" in seen
    assert "0 / 2人" in seen
    assert "まだ 1件" in seen

"""催しのお金と見なおし（事務局） — fees through the books, a kept budget, a draft shown, a picture, files."""

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tests.pages import words
from tsunagari.base.sheets import read
from tsunagari.faces.shared import previews
from tsunagari.kernel.ledger import books, queries
from tsunagari.kernel.ledger.models import Due, Journal
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events import accounts, said
from tsunagari.programmes.community.events import queries as asked
from tsunagari.programmes.community.events.actions import (
    mailing,
    money,
    organising,
    pictures,
    registering,
)
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Event, Payment, Picture, Session

pytestmark = pytest.mark.usefixtures("cast_day")
WHEN = {"by": None, "on": TODAY, "at": NOW}


@pytest.fixture
def paid(federation):
    """An event for ten that costs 500 yen."""
    event = made_event(federation, places=10)
    event.tickets.update(yen=500)
    return event


def book_seats(event, people=1, **more):
    ticket = event.tickets.prefetch_related("quotas").order_by("pk")[0]
    salt = f"salt-{Booking.objects.count()}"
    comers = [Comer(ticket, "花", note="=えび")] * people
    return registering.register(event, comers, Contact("花", **more), salt=salt, **WHEN)


def balance(book, account, event):
    return queries.balance(book, account=account, measure=event.measure, on=TODAY)


def test_a_fee_is_taken_once_and_stands_in_the_books_under_its_event(staff_client, paid, book):
    two, one = book_seats(paid, 2), book_seats(paid)
    page = words(staff_client.get(f"/desk/events/{paid.code}/money/"))
    assert "1,500円" in page
    assert two.number in page

    for _press in range(2):
        staff_client.post(f"/desk/events/bookings/{two.pk}/paid/", {"how": "cash"})
    staff_client.post(f"/desk/events/bookings/{one.pk}/paid/", {"how": "transfer"})
    assert (
        staff_client.post(f"/desk/events/bookings/{one.pk}/paid/", {"how": "x"}).status_code == 404
    )

    assert [balance(book, code, paid) for code in ("1110", "1120", "4400")] == [1000, 500, -1500]
    assert {line.project for line in Journal.objects.latest("pk").lines.all()} == {paid.code}
    assert Record.objects.filter(did="event.paid").count() == 2
    assert accounts.totals(paid) == {"owed": 1500, "paid": 1500, "back": 0}
    assert "参加費は全部そろっています" in words(
        staff_client.get(f"/desk/events/{paid.code}/money/")
    )


def test_what_came_is_listed_with_who_took_it_and_is_taken_back_from_there(
    staff_client, yamada_client, paid, book
):
    booking = book_seats(paid, 2)
    home = f"/desk/events/{paid.code}/money/"
    assert "受け取ったお金はまだありません" in words(staff_client.get(f"{home}?view=taken"))
    staff_client.post(f"/desk/events/bookings/{booking.pk}/paid/", {"how": "cash"})

    page = words(staff_client.get(f"{home}?view=taken"))
    assert "受け取り（現金） ・ 佐藤" in page
    payment = Payment.objects.get()
    undo = f"/desk/events/payments/{payment.pk}/undo/"
    answer = staff_client.post(undo, {"view": "taken"})

    assert answer["Location"] == f"{home}?view=taken"
    page = words(staff_client.get(answer["Location"]))
    assert "受け取りの取り消し（現金）" in page
    assert "-1,000円" in page.replace("−", "-")
    assert "受け取りを取り消す" not in page
    assert [balance(book, code, paid) for code in ("1110", "4400")] == [0, 0]
    sheet = staff_client.get(f"{home}received.csv").content.decode("utf-8-sig")
    [_head, taken, back] = csv.reader(io.StringIO(sheet))
    assert taken[1:5] == [booking.number, "受け取り", "1000", "現金"]
    assert back[1:5] == [booking.number, "受け取りの取り消し", "-1000", "現金"]
    assert taken[5].startswith("佐藤")
    assert Record.objects.filter(did="door.fees_listed").count() == 1
    for path in (f"{home}?view=taken", f"{home}received.csv"):
        assert yamada_client.get(path).status_code == 403


def test_what_was_paid_for_a_cancelled_booking_goes_back_once(staff_client, paid, book):
    booking = book_seats(paid, 2)
    path = f"/desk/events/bookings/{booking.pk}"
    staff_client.post(f"{path}/paid/", {"how": "transfer"})
    registering.cancel(booking, **WHEN)
    back = f"/desk/events/{paid.code}/money/?view=back"
    assert booking.number in words(staff_client.get(back))
    assert accounts.totals(paid) == {"owed": 0, "paid": 0, "back": 1000}

    for _press in range(2):
        answer = staff_client.post(f"{path}/returned/", {"how": "cash"})

    assert answer["Location"] == back
    assert [balance(book, code, paid) for code in ("1110", "1120", "4400")] == [-1000, 1000, 0]
    assert sorted(Payment.objects.values_list("yen", flat=True)) == [-1000, 1000]
    assert "返すお金はありません" in words(staff_client.get(back))


def test_without_a_book_no_money_is_taken_and_the_page_says_where_to_open_one(staff_client, paid):
    booking = book_seats(paid)

    answer = staff_client.post(
        f"/desk/events/bookings/{booking.pk}/paid/", {"how": "cash"}, follow=True
    )

    assert "帳簿がまだありません" in words(answer)
    assert not Payment.objects.exists()


def test_what_costs_nothing_says_so_and_asks_nobody_to_transfer(staff_client, event):
    page = words(staff_client.get(f"/desk/events/{event.code}/money/"))

    assert "無料" in page
    assert "振り込む人には" not in page


def test_a_budget_is_kept_out_of_what_is_free_and_let_go_when_called_off(
    staff_client, event, federation, book, fund, sato
):
    year = 2026
    Event.objects.filter(pk=event.pk).update(measure="1-4")
    rows = {"book": book, "fund": fund, "measure": "1-4", "on": date(year, 12, 1)}
    path = f"/desk/events/{event.code}/budget/"
    [budget] = accounts.budgets(Event.objects.get(pk=event.pk))
    assert accounts.free(budget) == 1_000_000

    many = staff_client.post(path, {"budget": budget.pk, "yen": "1,000,001円"})
    assert many.status_code == 422
    assert not Due.objects.exists()
    for yen in (400_000, 1_000_000, 300_000):
        staff_client.post(path, {"budget": budget.pk, "yen": yen})
    other = made_event(federation, measure="1-4")
    too_much = staff_client.post(
        f"/desk/events/{other.code}/budget/", {"budget": budget.pk, "yen": 700_001}
    )
    assert too_much.status_code == 422
    assert queries.free(rows.pop("book"), **rows) == 700_000
    assert "300,000円" in words(staff_client.get(f"/desk/events/{event.code}/money/"))

    organising.cancel(Event.objects.get(pk=event.pk), "few", "", by=sato, on=TODAY, at=NOW)

    budget.refresh_from_db()
    assert (budget.reserved_yen, accounts.due(event)) == (0, None)
    assert staff_client.post(path, {"budget": budget.pk, "yen": 1}).status_code == 422


def test_a_budget_belongs_to_the_year_in_which_the_event_is_held(event, book, fund, sato):
    books.set_budget(book, year=2027, fund=fund, measure="3-4", yen=9, by=sato, on=TODAY)
    books.set_budget(book, year=2026, fund=fund, measure="3-4", yen=8, by=sato, on=TODAY)
    for last, yen in (("2027-03-31T14:59Z", 8), ("2027-03-31T15:00Z", 9)):
        event.starts_at = datetime.fromisoformat(last)

        assert [one.yen for one in accounts.budgets(event)] == [yen]


def test_a_draft_is_read_at_a_signed_address_and_registers_nobody(staff_client, client, event):
    Event.objects.update(state="draft")
    path = f"/events/{event.code}/"
    assert client.get(path).status_code == client.get(f"{path}?preview=x").status_code == 404

    address = staff_client.get(f"/desk/events/{event.code}/preview/")["Location"]

    seen = client.get(address)
    assert "これは公開する前の見本です" in words(seen)
    assert (seen["X-Robots-Tag"], "ld+json" in seen.text) == ("noindex", False)
    assert '<fieldset class="tn-form" disabled>' in seen.text
    ticket = event.tickets.get()
    sent = {"press_key": "k", "name": "花", "agrees": "on", f"ticket_{ticket.pk}": 1}
    assert client.post(address, sent).status_code == 422
    assert not Booking.objects.exists()
    assert not previews.opens("ABCDEFGHJK", address.partition("=")[2])


def test_publishing_is_undone_until_somebody_registered(staff_client, client, event):
    path = f"/desk/events/{event.code}/withdraw/"
    staff_client.post(path)
    assert client.get(f"/events/{event.code}/").status_code == 404
    staff_client.post(f"/desk/events/{event.code}/publish/")
    book_seats(event)

    refused = staff_client.post(path, follow=True)

    assert "もう申し込んだ人がいます（1件）" in words(refused)
    assert Event.objects.get().state == "public"


def test_a_picture_is_small_says_what_it_shows_and_where_it_was_taken_is_gone(
    staff_client, client, event
):
    out = io.BytesIO()
    noise = Image.effect_noise((1600, 1200), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    noise.save(out, "JPEG", quality=95, exif=exif)
    path = f"/desk/events/{event.code}/picture/"

    def put(**more):
        file = io.BytesIO(out.getvalue())
        file.name = "a.jpg"
        return staff_client.post(path, {"file": file, "words": "なべを囲む人たち"} | more)

    assert put(words=" ").status_code == 422
    assert put().status_code == 302
    assert put(words="なべ").status_code == 302

    answer = client.get(f"/events/{event.code}/picture.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert len(answer.content) <= pictures.MOST_BYTES
    assert b"taken at home" not in answer.content
    page = client.get(f"/events/{event.code}/").text
    stands = Picture.objects.get()
    said = f'alt="なべ" width="{stands.width}" height="{stands.height}" loading="lazy"'
    assert said in page
    assert Image.open(io.BytesIO(answer.content)).size == (stands.width, stands.height)
    staff_client.post(f"{path}drop/")
    assert client.get(f"/events/{event.code}/picture.jpg").status_code == 404


def test_the_list_goes_out_as_a_file_with_neutral_cells_and_is_on_record(
    staff_client, yamada_client, paid, book
):
    booking = book_seats(paid, 2, email="hana@example.jp")
    path = f"/desk/events/{paid.code}/bookings"

    text = staff_client.get(f"{path}.csv").content
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    [sheet] = read(staff_client.get(f"{path}.xlsx").content).sheets

    assert sheet.rows == rows
    assert len(rows) == 3
    assert rows[1][:4] == [booking.number, "参加できます", "花", "hana@example.jp"]
    assert rows[1][9:] == ["'=えび", "1000", "0"]
    assert rows[2][9:] == ["'=えび", "", ""]


def test_the_list_says_into_which_sessions_a_kind_lets_when_it_is_not_all(staff_client, door_day):
    later = door_day.event.tickets.get()
    later.some_sessions = True
    later.save()
    later.sessions.add(door_day.sessions[1])

    text = staff_client.get(f"/desk/events/{door_day.event.code}/bookings.csv").content
    head, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))

    at = head.index("入れる回")
    assert {row[at] for row in rows} == {
        said.session_words(door_day.sessions[1], several_days=True)
    }


def test_two_events_in_one_room_at_once_stand_out(staff_client, event, federation, pairing):
    from tsunagari.kernel.meetings.models import Meeting

    for other, hours in ((event, 0), (made_event(federation), 1), (made_event(federation), 2)):
        Event.objects.filter(pk=other.pk).update(place="会館")
        start = event.starts_at + timedelta(hours=hours)
        meeting = Meeting.objects.create(
            measure="3-4",
            kind="event",
            host=federation.party,
            zone="Asia/Tokyo",
            starts_at=start,
            ends_at=start + timedelta(hours=1, minutes=30 * (hours == 0)),
        )
        Session.objects.create(event=other, meeting=meeting, room="調理室")

    page = staff_client.get("/desk/events/rooms/").text

    assert page.count("ほかの催しと重なっています") == 2


def test_a_copy_keeps_who_may_come_and_the_translations_of_its_words(
    staff_client, federation, sato
):
    from tsunagari.faces.desk.tests.test_events import typed

    told = {"escort_1": "on", "invite": "さくら会", "point": "35.8563、139.9027"}
    staff_client.post("/desk/events/new/", typed(federation, **told))
    first = Event.objects.get()
    _translated(first.text)
    assert (str(first.latitude), str(first.longitude)) == ("35.856300", "139.902700")
    html = staff_client.get(f"/desk/events/{first.code}/copy/").text
    boxes = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html))
    assert (boxes["invite"], boxes["point"]) == ("さくら会", "35.856300, 139.902700")
    assert re.search('name="escort_1"[^>]* checked', html)
    staff_client.post(f"/desk/events/{first.code}/copy/", typed(federation, words="別の文。"))
    copy = Event.objects.exclude(pk=first.pk).get()
    assert [asked.title(one, "vi") for one in (first, copy)] == ["Hội xuân"] * 2
    assert [one.renderings.count() for one in copy.text.sentences.all()][:2] == [1, 0]
    assert (
        staff_client.post("/desk/events/new/", typed(federation, point="91, 0")).status_code == 422
    )


def _translated(text):
    """Its title in Vietnamese, checked."""
    title = text.sentences.first()
    title.renderings.create(
        language="vi",
        words="Hội xuân",
        read="Hội xuân",
        of=title.print,
        state="current",
        at=NOW,
        on=TODAY,
    )


def test_everybody_is_told_in_their_own_language_that_it_is_called_off(staff_client, event):
    people = {"vi": "lan@example.jp", "en": "ann@example.jp", "ja": "hana@example.jp"}
    for language, email in people.items():
        book_seats(event, email=email, language=language)
    mailing.send_due(NOW + timedelta(minutes=1))
    mail.outbox.clear()

    staff_client.post(f"/desk/events/{event.code}/cancel/", {"why": "weather", "words": ""})
    mailing.send_due(NOW + timedelta(days=1))

    told = {one.to[0]: one.body for one in mail.outbox}
    assert set(told) == set(people.values())
    links = [told[email] for email in people.values()]
    assert ["/vi/booking/" in links[0], "/en/booking/" in links[1]] == [True, True]
    assert not re.search("/(vi|en)/booking/", links[2])


@pytest.mark.parametrize("view", ["", "?view=taken"])
def test_the_list_of_fees_asks_as_often_for_many_as_for_few(staff_client, paid, book, sato, view):
    path = f"/desk/events/{paid.code}/money/{view}"
    staff_client.get(path)
    asked = []
    for more in (2, 6):
        for _n in range(more):
            booking = book_seats(paid)
            if view:
                money.take(booking, Payment.How.CASH, by=sato, on=TODAY)
        with CaptureQueriesContext(connection) as counted:
            assert staff_client.get(path).status_code == 200
        asked.append(len(counted))

    assert asked[0] == asked[1]

"""催し（連携団体） — a host reads numbers and no names; a body registers people and reads its own."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.cast_afterwards import book_past, say
from tests.cast_attendance import came, guest_of, held_event
from tests.pages import words
from tsunagari.kernel.ledger import books
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.attendance.actions import closing
from tsunagari.programmes.community.events.models import Booking, Event

pytestmark = pytest.mark.usefixtures("cast_day")
SENT = {"name": "木村", "agrees": "on", "language": "ja"}


def register(client, event, **more):
    ticket = event.tickets.get(name="大人")
    path = f"/partner/events/{event.code}/register/"
    return client.post(path, SENT | {f"ticket_{ticket.pk}": 1} | more)


def test_a_host_reads_numbers_and_never_who_registered(
    yamada_client, maria_client, federation, sato, midori
):
    event = held_event(federation)
    event.cohosts.add(midori.organisation.party)
    for _each in range(3):
        came(guest_of(event, generation="20s", name="秘密の名前"))
    closing.close(event, by=sato, on=TODAY, at=NOW)

    assert "春の集い" in words(yamada_client.get("/partner/events/"))
    page = words(yamada_client.get(f"/partner/events/{event.code}/"))
    assert "来た人 3人" in page
    assert "20代 少ないため出しません" in page
    sheet = yamada_client.get(f"/partner/events/{event.code}/counted.csv").content.decode()
    assert ",来た人,,3" in sheet
    assert "名前の分からない人" not in sheet
    for said in (page, sheet):
        assert "秘密" not in said
        assert "花" not in said
    # Another body finds the public page of it, without a number.
    assert "春の集い" not in words(maria_client.get("/partner/events/"))
    other = words(maria_client.get(f"/partner/events/{event.code}/"))
    assert "来た人" not in other
    assert maria_client.get(f"/partner/events/{event.code}/counted.csv").status_code == 404


def test_a_body_registers_people_prints_their_paper_and_sees_and_cancels_only_its_own(
    yamada_client, maria_client, event, midori
):
    assert register(yamada_client, event, agrees="").status_code == 422
    for _press in range(2):
        answer = register(yamada_client, event, press_key="a")
    booking = Booking.objects.get()
    page = f"/partner/events/bookings/{booking.pk}/"
    assert answer["Location"] == page
    assert (booking.proxy, booking.party) == (midori.organisation.party, None)
    assert "木村" in words(yamada_client.get(page))
    assert "木村" in words(yamada_client.get(f"/partner/events/{event.code}/"))
    assert "木村" in words(yamada_client.get(f"{page}print/"))

    theirs = guest_of(event).booking_id
    for client, key in ((maria_client, booking.pk), (yamada_client, theirs)):
        for path in ("", "print/"):
            assert client.get(f"/partner/events/bookings/{key}/{path}").status_code == 404
        assert client.post(f"/partner/events/bookings/{key}/cancel/").status_code == 404
    assert "木村" not in words(maria_client.get(f"/partner/events/{event.code}/"))
    starts, ends = event.starts_at, event.ends_at
    for span, state in (
        ((NOW - timedelta(hours=2), NOW), "confirmed"),
        ((starts, ends), "cancelled"),
    ):
        Event.objects.update(starts_at=span[0], ends_at=span[1])
        yamada_client.post(f"{page}cancel/")
        booking.refresh_from_db()
        assert booking.state == state


@pytest.mark.parametrize("page", ["desk/events/%s/bookings/new/", "partner/events/%s/register/"])
def test_each_of_a_group_without_a_phone_is_written_down_and_read_again(
    staff_client, yamada_client, event, page
):
    client = staff_client if page.startswith("desk") else yamada_client
    path, ticket = f"/{page % event.code}", event.tickets.get()
    assert "ひとりずつ書く" in words(client.get(path))
    sent = {"name": "木村", "language": "vi", "agrees": "on", f"ticket_{ticket.pk}": 2}
    asked = client.post(path, sent | {"each": "show", "press_key": "a"})
    assert (asked.status_code, Booking.objects.count()) == (200, 0)
    assert "2人目の名前" in words(asked)
    assert 'value="木村"' in asked.text

    each = {"guest_1_name": "林", "guest_1_note": "えびとかに", "each": "1", "press_key": "b"}
    read = words(client.post(path, sent | each, follow=True))

    assert "えびとかに" in read
    assert "林" in read


@pytest.mark.parametrize("page", ["desk/events/%s/bookings/new/", "partner/events/%s/register/"])
def test_whoever_wrote_while_it_was_called_off_reads_so_with_all_that_was_typed(
    staff_client, yamada_client, event, page
):
    client = staff_client if page.startswith("desk") else yamada_client
    path, ticket = f"/{page % event.code}", event.tickets.get()
    Event.objects.update(state=Event.State.CANCELLED)
    sent = {"name": "見本 木下", "language": "vi", "agrees": "on", f"ticket_{ticket.pk}": 1}

    told = client.post(path, sent)

    assert told.status_code == 422
    assert "この催しは、いま申し込めません。" in words(told)
    assert 'value="見本 木下"' in told.text
    assert client.get(path).status_code == 404


def test_of_an_event_that_is_called_off_nothing_is_printed_or_cancelled(yamada_client, event):
    register(yamada_client, event)
    address = f"/partner/events/bookings/{Booking.objects.get().pk}/"
    page = words(yamada_client.get(address))
    assert "紙を印刷する" in page
    assert "取り消す" in page

    Event.objects.update(state=Event.State.CANCELLED)

    page = words(yamada_client.get(address))
    assert "中止になりました" in page
    assert "紙を印刷する" not in page
    assert "取り消す" not in page


def test_a_body_reads_whether_one_may_join_what_it_costs_and_who_comes(yamada_client, event):
    event.tickets.update(yen=300)
    register(yamada_client, event)
    page = words(yamada_client.get(f"/partner/events/bookings/{Booking.objects.get().pk}/"))
    assert "大人（300円）" in page
    assert "参加費 300円（会場で払ってください）" in page
    everybody, one = "/partner/events/?view=all", f"/partner/events/{event.code}/"
    assert "申込みは終わりました" not in words(yamada_client.get(everybody))

    event.closes_at = NOW
    event.save()

    assert "申込みは終わりました" in words(yamada_client.get(everybody))
    assert "公開中" not in words(yamada_client.get(everybody))
    assert "申込みは終わりました。" in words(yamada_client.get(one))
    assert "代わりに申し込む" not in words(yamada_client.get(one))
    assert yamada_client.get(f"{one}register/").status_code == 404
    late = register(yamada_client, event, name="見本 木下")
    assert late.status_code == 422
    assert "申込みは終わりました" in words(late)
    assert 'value="見本 木下"' in late.text


def test_a_strange_draft_and_what_is_over_are_not_there(
    yamada_client, maria_client, federation, event
):
    event.state = "draft"
    event.save()

    assert yamada_client.get(f"/partner/events/{event.code}/").status_code == 404
    assert register(yamada_client, event).status_code == 404
    assert register(yamada_client, held_event(federation)).status_code == 404
    assert "まだありません" in words(maria_client.get("/partner/events/"))
    assert "いま申し込める催しはありません" in words(maria_client.get("/partner/events/?view=all"))


def test_a_co_host_gets_the_report_and_its_numbers_and_others_get_nothing(
    yamada_client, maria_client, survey, sato, midori
):
    event = survey.event
    event.cohosts.add(midori.organisation.party)
    book_past(event, name="秘密の名前")
    say(survey, *[("5", "yes", "秘密の言葉")] * 11)

    page = words(yamada_client.get(f"/partner/events/{event.code}/"))
    assert "アンケートに答えた人 11人" in page
    assert "申し込んだ人 —" in page
    paths = [f"/partner/events/{event.code}/report.{form}" for form in ("pdf", "xlsx", "csv")]
    pdf, book, text = [yamada_client.get(path) for path in paths]
    assert (pdf.content[:5], book.content[:2]) == (b"%PDF-", b"PK")
    assert ("申し込んだ人" in text.content.decode(), "秘密" in text.content.decode()) == (
        True,
        False,
    )
    assert Record.objects.filter(did="report.made").count() == 3
    for path in (*paths, f"/partner/events/{event.code}/report.docx"):
        assert maria_client.get(path).status_code == 404
    assert "ふりかえり" not in words(maria_client.get(f"/partner/events/{event.code}/"))
    # A host reads no report of what is not over.
    Event.objects.update(ends_at=NOW + timedelta(hours=1))
    assert yamada_client.get(paths[0]).status_code == 404


def test_who_gave_the_grant_reads_what_was_held_with_it_and_nothing_else(
    yamada_client, maria_client, federation, fund, sato, midori
):
    few, many = held_event(federation), held_event(federation, ago=timedelta(days=2))
    other = held_event(federation, measure="2-3")
    for event, people in ((few, 2), (many, 6), (other, 6)):
        for _each in range(people):
            came(guest_of(event))
        closing.close(event, by=sato, on=TODAY, at=NOW)
    assert "助成した催し" not in words(yamada_client.get("/partner/events/"))
    grant = books.note_earmark(
        fund,
        kind="grant",
        title="みどりの助成",
        giver=midori.organisation.party,
        measure=few.measure,
        from_day=TODAY - timedelta(days=30),
        by=sato,
        on=TODAY,
    )

    assert "助成した催し" in words(yamada_client.get("/partner/events/"))
    page = words(yamada_client.get("/partner/events/funded/"))
    # The sum is told: with one line left out, the other would say how many it was.
    assert page.count("少ないため出しません") == 2
    assert "合計 8 0" in page
    sheet = f"/partner/events/funded/{grant.pk}.xlsx"
    assert yamada_client.get(sheet).content[:2] == b"PK"
    assert yamada_client.get(f"/partner/events/{many.code}/report.pdf").content[:5] == b"%PDF-"
    assert yamada_client.get(f"/partner/events/{other.code}/report.pdf").status_code == 404
    assert maria_client.get(f"/partner/events/{many.code}/report.pdf").status_code == 404
    assert maria_client.get(sheet).status_code == 404
    assert "みどりの助成" not in words(maria_client.get("/partner/events/funded/"))

"""来た人の数（事務局） — closed with one press, opened again, guests linked; reports with their files."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.cast_attendance import came, guest_of, held_event, says_yes
from tests.pages import words
from tsunagari.governance.participation.models import Report
from tsunagari.kernel.ledger.models import Earmark
from tsunagari.programmes.community.attendance.actions import closing
from tsunagari.programmes.community.attendance.models import Closing

pytestmark = pytest.mark.usefixtures("cast_day")


def test_an_event_is_closed_told_and_opened_again(staff_client, held):
    came(guest_of(held, generation="20s", languages=["vi"]))
    page = f"/desk/events/{held.code}/counted/"
    assert "受付をした人は 1人です。" in words(staff_client.get(page))
    assert "終えて数える" in words(staff_client.get(f"/desk/events/{held.code}/"))

    for _press in range(2):
        staff_client.post(f"/desk/events/{held.code}/close/", {"press_key": "a"})
    shown = words(staff_client.get(page))
    assert "20代 1人" in shown
    assert "Tiếng Việt 1人" in shown
    assert "終えて数える" not in words(staff_client.get(f"/desk/events/{held.code}/"))
    sheet = staff_client.get(f"/desk/events/{held.code}/counted.csv").content.decode("utf-8-sig")
    assert sheet.splitlines()[1].endswith("10:05,来た人,,1") or "来た人,,1" in sheet
    came(guest_of(held))
    assert "終えたあとに、受付の知らせが届きました" in words(staff_client.get(page))
    staff_client.post(f"/desk/events/{held.code}/reopen/")
    staff_client.post(f"/desk/events/{held.code}/reopen/")
    staff_client.post(f"/desk/events/{held.code}/close/")

    assert "2人" in words(staff_client.get(page))
    assert Closing.objects.count() == 2


def test_what_is_not_over_says_so_and_is_not_closed(staff_client, event):
    page = f"/desk/events/{event.code}/counted/"
    assert "まだ数えられません" in words(staff_client.get(page))

    answer = staff_client.post(f"/desk/events/{event.code}/close/", follow=True)

    assert "まだ終わっていません" in words(answer)


def test_a_guest_is_found_as_a_known_person_linked_and_taken_apart(staff_client, held, linh):
    guest = guest_of(held)
    page = f"/desk/events/guests/{guest.pk}/link/"
    assert page in staff_client.get(f"/desk/events/bookings/{guest.booking_id}/").content.decode()
    assert "この人です" in words(staff_client.get(page, {"q": "Nguyen"}))
    assert "見つかりませんでした" in words(staff_client.get(page, {"q": "zzz"}))

    staff_client.post(page, {"person": linh.party.code})
    guest.refresh_from_db()
    assert guest.party == linh.party
    assert "離す" in words(staff_client.get(page))
    other = guest_of(held)
    path = f"/desk/events/guests/{other.pk}/link/"
    refused = staff_client.post(path, {"person": linh.party.code}, follow=True)
    assert "別の席" in words(refused)
    staff_client.post(page)
    guest.refresh_from_db()
    assert guest.party is None


def test_each_report_stands_on_a_page_of_its_own_with_its_rule_and_files(
    staff_client, federation, ssw, linh, maker, sato
):
    event = held_event(federation)
    came(guest_of(event, linh.party))
    came(guest_of(event))
    closing.close(event, by=sato, on=TODAY, at=NOW)
    says_yes(linh, "count_employer")

    assert "3-4 地域活性化イベント 1 2 1" in words(staff_client.get("/desk/counts/"))
    assert "はたらく人が参加 1 1 1" in words(staff_client.get("/desk/counts/cooperation/"))
    assert "合計 1 2 1" in words(staff_client.get("/desk/counts/funder/?measure=3-4"))
    assert "合計 0 0 0" in words(staff_client.get("/desk/counts/funder/?measure=3-1&year=x"))
    sheet = staff_client.get("/desk/counts/cooperation/file/csv/").content.decode("utf-8-sig")
    assert "流山製作所,はたらく人が参加,1,1,1" in sheet
    book = staff_client.get("/desk/counts/funder/file/xlsx/?measure=3-4")
    assert book["Content-Type"].endswith("sheet")
    assert staff_client.get("/desk/counts/funder/file/pdf/").status_code == 404
    assert staff_client.get("/desk/counts/none/file/csv/").status_code == 404


def test_the_sheet_for_a_funder_leaves_out_what_the_office_alone_reads(
    staff_client, federation, sato
):
    event = held_event(federation)
    for _each in range(3):
        came(guest_of(event))
    closing.close(event, by=sato, on=TODAY, at=NOW)

    assert "合計 1 3 0" in words(staff_client.get("/desk/counts/funder/?measure=3-4"))
    sheet = staff_client.get("/desk/counts/funder/file/csv/?measure=3-4")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[2:] for line in lines[2:]] == [
        ["1", "少ないため出しません", "少ないため出しません"]
    ] * 2


def test_a_grant_names_its_measure_and_its_days(staff_client, federation, fund, sato):
    for days in (1, 60):
        event = held_event(federation, ago=timedelta(days=days))
        came(guest_of(event))
        closing.close(event, by=sato, on=TODAY, at=NOW)
    first = TODAY - timedelta(days=30)
    told = {"fund": fund, "kind": "grant", "measure": "3-4", "from_day": first}
    grant = Earmark.objects.create(book=fund.book, title="地域の助成金", until_day=TODAY, **told)

    page = words(staff_client.get(f"/desk/counts/funder/?grant={grant.pk}"))

    assert "地域の助成金" in page
    assert "合計 1 1 0" in page
    assert "合計 2 2 0" in words(staff_client.get("/desk/counts/funder/?grant=999"))


def test_a_report_is_closed_when_its_year_is_over_and_keeps_its_numbers(
    staff_client, federation, linh, ssw, maker, sato
):
    early = staff_client.post("/desk/counts/cooperation/shut/", follow=True)
    assert "期間が終わってから" in words(early)
    path = "/desk/counts/indicator/shut/?year=2025"
    for _press in range(2):
        assert staff_client.post(path)["Location"] == "/desk/counts/?year=2025"

    assert Report.objects.get().lines == [["", 0, 0, 0]]
    assert "締めた数" in words(staff_client.get("/desk/counts/?year=2025"))


def test_the_desk_of_events_stays_closed_to_others(yamada_client, held):
    for path in (f"events/{held.code}/counted/", "counts/", "counts/cooperation/file/csv/"):
        assert yamada_client.get(f"/desk/{path}").status_code == 403
    assert yamada_client.post(f"/desk/events/{held.code}/close/").status_code == 403

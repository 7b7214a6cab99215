"""お手伝い（事務局） — shifts are written, the proposal is accepted, hands change it, hours and thanks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW
from tests.cast_events import made_event
from tests.cast_shifts import START, WHEN, joined, made_shift, proposed
from tests.pages import words
from tsunagari.programmes.community.events.actions import organising
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.actions import assigning, joining, proposing, swapping
from tsunagari.programmes.community.shifts.models import Assignment, Note, Shift, Volunteer

pytestmark = pytest.mark.usefixtures("cast_day")


def typed(**more):
    day = START.date()
    sent = {"kind": "reception", "begins": "10:00", "until": "12:00", "needs": 2}
    sent |= {"day_y": day.year, "day_m": day.month, "day_d": day.day, "skills": ["cooking"]}
    return sent | {"languages": ["vi"], "place": "東の入口"} | more


def test_a_shift_is_written_mended_copied_and_dropped(staff_client, event, federation):
    base = f"/desk/events/{event.code}/shifts/"
    assert "まだ係がありません" in words(staff_client.get(base))
    faulty = staff_client.post(f"{base}new/", typed(kind="other", until="10:00"))
    assert faulty.status_code == 422
    assert "終わりの時刻は、はじまりより後にしてください。" in words(faulty)
    for _press in range(2):
        staff_client.post(f"{base}new/", typed(press_key="k"))
    shift = Shift.objects.get()
    edit = f"/desk/events/shifts/{shift.pk}/edit/"
    assert 'value="10:00' in staff_client.get(edit).content.decode()

    night = typed(begins="22:00", until="01:00", version=1, needs=3)
    assert staff_client.post(edit, night).status_code == 302
    assert staff_client.post(edit, night).status_code == 422

    shift.refresh_from_db()
    assert (shift.ends_at - shift.starts_at, shift.needs) == (timedelta(hours=3), 3)
    later = made_event(federation, copied_from=event)
    for _press in range(2):
        staff_client.post(f"/desk/events/{later.code}/shifts/copy/", {"press_key": "c"})
    [copied] = queries.shifts(later)
    staff_client.post(f"/desk/events/shifts/{copied.pk}/drop/")
    assert not later.shifts.exists()


def test_the_proposal_says_why_and_is_accepted_as_it_was_seen(staff_client, event):
    desk, door = made_shift(event, needs=2, languages=["vi"]), made_shift(event, kind="guide")
    joined(event, wants=[desk], name="花")
    joined(event, can=[desk], languages=["vi"], name="Linh")
    base = f"/desk/events/{event.code}/shifts/"
    assert staff_client.get(f"{base}proposal/")["Location"] == base
    staff_client.post(f"{base}propose/")
    assert "割り当ての案を作っています。" in words(staff_client.get(f"{base}proposal/"))
    proposing.make_waiting(at=NOW)
    page = staff_client.get(f"{base}proposal/")
    assert "花 「行きたい」と言いました。 合わせて 2時間です。" in words(page)
    assert "Linh 「行ける」と言いました。 必要な言葉を話します。" in words(page)
    assert "「行きたい」「行ける」と言った人がいません。" in words(page)
    seen = page.context["digest"]
    staff_client.post(f"{base}accept/", {"seen": "another"})
    assert not Assignment.objects.exists()

    for _press in range(2):
        staff_client.post(f"{base}accept/", {"seen": seen, "press_key": "a"})

    assert Assignment.objects.filter(shift=desk).count() == 2
    assert Note.objects.filter(kind="assigned").count() == 2
    assert "2 / 2人" in words(staff_client.get(base))
    assert "まだだれも入っていません。" in words(
        staff_client.get(f"/desk/events/shifts/{door.pk}/")
    )


def test_no_shifts_are_proposed_or_filled_for_an_event_that_is_called_off(
    staff_client, event, sato
):
    desk = made_shift(event)
    hana = joined(event, wants=[desk])
    base = f"/desk/events/{event.code}/shifts/"
    proposed(event)
    assert "割り当てを提案" in words(staff_client.get(base))

    organising.cancel(event, "weather", "", by=sato, on=NOW.date(), at=NOW)

    page = words(staff_client.get(base))
    assert "割り当て" not in page
    assert "係を書く" not in page
    assert "天気が悪いため、中止にします。" in page
    assert staff_client.get(f"{base}proposal/")["Location"] == base
    assert "催しは中止になりました" in words(staff_client.post(f"{base}propose/", follow=True))
    press = f"/desk/events/shifts/{desk.pk}/press/"
    staff_client.post(press, {"verb": "put", "volunteer": hana.pk})
    assert not Assignment.objects.exists()


def test_nobody_is_led_to_write_the_first_shift_of_an_event_that_is_called_off(
    staff_client, event, sato
):
    base = f"/desk/events/{event.code}/shifts/"
    assert "まだ係がありません" in words(staff_client.get(base))

    organising.cancel(event, "weather", "", by=sato, on=NOW.date(), at=NOW)

    page = words(staff_client.get(base))
    assert "中止になりました" in page
    assert "まだ係がありません" not in page


def test_by_hand_somebody_is_put_in_taken_out_and_kept_off(staff_client, event):
    desk = made_shift(event, skills=["driving"])
    hana = joined(event, skills=["driving"], can=[desk])
    maria = joined(event, can=[desk], name="Maria")
    page, press = f"/desk/events/shifts/{desk.pk}/", f"/desk/events/shifts/{desk.pk}/press/"
    assert "Maria 行ける この係に要るスキルがありません。" in words(staff_client.get(page))

    def pressed(verb, one=hana):
        return staff_client.post(press, {"verb": verb, "volunteer": one.pk})

    assert pressed("put", maria).status_code == 302
    assert not Assignment.objects.exists()
    pressed("put")
    assert Assignment.objects.get().volunteer == hana
    pressed("veto")
    assert not Assignment.objects.exists()
    assert "入れない人" in words(staff_client.get(page))
    assert proposed(event).said["new"] == []
    pressed("unveto")
    assert len(proposed(event).said["new"]) == 1
    assert staff_client.post(press, {"verb": "put", "volunteer": "x"}).status_code == 404


def test_a_shift_that_somebody_gives_away_is_seen_at_the_desk(staff_client, event):
    desk = made_shift(event)
    made = assigning.put(desk, joined(event, wants=[desk]), **WHEN)
    pages = (f"/desk/events/{event.code}/shifts/", f"/desk/events/shifts/{desk.pk}/")
    for page in pages:
        assert "代わりの人をさがしています" not in words(staff_client.get(page))

    swapping.offer(made, **WHEN)

    for page in pages:
        assert "代わりの人をさがしています" in words(staff_client.get(page))
    assert "入れないと決める" in words(staff_client.get(pages[1]))


def test_the_language_of_a_page_makes_nobody_an_interpreter_and_the_office_reads_so(
    staff_client, event
):
    desk = made_shift(event, languages=["vi"])
    says = "話せる言葉を書いていません。言葉の要る係には数えません。"
    linh = joined(event, wants=[desk], language="vi", name="Linh")
    base, page = f"/desk/events/{event.code}/shifts/", f"/desk/events/helpers/{linh.pk}/"
    assert says in words(staff_client.get(base))
    assert says in words(staff_client.get(page))
    assert proposed(event).said["new"] == []

    joining.wish(linh, joining.Offer("Linh", languages=["vi"], levels={desk.pk: "wants"}), **WHEN)

    assert says not in words(staff_client.get(base))
    assert says not in words(staff_client.get(page))
    assert len(proposed(event).said["new"]) == 1


def test_hours_thanks_list_and_file(staff_client, event):
    desk = made_shift(event)
    hana = joined(event, wants=[desk], name="=花")
    assigning.put(desk, hana, **WHEN)
    base = f"/desk/events/{event.code}/shifts/"
    assert "終わった係がまだありません" in words(staff_client.get(f"{base}hours/"))
    for rows in (Shift.objects.all(), Event.objects.all()):
        early = timedelta(days=13)
        rows.update(starts_at=F("starts_at") - early, ends_at=F("ends_at") - early)
    row = Assignment.objects.get()
    assert f'name="row_{row.pk}" value="2"' in staff_client.get(f"{base}hours/").content.decode()
    assert staff_client.post(f"{base}hours/", {f"row_{row.pk}": "25"}).status_code == 422

    staff_client.post(f"{base}hours/", {f"row_{row.pk}": "1.5"})
    for _press in range(2):
        staff_client.post(f"{base}thank/", {"press_key": "t"})

    assert Note.objects.filter(kind="thanks").count() == 1
    page = words(staff_client.get(base))
    assert "1.5時間" in page
    sheet = staff_client.get(f"{base}helpers.csv").content.decode("utf-8-sig")
    assert sheet.split("\r\n")[1].split(",")[1:6] == ["'=花", "hana@example.jp", "", "", "1.5"]
    assert "☐ =花" in words(staff_client.get(f"{base}print/"))


def test_somebody_without_a_phone_gets_a_paper_and_may_stop(staff_client, event):
    desk = made_shift(event)
    sent = {"name": "花", "language": "vi", "agrees": "on", f"shift_{desk.pk}": "can"}
    for _press in range(2):
        staff_client.post(
            f"/desk/events/{event.code}/shifts/helpers/new/", sent | {"press_key": "k"}
        )
    hana = Volunteer.objects.get()
    page = f"/desk/events/helpers/{hana.pk}/"
    assert "花" in words(staff_client.get(page))

    paper = staff_client.get(f"{page}paper/")

    assert joining.secret_of(hana) in words(paper)
    staff_client.post(f"{page}withdraw/")
    assert "やめました" in words(staff_client.get(page))


def test_nobody_else_finds_helpers(client, yamada_client, event):
    desk = made_shift(event)
    hana = joined(event, wants=[desk])
    base = f"/desk/events/{event.code}/shifts/"
    pages = [base, *(f"{base}{one}/" for one in ("new", "proposal", "hours", "print"))]
    pages += [f"{base}helpers.csv", f"{base}helpers/new/", f"/desk/events/shifts/{desk.pk}/"]
    pages += [f"/desk/events/shifts/{desk.pk}/edit/", f"/desk/events/helpers/{hana.pk}/"]
    pages += [f"/desk/events/helpers/{hana.pk}/paper/"]
    acts = [f"{base}{one}/" for one in ("copy", "accept", "thank")]
    acts += [f"/desk/events/shifts/{desk.pk}/{one}/" for one in ("drop", "press")]
    acts += [f"/desk/events/helpers/{hana.pk}/withdraw/"]
    for who in (Client(), yamada_client):
        assert {who.get(path).status_code for path in pages} <= {302, 403, 404}
        assert {who.post(path).status_code for path in acts} <= {302, 403, 404}
    assert Shift.objects.count() == Volunteer.objects.filter(withdrawn_at=None).count() == 1


def test_many_helpers_ask_no_more_questions_than_three(staff_client, event):
    shift = made_shift(event, needs=60)
    base = f"/desk/events/{event.code}/shifts/"
    pages = [base, f"{base}print/", f"{base}helpers.csv", f"/desk/events/shifts/{shift.pk}/"]

    def asked(many):
        for _one in range(many):
            assigning.put(shift, joined(event, wants=[shift]), **WHEN)
        staff_client.get(base)
        with CaptureQueriesContext(connection) as captured:
            for page in pages:
                staff_client.get(page)
        return len(captured)

    assert asked(3) == asked(9)


def test_hours_of_a_year_are_summed_over_events_and_printed(
    staff_client, worker_client, yamada_client, client, federation, event, linh, linh_case
):
    offers = []
    for one, minutes in ((event, 90), (made_event(federation), 60)):
        offers.append(joined(one, wants=[made_shift(one)], name="=Linh", language="vi"))
        shift = Shift.objects.filter(event=one)
        shift.update(starts_at=NOW - timedelta(hours=3), ends_at=NOW - timedelta(hours=1))
        told = {"state": "came", "minutes": minutes, "said_by": "office"}
        Assignment.objects.create(volunteer=offers[-1], shift=shift.get(), **told)
    assert "つないでいない申込み 2" in words(staff_client.get("/desk/events/helpers/"))
    for one in offers:
        who = f"/desk/events/helpers/{one.pk}/who/"
        assert "Nguyễn" in words(staff_client.get(f"{who}?q=Linh"))
        staff_client.post(who, {"person": linh.party.code})

    page = words(staff_client.get("/desk/events/helpers/"))

    assert "2.5時間" in page
    sheet = staff_client.get("/desk/events/helpers.csv").content.decode("utf-8-sig")
    assert [line.split(",")[-1] for line in sheet.split("\r\n")[1:3]] == ["1.5", "1"]
    paper = f"/desk/events/helpers/{linh.party.code}/2026.pdf"
    assert staff_client.get(paper).content[:5] == b"%PDF-"
    assert staff_client.get(paper.replace("2026", "2025")).status_code == 404
    place = f"/helping/{joining.secret_of(offers[0])}/"
    assert "2.5時間" in words(client.get(place))
    assert client.get(f"{place}2026.pdf").content[:5] == b"%PDF-"
    mine = worker_client(linh)
    assert "1年の証明書" in words(mine.get("/me/events/", headers={"accept-language": "ja"}))
    assert mine.get("/me/events/helping/2026.pdf").content[:5] == b"%PDF-"
    for stranger in (Client(), yamada_client):
        for path in ("/desk/events/helpers/", "/desk/events/helpers.csv", paper, who):
            assert stranger.get(path).status_code in (302, 403, 404)
        assert stranger.post(who, {"person": ""}).status_code in (302, 403, 404)
    assert Volunteer.objects.filter(party=linh.party).count() == 2
    staff_client.post(who, {"person": ""})
    assert "2.5時間" not in words(client.get(place))

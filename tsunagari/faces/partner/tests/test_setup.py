"""学校の用意（画面） — settings, bells, calendar, classes, approvals: usable, and for the own school."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import JAPAN, TODAY, make_pupils, make_school, make_session
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Agreement, Approval
from tsunagari.programmes.exchange.class_exchange.models import Exchange
from tsunagari.programmes.exchange.schools import actions
from tsunagari.programmes.exchange.schools.models import (
    BellSchedule,
    ClosedDay,
    DayOverride,
    ExamWeek,
    Lesson,
    SchoolClass,
    Term,
)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(TODAY + timedelta(hours=3))


def text_of(response) -> str:
    """What a reader finds in the main part of a page."""
    page = response.content.decode()
    main = re.search(r"<main.*</main>", page, re.S)
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main[0] if main else page, flags=re.S)
    return " ".join(unescape(text).split())


def undo_of(response) -> str:
    """The address of the strip ［元に戻す］."""
    return re.search(r'class="tn-undo" method="post" action="([^"]+)"', response.content.decode())[
        1
    ]


def page(name, *args):
    return reverse(f"partner:{name}", args=args)


def day(name, when):
    """A day as the three boxes send it."""
    return {
        f"{name}_{part}": str(getattr(when, whole))
        for part, whole in zip("ymd", ("year", "month", "day"), strict=True)
    }


@pytest.fixture
def school_class(midori, yamada):
    return actions.add_class(midori, "2年B組", grade=8, year=2026, by=yamada, on=TODAY)


# だれが見られるか ---------------------------------------------------------------------------

OPEN = ["school", "school_settings", "new_bells", "new_approval", "calendar", "override", "classes"]


@pytest.mark.parametrize("name", [*OPEN, "new_class"])
def test_the_own_school_may_open_it_and_strangers_may_not(name, yamada_client, suzuki_client):
    assert yamada_client.get(page(name)).status_code == 200
    assert suzuki_client.get(page(name)).status_code == 403
    assert Client().get(page(name)).status_code == 302


def test_nothing_of_another_school_can_be_opened_or_changed(
    midori, school_class, maria_client, yamada
):
    schedule, term = midori.bell_schedules.get(), Term.objects.get(school=midori)
    override = actions.override_day(
        midori, date(2026, 12, 1), schedule=None, reason="研修", by=yamada, on=TODAY
    )
    dropped = actions.drop_override(midori, override.pk, by=yamada, on=TODAY)
    override = actions.override_day(
        midori, date(2026, 12, 1), schedule=None, reason="研修", by=yamada, on=TODAY
    )
    approval = Approval.objects.create(
        body=midori.organisation, kind="board", authority="x", asked_on=TODAY
    )

    for address in [
        page("bells", schedule.pk),
        page("span", "term", term.pk),
        page("approval", approval.pk),
        page("class", school_class.pk),
        page("class_settings", school_class.pk),
        page("timetable", school_class.pk),
    ]:
        assert maria_client.get(address).status_code == 404
        assert maria_client.post(address, {"name": "x"}).status_code == 404
    for address in [
        page("drop_bells", schedule.pk),
        page("drop_span", "term", term.pk),
        page("drop_override", override.pk),
        page("restore", dropped.pk),
        page("drop_class", school_class.pk),
        page("keep_apart", school_class.pk),
    ]:
        assert maria_client.post(address).status_code == 404
    assert (Term.objects.filter(school=midori).count(), BellSchedule.objects.count()) == (1, 2)


@pytest.mark.parametrize("name", ["span", "drop_span"])
def test_a_kind_of_span_that_there_is_not_is_not_found(name, yamada_client):
    assert yamada_client.post(page(name, "party", 1)).status_code == 404


def test_what_a_record_did_not_drop_cannot_be_restored(yamada_client, midori, yamada):
    added = Record.objects.filter(about_kind="schools.school", about_key=str(midori.pk)).first()

    assert yamada_client.post(page("restore", added.pk)).status_code == 404


# 設定 ---------------------------------------------------------------------------------------


def settings_of(midori, **changes):
    return {
        "zone": "Asia/Tokyo",
        "lines": "2",
        "weekdays": ["1", "2", "3", "4", "5"],
        "exchange_subjects": "英語、総合",
        "room_address": "",
        "version": str(midori.version),
        **day("year_ends_on", date(2027, 3, 31)),
        **changes,
    }


def test_settings_are_saved_and_shown(yamada_client, midori):
    response = yamada_client.post(page("school_settings"), settings_of(midori), follow=True)

    text = text_of(response)
    assert "学校の設定を保存しました。" in text
    assert "同時に使える部屋・回線 2" in text
    assert "英語、総合" in text


def test_an_unknown_zone_comes_back_with_what_was_typed_and_a_way_out(yamada_client, midori):
    typed = settings_of(midori, zone="Asia/Tokio")

    response = yamada_client.post(page("school_settings"), typed)

    assert response.status_code == 422
    assert "Asia/Tokyo のように入力してください。" in text_of(response)
    assert response.context["form"]["zone"].value() == "Asia/Tokio"


def test_who_saves_an_older_screen_is_told(yamada_client, midori):
    yamada_client.post(page("school_settings"), settings_of(midori))

    response = yamada_client.post(page("school_settings"), settings_of(midori, lines="9"))

    assert response.status_code == 422
    assert "画面を開いたあとに、内容が変わりました。" in text_of(response)
    midori.refresh_from_db()
    assert midori.lines == 2


# 時程 ---------------------------------------------------------------------------------------


def bells_of(rows, **more):
    data = {
        "name": "45分",
        **day("from_day", date(2026, 7, 1)),
        **day("until_day", date(2026, 7, 17)),
    }
    for at, (code, start, end) in enumerate(rows):
        data |= {f"code{at}": code, f"start{at}": start, f"end{at}": end, f"kind{at}": "lesson"}
    return data | more


def test_a_bell_schedule_is_registered_with_times_as_people_type_them(yamada_client, midori):
    rows = [("1", "8:45", "9:30"), ("2", "９：４０", "10時25分")]

    yamada_client.post(page("new_bells"), bells_of(rows))

    schedule = midori.bell_schedules.get(name="45分")
    assert [f"{p.code} {p.starts:%H:%M}-{p.ends:%H:%M}" for p in schedule.periods.all()] == [
        "1 08:45-09:30",
        "2 09:40-10:25",
    ]
    assert not schedule.usual


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("1", "8:45", "9:35"), ("2", "9:30", "10:20")],
            "2（09:30–10:20）が 1（09:35 まで）と重なっています。",
        ),
        (
            [("1", "9:35", "8:45")],
            "1：終わりの時刻（08:45）を、始まり（09:35）より後にしてください。",
        ),
        (
            [("1", "25:00", "26:00")],
            "1行目：校時の名前と、始まり・終わりの時刻（例 8:45）を入力してください。",
        ),
        ([], "授業の校時を1つ以上入力してください。"),
    ],
)
def test_faulty_bells_come_back_with_a_sentence(yamada_client, midori, rows, words):
    response = yamada_client.post(page("new_bells"), bells_of(rows))

    assert response.status_code == 422
    assert words in text_of(response)
    assert response.context["form"]["name"].value() == "45分"
    assert BellSchedule.objects.filter(school=midori).count() == 1


def test_a_bell_schedule_of_many_periods_loses_none_when_saved(yamada_client, midori):
    rows = [
        (f"P{at}", f"{7 + at // 2}:{at % 2 * 30:02}", f"{7 + at // 2}:{at % 2 * 30 + 25}")
        for at in range(20)
    ]
    actions_rows = bells_of(rows[:16])
    yamada_client.post(page("new_bells"), actions_rows)
    schedule = midori.bell_schedules.get(name="45分")
    yamada_client.post(page("bells", schedule.pk), bells_of(rows, version=str(schedule.version)))

    assert schedule.periods.count() == 20
    assert b'value="P19"' in yamada_client.get(page("bells", schedule.pk)).content


def test_a_special_bell_schedule_can_go(yamada_client, midori):
    yamada_client.post(page("new_bells"), bells_of([("1", "8:45", "9:30")]))
    schedule = midori.bell_schedules.get(name="45分")

    response = yamada_client.post(page("drop_bells", schedule.pk), follow=True)

    assert "時程を消しました。" in text_of(response)
    assert midori.bell_schedules.count() == 1


# 予定 ---------------------------------------------------------------------------------------


def span_of(name, first, last, **more):
    return {"name": name, **day("from_day", first), **day("until_day", last), **more}


def test_exams_are_added_changed_dropped_and_brought_back(yamada_client, midori):
    first, last = date(2026, 11, 30), date(2026, 12, 2)
    yamada_client.post(page("new_span", "exam"), span_of("期末試験", first, last))
    exam = ExamWeek.objects.get(school=midori)
    assert "期末試験 2026年11月30日（月） – 2026年12月2日（水）" in text_of(
        yamada_client.get(page("calendar"))
    )

    seen = yamada_client.get(page("span", "exam", exam.pk)).context["form"]["seen"].value()
    changed = span_of("期末試験", first, date(2026, 12, 3), seen=seen)
    yamada_client.post(page("span", "exam", exam.pk), changed)
    exam.refresh_from_db()
    assert exam.until_day == date(2026, 12, 3)

    response = yamada_client.post(page("drop_span", "exam", exam.pk), follow=True)
    assert "「期末試験」を消しました。 元に戻す" in text_of(response)
    assert not ExamWeek.objects.exists()
    response = yamada_client.post(undo_of(response), follow=True)
    assert "もとにもどしました。" in text_of(response)
    assert ExamWeek.objects.get().until_day == date(2026, 12, 3)


def test_a_calendar_that_ends_before_it_begins_is_refused_at_its_field(yamada_client):
    typed = span_of("冬休み", date(2027, 1, 6), date(2026, 12, 24))

    response = yamada_client.post(page("new_span", "closed"), typed)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["until_day"]
    assert not ClosedDay.objects.exists()


def test_holidays_are_suggested_and_each_confirmed_or_declined(yamada_client, midori):
    empty = text_of(yamada_client.get(page("calendar")))
    assert "祝日の案を入れる" in empty

    yamada_client.post(page("holidays"), {"suggest": "1"})
    shown = yamada_client.get(page("calendar"))
    days = list(shown.context["suggested"])
    assert "元日 出典：holidays" in text_of(shown)
    kept = [str(day.pk) for day in days if day.name != "建国記念の日"]
    response = yamada_client.post(page("holidays"), {"holiday": kept}, follow=True)

    assert f"{len(days)}件を確かめました（休み {len(kept)}件）。" in text_of(response)
    assert ClosedDay.objects.get(name="建国記念の日").state == "declined"
    assert ClosedDay.objects.filter(state="confirmed").count() == len(kept)


def test_a_day_is_changed_and_is_as_usual_again(yamada_client, midori):
    typed = {**day("day", date(2026, 12, 1)), "schedule": "", "reason": "研修"}
    response = yamada_client.post(page("override"), typed, follow=True)
    assert "2026年12月1日（火） 休み（授業なし） 研修" in text_of(response)

    response = yamada_client.post(page("drop_override", DayOverride.objects.get().pk), follow=True)
    assert not DayOverride.objects.exists()
    yamada_client.post(undo_of(response))

    assert DayOverride.objects.get().reason == "研修"


@pytest.mark.parametrize("kind", ["closed", "exam", "term"])
def test_a_session_on_a_day_that_closes_is_named(kind, yamada_client, pairing):
    session = make_session(pairing)
    on = session.starts_at.date()

    response = yamada_client.post(page("new_span", kind), span_of("行事", on, on), follow=True)

    warned = "決まった授業か提案が 1件 あります。日を移してください。" in text_of(response)
    assert warned == (kind != "term")


def test_past_spans_are_folded_away(yamada_client, midori, yamada):
    for name, first in (("夏休み", date(2026, 7, 18)), ("冬休み", date(2026, 12, 24))):
        actions.add_span(
            midori,
            "closed",
            name=name,
            from_day=first,
            until_day=first + timedelta(days=10),
            by=yamada,
            on=TODAY,
        )

    found = yamada_client.get(page("calendar"))

    assert [day.name for day in found.context["closed"]["ahead"]] == ["冬休み"]
    assert "終わったもの（1件）" in text_of(found)


def test_the_calendar_asks_as_many_questions_for_one_day_as_for_forty(
    yamada_client, midori, yamada
):
    yamada_client.get(page("home"))

    def asked(count):
        for at in range(count):
            actions.add_span(
                midori,
                "closed",
                name=f"休み{at}",
                from_day=TODAY,
                until_day=TODAY,
                by=yamada,
                on=TODAY,
            )
        with CaptureQueriesContext(connection) as questions:
            yamada_client.get(page("calendar"))
        return len(questions)

    assert asked(1) == asked(40)


# 学級 ---------------------------------------------------------------------------------------


def test_a_class_is_registered_corrected_and_dropped(yamada_client, midori):
    empty = text_of(yamada_client.get(page("classes")))
    assert "学級がまだありません" in empty

    yamada_client.post(page("new_class"), {"name": "2年B組", "grade": "8"})
    made = SchoolClass.objects.get()
    assert (made.school, made.year) == (midori, 2026)
    yamada_client.post(page("class_settings", made.pk), {"name": "2年C組", "grade": "8"})
    assert "生徒がまだいません" in text_of(yamada_client.get(page("class", made.pk)))
    response = yamada_client.post(page("drop_class", made.pk), follow=True)

    assert "学級「2年C組」を消しました。" in text_of(response)
    assert not SchoolClass.objects.exists()


def test_a_class_with_pupils_is_not_dropped(yamada_client, school_class):
    make_pupils(school_class, 2, "kaki")

    response = yamada_client.post(page("drop_class", school_class.pk), follow=True)

    assert "消さずに残してください。" in text_of(response)
    assert SchoolClass.objects.exists()


def test_the_class_page_asks_as_many_questions_for_three_pupils_as_for_fifty(
    yamada_client, school_class
):
    yamada_client.get(page("home"))

    def asked(count, start):
        make_pupils(school_class, count, "kaki", start=start)
        with CaptureQueriesContext(connection) as questions:
            yamada_client.get(page("class", school_class.pk))
        return len(questions)

    assert asked(3, 1) == asked(47, 10)


def test_two_pupils_are_kept_apart_and_let_together(yamada_client, school_class):
    make_pupils(school_class, 3, "kaki")
    pair = {"a": "1", "b": "3"}

    text = text_of(yamada_client.post(page("keep_apart", school_class.pk), pair, follow=True))
    assert "この2人は、同じグループになりません。" in text
    assert "1 – 3" in text
    text = text_of(
        yamada_client.post(page("keep_apart", school_class.pk), pair | {"remove": "1"}, follow=True)
    )
    assert "1 – 3" not in text
    for wrong in ({"a": "1", "b": "1"}, {"a": "1", "b": "99"}, {"a": "", "b": "x"}):
        response = yamada_client.post(page("keep_apart", school_class.pk), wrong)
        assert response.status_code == 422
        assert f'value="{wrong["b"]}"' in response.content.decode()
        assert "この学級の、ちがう2人の番号を入力してください。" in text_of(response)


# 時間割 -------------------------------------------------------------------------------------


def test_a_timetable_is_typed_by_subject_and_keeps_what_the_page_does_not_show(
    yamada_client, school_class, yamada
):
    actions.set_timetable(
        school_class,
        {
            (1, "P1"): {"subject": "英語", "teacher": "山田", "room": "LL"},
            (6, "S1"): {"subject": "部活"},
        },
        by=yamada,
        on=TODAY,
    )
    seen = yamada_client.get(page("timetable", school_class.pk)).context["seen"]

    typed = {"seen": seen, "1-P1": "外国語", "2-P3": "総合"}
    yamada_client.post(page("timetable", school_class.pk), typed)

    assert list(Lesson.objects.values_list("weekday", "period", "subject", "teacher", "room")) == [
        (1, "P1", "外国語", "山田", "LL"),
        (2, "P3", "総合", "", ""),
        (6, "S1", "部活", "", ""),
    ]


def test_teacher_and_room_are_typed_on_request(yamada_client, school_class):
    few = yamada_client.get(page("timetable", school_class.pk)).content
    more = yamada_client.get(page("timetable", school_class.pk), {"more": "1"}).content
    assert (b'name="1-P1-room"' in few, b'name="1-P1-room"' in more) == (False, True)

    typed = {"1-P1": "英語", "1-P1-teacher": "山田", "1-P1-room": "LL"}
    yamada_client.post(page("timetable", school_class.pk), typed)

    lesson = Lesson.objects.get()
    assert (lesson.subject, lesson.teacher, lesson.room) == ("英語", "山田", "LL")
    assert b'name="1-P1-room"' in yamada_client.get(page("timetable", school_class.pk)).content


def test_of_two_who_save_a_timetable_the_second_is_told(yamada_client, school_class):
    seen = yamada_client.get(page("timetable", school_class.pk)).context["seen"]
    yamada_client.post(page("timetable", school_class.pk), {"seen": seen, "1-P1": "英語"})

    response = yamada_client.post(
        page("timetable", school_class.pk), {"seen": seen, "1-P1": "数学"}, follow=True
    )

    assert "画面を開いたあとに、内容が変わりました。" in text_of(response)
    assert Lesson.objects.get().subject == "英語"


def test_without_bells_the_timetable_says_what_comes_first(yamada_client, school_class, midori):
    midori.bell_schedules.all().delete()

    assert "先に時程を登録してください。" in text_of(
        yamada_client.get(page("timetable", school_class.pk))
    )


# 承認と覚書 ---------------------------------------------------------------------------------

PDF = b"%PDF-1.7 approval"


def approval_of(**more):
    return {
        "authority": "流山市教育委員会",
        "decision": "asked",
        **day("asked_on", date(2026, 11, 1)),
        **more,
    }


def test_an_approval_is_asked_for_and_later_granted_with_its_scan(yamada_client, midori):
    yamada_client.post(page("new_approval"), approval_of())
    approval = Approval.objects.get()
    assert "申請中" in text_of(yamada_client.get(page("school")))

    granted = approval_of(
        decision="granted",
        file=SimpleUploadedFile("承認.pdf", PDF),
        **day("decided_on", date(2026, 11, 20)),
        **day("from_day", date(2026, 12, 1)),
        **day("until_day", date(2027, 3, 31)),
    )
    yamada_client.post(page("approval", approval.pk), granted)

    approval.refresh_from_db()
    assert (approval.decision, approval.until_day) == ("granted", date(2027, 3, 31))
    assert approval.paper == Paper.objects.get()
    shown = text_of(yamada_client.get(page("school")))
    assert "2026年12月1日（火） – 2027年3月31日（水）" in shown
    assert "書類を見る" in shown
    assert Record.objects.filter(did="approval.noted").count() == 2


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"decision": "granted"}, "承認のときは、有効な日の始まりと終わりを入力してください。"),
        (
            {
                "decision": "granted",
                **day("from_day", date(2027, 3, 31)),
                **day("until_day", date(2026, 12, 1)),
            },
            "終わりの日は、始まりの日より後にしてください。",
        ),
        (
            {"file": SimpleUploadedFile("x.exe", b"MZ")},
            "PDF・JPEG・PNG のファイルを選んでください。",
        ),
        ({"asked_on_m": "13"}, "13月はありません。"),
    ],
)
def test_a_faulty_approval_comes_back_with_a_sentence(yamada_client, more, words):
    response = yamada_client.post(page("new_approval"), approval_of(**more))

    assert response.status_code == 422
    assert words in text_of(response)
    assert not Approval.objects.exists()


def test_the_approval_of_the_other_side_is_shown(yamada_client, maria_client, pairing, las_pinas):
    shown = text_of(yamada_client.get(page("school")))

    assert "相手の学校の承認 Las Piñas High 2026年5月1日（金） – 2027年3月31日（水）" in shown
    Approval.objects.filter(body=las_pinas.organisation).update(until_day=date(2026, 10, 1))
    assert "2026年10月1日（木） 過ぎました" in text_of(yamada_client.get(page("school")))
    Approval.objects.filter(body=las_pinas.organisation).delete()
    assert "Las Piñas High まだありません" in text_of(yamada_client.get(page("school")))


def memorandum_of(exchange, **more):
    return {
        "title": "覚書 2026",
        "exchange": str(exchange.pk),
        **day("signed_on", date(2026, 11, 1)),
        **day("from_day", date(2026, 11, 1)),
        **day("until_day", date(2027, 10, 31)),
        **day("renew_by", date(2027, 8, 31)),
        **more,
    }


def test_a_memorandum_binds_both_schools_and_has_a_renewal_date(yamada_client, pairing):
    yamada_client.post(page("new_agreement"), memorandum_of(pairing.exchange))

    agreement = Agreement.objects.get(title="覚書 2026")
    pairing.exchange.refresh_from_db()
    assert pairing.exchange.agreement == agreement
    assert agreement.parties.count() == 2
    assert "更新を決める日 2027年8月31日（火）" in text_of(yamada_client.get(page("school")))


def test_a_renewal_after_the_end_is_refused_at_its_field(yamada_client, pairing):
    late = memorandum_of(pairing.exchange, **day("renew_by", date(2027, 11, 30)))

    response = yamada_client.post(page("new_agreement"), late)

    assert response.status_code == 422
    assert "更新を決める日は、終わりの日より前にしてください。" in text_of(response)
    assert not Agreement.objects.filter(title="覚書 2026").exists()


def test_without_an_exchange_there_is_no_memorandum_to_sign(yamada_client, midori):
    response = yamada_client.get(page("new_agreement"), follow=True)

    assert "事務局が交流を始めたあとで、覚書を登録できます。" in text_of(response)


def test_another_school_s_exchange_cannot_be_chosen(yamada_client, pairing, las_pinas):
    third = make_school("おおたか北中学校", "オオタカキタ", "JP", "Asia/Tokyo", JAPAN)
    other = Exchange.objects.create(name="x", a=third, b=las_pinas, from_day=TODAY, until_day=TODAY)

    response = yamada_client.post(page("new_agreement"), memorandum_of(other))

    assert response.status_code == 422
    assert not Agreement.objects.filter(title="覚書 2026").exists()

"""学校の用意 — what the verbs change, refuse and bring back."""

from datetime import date, time

import pytest

from tests.cast import JAPAN, TODAY, bells, make_pupils
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.schools import actions
from tsunagari.programmes.exchange.schools.models import (
    BellSchedule,
    ClosedDay,
    DayOverride,
    KeepApart,
    Lesson,
    SchoolClass,
    Term,
)
from tsunagari.programmes.exchange.schools.rules.setup import Bell


@pytest.fixture
def who(yamada):
    return {"by": yamada, "on": TODAY}


@pytest.fixture
def school_class(midori, who):
    return actions.add_class(midori, "2年B組", grade=8, year=2026, **who)


def dids(prefix="school."):
    return list(
        Record.objects.filter(did__startswith=prefix).order_by("pk").values_list("did", flat=True)
    )


def refused(act, *args, **kwargs):
    """The rules that refuse an act."""
    with pytest.raises(Refused) as error:
        act(*args, **kwargs)
    return [reason.rule or reason.words() for reason in error.value.reasons]


# 設定 ---------------------------------------------------------------------------------------


def test_settings_are_saved_with_the_zone_of_the_party(midori, who):
    midori = actions.settle(midori, seen=1, zone="Asia/Manila", lines=3, **who)

    assert (midori.version, midori.lines, midori.zone) == (2, 3, "Asia/Manila")
    midori.refresh_from_db()
    assert midori.organisation.party.zone == "Asia/Manila"
    assert dids()[-1] == "school.settled"


def test_an_older_screen_overwrites_nothing(midori, who):
    actions.settle(midori, seen=1, lines=3, **who)

    assert refused(actions.settle, midori, seen=1, lines=9, **who) == ["version"]
    midori.refresh_from_db()
    assert midori.lines == 3


def test_a_school_in_an_unknown_zone_is_not_saved(midori, who):
    [words] = refused(actions.settle, midori, seen=1, zone="Asia/Tokio", lines=3, **who)

    assert words == "「Asia/Tokio」という時間帯はありません。Asia/Tokyo のように入力してください。"
    midori.refresh_from_db()
    assert (midori.lines, midori.zone, midori.version) == (1, "Asia/Tokyo", 1)


# 時程 ---------------------------------------------------------------------------------------

SHORT = [Bell("P1", time(8, 45), time(9, 30)), Bell("P2", time(9, 40), time(10, 25))]
SUMMER = {"from_day": date(2026, 7, 1), "until_day": date(2026, 7, 17)}


def test_a_special_bell_schedule_stands_beside_the_usual_one(midori, who):
    actions.set_bells(midori, name="45分", usual=False, bells=SHORT, **SUMMER, **who)

    assert [s.name for s in midori.bell_schedules.all()] == ["50分", "45分"]


def test_of_two_usual_ones_on_a_day_the_first_is_named(midori, who):
    [words] = refused(actions.set_bells, midori, name="45分", bells=SHORT, **SUMMER, **who)

    assert words == (
        "「50分」と期間が重なっています。期間を分けるか、「ふだんの時程」を外してください。"
    )
    assert BellSchedule.objects.count() == 1


def test_overlapping_periods_leave_the_old_ones_as_they_were(midori, who):
    schedule = midori.bell_schedules.get()
    crossed = [Bell("P1", time(8), time(9)), Bell("P2", time(8, 30), time(9, 30))]

    days = {"from_day": schedule.from_day, "until_day": schedule.until_day}
    refused(actions.set_bells, midori, name="x", bells=crossed, schedule=schedule, **days, **who)

    assert [p.code for p in schedule.periods.all()] == [row[0] for row in JAPAN]


def test_changing_a_bell_schedule_needs_its_newest_version(midori, who):
    schedule = midori.bell_schedules.get()
    days = {"from_day": schedule.from_day, "until_day": schedule.until_day}
    change = {"schedule": schedule, "seen": schedule.version, "bells": bells(JAPAN[:4]), **days}

    changed = actions.set_bells(midori, name="午前", **change, **who)
    assert (changed.name, changed.periods.count()) == ("午前", 4)

    assert refused(actions.set_bells, midori, name="午後", **change, **who) == ["version"]
    schedule.refresh_from_db()
    assert schedule.name == "午前"


def test_a_bell_schedule_that_a_day_uses_stays(midori, who):
    schedule = actions.set_bells(midori, name="45分", usual=False, bells=SHORT, **SUMMER, **who)
    day = actions.override_day(midori, date(2026, 12, 1), schedule=schedule, reason="研修", **who)

    assert refused(actions.drop_bells, schedule, **who) == ["bells.used"]
    actions.drop_override(midori, day.pk, **who)
    actions.drop_bells(schedule, **who)

    assert [s.name for s in midori.bell_schedules.all()] == ["50分"]


# 予定 ---------------------------------------------------------------------------------------

EXAM = {"name": "期末", "from_day": date(2026, 11, 30), "until_day": date(2026, 12, 2)}


@pytest.mark.parametrize("kind", ["term", "closed", "exam"])
def test_a_span_is_added_once_changed_dropped_and_brought_back(kind, midori, who):
    table = actions.SPANS[kind]
    table.objects.all().delete()
    span = actions.add_span(midori, kind, **EXAM, **who)
    assert actions.add_span(midori, kind, **EXAM, **who) == span

    seen = actions.span_print(span)
    changed = {**EXAM, "until_day": date(2026, 12, 3)}
    actions.change_span(midori, kind, span.pk, seen=seen, **changed, **who)
    dropped = actions.drop_span(midori, kind, span.pk, **who)
    assert not table.objects.exists()
    actions.restore(midori, dropped, **who)
    actions.restore(midori, dropped, **who)

    [back] = table.objects.all()
    assert (back.name, back.from_day, back.until_day) == tuple(changed.values())
    assert dids(f"school.{kind}")[-4:] == [
        f"school.{kind}_{verb}" for verb in ("added", "changed", "dropped", "added")
    ]


def test_a_span_that_ends_before_it_begins_is_not_stored(midori, who):
    backwards = {"name": "冬休み", "from_day": date(2027, 1, 6), "until_day": date(2026, 12, 24)}

    [words] = refused(actions.add_span, midori, "closed", **backwards, **who)

    assert (
        words
        == "終わりの日（2026年12月24日（木））を、始まりの日（2027年1月6日（水））より後にしてください。"
    )
    assert not ClosedDay.objects.exists()


def test_an_older_form_of_a_span_overwrites_nothing(midori, who):
    term = Term.objects.get()
    seen = actions.span_print(term)
    days = {"from_day": term.from_day, "until_day": term.until_day}
    actions.change_span(midori, "term", term.pk, seen=seen, name="2学期", **days, **who)

    again = refused(
        actions.change_span, midori, "term", term.pk, seen=seen, name="後期", **days, **who
    )

    assert again == ["version"]
    assert Term.objects.get().name == "2学期"


def test_the_same_closed_day_does_not_stand_twice(midori, who):
    actions.add_span(midori, "closed", **EXAM, **who)
    other = actions.add_span(midori, "closed", **EXAM | {"name": "休み"}, **who)

    seen = actions.span_print(other)
    assert refused(actions.change_span, midori, "closed", other.pk, seen=seen, **EXAM, **who) == [
        "twice"
    ]


# 祝日 ---------------------------------------------------------------------------------------


def suggest(midori, who):
    return actions.suggest_holidays(
        midori, from_day=date(2026, 11, 1), until_day=date(2027, 1, 31), **who
    )


def test_holidays_are_suggestions_until_somebody_confirms_each(midori, who, yamada):
    assert suggest(midori, who) == 4
    assert {day.state for day in ClosedDay.objects.all()} == {"suggested"}

    first, *others = ClosedDay.objects.order_by("from_day")
    actions.decide_closed(midori, {first.pk: True, others[0].pk: False}, **who)

    assert list(ClosedDay.objects.order_by("from_day").values_list("state", flat=True)) == [
        "confirmed",
        "declined",
        "suggested",
        "suggested",
    ]
    first.refresh_from_db()
    assert (first.confirmed_by, first.source[:9]) == (yamada.party, "holidays ")


def test_a_declined_holiday_is_not_suggested_again(midori, who):
    suggest(midori, who)
    actions.decide_closed(
        midori, dict.fromkeys(ClosedDay.objects.values_list("pk", flat=True), False), **who
    )

    assert suggest(midori, who) == 0


def test_a_dropped_holiday_comes_back_with_its_source(midori, who):
    suggest(midori, who)
    day = ClosedDay.objects.first()
    actions.decide_closed(midori, {day.pk: True}, **who)
    dropped = actions.drop_span(midori, "closed", day.pk, **who)

    actions.restore(midori, dropped, **who)

    back = ClosedDay.objects.get(name=day.name, from_day=day.from_day)
    assert (back.state, back.source) == ("confirmed", day.source)


def test_deciding_nothing_is_no_record(midori, who):
    assert actions.decide_closed(midori, {}, **who) == 0
    assert "school.holidays_decided" not in dids()


# 日ごと -------------------------------------------------------------------------------------


def test_a_changed_day_is_dropped_and_brought_back(midori, who):
    schedule = midori.bell_schedules.get()
    day = actions.override_day(midori, date(2026, 12, 1), schedule=schedule, reason="研修", **who)
    dropped = actions.drop_override(midori, day.pk, **who)
    assert not DayOverride.objects.exists()

    actions.restore(midori, dropped, **who)

    back = DayOverride.objects.get()
    assert (back.on, back.schedule, back.reason) == (date(2026, 12, 1), schedule, "研修")


def test_a_day_whose_bell_schedule_is_gone_cannot_come_back(midori, who):
    schedule = actions.set_bells(midori, name="45分", usual=False, bells=SHORT, **SUMMER, **who)
    day = actions.override_day(midori, date(2026, 12, 1), schedule=schedule, reason="x", **who)
    dropped = actions.drop_override(midori, day.pk, **who)
    actions.drop_bells(schedule, **who)

    assert refused(actions.restore, midori, dropped, **who) == [
        "その日の時程がもうありません。もう一度選んでください。"
    ]


def test_a_day_changed_twice_is_one_day(midori, who):
    for reason in ("台風", "台風のため午後から"):
        actions.override_day(midori, date(2026, 12, 1), schedule=None, reason=reason, **who)

    assert DayOverride.objects.get().reason == "台風のため午後から"


# 学級と時間割 -------------------------------------------------------------------------------


def test_a_class_is_corrected_and_a_taken_name_refused(midori, school_class, who):
    actions.add_class(midori, "2年C組", grade=8, year=2026, **who)

    actions.change_class(school_class, name="2年D組", grade=8, **who)
    assert refused(actions.change_class, school_class, name="2年C組", grade=8, **who) == [
        "class.taken"
    ]

    assert sorted(SchoolClass.objects.values_list("name", flat=True)) == ["2年C組", "2年D組"]


def test_a_class_with_only_a_timetable_goes_with_it(school_class, who):
    actions.set_timetable(school_class, {(1, "P1"): {"subject": "英語"}}, **who)

    actions.drop_class(school_class, **who)

    assert not SchoolClass.objects.exists()
    assert not Lesson.objects.exists()


def test_a_class_with_pupils_stays(school_class, who):
    make_pupils(school_class, 1, "kaki")

    assert refused(actions.drop_class, school_class, **who) == ["class.used"]


def test_a_timetable_keeps_subject_teacher_and_room_and_drops_empty_periods(school_class, who):
    actions.set_timetable(
        school_class,
        {
            (1, "P1"): {"subject": "英語", "teacher": "山田", "room": "LL"},
            (1, "P2"): {"subject": ""},
            (2, "P1"): {"teacher": "山田"},
        },
        **who,
    )

    assert list(Lesson.objects.values_list("weekday", "period", "subject", "teacher", "room")) == [
        (1, "P1", "英語", "山田", "LL")
    ]
    assert Record.objects.get(did="school.timetable_set").facts["lessons"] == 1


def test_of_two_who_change_a_timetable_the_second_is_told(school_class, who):
    seen = actions.timetable_print(school_class)
    actions.set_timetable(school_class, {(1, "P1"): {"subject": "英語"}}, seen=seen, **who)

    again = {(1, "P1"): {"subject": "数学"}}
    assert refused(actions.set_timetable, school_class, again, seen=seen, **who) == ["version"]
    assert Lesson.objects.get().subject == "英語"


# 離す ---------------------------------------------------------------------------------------


def test_a_pair_is_kept_apart_once_whoever_is_named_first(school_class, who):
    a, b = make_pupils(school_class, 2, "kaki")

    actions.keep_apart(a, b, **who)
    actions.keep_apart(b, a, **who)
    assert KeepApart.objects.count() == 1
    actions.let_together(b, a, **who)
    actions.let_together(b, a, **who)

    assert not KeepApart.objects.exists()
    assert dids()[-2:] == ["school.kept_apart", "school.let_together"]

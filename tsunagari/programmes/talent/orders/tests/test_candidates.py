"""候補者 — entered, told from others of the same name, joined by a person, taught, tested."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.cast_orders import LAN, enter
from tsunagari.base.refusals import Refused
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.ties import merging
from tsunagari.programmes.talent.orders import forgetting, queries
from tsunagari.programmes.talent.orders.actions import candidates, training
from tsunagari.programmes.talent.orders.models import Candidate, Result
from tsunagari.programmes.talent.orders.rules import candidates as rules


def sign(latin="", kana="", born=date(2001, 5, 3)):
    return {"born_on": born, "spelt": rules.spelt(latin, kana), "sound": rules.sound(latin, kana)}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("NGUYEN THI LAN", ""), ("Nguyễn Thị Lan", "")),
        (("NGUYEN THI LAN", ""), ("ＮＧＵＹＥＮ　ＴＨＩ　ＬＡＮ", "")),
        (("NGUYEN THI LAN", ""), ("LAN NGUYEN THI", "")),
        (("NGUYEN THI LAN", ""), ("", "グエン ティ ラン")),
        (("NGUYEN THI LAN", ""), ("", "ｸﾞｴﾝ･ﾃｨ･ﾗﾝ")),
        (("PHAM VAN DUC", ""), ("", "ファム ヴァン ドゥック")),
        (("SANTOS, Maria", ""), ("", "マリア サントス")),
        (("TRAN MINH", ""), ("", "チャン ミン")),
        (("NGUYEN LAN", ""), ("Nguyễn Thị Lan", "")),
        (("NGUYEN LAN", ""), ("", "グエン ティ ラン")),
        (("PHAM DUC", ""), ("PHAM VAN DUC", "")),
        (("DELA CRUZ Juan", ""), ("Juan Santos Dela Cruz", "")),
        (("Juan S. Dela Cruz", ""), ("DELA CRUZ Juan Santos", "")),
        (("Ma. Cristina Reyes", ""), ("REYES Maria Cristina", "")),
        (("Muh. Rizki", ""), ("Muhammad Rizki", "")),
        (("BUDI", ""), ("Budi Budi", "")),
    ],
)
def test_one_name_in_two_spellings_sounds_alike(a, b):
    assert rules.alike(sign(*a), sign(*b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (sign("NGUYEN THI LAN"), sign("NGUYEN THI LAN", born=date(2001, 5, 4))),
        (sign("NGUYEN THI LAN"), sign("NGUYEN VAN HUNG")),
        (sign("TRAN THI"), sign("TRAN VAN")),
        (sign("LAN"), sign("NGUYEN THI LAN")),
        (sign("Juan Dela Cruz"), sign("Pedro Santos Dela Cruz")),
        (sign(""), sign("")),
    ],
)
def test_another_birthday_or_another_sound_is_another_person(a, b):
    assert not rules.alike(a, b)


def test_a_name_is_written_in_letters_as_in_a_passport():
    for name in ("Nguyễn Thị Ước", "Mc'Donald O’Neil", "DELA CRUZ Ma. Theresa", "Trần-Văn An"):
        assert rules.is_latin(name)
    for name in ("TRAN 2", "😀 TRAN", "=SUM(A1)", "<b>TRAN", "山田", "TRAN\x00"):
        assert not rules.is_latin(name)
    facts = {"born_on": date(2001, 5, 3), "ready_on": TODAY, "fields": [], "kana": ""}
    [reason] = rules.why_not_enter(facts | {"latin": "A" * 81}, on=TODAY)
    assert "80文字" in reason.words()


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2001, 5, 3), date(2026, 5, 3), 25),
    ],
)
def test_an_age_is_counted_in_whole_years(born, day, age):
    assert rules.age_on(born, day) == age


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"born_on": TODAY + timedelta(days=1)}, "born_on"),
        ({"born_on": date(2010, 1, 1)}, "born_on"),
        ({"born_on": date(1940, 1, 1)}, "born_on"),
        ({"latin": "", "kana": ""}, "family"),
        ({"fields": ["care", "care"]}, "fields"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(changes, field):
    facts = LAN | {"latin": "NGUYEN", "kana": ""} | changes

    [reason] = rules.why_not_enter(facts, on=TODAY)

    assert reason.field == field


@pytest.mark.parametrize(
    ("told", "results", "best"),
    [
        ("", [], ""),
        ("N4", [("JLPT", "N5")], "N4"),
        ("N5", [("JFT", "A2")], "A2"),
        ("N4", [("JFT", "A2"), ("JLPT", "N3")], "N3"),
        ("", [("NAT", "3Q")], ""),
    ],
)
def test_the_best_certificate_counts_and_a_practice_test_does_not(told, results, best):
    assert rules.best_japanese(told, results) == best


@pytest.mark.django_db
def test_the_sending_organisation_reads_the_name_and_a_company_the_code(lan, dang, ishii, sato):
    assert shown([lan.pk], to=dang)[lan.pk] == "NGUYEN Thi Lan"
    assert shown([lan.pk], to=sato)[lan.pk] == "NGUYEN Thi Lan"
    assert shown([lan.pk], to=ishii)[lan.pk] == ""
    assert list(queries.candidates_of(dang)) == [lan]
    assert list(queries.candidates_of(ishii)) == []


@pytest.mark.django_db
def test_one_number_is_one_candidate(lan, sending, dang):
    with pytest.raises(Refused) as refused:
        enter(sending, dang, name="Hoa")

    assert refused.value.reasons[0].field == "number"


@pytest.mark.django_db
def test_a_change_is_kept_once_and_an_older_screen_changes_nothing(lan, dang):
    wanted = LAN | {"japanese": "N3"}
    candidates.change(lan, seen=1, by=dang, on=TODAY, **wanted)
    candidates.change(lan, seen=2, by=dang, on=TODAY, **wanted)

    with pytest.raises(Refused):
        candidates.change(lan, seen=1, by=dang, on=TODAY, **LAN)

    assert [r.facts["fields"] for r in Record.objects.filter(did="candidate.changed")] == [
        "given_kana, japanese"
    ]


@pytest.mark.django_db
def test_two_spellings_of_one_person_are_asked_about_and_never_joined_alone(lan, sending, dang):
    names = {
        "family_latin": "",
        "given_latin": "",
        "family_kana": "グエン",
        "given_kana": "ティラン",
    }
    again = enter(sending, dang, number="V-002", names=names)

    assert queries.alike(sending) == [(lan, again)]
    assert Candidate.objects.filter(state="looking").count() == 2

    candidates.merge(lan, again, by=dang, on=TODAY)
    assert queries.alike(sending) == []
    again.refresh_from_db()
    assert (again.state, again.person.party.same_as_id) == ("merged", lan.pk)

    candidates.part(again, by=dang, on=TODAY)
    again.refresh_from_db()
    assert (again.state, again.person.party.same_as_id) == ("looking", None)
    assert queries.alike(sending) == [(lan, again)]


@pytest.mark.django_db
def test_two_people_who_look_like_one_are_not_asked_about_again(lan, sending, dang):
    other = enter(sending, dang, number="V-002")

    candidates.tell_apart(other, lan, by=dang, on=TODAY)
    assert queries.alike(sending) == []

    candidates.ask_again(lan, other)
    assert queries.alike(sending) == [(lan, other)]


@pytest.mark.django_db
def test_an_entry_that_was_merged_is_not_merged_again(lan, sending, dang, sato):
    other = enter(sending, dang, number="V-002")
    candidates.merge(lan, other, by=dang, on=TODAY)

    with pytest.raises(Refused):
        candidates.merge(lan, other, by=dang, on=TODAY)

    assert merging.preview(other.person.party).records > 0


@pytest.mark.django_db
def test_somebody_leaves_and_comes_back(lan, dang):
    candidates.leave(lan, by=dang, on=TODAY)
    with pytest.raises(Refused):
        candidates.leave(lan, by=dang, on=TODAY)

    assert candidates.come_back(lan, by=dang, on=TODAY).state == "looking"


# 授業と成績


@pytest.fixture
def learner(lan, school, dang):
    return candidates.change(lan, seen=1, by=dang, on=TODAY, **LAN | {"school": school})


def lesson(school, hoang, absent=(), at=NOW - timedelta(hours=3)):
    return training.hold(
        school,
        topic="入国前の日本語",
        starts_at=at,
        minutes=90,
        absent=set(absent),
        by=hoang,
        on=TODAY,
        at=NOW,
    )


@pytest.mark.django_db
def test_the_school_of_a_candidate_reads_the_name_and_notes_who_was_there(learner, school, hoang):
    assert shown([learner.pk], to=hoang)[learner.pk] == "NGUYEN Thi Lan"

    lesson(school, hoang)
    second = lesson(school, hoang, absent=[learner.pk], at=NOW - timedelta(hours=6))

    assert queries.attendance_of([learner.pk]) == {
        learner.pk: {"lessons": 2, "present": 1, "minutes": 90}
    }
    training.correct(second, absent=set(), among={learner.pk}, by=hoang, on=TODAY, at=NOW)
    assert queries.attendance_of([learner.pk])[learner.pk]["present"] == 2


@pytest.mark.django_db
def test_the_same_lesson_twice_is_refused_and_says_which_one(learner, school, hoang):
    first = lesson(school, hoang)

    with pytest.raises(Refused) as refused:
        lesson(school, hoang, at=NOW - timedelta(hours=2))
    [reason] = refused.value.reasons
    assert (reason.rule, reason.facts) == ("twice", {"topic": "入国前の日本語", "count": 1})

    other = lesson(school, hoang, absent=[learner.pk])
    with pytest.raises(Refused):
        training.correct(other, absent=set(), among={learner.pk}, by=hoang, on=TODAY, at=NOW)
    assert queries.attendance_of([learner.pk])[learner.pk]["present"] == 1
    assert first.pk != other.pk


@pytest.mark.django_db
def test_a_lesson_that_was_taken_back_counts_for_nobody_until_it_is_restored(
    learner, school, hoang
):
    held = lesson(school, hoang)

    training.annul_lesson(held, by=hoang, on=TODAY)

    assert queries.attendance_of([learner.pk])[learner.pk]["lessons"] == 0
    assert list(queries.lessons_of(school)) == []
    with pytest.raises(Refused):
        training.annul_lesson(held, by=hoang, on=TODAY)
    again = lesson(school, hoang)
    with pytest.raises(Refused) as refused:
        training.restore_lesson(held, by=hoang, on=TODAY)
    assert refused.value.reasons[0].rule == "twice"

    training.annul_lesson(again, by=hoang, on=TODAY)
    training.restore_lesson(held, by=hoang, on=TODAY)
    assert queries.attendance_of([learner.pk])[learner.pk] == {
        "lessons": 1,
        "present": 1,
        "minutes": 90,
    }


@pytest.mark.django_db
def test_who_left_is_taught_no_more(learner, school, dang):
    candidates.leave(learner, by=dang, on=TODAY)

    assert list(queries.learners_of(school)) == []


@pytest.mark.django_db
def test_what_a_merged_entry_learned_counts_for_the_one_that_stays(
    learner, school, sending, dang, hoang
):
    again = enter(sending, dang, number="V-002", school=school)
    lesson(school, hoang)
    facts = {"kind": "JLPT", "level": "N2", "passed": True, "taken_on": date(2026, 7, 5)}
    training.note(again, body=school, by=hoang, on=TODAY, **facts)

    candidates.merge(learner, again, by=dang, on=TODAY)

    assert queries.attendance_of([learner.pk])[learner.pk]["lessons"] == 2
    assert queries.person_of(queries.candidates().get(pk=learner.pk)).japanese == "N2"


@pytest.mark.django_db
def test_a_lesson_that_has_not_begun_has_no_attendance(learner, school, hoang):
    with pytest.raises(Refused) as refused:
        lesson(school, hoang, at=NOW + timedelta(minutes=1))

    assert refused.value.reasons[0].rule == "early"


@pytest.mark.django_db
def test_a_school_without_learners_is_told_so(school, hoang):
    with pytest.raises(Refused) as refused:
        lesson(school, hoang)

    assert refused.value.reasons[0].rule == "nobody"


@pytest.mark.django_db
def test_a_passed_test_counts_and_an_annulled_one_no_longer(learner, school, hoang):
    facts = {"body": school, "kind": "JLPT", "level": "N3", "taken_on": date(2026, 7, 5)}
    result = training.note(learner, passed=True, by=hoang, on=TODAY, **facts)
    assert queries.person_of(queries.candidates().get(pk=learner.pk)).japanese == "N3"

    with pytest.raises(Refused):
        training.note(learner, passed=False, by=hoang, on=TODAY, **facts)

    training.annul(result, by=hoang, on=TODAY)
    assert queries.person_of(queries.candidates().get(pk=learner.pk)).japanese == "N4"
    with pytest.raises(Refused):
        training.annul(result, by=hoang, on=TODAY)


@pytest.mark.parametrize(
    ("kind", "level", "taken", "field"),
    [
        ("JLPT", "A2", TODAY, "level"),
        ("SSW1", "N4", TODAY, "level"),
        ("JFT", "A2", TODAY + timedelta(days=1), "taken_on"),
    ],
)
def test_a_result_that_cannot_be_is_refused(kind, level, taken, field):
    [reason] = rules.why_not_note(kind=kind, level=level, taken_on=taken, on=TODAY)

    assert reason.field == field


@pytest.mark.django_db
def test_progress_is_the_same_for_all_who_may_see_it(learner, dang, hoang, sato, ishii):
    assert [queries.may_see_progress(one, learner) for one in (dang, hoang, sato, ishii)] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.django_db
def test_another_school_hides_the_name_from_the_first(learner, school, dang, hoang, federation):
    candidates.change(learner, seen=2, by=dang, on=TODAY, **LAN | {"school": None})

    tomorrow = TODAY + timedelta(days=1)
    assert shown([learner.pk], to=hoang, on=tomorrow)[learner.pk] == ""
    assert list(queries.learners_of(school)) == []


@pytest.mark.django_db
def test_a_forgotten_candidate_leaves_only_the_code(learner, school, hoang, dang):
    facts = {"kind": "JLPT", "level": "N3", "passed": True, "taken_on": date(2026, 7, 5)}
    training.note(learner, body=school, by=hoang, on=TODAY, **facts)

    forgetting.forget(learner.person.party, on=TODAY)

    learner.refresh_from_db()
    assert (learner.born_on, learner.spelt, learner.sound, learner.written) == (None, "", "", "")
    assert learner.short == ""
    assert (learner.state, learner.fields) == ("left", [])
    assert Result.objects.count() == 0

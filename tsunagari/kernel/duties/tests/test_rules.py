"""What a rule wants becomes a key, a state, a group, a limit: plain Python."""

from datetime import date

import pytest

from tsunagari.kernel.duties import rules
from tsunagari.kernel.duties.rules import Wanted

TODAY = date(2026, 11, 24)


def visit(**facts):
    base = {
        "rule": "2-3.visit",
        "occurrence": "3",
        "holder": 7,
        "doer": 1,
        "opens_on": date(2026, 11, 1),
        "due": date(2026, 11, 20),
    }
    return Wanted(**base | facts)


def words(reasons):
    return [reason.text % reason.facts for reason in reasons]


def test_a_duty_is_the_same_one_when_its_day_moves():
    assert rules.key_of("t.case", "5", visit()) == "2-3.visit|t.case|5|3"
    assert rules.key_of("t.case", "5", visit(due=date(2026, 12, 1))) == "2-3.visit|t.case|5|3"


def test_the_print_changes_with_anything_that_the_rule_wanted():
    assert rules.print_of(visit()) == rules.print_of(visit())
    for change in ({"due": TODAY}, {"facts": {"last": "2026-08-20"}}, {"doer": 2}, {"met": TODAY}):
        assert rules.print_of(visit(**change)) != rules.print_of(visit())


@pytest.mark.parametrize(
    ("now", "by_hand", "facts", "state"),
    [
        (None, False, {}, "open"),
        (None, False, {"opens_on": date(2026, 11, 25)}, "waiting"),
        (None, False, {"opens_on": TODAY}, "open"),
        ("open", False, {"met": TODAY}, "done"),
        ("done", False, {}, "open"),
        ("done", True, {}, "done"),
        ("void", False, {}, "open"),
        ("open", False, {"opens_on": date(2026, 12, 1)}, "waiting"),
    ],
)
def test_the_state_follows_from_facts_hands_and_the_day(now, by_hand, facts, state):
    assert rules.state_for(visit(**facts), now=now, by_hand=by_hand, on=TODAY) == state


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2026, 11, 23), "late"),
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "week"),
        (date(2026, 12, 1), "week"),
        (date(2026, 12, 2), "later"),
    ],
)
def test_this_week_is_the_next_seven_days(due, group):
    assert rules.group_of(due, TODAY) == group


def test_safety_and_law_weigh_more_than_money_and_the_rest():
    assert [rules.weight_of(risk) for risk in range(5)] == [
        "safety",
        "law",
        "money",
        "other",
        "other",
    ]


def test_a_duty_without_a_legal_deadline_rests_as_long_as_one_likes():
    assert rules.why_not_snooze(until=date(2027, 3, 1), on=TODAY, statutory=None, due=TODAY) == []


def test_a_snooze_lies_ahead():
    for until in (TODAY, date(2026, 11, 20)):
        reasons = rules.why_not_snooze(until=until, on=TODAY, statutory=None, due=TODAY)

        assert words(reasons) == ["明日より後の日を選んでください。"]


def test_a_snooze_reaches_a_legal_deadline_and_never_passes_it():
    asked = {"on": TODAY, "statutory": date(2026, 11, 30), "due": date(2026, 11, 27)}

    assert rules.why_not_snooze(until=date(2026, 11, 30), **asked) == []
    assert words(rules.why_not_snooze(until=date(2026, 12, 1), **asked)) == [
        "法律の期限は 2026-11-30 です。それより後にはできません。"
    ]


def test_what_protects_people_rests_until_its_day_at_most():
    asked = {"on": TODAY, "statutory": None, "due": date(2026, 11, 25), "risk": 0}

    assert rules.why_not_snooze(until=date(2026, 11, 25), **asked) == []
    assert words(rules.why_not_snooze(until=date(2026, 11, 26), **asked)) == [
        "人の安全に関わる期限は 2026-11-25 です。それより後にはできません。"
    ]


@pytest.mark.parametrize(
    ("on", "monday"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_next_monday_is_never_today(on, monday):
    assert rules.next_monday(on) == monday


def test_all_reasons_against_acting_come_at_once():
    assert rules.why_not_act(state="open", ours=True) == []
    assert words(rules.why_not_act(state="done", ours=False)) == [
        "これは、もう完了になっています。",
        "これは、ほかの団体の務めです。代わりにするときは、先に担当を引き取ってください。",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"did": "duty.done", "last": 5, "act": 5, "minutes": 9.9}, []),
        ({"did": "duty.done", "last": 5, "act": None, "minutes": 900}, []),
        (
            {"did": "duty.undone", "last": 5, "act": None, "minutes": 0},
            ["元に戻すことはありません。"],
        ),
        ({"did": "", "last": None, "act": None, "minutes": 0}, ["元に戻すことはありません。"]),
        (
            {"did": "duty.snoozed", "last": 6, "act": 5, "minutes": 1},
            ["そのあとに、ほかの変更がありました。いまの内容を確かめてください。"],
        ),
        (
            {"did": "duty.done", "last": 5, "act": 5, "minutes": 10.1},
            ["10分を過ぎたので、一覧からは元に戻せません。この画面から変えてください。"],
        ),
    ],
)
def test_the_list_takes_back_the_last_act_for_ten_minutes(asked, said):
    assert words(rules.why_not_undo(**asked)) == said

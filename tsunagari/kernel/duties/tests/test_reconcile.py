"""Duties follow the facts: twice changes nothing, every change is on record."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tsunagari.kernel.duties import actions, rules
from tsunagari.kernel.duties.followed import followed
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.records.queries import history
from tsunagari.kernel.records.words import sentence

TODAY = date(2026, 11, 24)


@pytest.fixture
def case(federation):
    """What the duties are about: any stored row will do."""
    return federation.party


def follow(case, *wanted, on=TODAY):
    counts = actions.reconcile(case, list(wanted), on=on)
    return {name: count for name, count in counts.items() if count}


def stored():
    return {
        row.key.rsplit("|", 1)[1]: (row.state, row.safe_due) for row in Duty.objects.order_by("pk")
    }


def test_a_new_wish_becomes_an_open_duty_and_one_record(case, wants):
    assert follow(case, wants("1"), wants("2", opens_on=date(2026, 12, 1))) == {"new": 2}

    assert stored() == {
        "1": ("open", date(2026, 11, 30)),
        "2": ("waiting", date(2026, 11, 30)),
    }
    [record] = history(case)
    assert record.did == "duties.reconciled"
    counts = {"new": 2, "moved": 0, "done": 0, "void": 0, "reopened": 0}
    assert record.facts == counts | {"new_rules": "test.visit, test.visit"}


def test_what_only_waits_for_its_day_opens_on_it_once(case, wants):
    tomorrow = TODAY + timedelta(days=1)
    follow(case, wants("1"), wants("2", opens_on=tomorrow), wants("3", opens_on=date(2026, 12, 1)))

    assert actions.open_due(on=TODAY) == 0
    assert actions.open_due(on=tomorrow) == 1
    assert actions.open_due(on=tomorrow) == 0
    assert [state for state, _due in stored().values()] == ["open", "open", "waiting"]
    [record] = history(Duty.objects.get(key__endswith="|2"))
    assert (record.did, record.facts["moved"]) == ("duties.reconciled", 1)
    # Whoever reads the facts anew finds nothing to change.
    again = [wants("1"), wants("2", opens_on=tomorrow), wants("3", opens_on=date(2026, 12, 1))]
    assert follow(case, *again, on=tomorrow) == {}


def test_more_than_fit_one_minute_open_in_the_next(case, wants, monkeypatch):
    follow(case, *[wants(str(n), opens_on=TODAY + timedelta(days=1 + n)) for n in range(3)])
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    late = TODAY + timedelta(days=9)

    assert [actions.open_due(on=late) for _minute in range(3)] == [2, 1, 0]


def test_three_and_fifty_duties_open_with_as_many_queries(case, wants, django_assert_num_queries):
    def open_some(count: int, start: int) -> None:
        day = TODAY + timedelta(days=start)
        follow(case, *[wants(f"{start}-{n}", opens_on=day) for n in range(count)])
        with django_assert_num_queries(4 + 2):
            assert actions.open_due(on=day) == count
        with django_assert_num_queries(1):
            assert actions.open_due(on=day) == 0

    open_some(3, 1)
    open_some(50, 2)


def test_what_waits_for_its_day_is_found_by_its_index(case, wants):
    follow(case, *[wants(str(n), opens_on=TODAY + timedelta(days=n)) for n in range(30)])
    asked = actions._due(TODAY).order_by("opens_on", "pk").values_list("pk", flat=True)[:9]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # So few rows are cheaper read and sorted; what can be had without either is asked.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        assert "duty_opens" in asked.explain()


def test_the_record_says_which_duties_became_what_and_how_far_a_day_moved(case, wants):
    follow(case, wants("1"), wants("2"), wants("3"))
    follow(case, wants("1", due=date(2026, 12, 7)), wants("2", due=date(2026, 11, 27)))
    record = history(case).last()

    assert followed(record, "ja") == [
        ("動いた務め", ["test.visit（期限が7日あとへ）", "test.visit（期限が3日まえへ）"]),
        ("なくなった務め", ["test.visit"]),
    ]
    assert sentence(record) == (
        "務めを見なおしました（新しい0件、動いた2件、済んだ0件、なくなった1件、もどった0件）。"
    )


def test_the_record_of_very_many_names_some_and_counts_the_rest(case, wants):
    follow(case, *[wants(str(n)) for n in range(rules.MOST + 5)])
    [(said, lines)] = followed(history(case).last(), "ja")

    assert (said, lines) == ("新しい務め", [f"test.visit ×{rules.MOST}", "ほかに5件"])


def test_following_again_asks_once_and_writes_nothing(case, wants, django_assert_num_queries):
    wanted = [wants(str(i)) for i in range(30)]
    follow(case, *wanted)

    with django_assert_num_queries(1):
        assert follow(case, *wanted) == {}

    assert len(history(case)) == 1


def test_the_day_alone_opens_a_duty(case, wants):
    duty = wants(opens_on=date(2026, 11, 25))
    follow(case, duty)

    assert follow(case, duty, on=date(2026, 11, 25)) == {"moved": 1}
    assert stored() == {"1": ("open", date(2026, 11, 30))}


def test_a_moved_deadline_moves_the_duty_and_keeps_its_person(case, wants, sato):
    follow(case, wants())
    actions.hand_over(Duty.objects.get(), to=sato.party, by=sato, on=TODAY)

    assert follow(case, wants(due=date(2026, 12, 7))) == {"moved": 1}

    duty = Duty.objects.get()
    assert (duty.safe_due, duty.assignee_id) == (date(2026, 12, 7), sato.party.pk)


def test_facts_that_show_it_done_finish_a_duty_on_their_day(case, wants):
    follow(case, wants())

    assert follow(case, wants(met=date(2026, 11, 20))) == {"done": 1}

    duty = Duty.objects.get()
    assert (duty.state, duty.done_on, duty.done_by) == ("done", date(2026, 11, 20), None)


def test_a_corrected_day_of_the_facts_corrects_the_day_on_which_it_was_done(case, wants):
    follow(case, wants(met=date(2026, 11, 20)))

    assert follow(case, wants(met=date(2026, 11, 19))) == {"moved": 1}
    assert Duty.objects.get().done_on == date(2026, 11, 19)


def test_what_facts_had_shown_done_and_no_longer_do_reopens(case, wants):
    follow(case, wants(met=TODAY))

    assert follow(case, wants()) == {"reopened": 1}

    duty = Duty.objects.get()
    assert (duty.state, duty.done_on) == ("open", None)


def test_what_nobody_wants_any_more_is_void_and_can_come_back(case, wants):
    follow(case, wants())

    assert follow(case) == {"void": 1}
    assert follow(case) == {}
    assert follow(case, wants()) == {"reopened": 1}
    assert stored() == {"1": ("open", date(2026, 11, 30))}


def test_what_is_asked_no_more_because_it_was_done_ends_done_on_that_day(case, wants):
    follow(case, wants())

    actions.reconcile(case, [], on=TODAY, fulfilled=lambda duty: True)

    duty = Duty.objects.get()
    assert (duty.state, duty.done_on, duty.done_by) == ("done", TODAY, None)
    assert follow(case, wants()) == {"reopened": 1}


def test_what_was_done_stays_done_when_nobody_wants_it_any_more(case, wants):
    follow(case, wants(met=TODAY))

    assert follow(case) == {}
    assert stored() == {"1": ("done", date(2026, 11, 30))}


def test_what_was_pressed_done_stays_done_with_its_own_day(case, wants, sato):
    follow(case, wants())
    actions.done(Duty.objects.get(), by=sato, on=date(2026, 11, 18))

    follow(case, wants(due=date(2026, 12, 24)))
    follow(case, wants(met=TODAY))

    duty = Duty.objects.get()
    assert (duty.state, duty.done_on, duty.done_by) == ("done", date(2026, 11, 18), sato.party)


def test_a_legal_deadline_that_moves_forward_wakes_what_was_put_off_past_it(case, wants, sato):
    follow(case, wants(statutory=date(2026, 12, 20)))
    actions.snooze(Duty.objects.get(), until=date(2026, 12, 10), by=sato, on=TODAY)

    follow(case, wants(statutory=date(2026, 12, 1)))

    assert Duty.objects.get().later_until == date(2026, 12, 1)


def test_another_doer_gets_the_duty_on_its_own_list(case, wants, sato, midori):
    follow(case, wants())
    actions.hand_over(Duty.objects.get(), to=sato.party, by=sato, on=TODAY)

    follow(case, wants(doer=midori.pk))

    duty = Duty.objects.get()
    assert (duty.office_id, duty.assignee) == (midori.pk, None)


def test_a_new_version_of_the_rule_is_stored_with_the_duty(case, wants, rule):
    follow(case, wants())

    assert Duty.objects.get().rule_version == "2026-04"


def test_the_duties_of_other_things_are_left_alone(case, wants, midori):
    follow(case, wants())

    assert follow(midori.organisation.party) == {}
    assert stored() == {"1": ("open", date(2026, 11, 30))}


def test_forty_changes_cost_as_many_queries_as_one(case, wants, django_assert_max_num_queries):
    follow(case, *[wants(str(i)) for i in range(20)])

    with django_assert_max_num_queries(10):
        follow(case, *[wants(str(i), due=date(2026, 12, 2)) for i in range(40)])


# — any sequence of facts and presses —

DAYS = [TODAY + timedelta(days=shift) for shift in (-3, 0, 4)]
WISH = st.fixed_dictionaries(
    {
        "opens_on": st.sampled_from(DAYS),
        "due": st.sampled_from(DAYS),
        "met": st.sampled_from([None, None, TODAY]),
    }
)
STEP = st.tuples(
    st.dictionaries(st.sampled_from("abc"), WISH, max_size=3),
    st.sampled_from([None, "a", "b", "c"]),
    st.sampled_from([TODAY, TODAY + timedelta(days=5)]),
)


def expected(state, by_hand, wish, on):
    """What the state has to be, said once more in other words."""
    if wish is None:
        return "void" if state in ("open", "waiting") else state
    if wish["met"] or (state == "done" and by_hand):
        return "done"
    return "open" if wish["opens_on"] <= on else "waiting"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(STEP, max_size=6))
def test_whatever_happens_duties_end_where_facts_and_hands_put_them(case, wants, sato, steps):
    Duty.objects.all().delete()
    states, by_hand = {}, set()
    for wishes, pressed, on in steps:
        wanted = [wants(name, **wish) for name, wish in wishes.items()]
        actions.reconcile(case, wanted, on=on)
        for name in {*states, *wishes}:
            states[name] = expected(states.get(name), name in by_hand, wishes.get(name), on)
        found = {name: state for name, (state, _due) in stored().items()}
        before = Record.objects.count()

        assert found == states
        assert actions.reconcile(case, wanted, on=on) == {}
        assert Record.objects.count() == before

        duty = Duty.objects.filter(key__endswith=f"|{pressed}", state=rules.OPEN).first()
        if duty:
            actions.done(duty, by=sato, on=on)
            states[pressed] = "done"
            by_hand.add(pressed)

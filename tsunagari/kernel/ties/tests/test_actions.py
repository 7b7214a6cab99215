from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.ties import actions as ties
from tsunagari.kernel.ties import checks, queries
from tsunagari.kernel.ties.models import Bound, Pair, Tie

TODAY = date(2026, 11, 23)
YEAR = (date(2026, 4, 1), date(2027, 3, 31))
pytestmark = pytest.mark.django_db


def sit(record, group, on=TODAY, **more) -> Bound:
    pairs = list(combinations(group, 2))
    return ties.bind("worked_together", pairs, on=on, measure="1-1", because=record, **more)


def test_those_who_sat_together_are_bound_and_counted(people, act):
    group = people(4)

    bound = sit(act(), group)

    assert (bound.ties, bound.new, bound.again) == (6, 6, 0)
    assert Tie.objects.filter(is_first=True).count() == Pair.objects.count() == 6
    assert list(checks.findings()) == []


def test_a_pair_that_meets_again_is_counted_as_such(people, act):
    a, b, c = people(3)
    sit(act(), [a, b])

    bound = sit(act(), [a, b, c])

    assert (bound.ties, bound.new, bound.again) == (3, 2, 1)
    assert Pair.objects.get(a=a, b=b).times == 2


def test_binding_the_same_act_twice_changes_nothing(people, act):
    group, record = people(4), act()
    first = sit(record, group)

    second = sit(record, group[::-1])

    assert (second.pk, second.ties, second.new) == (first.pk, 6, 6)
    assert Tie.objects.count() == 6
    assert list(checks.findings()) == []


def test_a_pair_that_was_forgotten_is_added_to_the_same_act(people, act):
    a, b, c = people(3)
    record = act()
    sit(record, [a, b])

    bound = sit(record, [a, b, c])

    assert (bound.ties, bound.new, bound.again) == (3, 3, 0)
    assert Bound.objects.count() == 1


def test_an_act_without_pairs_still_has_its_counting_row(act):
    bound = sit(act(), [])

    assert (bound.ties, bound.new, bound.again) == (0, 0, 0)


def test_bridges_are_counted_when_the_tie_is_made(people, act):
    hana, taro, maria = people(3)
    facts = {
        hana: {"country": "JPN", "born_year": 2012, "tongue": "ja"},
        taro: {"country": "JPN", "born_year": 1980, "tongue": "ja"},
        maria: {"country": "PHL", "born_year": 2012},
    }

    bound = sit(act(), [hana, taro, maria], facts=facts)

    assert (bound.country, bound.generation, bound.tongue, bound.town) == (2, 2, 0, 0)
    assert queries.headline(*YEAR).country == 2


def test_a_session_typed_late_keeps_the_day_on_which_the_pair_first_met(people, act):
    pair = people(2)
    sit(act(), pair, on=TODAY)

    sit(act(), pair, on=TODAY - timedelta(days=9))

    assert Pair.objects.get().first_on == TODAY - timedelta(days=9)
    assert list(checks.findings()) == []


def test_annulling_an_act_passes_first_meetings_on(people, act):
    a, b, c = people(3)
    wrong, right = act(), act()
    sit(wrong, [a, b, c])
    sit(right, [a, b])

    gone = ties.annul(wrong, annulled_by=act())

    [of_wrong], [of_right] = queries.per_act(wrong), queries.per_act(right)
    assert gone == 3
    assert (of_wrong.ties, of_wrong.new, of_wrong.again) == (0, 0, 0)
    assert (of_right.ties, of_right.new, of_right.again) == (1, 1, 0)
    assert Tie.objects.count() == 4
    assert list(checks.findings()) == []


def test_annulling_twice_and_binding_an_annulled_act_again_change_nothing(people, act):
    record, pair = act(), people(2)
    sit(record, pair)
    ties.annul(record, annulled_by=act())

    assert ties.annul(record, annulled_by=act()) == 0
    assert sit(record, pair).ties == 0
    assert list(checks.findings()) == []


def test_a_pair_that_was_annulled_is_new_when_it_meets_again(people, act):
    record, pair = act(), people(2)
    sit(record, pair)
    ties.annul(record, annulled_by=act())

    bound = sit(act(), pair, on=TODAY + timedelta(days=7))

    assert bound.new == 1
    assert Pair.objects.get().first_on == TODAY + timedelta(days=7)
    assert list(checks.findings()) == []


def test_the_headline_is_a_sum_by_day_and_measure(people, act):
    group = people(3)
    sit(act(), group, on=date(2026, 4, 1))
    sit(act(), group, on=date(2027, 3, 31))
    sit(act(), group, on=date(2027, 4, 1))
    ties.bind("signed_together", [group[:2]], on=TODAY, measure="1-1", because=act())

    found = queries.headline(*YEAR)

    assert (found.ties, found.new, found.again) == (6, 3, 3)
    assert queries.headline(*YEAR, measure="1-1") == found
    assert queries.headline(*YEAR, measure="2-1").ties == 0


def test_kinds_outside_the_headline_touch_no_pair(people, act):
    bound = ties.bind("member_of", [people(2)[::-1]], on=TODAY, measure="", because=act())

    assert (bound.ties, bound.new, bound.again) == (1, 0, 0)
    assert Pair.objects.count() == 0
    assert list(checks.findings()) == []


def test_a_membership_ends_on_its_day(people, act):
    member, body = Party.objects.filter(pk__in=people(2))
    ties.bind("member_of", [(body.pk, member.pk)], on=TODAY, measure="", because=act())

    assert ties.end("member_of", body, member, on=TODAY + timedelta(days=1)) == 1
    assert ties.end("member_of", body, member, on=TODAY + timedelta(days=2)) == 0
    assert Tie.objects.get().until_day == TODAY + timedelta(days=1)


def test_duplicates_count_as_one_person_before_and_after_the_merge(people, act):
    a, again_a, b, c = people(4)
    sit(act(), [a, b])
    sit(act(), [again_a, b, c])
    Party.objects.filter(pk=again_a).update(same_as=a)

    ties.recount(Party.objects.get(pk=again_a))
    later = sit(act(), [again_a, c])

    assert list(checks.findings()) == []
    assert queries.headline(*YEAR)[:3] == (5, 3, 2)
    assert (later.new, later.again) == (0, 1)
    assert len(queries.of(Party.objects.get(pk=a))) == 4


def test_a_merge_that_is_taken_back_counts_two_people_again(people, act):
    a, again_a, b = people(3)
    Party.objects.filter(pk=again_a).update(same_as=a)
    sit(act(), [a, again_a, b])
    assert queries.headline(*YEAR).new == 1

    Party.objects.filter(pk=again_a).update(same_as=None)
    ties.recount(Party.objects.get(pk=a))
    ties.recount(Party.objects.get(pk=again_a))

    assert queries.headline(*YEAR).new == 3
    assert list(checks.findings()) == []


@pytest.mark.parametrize("others", [3, 50])
def test_a_partys_ties_cost_the_same_with_three_and_with_fifty(
    others, people, act, django_assert_num_queries
):
    me, *rest = people(others + 1)
    ties.bind(
        "worked_together", [(me, one) for one in rest], on=TODAY, measure="1-1", because=act()
    )
    party = Party.objects.get(pk=me)

    with django_assert_num_queries(3):
        found = {str(tie.other(party)) for tie in queries.of(party)}

    assert len(found) == others


def test_a_page_of_ties_goes_on_where_the_page_before_ended(people, act):
    *some, me, last = people(5)
    ties.bind(
        "worked_together",
        [(me, one) for one in [*some, last]],
        on=TODAY,
        measure="1-1",
        because=act(),
    )
    party = Party.objects.get(pk=me)

    first = queries.of(party, limit=3)
    second = queries.of(party, before_id=first[-1].pk, limit=3)

    assert len(first) == 3
    assert {tie.other(party).pk for tie in first + second} == {*some, last}


def test_ten_pairs_and_a_thousand_take_the_same_number_of_statements(people, act):
    counts = []
    for size in (5, 46):
        group, record = people(size), act()
        with CaptureQueriesContext(connection) as seen:
            sit(record, group)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 12


def test_an_act_of_many_chunks_counts_right(people, act, monkeypatch):
    monkeypatch.setattr(ties, "CHUNK", 7)
    group = people(12)

    bound = sit(act(), group)

    assert (bound.ties, bound.new) == (66, 66)
    assert list(checks.findings()) == []


def test_the_check_names_the_act_whose_count_was_changed(people, act):
    sit(act(), people(3))
    record = act()
    sit(record, people(3))
    Bound.objects.filter(because=record).update(new=4)

    [found] = checks.findings()

    assert (found.rule, found.facts) == ("ties.count", {"record": record.pk})


def test_the_check_names_the_pair_whose_count_was_changed(people, act):
    a, b, c, stranger = people(4)
    sit(act(), [a, b, c])
    Pair.objects.filter(a=b, b=c).update(times=2)
    Pair.objects.create(a_id=c, b_id=stranger, first_on=TODAY, times=1)
    Pair.objects.filter(a=a, b=b).delete()

    found = [reason.facts for reason in checks.findings()]

    assert found == [{"a": a, "b": b}, {"a": b, "b": c}, {"a": c, "b": stranger}]


def test_the_check_compares_with_what_a_subject_tells(people, act):
    a, b, c = people(3)
    record = act()
    sit(record, [a, b])
    span = {
        "kind": "worked_together",
        "measure": "1-1",
        "from_day": YEAR[0],
        "until_day": YEAR[1],
    }

    assert list(checks.not_as_told([(record.pk, b, a)], **span)) == []
    [found] = checks.not_as_told([(record.pk, a, b), (record.pk, b, c)], **span)

    assert found.facts == {"record": record.pk, "told": 2, "kept": 1}


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_happens_the_counts_are_those_of_a_recount(people, act, data):
    with transaction.atomic():
        live(data, people(7), act)

        assert list(checks.findings()) == []
        assert queries.headline(date.min, date.max).new == Pair.objects.filter(times__gt=0).count()
        transaction.set_rollback(True)


def live(data, parties, act) -> None:
    """Up to six steps: people sit together, again, acts are annulled, two entries merge."""
    acts = []
    for _ in range(data.draw(st.integers(1, 6))):
        step = data.draw(st.sampled_from(["sit", "sit", "sit", "again", "annul", "merge"]))
        if step == "sit" or not acts:
            on = TODAY + timedelta(days=data.draw(st.integers(-30, 30)))
            group = data.draw(st.lists(st.sampled_from(parties), unique=True))
            acts.append((act(), group, on))
            sit(*acts[-1])
        elif step == "again":
            sit(*data.draw(st.sampled_from(acts)))
        elif step == "annul":
            ties.annul(data.draw(st.sampled_from(acts))[0], annulled_by=act())
        else:
            Party.objects.filter(pk=parties[1]).update(same_as=parties[0])
            ties.recount(Party.objects.get(pk=parties[1]))

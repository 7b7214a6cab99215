from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_calls import declare, give, make_review
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.reviews import actions, queries
from tsunagari.kernel.reviews.models import Entry, Score

AFTER = TODAY + timedelta(days=1)


@pytest.fixture
def three(assessors, judges):
    """Three members who may score one entry; the closing day is tomorrow."""
    call, [entry] = make_review(assessors, judges[:3], [None], closes_on=AFTER)
    for judge in judges[:3]:
        declare(entry, judge)
    return entry, judges[:3], list(call.criteria.values_list("pk", flat=True))


def sheet(entry, on=TODAY):
    return queries.sheets([entry], on=on)[entry.pk]


def test_nobody_sees_a_value_before_all_have_locked(three):
    entry, (a, b, c), _keys = three
    give(entry, a, 5, 10, lock=True)
    give(entry, b, 1, 0, lock=True)
    give(entry, c, 3, 5)

    assert not sheet(entry).open
    assert (sheet(entry).values, sheet(entry).totals, sheet(entry).total) == ({}, {}, None)
    actions.lock(entry, by=c, on=TODAY, at=NOW)
    assert {rater: int(value) for rater, value in sheet(entry).totals.items()} == {
        a.party.pk: 100,
        b.party.pk: 0,
        c.party.pk: 50,
    }


def test_after_the_closing_day_what_was_locked_is_seen_and_drafts_never_are(three):
    entry, (a, b, _c), _keys = three
    give(entry, a, 5, 10, lock=True)
    give(entry, b, 1, 0)

    assert not sheet(entry, on=AFTER).open
    late = sheet(entry, on=AFTER + timedelta(days=1))
    assert set(late.totals) == {a.party.pk}
    assert late.expected > late.locked


def test_a_member_with_an_interest_is_not_waited_for_and_counts_no_more(three):
    entry, (a, b, c), _keys = three
    for judge, values in ((a, (5, 10)), (b, (5, 10)), (c, (1, 0))):
        give(entry, judge, *values, lock=judge is not b)

    declare(entry, b, "paid")

    assert set(sheet(entry).totals) == {a.party.pk, c.party.pk}


def test_a_changed_score_keeps_the_first_value_and_says_why(three):
    entry, (a, b, c), keys = three
    give(entry, a, 4, 8, lock=True)
    with pytest.raises(Refused) as early:
        actions.change(entry, {keys[0]: 2}, "考えなおした", by=a, on=TODAY, at=NOW)
    assert [one.rule for one in early.value.reasons] == ["seen"]
    for judge in (b, c):
        give(entry, judge, 3, 3, lock=True)

    with pytest.raises(Refused) as silent:
        actions.change(entry, {keys[0]: 2}, " ", by=a, on=TODAY, at=NOW)
    actions.change(entry, {keys[0]: 2, keys[1]: 8}, "説明を聞いた", by=a, on=TODAY, at=NOW)

    assert [one.rule for one in silent.value.reasons] == ["reason"]
    rows = Score.objects.filter(review__rater=a.party).order_by("criterion")
    assert list(rows.values_list("first", "value", "reason")) == [
        (4, 2, "説明を聞いた"),
        (8, 8, ""),
    ]
    with pytest.raises(Refused):
        give(entry, a, 5, 5)


def test_a_lock_wants_every_criterion_and_leaves_only_a_salted_print(three):
    entry, (a, _b, _c), keys = three
    actions.score(entry, {keys[0]: 4}, by=a, on=TODAY, at=NOW)

    with pytest.raises(Refused) as missing:
        actions.lock(entry, by=a, on=TODAY, at=NOW)
    assert [one.words() for one in missing.value.reasons] == [
        "「実行する力」の点数を入れてください。"
    ]
    for wrong in ({keys[0]: 6}, {keys[0]: 0}, {keys[1]: 11}, {0: 1}):
        with pytest.raises(Refused):
            actions.score(entry, wrong, by=a, on=TODAY, at=NOW)
    give(entry, a, 4, 0, lock=True)

    review = queries.review_of(a, entry)
    given = {one.criterion_id: one for one in review.scores.all()}
    record = Record.objects.get(did="score.locked")
    assert record.facts == {"digest": actions.digest_of(review, given)}
    assert record.detail_hash == ""


def test_nothing_moves_after_the_end(three, sato):
    entry, (a, b, _c), keys = three
    give(entry, a, 4, 8, lock=True)
    actions.end(entry.call, by=sato, on=TODAY)

    for act in (
        lambda: actions.score(entry, {keys[0]: 1}, by=b, on=TODAY, at=NOW),
        lambda: actions.lock(entry, by=b, on=TODAY, at=NOW),
        lambda: actions.end(entry.call, by=sato, on=TODAY),
        lambda: actions.move_closing(entry.call, AFTER, by=sato, on=TODAY),
    ):
        with pytest.raises(Refused):
            act()


def test_after_the_end_a_member_is_still_near_and_still_answers_when_asked_again(three, sato):
    entry, (_a, b, _c), _keys = three
    actions.end(entry.call, by=sato, on=TODAY)

    wrong = declare(entry, b, "family")
    assert queries.recused(entry) == {b.party.pk}
    actions.ask_again(wrong, "押しまちがい", by=sato, on=TODAY)
    declare(entry, b)

    assert queries.recused(entry) == set()


def test_after_the_closing_day_nobody_gives_a_first_score_until_the_day_is_moved(three, sato):
    entry, (a, b, _c), _keys = three
    give(entry, a, 5, 10, lock=True)
    give(entry, b, 1, 0)
    late = AFTER + timedelta(days=1)

    for act in (
        lambda: give(entry, b, 5, 9, on=late),
        lambda: actions.lock(entry, by=b, on=late, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert [one.rule for one in refused.value.reasons] == ["late"]
    actions.move_closing(entry.call, late, by=sato, on=late)
    entry = Entry.objects.get(pk=entry.pk)

    assert not sheet(entry, on=late).open
    give(entry, b, 1, 0, on=late, lock=True)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("score", "lock", "change", "recuse")), st.integers(0, 2), st.integers(1, 5)
    ),
    max_size=12,
)


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ACTS)
def test_whatever_is_pressed_in_whatever_order_blindness_and_first_values_hold(
    db, assessors, judges, acts
):
    call, [entry] = make_review(assessors, judges[:3], [None], closes_on=AFTER)
    [key, other] = call.criteria.values_list("pk", flat=True)
    locked: dict[int, int] = {}
    away: set[int] = set()
    for judge in judges[:3]:
        declare(entry, judge)

    for verb, who, value in acts:
        judge = judges[who]
        before = sheet(entry)
        try:
            if verb == "score":
                actions.score(entry, {key: value, other: value}, by=judge, on=TODAY, at=NOW)
            elif verb == "lock":
                actions.lock(entry, by=judge, on=TODAY, at=NOW)
                row = Score.objects.get(
                    review__rater=judge.party, review__entry=entry, criterion=key
                )
                locked[judge.party.pk] = row.value
            elif verb == "change":
                actions.change(entry, {key: value}, "話し合い", by=judge, on=TODAY, at=NOW)
                assert before.open
            else:
                declare(entry, judge, "other", "知人")
                away.add(judge.party.pk)
        except Refused:
            assert sheet(entry).values.keys() == before.values.keys()
        now = sheet(entry)
        left = {one.party.pk for one in judges[:3]} - away
        assert now.open == (bool(left) and left <= set(locked))
        assert set(now.values) == (left if now.open else set())
        for row in Score.objects.filter(review__entry=entry, criterion=key, first__isnull=False):
            assert row.first == locked[row.review.rater_id]
            assert row.first == row.value or row.reason

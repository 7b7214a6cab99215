"""定着支援の規則 — parts, hours, confirmation, progress, and what counts by itself."""

from datetime import date

from tsunagari.programmes.talent.settlement.rules import counting, items, progress
from tsunagari.programmes.talent.settlement.rules.counting import Here
from tsunagari.programmes.talent.settlement.rules.progress import Asked, Given

DAY = date(2026, 11, 24)
HOURS = {items.FULL: 8, items.LEAST: 4}
LIFE = items.ITEMS[items.ORIENTATION]


def given(*parts, minutes=480, **more):
    told = {"key": 1, "item": LIFE.code, "of": "1", "on": DAY, "answer": "understood"} | more
    return Given(parts=parts or tuple(LIFE.parts), minutes=minutes, **told)


def closed_by(*rows, item=LIFE, counted=()):
    found = progress.why_not_close(item, list(rows), list(counted), HOURS if item == LIFE else {})
    return [reason.rule for reason in found]


def test_every_item_is_a_rule_of_the_law_with_its_article_and_sources():
    for code, item in items.ITEMS.items():
        assert (item.rule.id, bool(item.rule.article), bool(item.rule.source)) == (code, True, True)


def test_the_orientation_closes_with_every_part_eight_hours_and_the_persons_word():
    half = given("rules", "bank", minutes=240)
    rest = given("transport", "health", "disaster", "law", "contacts", minutes=240)

    assert closed_by(half, rest) == []
    assert closed_by(half) == ["parts", "full"]
    assert closed_by(given(answer="")) == ["confirmed"]
    assert closed_by(given(answer="", signed=True)) == []


def test_between_four_and_eight_hours_a_reason_is_needed_and_under_four_nothing_helps():
    for minutes, reason, rules in (
        (480, "", []),
        (479, "", ["full"]),
        (479, "同じ会社に残る", []),
        (240, "同じ会社に残る", []),
        (239, "同じ会社に残る", ["least"]),
    ):
        assert closed_by(given(minutes=minutes, reason=reason)) == rules


def test_what_has_to_be_told_again_is_not_given_until_it_was_told_again():
    again = given(answer="again")

    assert closed_by(again) == ["parts"]
    assert closed_by(again, given(key=2, answer="understood")) == []


def test_one_part_is_enough_where_the_guideline_says_or():
    japanese = items.ITEMS[items.JAPANESE]

    assert closed_by(given("materials"), item=japanese) == []
    assert closed_by(item=japanese) == ["parts"]


def test_a_presence_counts_once_by_the_first_rule_in_its_span():
    rows = [
        Here(1, "lesson", DAY, 50),
        Here(1, "lesson", DAY, 50),
        Here(2, "life_workshop", DAY, 90),
        Here(3, "interview", DAY, 30),
        Here(4, "event", date(2026, 11, 23), 60),
        Here(5, "event", date(2026, 11, 25), 60),
    ]

    found = counting.counted(rows, since=DAY, until=DAY)

    assert [(one.here.meeting, one.rule.item) for one in found] == [
        (1, items.JAPANESE),
        (2, items.ORIENTATION),
    ]


def test_a_workshop_adds_its_time_but_tells_no_part():
    [workshop] = counting.counted([Here(2, "life_workshop", DAY, 240)], since=DAY, until=DAY)

    assert closed_by(given(minutes=240), counted=[workshop]) == []
    assert closed_by(counted=[workshop]) == ["parts", "full"]


def line(item=LIFE, rows=(), *, due=DAY, on=DAY, **asked):
    known = Asked(**({"of": "1", "opens": date(2026, 5, 31), "due": due} | asked))
    return progress.line(item, known, list(rows), [], hours={}, keep_up=6, on=on)


def test_progress_counts_the_parts_of_what_is_asked_now():
    part = line(rows=[given("rules", "bank")])
    done = line(done_on=DAY)
    later = line(opens=date(2027, 1, 1))

    assert [one.state for one in (part, done, later)] == ["part", "done", "later"]
    assert progress.percent([part, later]) == 28
    assert progress.percent([part, done, later]) == 64
    assert progress.percent([later]) is None


def test_what_goes_on_is_fresh_for_six_months_to_the_day():
    japanese = items.ITEMS[items.JAPANESE]
    for last, on, state in (
        (date(2026, 5, 31), date(2026, 11, 30), "fresh"),
        (date(2026, 5, 31), date(2026, 12, 1), "stale"),
        (date(2027, 8, 31), date(2028, 2, 29), "fresh"),
        (date(2027, 8, 31), date(2028, 3, 1), "stale"),
    ):
        row = given("lessons", on=last, item=japanese.code)
        assert line(japanese, [row], due=None, on=on).state == state, (last, on)


def test_what_goes_on_is_missing_until_something_was_given():
    japanese = items.ITEMS[items.JAPANESE]
    opens = date(2026, 11, 1)

    assert line(japanese, due=None, opens=opens).state == "missing"
    assert line(japanese, due=None, opens=opens, on=date(2027, 5, 2)).state == "stale"


def test_advice_is_never_missing_while_nobody_asks():
    advice = items.ITEMS[items.CONSULTATION]

    assert line(advice, due=None, on=date(2036, 1, 1)).state == "fresh"


def test_a_record_has_known_parts_a_past_day_and_a_length():
    asked = {"opened_on": None, "on": DAY}
    for more, rules in (
        ({"parts": ["bank"], "held_on": DAY, "minutes": 1}, []),
        ({"parts": [], "held_on": None, "minutes": None}, ["parts", "day", "minutes"]),
        ({"parts": ["x"], "held_on": date(2026, 11, 25), "minutes": 721}, ["parts", "day", "minutes"]),
        ({"parts": ["bank"], "held_on": date(2026, 11, 23), "minutes": None, "planned": True}, ["day"]),
        ({"parts": ["bank"], "held_on": DAY, "minutes": None, "planned": True}, []),
    ):  # fmt: skip
        found = progress.why_not_give(LIFE, **asked, **more)
        assert [reason.rule for reason in found] == rules, more
    interview = items.ITEMS[items.INTERVIEW]
    [reason] = progress.why_not_give(interview, parts=[], held_on=DAY, minutes=1, **asked)
    assert reason.rule == "item"

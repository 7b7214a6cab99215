"""When a mail may go out, and when it is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from tsunagari.kernel.notices import rules, wordings


def tokyo(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)


@pytest.mark.parametrize(
    ("at", "first"),
    [
        (tokyo(24, 7), tokyo(24, 7)),
        (tokyo(24, 20, 59), tokyo(24, 20, 59)),
        (tokyo(24, 21), tokyo(25, 7)),
        (tokyo(24, 23, 59), tokyo(25, 7)),
        (tokyo(25, 0), tokyo(25, 7)),
        (tokyo(25, 6, 59), tokyo(25, 7)),
    ],
)
def test_mails_rest_from_nine_in_the_evening_until_seven(at, first):
    assert rules.not_before(at, "Asia/Tokyo") == first


def test_the_quiet_hours_are_those_of_the_readers_place():
    at = tokyo(24, 21, 30)

    assert rules.not_before(at, "Asia/Manila") == at
    assert rules.not_before(at, "Asia/Tokyo") > at


def test_what_is_urgent_goes_at_any_hour():
    assert rules.not_before(tokyo(24, 3), "Asia/Tokyo", urgent=True) == tokyo(24, 3)


def test_a_failed_mail_is_tried_five_times_more_each_time_later():
    at = tokyo(24, 9)

    pauses = [rules.next_try(at, tries) for tries in range(1, 7)]

    assert [pause and (pause - at) // timedelta(minutes=1) for pause in pauses] == [
        1,
        5,
        25,
        125,
        625,
        None,
    ]


def test_what_is_urgent_is_tried_every_minute_and_somebody_has_to_call_after_five():
    at = tokyo(24, 9)

    pauses = [rules.next_try(at, tries, urgent=True) for tries in range(1, 7)]

    assert pauses == [at + timedelta(minutes=1)] * 5 + [None]


def test_a_key_that_is_too_long_stays_its_own():
    long = "session.proposed:" + "1" * 200

    assert rules.short("incident:5:7") == "incident:5:7"
    assert len(rules.short(long)) == 160
    assert rules.short(long) != rules.short(long + "2")


def test_a_subject_line_says_no_facts():
    kind = wordings.NoticeKind("test.said", "%(who)sさんから", "")

    with pytest.raises(ValueError, match="subject line"):
        wordings.register(kind)


def test_no_kind_of_notice_says_facts_in_its_subject_line():
    assert [kind.code for kind in wordings.KINDS.values() if "%" in kind.subject] == []


class Told:
    """A notice without a database."""

    kind, language, to = "papers.back", "ja", None
    facts = {"paper": "cv", "why": ["unsigned", "Page 2."]}


def test_codes_among_the_facts_are_read_in_words(monkeypatch):
    kind = wordings.NoticeKind(
        "papers.back",
        "書類",
        "「%(paper)s」：%(why)s",
        terms={"cv": "履歴書", "unsigned": "署名がありません。"},
    )
    monkeypatch.setitem(wordings.KINDS, kind.code, kind)

    assert wordings.rendered(Told, "ja") == ("書類", "「履歴書」：署名がありません。 Page 2.")

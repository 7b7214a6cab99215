"""配役（基金評議会） — the fund council with its seven members, a meeting, and steps through it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import NOW, TODAY

ARTICLES = {"fewest": 2, "board_decides": True, "secret_kinds": ["appointment"], "signers": 2}


@pytest.fixture
def make_council(assessors, judge_logins):
    """make_council(**articles): the council of the seven, on articles of 1 April."""
    from tsunagari.governance.fund.council.actions import seats
    from tsunagari.governance.fund.council.models import Term
    from tsunagari.kernel.roles.models import Role

    def make(**told):
        council = seats.found(assessors, by=None, on=TODAY)
        seats.set_articles(
            council,
            from_day=TODAY - timedelta(days=200),
            source="試験の規程 第1条",
            by=None,
            on=TODAY,
            **ARTICLES | told,
        )
        circles = list(Term.Category.values)
        roles = {
            role.party_id: role
            for role in Role.objects.filter(body=assessors, kind__startswith="fund_")
        }
        Term.objects.bulk_create(
            Term(
                council=council,
                party_id=login.person_id,
                seat=roles[login.person_id].kind,
                category=circles[number],
                appointer="理事会",
                from_day=TODAY,
                role=roles[login.person_id],
            )
            for number, login in enumerate(judge_logins)
        )
        return council

    return make


@pytest.fixture
def council(make_council):
    return make_council()


def call(council, by, **told):
    """A meeting of today, in a room, an hour from now."""
    from tsunagari.governance.fund.council.actions import meetings

    starts = NOW + timedelta(hours=1)
    days = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "試験会館"}
    return meetings.call(council, by=by, on=TODAY, at=NOW, **days | told)


def begin(meeting, here, by, at=NOW):
    """These are there, the quorum is confirmed, the meeting is opened."""
    from tsunagari.governance.fund.council.actions import meetings

    for judge in here:
        meetings.attend(meeting, judge.party, here=True, by=by, on=TODAY, at=at)
    meetings.confirm_quorum(meeting, by=by, on=TODAY, at=at)
    return meetings.open(meeting, by=by, on=TODAY, at=at)


def put(meeting, by, **told):
    """An item on the agenda."""
    from tsunagari.governance.fund.council.actions import meetings

    item = {"kind": "other", "title": "来年度の予定"}
    return meetings.add_item(meeting, by=by, on=TODAY, **item | told)


def vote(item, said, by, at=NOW):
    """Discussed, voted on as said ({judge: choice}), counted and confirmed."""
    from tsunagari.governance.fund.council.actions import ballots, items

    if item.state == "waiting":
        item = items.open_item(item, by=by, on=TODAY, at=at)
    ballot = ballots.open(item, by=by, on=TODAY, at=at)
    for judge, choice in said:
        ballots.cast(ballot, choice, by=judge, on=TODAY, at=at)
    ballot = ballots.close(ballot, by=by, on=TODAY, at=at)
    ballot = ballots.tally(ballot, by=by, on=TODAY)
    return ballots.confirm(ballot, by=by, on=TODAY)


@pytest.fixture
def council_entry(assessors, judges, maker):
    """An application of the company, on which nobody has declared."""
    from tests.cast_calls import make_review

    _review, [entry] = make_review(assessors, judges, [maker])
    return entry


def later(minutes: int) -> datetime:
    return NOW.astimezone(UTC) + timedelta(minutes=minutes)

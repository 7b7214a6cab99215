"""配役（公募） — seven members of the fund council, and a call with its applicants."""

import pytest

from tests.cast import NOW, TODAY, viewer
from tests.cast_talent import make_body, make_member

JUDGES = ("青木", "井上", "上田", "江口", "大野", "加納", "北原")


@pytest.fixture
def assessors(federation):
    """基金評議会 — the body whose members judge."""
    return make_body("試験基金評議会", "council")


@pytest.fixture
def judge_logins(assessors):
    """Seven members, the first of them the chair."""
    return [
        make_member(
            assessors,
            "fund_chair" if number == 0 else "fund_member",
            f"judge{number}@example.jp",
            family=family,
            given="学",
        )
        for number, family in enumerate(JUDGES)
    ]


@pytest.fixture
def judges(judge_logins):
    return [viewer(login) for login in judge_logins]


def make_review(assessors, judges, applicants, *, closes_on=TODAY, by=None, fund=""):
    """A review whose list stands: one entry an applicant (a body or None), two criteria."""
    from tsunagari.kernel.reviews import actions
    from tsunagari.kernel.reviews.actions import Measure

    call = actions.open_call(
        "試験の審査",
        body=assessors,
        criteria=[Measure("必要さ", 2), Measure("実行する力", 1, 0, 10)],
        by=by,
        on=TODAY,
        fund=fund,
    )
    rows = [
        {"called": f"申請者{number}", "applicant": body.party if body else None}
        for number, body in enumerate(applicants)
    ]
    seats = [judge.party.pk for judge in judges]
    actions.show_list(call, rows, members=seats, closes_on=closes_on, by=by, on=TODAY)
    call.refresh_from_db()
    return call, list(call.entries.order_by("pk"))


def declare(entry, judge, kind="none", words="", on=TODAY):
    from tsunagari.kernel.reviews import actions

    return actions.declare(entry, kind, by=judge, on=on, at=NOW, words=words)


def give(entry, judge, *values, on=TODAY, lock=False):
    """Scores in the order of the criteria."""
    from tsunagari.kernel.reviews import actions

    keys = list(entry.call.criteria.values_list("pk", flat=True))
    given = dict(zip(keys, values, strict=True))
    actions.score(entry, given, by=judge, on=on, at=NOW)
    if lock:
        actions.lock(entry, by=judge, on=on, at=NOW)

"""配役（公募） — seven members of the fund council, and a call with its applicants."""

from datetime import date
from fractions import Fraction

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


# — a call of the fund, and what comes in —

DEADLINE = date(2026, 11, 30)
FILLED = {
    "name": "つくし会",
    "legal_form": "group",
    "founded_on": date(2020, 4, 1),
    "representative": "土屋 春",
    "officers": "土屋 春\n沢田 夏",
    "town": "流山市",
    "phone": "04-7100-0000",
    "email": "tsukushi@example.jp",
    "title": "夜の日本語教室",
    "summary": "働く人が夜に通える教室を開きます。",
    "need": "昼の教室に通えない人がいます。",
    "plan": "週に1回、2時間の教室を開きます。",
    "effect": "20人が日本語で手続きをできるようになります。",
    "from_day": date(2027, 1, 10),
    "until_day": date(2027, 3, 20),
    "asked_yen": 300_000,
    "own_yen": 100_000,
    "other_yen": 0,
    "lawful": True,
    "aims": True,
    "others": "none",
    "agrees": True,
}
LINES = [("fees", "先生の謝金", 250_000), ("rooms", "教室の会場", 150_000)]
PDF = b"%PDF-1.4 a file of a test"
ASSESSED = (("必要さ", 2), ("実行する力", 1))
WRITTEN = {
    "title": "くらしの日本語 2026",
    "purpose": "はたらく人の日本語の学びを支えます。",
    "eligibility": "東葛で活動する団体と個人",
    "procedure": "要件の確認、書類の審査、評議会の決定の順に進みます。",
    "cost_rules": "謝金・会場費など、事業に直接かかる費用です。領収書で精算します。",
    "most_yen": 500_000,
    "share": Fraction(4, 5),
    "budget_yen": 1_000_000,
    "from_day": date(2026, 12, 15),
    "until_day": date(2027, 3, 31),
    "deadline": DEADLINE,
    "measure": "1-4",
}


def make_call(fund, assessors, by, **more):
    """A call that takes applications from today on."""
    from tsunagari.governance.fund.calls.actions import calls
    from tsunagari.kernel.reviews.actions import Measure

    criteria = [Measure(title, weight) for title, weight in ASSESSED]
    made = calls.set_up(
        fund, body=assessors, criteria=criteria, by=by, on=TODAY, **(WRITTEN | more)
    )
    return calls.publish(made, seen=made.version, by=by, on=TODAY)


@pytest.fixture
def call(fund, assessors, sato):
    return make_call(fund, assessors, sato)


@pytest.fixture
def tsukushi(federation):
    """つくし会 — a body that applies."""
    return make_body("つくし会", "other")


@pytest.fixture
def tsuchiya_login(tsukushi):
    """土屋 — writes for つくし会."""
    return make_member(tsukushi, "adviser", "tsuchiya@example.jp", family="土屋", given="春")


def make_application(call, applicant, by, *, send=True, at=NOW, **more):
    """An application with everything that is asked for; sent, or left as a draft."""
    from tsunagari.governance.fund.calls.actions import writing
    from tsunagari.governance.fund.calls.models import Application

    party = getattr(applicant, "party", None)
    channel = Application.Channel.PARTNER
    made = writing.begin(call, applicant=party, channel=channel, by=by, on=TODAY, at=at)
    made = writing.keep(made, FILLED | more, lines=LINES, at=at)
    for kind in ("rules", "accounts"):
        writing.attach(made, kind, PDF, name=f"{kind}.pdf", by=by, on=TODAY, at=at)
    if send:
        writing.send(made, by=by, on=TODAY, at=at)
    made.refresh_from_db()
    return made

"""配役（助成） — applications on which the council and the board have decided, and an award of one."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.cast import NOW, TODAY

UNTIL = date(2027, 3, 20)
DECLARED = date(2026, 11, 20)


def decided(assessors, applicants, yen, outcome="full"):
    """Entries of these bodies, each with a decision that needs no board."""
    from tsunagari.governance.fund.council.models import Articles, Council, Decision, Item, Meeting
    from tsunagari.kernel.meetings.models import Meeting as Gathering
    from tsunagari.kernel.reviews.models import Call, Entry

    council, _new = Council.objects.get_or_create(body=assessors)
    articles = Articles.objects.create(
        council=council, from_day=TODAY, board_decides=False, source="試験の規程"
    )
    gathering = Gathering.objects.create(
        measure="",
        kind="council",
        host=assessors.party,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
    )
    meeting = Meeting.objects.create(
        council=council, articles=articles, number=1, gathering=gathering, called_on=TODAY
    )
    call = Call.objects.create(title="試験の審査", body=assessors)
    entries = Entry.objects.bulk_create(
        Entry(call=call, called=f"申請{n}", applicant=one.party if one else None)
        for n, one in enumerate(applicants)
    )
    items = Item.objects.bulk_create(
        Item(
            meeting=meeting,
            number=n,
            kind="application",
            title=one.called,
            entry=one,
            motion=outcome if outcome in ("full", "reduced") else "no",
            yen=yen,
            state="done",
        )
        for n, one in enumerate(entries, 1)
    )
    awarded = outcome in ("full", "reduced")
    Decision.objects.bulk_create(
        Decision(
            item=item,
            entry=item.entry,
            meeting=meeting,
            outcome=outcome,
            yen=yen if awarded else None,
            reasons="試験の理由",
            on=TODAY,
        )
        for item in items
    )
    return entries


def make_award(entry, fund, by, *, on=TODAY, advance=200_000, rest=100_000, **more):
    """300,000 yen: an advance with the agreement, the rest with the settlement."""
    from tsunagari.governance.fund.awards.actions import awarding
    from tsunagari.governance.fund.awards.rules.plan import Part, Planned

    told = {
        "measure": "1-4",
        "title": "夜の日本語教室",
        "from_day": TODAY,
        "until_day": UNTIL,
        "declared_on": DECLARED,
        "parts": [Part("agreement", advance), Part("settlement", rest)],
        "lines": [Planned("謝金", 250_000, 10_000), Planned("会場費", 150_000)],
        "rate": Fraction(3, 4),
    }
    return awarding.award(entry, fund=fund, by=by, on=on, **told | more)


@pytest.fixture
def entry_of_tsukushi(assessors, tsukushi):
    """The council decided on 300,000 yen for つくし会."""
    [entry] = decided(assessors, [tsukushi], 300_000)
    return entry


@pytest.fixture
def award(entry_of_tsukushi, fund, sato):
    return make_award(entry_of_tsukushi, fund, sato)


@pytest.fixture
def tsuchiya(tsuchiya_login):
    from tests.cast import viewer

    return viewer(tsuchiya_login)


def agreed(award, by, grantee, on=TODAY):
    """Sent by the office, agreed by the grantee."""
    from tsunagari.governance.fund.awards.actions import awarding

    one = awarding.send(award, conditions=["領収書を残す"], seen=award.version, by=by, on=on)
    return awarding.agree(award, digest=one.digest, by=grantee, on=on)


def pay(award, by, on=TODAY):
    """Every instalment that is owed is paid at the door of the payments."""
    from tsunagari.kernel.ledger import dues
    from tsunagari.kernel.records import actions as records

    record = records.add(by=by, did="award.paid", about=award, on=on)
    for row in award.instalments.select_related("due"):
        if row.due.state == "owed":
            dues.settle(row.due, on=on, because=record, by=by)


VOUCHER = b"%%PDF-1.4 voucher %d"


def reported(award, grantee, *costs, on=UNTIL + timedelta(days=1)):
    """(yen, line, …) of each cost, then the report is sent."""
    from tsunagari.governance.fund.awards.actions import reporting

    reporting.write(award, words="教室を10回開いた", other_income=0, by=grantee, on=on)
    for number, (yen, line, more) in enumerate(costs):
        told = {"on_day": UNTIL, "payee": "見本商店", "units": 100, "file": VOUCHER % number}
        reporting.add_cost(
            award, yen=yen, line=line, name="v.pdf", by=grantee, on=on, **told | more
        )
    return reporting.send(award, by=grantee, on=on)

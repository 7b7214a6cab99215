"""見本の寄附 — invented donors, a promise that was missed once, a bank's file that waits, receipts."""

from datetime import date, timedelta

from django.utils import timezone

from tsunagari.governance.fund.gifts.actions import (
    bank,
    donors,
    following,
    pledging,
    receipting,
    receiving,
    setting_up,
)
from tsunagari.governance.fund.gifts.models import Donor
from tsunagari.governance.fund.gifts.rules.pledges import due_on
from tsunagari.kernel.ledger import actions, books
from tsunagari.kernel.ledger.actions import Posting
from tsunagari.kernel.ledger.models import Earmark, Fund
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import pins
from tsunagari.kernel.parties.models import AccessCard, Party
from tsunagari.sample import ledger, people

MARK = "見本："
HOME = {"name": "", "postcode": "270-0000", "address": "見本県みほん市1-2-3"}
OFFICE = {"name": "", "postcode": "270-0000", "address": "見本県みほん市9-9"}
VISITOR = {"name": "見本 旅人", "kana": "ミホン タビト", "address": "見本県みほん市5-5"}
HEADS = "日付,摘要,お支払金額,お預り金額,残高"
VALID_DAYS = 730


def load(*, by, on: date) -> None:
    """Two bodies that receive: gifts to one bring no relief, to the other they do, and both say so."""
    mirai, machi, hiroba = (ledger.fund(code) for code in ("mirai", "machi", "hiroba"))
    accounts = [_account(fund, number, by, on) for fund, number in ((mirai, 1), (hiroba, 2))]
    _statuses(mirai, hiroba, by, on)
    terada, company, town = _donors(by, on)
    _promised(terada, mirai, by, on)
    _maker(machi, by, on)
    who = {"by": by, "on": on}
    gift = _gift(company, hiroba, 100_000, 50, **who)
    _gift(company, machi, 200_000, 40, **who)
    _gift(None, machi, 5_000, 12, channel="cash", **who)
    _gift(terada, hiroba, None, 20, kind="goods", goods=MARK + "絵本 30さつ", channel="hand", **who)
    _gift(terada, hiroba, 5_000, 30, kind="supporter", **who)
    _gift(town, machi, 1_000_000, 25, kind="municipal", **who)
    receipting.reissue(receipting.issue(gift, **who), reason=MARK + "名前の字のまちがい", **who)
    receipting.issue(_gift(terada, hiroba, 3_000, 60, **who), **who)
    _bank_file(accounts[0], mirai, by, on)
    following.follow_all(on=on, at=timezone.now())


def _account(fund: Fund, number: int, by, on):
    return setting_up.open_account(
        fund.book,
        bank="見本銀行",
        branch="みほん支店",
        number=f"000000{number}",
        holder=fund.book.title,
        by=by,
        on=on,
    )


def _statuses(mirai: Fund, hiroba: Fund, by, on) -> None:
    """The federation's own body brings no relief; the NPO is certified."""
    since = date(on.year - 2, 4, 1)
    same = {"address": "見本県みほん市1-1", "from_day": since, "by": by, "on": on}
    setting_up.note_status(
        mirai.book, form="general_association", representative="見本 代表理事", **same
    )
    setting_up.note_status(
        hiroba.book,
        form="certified_npo",
        number="見本第1号",
        authority="見本県",
        representative="見本 理事長",
        until_day=since.replace(year=since.year + 5) - timedelta(days=1),
        **same,
    )


def _donors(by, on) -> list[Donor]:
    """Somebody with a card (and registered twice), a company, and a town."""
    who = {"by": by, "on": on}
    name = {"family": "寺田", "given": "結衣", "kana": "テラダ ユイ"}
    terada = donors.add(**name, said=HOME, named=True, **who)
    donors.add(**name | {"given": "ゆい"}, **who)
    _card(terada, on)
    company = donors.add(body="見本 みどり商会", kana="ミドリショウカイ", said=OFFICE, **who)
    return [terada, company, donors.add(body="見本 ひがし町", said=OFFICE, **who)]


def _card(donor: Donor, on: date) -> None:
    card = AccessCard.objects.create(
        person=donor.party.person,
        purpose="donor",
        secret_hash=parties.hash_of(people.DONOR_CARD[1]),
        made_at=timezone.now(),
        valid_from=on,
        valid_until=on + timedelta(days=VALID_DAYS),
    )
    pins.choose(card, people.PIN, people.PIN)


def _day(fund: Fund, on: date, ago: int) -> date:
    """So many days ago, but not before the books begin."""
    return max(on - timedelta(days=ago), fund.book.opened_on)


def _gift(donor, fund: Fund, yen: int | None, ago: int, *, by, on, kind="donation", **more):
    return receiving.receive(
        fund.book,
        kind=kind,
        fund=fund,
        donor=donor,
        yen=yen,
        received_on=_day(fund, on, ago),
        by=by,
        on=on,
        follow=False,
        **more,
    )


def _maker(machi: Fund, by, on: date) -> None:
    """A company with people of its own reads what its yen did: ¥150,000 for one purpose, ¥45,000 used."""
    party = Party.objects.get(name=people.BODIES["seisakusho"]["name"])
    maker = donors.note(party, said=OFFICE, by=by, on=on)
    _yearly(maker, machi, 30_000, by, on)
    purpose = books.note_earmark(
        machi,
        kind=Earmark.Kind.GIFT,
        title=MARK + "町の案内板",
        giver=party,
        yen=150_000,
        measure="3-2",
        from_day=_day(machi, on, 40),
        by=by,
        on=on,
    )
    gift = _gift(maker, machi, 150_000, 40, earmark=purpose, by=by, on=on)
    receipting.issue(gift, by=by, on=on)
    told = {"fund": machi, "earmark": purpose, "measure": "3-2", "activity": "p3"}
    actions.enter(
        machi.book,
        [Posting("5240", 45_000, **told), Posting("1120", -45_000, **told)],
        on=_day(machi, on, 20),
        words=MARK + "案内板の印刷",
        by=by,
        today=on,
    )


def _promised(terada: Donor, mirai: Fund, by, on: date) -> None:
    """Three thousand yen a month: the first time came, the second did not, the third waits at the bank."""
    first = _day(mirai, on, 65)
    pledge = pledging.promise(
        terada, fund=mirai, yen=3_000, every="month", first_due=first, by=by, on=on
    )
    _gift(terada, mirai, 3_000, 65, by=by, on=on, pledge=pledge, turn=0)
    donor = donors.add(body="見本 ことり書店", kana="コトリショテン", said=OFFICE, by=by, on=on)
    _yearly(donor, mirai, 10_000, by, on)


def _yearly(donor: Donor, fund: Fund, yen: int, by, on: date) -> None:
    """Once a year by transfer, the first time next month."""
    pledging.promise(
        donor,
        fund=fund,
        yen=yen,
        every="year",
        first_due=on + timedelta(days=30),
        method="transfer",
        by=by,
        on=on,
    )


def _bank_file(account, mirai: Fund, by, on: date) -> None:
    """One line for a promise, one with a number, one that nobody knows, and interest."""
    first = _day(mirai, on, 65)
    due = min(due_on(first, "month", 2), on)
    offer = donors.offer(mirai, on=on, yen=5_000, said=VISITOR)
    rows, balance = [], 500_000
    for day, words, yen in (
        (due, "ﾃﾗﾀﾞ ﾕｲ", 3_000),
        (on, f"{offer.reference} ﾐﾎﾝ ﾀﾋﾞﾄ", 5_000),
        (on, "ﾐﾎﾝ ﾌﾒｲ", 2_000),
        (on, "ﾘｿｸ", 3),
    ):
        balance += yen
        rows.append(f"{day:%Y/%m/%d},{words},,{yen},{balance}")
    data = "\r\n".join([HEADS, *rows]).encode("cp932")
    bank.take_in(account, data, name="mihon.csv", by=by, on=on, at=timezone.now())

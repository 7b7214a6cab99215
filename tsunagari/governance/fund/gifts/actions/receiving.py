"""受け取り — booked when the money is there; taken out again, given back, thanked for."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from tsunagari.base.days import fiscal_year
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.gifts import notices, queries
from tsunagari.governance.fund.gifts.actions import following
from tsunagari.governance.fund.gifts.models import BankLine, Donor, Gift, Refund
from tsunagari.governance.fund.gifts.rules import giving
from tsunagari.kernel.ledger import actions as ledger
from tsunagari.kernel.ledger.actions import Posting
from tsunagari.kernel.ledger.models import Book, Earmark, Fund, Journal
from tsunagari.kernel.records import actions as records

WORDS = {
    giving.DONATION: _("寄附の受け取り"),
    giving.FEE: _("会費の受け取り"),
    giving.SUPPORTER: _("会費の受け取り"),
    giving.GRANT: _("助成金の受け取り"),
    giving.SUBSIDY: _("補助金の受け取り"),
    giving.MUNICIPAL: _("市町村からの受け取り"),
}
GIVEN_BACK, TAKEN_OUT = _("寄附の返金"), _("受け取りの入力の取り消し")
FEE_OF_YEAR = _("前受会費を、この年度の会費にする")


@transaction.atomic
def receive(
    book: Book,
    *,
    kind: str,
    fund: Fund,
    received_on: date,
    by,
    on: date,
    yen: int | None = None,
    goods: str = "",
    donor: Donor | None = None,
    channel: str = "bank",
    earmark: Earmark | None = None,
    fee_year: int | None = None,
    follow: bool = True,
    **tied,
) -> Gift:
    """受け取る — a gift, a fee or a grant; `tied` are the pledge's turn and the bank's line."""
    refuse_if(
        giving.why_not_receive(
            kind=kind,
            yen=yen,
            goods=goods,
            received_on=received_on,
            on=on,
            named=donor is not None,
            earmark_kind=earmark.kind if earmark else "",
        )
        + _why_not_there(book, fund, earmark)
    )
    gift = Gift.objects.create(
        book=book,
        donor=donor,
        fund=fund,
        earmark=earmark,
        kind=kind,
        channel=channel,
        yen=yen,
        goods=goods.strip()[:200],
        received_on=received_on,
        fee_year=fee_year if kind in giving.FEES else None,
        **tied,
    )
    if yen is None:
        _record("gifts.goods_received", gift, by=by, on=on, day=received_on)
    else:
        record = _record("gifts.received", gift, by=by, on=on, kind=kind, yen=yen, day=received_on)
        gift.journal = _book(gift, record, by)
        gift.save(update_fields=["journal"])
    if follow:
        following.after_gift(gift, on=on, by=by)
    return gift


def _why_not_there(book: Book, fund: Fund, earmark: Earmark | None) -> list[Reason]:
    reasons = []
    if fund.book_id != book.pk:
        reasons.append(Reason(_("この帳簿の基金を選んでください。"), rule="fund", field="fund"))
    if earmark and earmark.fund_id != fund.pk:
        words = _("この使いみちは、ほかの基金のものです。")
        reasons.append(Reason(words, rule="earmark", field="earmark"))
    return reasons


def _record(did: str, gift: Gift, *, by, on: date, **facts):
    concerns = [gift.donor_id] if gift.donor_id else []
    return records.add(by=by, did=did, about=gift, concerns=concerns, on=on, **facts)


def _account(gift: Gift) -> str:
    returned = bool(gift.earmark and gift.earmark.return_duty)
    ahead = bool(gift.fee_year and gift.fee_year > fiscal_year(gift.received_on))
    return giving.account_of(gift.kind, return_duty=returned, ahead=ahead)


def _money(gift: Gift) -> str:
    return giving.CASH if gift.channel == Gift.Channel.CASH else giving.BANK


def _book(gift: Gift, record, by) -> Journal:
    return ledger.post(
        gift.book,
        _lines(gift, gift.yen),
        on=gift.received_on,
        words=WORDS[gift.kind],
        because=record,
        by=by,
        key=f"gifts.gift:{gift.pk}",
    )


def _same(gift: Gift) -> dict:
    """Whose money it is, in which fund and for which purpose."""
    party = gift.donor.party if gift.donor else None
    same = {"fund": gift.fund, "earmark": gift.earmark, "party": party}
    return same | ({"measure": gift.earmark.measure} if gift.earmark else {})


def _lines(gift: Gift, yen: int) -> list[Posting]:
    """Money against income (or a liability), both in the gift's fund and for its purpose."""
    same = _same(gift)
    return [Posting(_money(gift), yen, **same), Posting(_account(gift), -yen, **same)]


@transaction.atomic
def annul(gift: Gift, *, by, on: date) -> Gift:
    """取り消す — a booking that was a mistake: turned round in the books, the bank's line waits again."""
    gift = _locked(gift)
    refuse_if(
        giving.why_not_annul(
            annulled=gift.annulled_on is not None,
            receipted=queries.on_valid_receipt(gift),
            refunded=gift.refunded_yen > 0,
        )
    )
    record = _record("gifts.annulled", gift, by=by, on=on, yen=gift.yen or 0)
    for journal in filter(None, (_fee_journal(gift), gift.journal)):
        ledger.reverse(journal, on=on, words=TAKEN_OUT, because=record, by=by)
    gift.annulled_on, gift.version = on, gift.version + 1
    gift.save(update_fields=["annulled_on", "version"])
    if gift.line_id:
        BankLine.objects.filter(pk=gift.line_id).update(state=BankLine.State.OPEN)
    following.after_gift(gift, on=on, by=by)
    return gift


@transaction.atomic
def give_back(gift: Gift, yen: int, *, day: date, reason: str, by, on: date) -> Refund:
    """返金する — never more than what is left of the gift."""
    gift = _locked(gift)
    reasons = giving.why_not_give_back(
        yen=yen,
        left=(gift.yen or 0) - gift.refunded_yen if gift.annulled_on is None else 0,
        given_on=gift.received_on,
        on=on,
        day=day,
        receipted=queries.on_valid_receipt(gift),
    )
    if not reason.strip():
        words = _("返す理由を入力してください。")
        reasons.append(Reason(words, rule="refund.reason", field="reason"))
    refuse_if(reasons)
    record = _record("gifts.given_back", gift, by=by, on=on, yen=yen, day=day)
    journal = ledger.post(
        gift.book, _lines(gift, -yen), on=day, words=GIVEN_BACK, because=record, by=by
    )
    if _fee_journal(gift):
        _turn_fee(gift, -yen, record, on=day, words=GIVEN_BACK, by=by)
    refund = Refund.objects.create(
        gift=gift, yen=yen, on=day, reason=reason.strip()[:200], journal=journal
    )
    gift.refunded_yen, gift.version = gift.refunded_yen + yen, gift.version + 1
    gift.save(update_fields=["refunded_yen", "version"])
    following.after_gift(gift, on=on, by=by)
    return refund


def _locked(gift: Gift) -> Gift:
    rows = Gift.objects.select_for_update(of=("self",))
    rows = rows.select_related("donor__party", "fund", "earmark", "book", "journal")
    return rows.get(pk=gift.pk)


@transaction.atomic
def thank(gifts: Iterable[int], *, by, on: date, at: datetime) -> int:
    """お礼を送る — once for each gift, by the way that its donor chose; how many."""
    rows = Gift.objects.select_for_update(of=("self",)).select_related("donor__party__same_as")
    waiting = list(rows.filter(unthanked(), pk__in=list(gifts)).order_by("pk"))
    for gift in waiting:
        notices.thank(gift, at=at)
    done = Gift.objects.filter(pk__in=[gift.pk for gift in waiting]).update(thanked_on=on)
    if done:
        concerns = {gift.donor_id for gift in waiting}
        records.add(by=by, did="gifts.thanked", concerns=sorted(concerns), on=on, count=done)
        for book in {gift.book_id: gift.book for gift in waiting}.values():
            following.follow_book(book, on=on, by=by)
    return done


def unthanked():
    """What was given, by somebody with a name, and not thanked for."""
    return following.UNTHANKED


@transaction.atomic
def fees_of_the_year(*, on: date) -> int:
    """前受会費 — fees that came before their fiscal year become its income on 1 April; how many.

    What went back before is no income. All are locked first, then booked: nobody waits for both.
    """
    rows = Gift.objects.select_for_update(of=("self",))
    rows = rows.select_related("donor__party", "fund", "earmark", "book")
    waiting = list(rows.filter(pk__in=_fees_ahead(on), **_STANDING).order_by("pk"))
    done = 0
    for gift in waiting:
        if Journal.objects.filter(book=gift.book, key=_fee_key(gift)).exists():
            continue
        yen = gift.yen - gift.refunded_yen
        record = _record("gifts.fee_of_the_year", gift, by=None, on=on, yen=yen)
        _turn_fee(gift, yen, record, words=FEE_OF_YEAR, by=None, key=_fee_key(gift))
        done += 1
    return done


_STANDING = {"annulled_on": None, "refunded_yen__lt": F("yen")}


def _fees_ahead(on: date):
    """Fees of a year that has begun, whose money lies in the account of fees ahead."""
    rows = Gift.objects.filter(
        fee_year__lte=fiscal_year(on), journal__lines__account__code=giving.FEE_AHEAD
    )
    return rows.values("pk")


def _fee_key(gift: Gift) -> str:
    return f"gifts.fee:{gift.pk}"


def _fee_journal(gift: Gift) -> Journal | None:
    """What made a fee that came ahead the income of its year, when that was booked."""
    return Journal.objects.filter(book=gift.book, key=_fee_key(gift), reversed_by=None).first()


def _turn_fee(
    gift: Gift, yen: int, record, *, words: str, by, on: date | None = None, key=""
) -> None:
    """From the fees ahead into income, on the first day of the year or later; back when negative."""
    first, same = date(gift.fee_year, 4, 1), _same(gift)
    lines = [
        Posting(giving.FEE_AHEAD, yen, **same),
        Posting(giving.INCOME[gift.kind], -yen, **same),
    ]
    day = max(first, on or first)
    ledger.post(gift.book, lines, on=day, words=words, because=record, by=by, key=key)

"""領収書を出す — numbered without a gap, worded by the body's form on the day, void and issued anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import F

from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.gifts import evidence, notices, queries, sealed
from tsunagari.governance.fund.gifts.actions import following
from tsunagari.governance.fund.gifts.certificate import text_of
from tsunagari.governance.fund.gifts.models import Counter, Donor, Gift, Receipt, Receipted
from tsunagari.governance.fund.gifts.rules import receipts
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.records import actions as records


@transaction.atomic
def issue(gift: Gift, *, by, on: date) -> Receipt:
    """1件の領収書を出す."""
    gift = _locked([gift.pk])[0]
    refuse_if(_why_not([gift]))
    made = _issue([gift], _owner(gift), receipts.SINGLE, by=by, on=on)
    following.follow_book(gift.book, on=on, by=by)
    return made


@dataclass
class Issued:
    """What a press made, and the donors it left out with the reasons; theirs can be made later."""

    made: list[Receipt] = field(default_factory=list)
    left: dict[int, list[Reason]] = field(default_factory=dict)


@transaction.atomic
def issue_year(book: Book, year: int, *, donors: Iterable[int], by, on: date) -> Issued:
    """1年分の領収書を出す — for each donor one, over all entries of the same donor.

    Gifts that came under another form of the body stand on a receipt of their own: its text differs.
    A donor who lacks something takes no number and stops nobody else.
    """
    wanted = set(donors)
    rows = [row for row in queries.receiptable(year, book) if row.owner in wanted]
    gifts = _standing(_locked([row.pk for row in rows]))
    refuse_if([] if gifts else receipts.why_not_issue(**_NOTHING))
    done = Issued()
    order = sorted(gifts, key=lambda gift: (_owner(gift).pk, gift.received_on, gift.pk))
    for donor, group in groupby(order, key=lambda gift: _owner(gift).pk):
        for some in _by_status(list(group)):
            if reasons := _why_not(some):
                done.left.setdefault(donor, []).extend(reasons)
            else:
                done.made.append(_issue(some, _owner(some[0]), receipts.YEARLY, by=by, on=on))
    following.follow_book(book, on=on, by=by)
    return done


_NOTHING = {"gifts": 0, "anonymous": False, "kinds": set(), "held": False, "status": True}


def _locked(keys: list[int]) -> list[Gift]:
    rows = Gift.objects.select_for_update(of=("self",))
    rows = rows.select_related("donor__party__same_as__donor", "book__owner__party")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def _standing(gifts: list[Gift]) -> list[Gift]:
    """Without what was taken out, or went back whole, before the lock was there."""
    return [gift for gift in gifts if not _is_gone(gift)]


def _is_gone(gift: Gift) -> bool:
    whole = gift.yen is not None and gift.refunded_yen >= gift.yen
    return gift.annulled_on is not None or whole


def _owner(gift: Gift) -> Donor:
    """The donor who stays, when entries were merged; the entry itself when that one gave nothing."""
    kept = gift.donor.party.same_as
    return getattr(kept, "donor", gift.donor) if kept else gift.donor


def _by_status(gifts: list[Gift]) -> list[list[Gift]]:
    """The same gifts, apart by the form that the body had when each came."""
    parts: dict[int | None, list[Gift]] = {}
    for gift in gifts:
        row = queries.status_of(gift.book_id, gift.received_on)
        parts.setdefault(row.pk if row else None, []).append(gift)
    return list(parts.values())


def _why_not(gifts: list[Gift]) -> list[Reason]:
    anonymous = any(gift.donor is None for gift in gifts)
    return receipts.why_not_issue(
        gifts=len(gifts),
        anonymous=anonymous,
        kinds={gift.kind for gift in gifts},
        held=any(queries.on_valid_receipt(gift) for gift in gifts),
        nothing_left=all(map(_is_gone, gifts)),
        status=all(queries.status_of(gift.book_id, gift.received_on) for gift in gifts),
        address=anonymous or bool(sealed.reveal(_owner(gifts[0]))["address"]),
    )


def _next_number(book: Book, year: int) -> int:
    """The next number; whoever comes second waits here, and a refusal gives the number back."""
    Counter.objects.get_or_create(book=book, year=year)
    Counter.objects.filter(book=book, year=year).update(last=F("last") + 1)
    return Counter.objects.get(book=book, year=year).last


def _issue(
    gifts: list[Gift], donor: Donor, kind: str, *, by, on: date, instead_of: Receipt | None = None
) -> Receipt:
    book = gifts[0].book
    number = _next_number(book, on.year)
    known = [gift.yen - gift.refunded_yen for gift in gifts if gift.yen is not None]
    row = Receipt(
        book=book,
        year=on.year,
        number=number,
        kind=kind,
        donor=donor,
        of_year=gifts[0].received_on.year,
        yen=sum(known) if known else None,
        issued_on=on,
        reissues=instead_of,
    )
    status = queries.status_of(book, gifts[0].received_on)
    sealed.close(row, text_of(row, gifts, status, name=_name(donor, by)))
    row.save(force_insert=True)
    evidence.take_in(row, by=by, on=on)
    Receipted.objects.bulk_create(Receipted(receipt=row, gift=gift) for gift in gifts)
    _record("gifts.receipt_issued", row, by=by, on=on, yen=row.yen or 0, gifts=len(gifts))
    return row


def _name(donor: Donor, by) -> dict:
    """Name and address as in the resident record; without one, as the donor is registered."""
    said = sealed.reveal(donor)
    return said | {"name": said["name"] or written([donor.pk], to=by)[donor.pk].name}


@transaction.atomic
def void(receipt: Receipt, *, reason: str, by, on: date) -> Receipt:
    """無効にする — with a reason; the number stays used, the gifts are free for a new receipt."""
    receipt = _receipt(receipt)
    refuse_if(receipts.why_not_void(voided_on=receipt.voided_on, reason=reason))
    receipt.voided_on, receipt.void_reason = on, reason.strip()[:200]
    receipt.save(update_fields=["voided_on", "void_reason"])
    Receipted.objects.filter(receipt=receipt).update(standing=False)
    evidence.follow(receipt, by=by, on=on)
    _record("gifts.receipt_voided", receipt, by=by, on=on)
    following.follow_book(receipt.book, on=on, by=by)
    return receipt


@transaction.atomic
def reissue(receipt: Receipt, *, reason: str, by, on: date) -> Receipt:
    """再発行する — void and issued anew in one; the new one says which it stands for."""
    old = void(receipt, reason=reason, by=by, on=on)
    gifts = _locked(list(old.rows.values_list("gift_id", flat=True)))
    gifts = _standing(gifts)
    refuse_if(_why_not(gifts) if gifts else receipts.why_not_issue(**_NOTHING))
    made = _issue(gifts, _owner(gifts[0]), old.kind, by=by, on=on, instead_of=old)
    following.follow_book(old.book, on=on, by=by)
    return made


@transaction.atomic
def send(rows: Iterable[Receipt], *, by, on: date, at: datetime) -> int:
    """知らせる — donors hear that their receipts are there; each is told once."""
    keys = [row.pk for row in rows]
    waiting = Receipt.objects.select_for_update(of=("self",)).filter(
        pk__in=keys, sent_on=None, voided_on=None
    )
    waiting = list(waiting.select_related("donor__party__same_as"))
    for receipt in waiting:
        notices.receipt_is_there(receipt, at=at)
    done = Receipt.objects.filter(pk__in=[row.pk for row in waiting]).update(sent_on=on)
    if done:
        concerns = sorted({row.donor_id for row in waiting})
        records.add(by=by, did="gifts.receipts_sent", concerns=concerns, on=on, count=done)
    return done


def _receipt(receipt: Receipt) -> Receipt:
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("book", "donor")
    return rows.get(pk=receipt.pk)


def _record(did: str, row: Receipt, *, by, on: date, **facts) -> None:
    records.add(
        by=by,
        did=did,
        about=row,
        concerns=[row.donor_id],
        on=on,
        number=receipts.number_words(row.year, row.number),
        **facts,
    )

"""務めを追う — what follows from gifts, lines, pledges and receipts; twice changes nothing."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q

from tsunagari.base.days import fiscal_year
from tsunagari.governance.fund.gifts import notices, queries
from tsunagari.governance.fund.gifts.duties import GRANT, LIST, MISSED, SORT, THANK, YEARLY
from tsunagari.governance.fund.gifts.models import BankLine, Gift, Offer, Pledge
from tsunagari.governance.fund.gifts.rules import giving, status
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record

MONEY = 2  # risk: kernel.duties.rules.weight_of
WEEK = timedelta(days=7)
ASKED_WITHIN, REPORT_WITHIN = timedelta(days=14), timedelta(days=30)
UNTHANKED = Q(
    annulled_on=None,
    thanked_on=None,
    donor__isnull=False,
    kind__in=(giving.DONATION, giving.GOODS),
)


def after_gift(gift: Gift, *, on: date, by=None) -> None:
    """What a gift changes: thanks, a pledge's turn, a grant's report."""
    follow_book(gift.book, on=on, by=by)
    if gift.pledge_id:
        follow_pledge(Pledge.objects.get(pk=gift.pledge_id), on=on, by=by)
    if gift.earmark and gift.earmark.return_duty:
        follow_grant(gift, on=on, by=by)


def follow_book(book: Book, *, on: date, by=None) -> None:
    """Lines to sort, thanks to send, receipts of last year, the list of donors."""
    duties.wait_for_turn(book)
    office = _office(book)
    wanted = [*_sort(book, office), *_thank(book, office), *_yearly(book, office, on)]
    wanted += _list(book, office, on)
    duties.reconcile(book, wanted, on=on, by=by, fulfilled=lambda _row: True)


def _office(book: Book) -> int:
    started = federation()
    return started.party_id if started else book.owner_id


def _sort(book: Book, office: int) -> list[Wanted]:
    rows = BankLine.objects.filter(
        account__book=book, state=BankLine.State.OPEN, yen__gt=0
    ).aggregate(count=Count("pk"), since=Min("on"), taken=Min("statement__taken_at"))
    if not rows["count"]:
        return []
    taken = rows["taken"].date()
    facts = {"gift_count": rows["count"], "since": rows["since"].isoformat()}
    return [_wanted(SORT, "lines", book, office, taken, taken + WEEK, facts)]


def _thank(book: Book, office: int) -> list[Wanted]:
    rows = Gift.objects.filter(UNTHANKED, book=book)
    found = rows.aggregate(count=Count("pk"), since=Min("received_on"))
    if not found["count"]:
        return []
    since = found["since"]
    facts = {"gift_count": found["count"], "since": since.isoformat()}
    return [_wanted(THANK, "gifts", book, office, since, since + WEEK, facts)]


def _yearly(book: Book, office: int, on: date) -> list[Wanted]:
    """From 1 January: receipts of the year before, until the end of the month."""
    year = on.year - 1
    first, last = date(year, 1, 1), date(year, 12, 31)
    if queries.status_of(book, last) is None and queries.status_of(book, first) is None:
        return []
    owners = queries.receiptable(year, book).values_list("owner", flat=True).order_by()
    count = len(set(owners))
    if not count:
        return []
    opens, due = date(on.year, 1, 1), date(on.year, 1, 31)
    facts = {"gift_year": year, "gift_count": count}
    return [_wanted(YEARLY, str(year), book, office, opens, due, facts)]


def _list(book: Book, office: int, on: date) -> list[Wanted]:
    """寄附者名簿 — within three months after the fiscal year, for a certified NPO."""
    year = fiscal_year(on) - 1
    ended = date(year + 1, 3, 31)
    stands = queries.status_of(book, ended)
    if stands is None or stands.form not in (status.CERTIFIED, status.SPECIAL):
        return []
    made = Record.objects.filter(
        did="gifts.list_exported",
        about_kind=book._meta.label_lower,
        about_key=str(book.pk),
        on__gt=ended,
    )
    done = made.order_by("on").values_list("on", flat=True).first()
    due = date(year + 1, 6, 30)
    opens = date(year + 1, 4, 1)
    one = _wanted(LIST, str(year), book, office, opens, due, {"gift_year": year}, statutory=due)
    return [one] if done is None else []


def _wanted(rule, occurrence, book, office, opens, due, facts, **more) -> Wanted:
    return Wanted(
        rule=rule,
        occurrence=occurrence,
        holder=book.owner_id,
        doer=office,
        opens_on=opens,
        due=due,
        facts=facts,
        risk=MONEY,
        **more,
    )


def follow_pledge(pledge: Pledge, *, on: date, by=None) -> list:
    """A duty for every turn that did not arrive; answers those turns."""
    duties.wait_for_turn(pledge)
    paid = queries.paid_turns([pledge.pk])[pledge.pk]
    missed = queries.missed_turns(pledge, paid, on)
    office = _office(pledge.book)
    grace = timedelta(days=queries.figure("pledge_grace_days", on) + 1)
    wanted = [
        Wanted(
            rule=MISSED,
            occurrence=str(turn.number),
            holder=pledge.book.owner_id,
            doer=office,
            opens_on=turn.due + grace,
            due=turn.due + grace + ASKED_WITHIN,
            facts={"turn_due": turn.due.isoformat(), "yen": pledge.yen},
            risk=MONEY,
        )
        for turn in missed
    ]
    gone = {*paid, *pledge.let_go}
    duties.reconcile(
        pledge,
        wanted,
        on=on,
        by=by,
        fulfilled=lambda row: row.key.rpartition("|")[2] in set(map(str, gone)),
    )
    return missed


def follow_grant(gift: Gift, *, on: date, by=None) -> None:
    """実績報告と返還 — thirty days after a grant's period ends, unless its agreement says otherwise."""
    until = gift.earmark.until_day
    wanted = []
    if until and gift.annulled_on is None:
        facts = {
            "grant_title": gift.earmark.title,
            "grant_until": until.isoformat(),
            "yen": gift.yen - gift.refunded_yen,
        }
        opens = max(until - REPORT_WITHIN, gift.received_on)
        wanted = [
            _wanted(
                GRANT, "report", gift.book, _office(gift.book), opens, until + REPORT_WITHIN, facts
            )
        ]
    duties.reconcile(gift, wanted, on=on, by=by)


def drop_offers(*, on: date) -> int:
    """古い予告を消す — a number that nobody used: what was written with it goes; how many."""
    since = on - timedelta(days=queries.figure("offer_days", on))
    old = Offer.objects.filter(closed_on=None, made_on__lt=since)
    count = old.update(closed_on=on, sealed="")
    if count:
        records.add(by=None, did="gifts.offers_dropped", on=on, count=count)
    return count


def follow_all(*, on: date, at: datetime) -> None:
    """Everything that time alone moves; safe to run twice. A missed turn is told once, politely."""
    drop_offers(on=on)
    for book in queries.books():
        follow_book(book, on=on)
    for pledge in queries.running().iterator(500):
        for turn in follow_pledge(pledge, on=on)[-1:]:
            if notices.missed(pledge, turn, at=at):
                records.add(
                    by=None, did="gifts.missed", about=pledge, concerns=[pledge.donor_id], on=on
                )

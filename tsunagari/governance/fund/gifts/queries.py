"""寄附 — whose rows they are, and what is asked of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tsunagari.base import figures
from tsunagari.base.asked import Asked
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.gifts import sealed
from tsunagari.governance.fund.gifts.models import (
    BankAccount,
    BankLine,
    Donor,
    Gift,
    Offer,
    Pledge,
    Receipt,
    Receipted,
    Refund,
    Statement,
    Status,
)
from tsunagari.governance.fund.gifts.rules import pledges, receipts
from tsunagari.governance.fund.gifts.rules.relief import Figures
from tsunagari.kernel.ledger.models import Book, Earmark, Fund
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles.models import Viewer

OWNER = Coalesce("donor__party__same_as_id", "donor_id")


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def value(name: str, on: date) -> figures.Value:
    """A number of this subject on a day, with its source and how sure it is."""
    return _figures()[name].on(on)


def figure(name: str, on: date) -> int:
    return value(name, on).value


RELIEF = (
    "own_share",
    "income_percent",
    "credit_percent",
    "tax_percent",
    "resident_percent",
    "prefecture_percent",
    "municipality_percent",
)


def relief_figures(on: date) -> Figures:
    """The numbers of the estimate on a day."""
    known = {name: figure(name, on) for name in RELIEF}
    return Figures(**known, rounding=figure("credit_rounding", on))


def relief_sources(on: date) -> list[dict]:
    """Each number with its source and confidence, for the page that shows the estimate."""
    names = (*RELIEF, "credit_rounding")
    return [{"figure": _figures()[name], "value": value(name, on)} for name in names]


# — books, accounts, statuses —


def books() -> QuerySet[Book]:
    """帳簿 — the oldest first."""
    return Book.objects.select_related("owner__party").order_by("opened_on", "pk")


def funds(book: Book | None = None, *, public: bool = False) -> QuerySet[Fund]:
    """基金 — of one book or of all; those that the public may know."""
    rows = Fund.objects.select_related("book__owner__party").order_by("book_id", "code")
    rows = rows.filter(book=book) if book else rows
    return rows.filter(public=True) if public else rows


def earmarks(on: date) -> QuerySet[Earmark]:
    """使いみちの指定 — those that a gift of a day can be for."""
    rows = Earmark.objects.select_related("fund", "book__owner__party")
    return rows.filter(Q(until_day=None) | Q(until_day__gte=on)).order_by("fund_id", "title")


def accounts(*, public: bool = False) -> QuerySet[BankAccount]:
    """受け取る口座 — those that are open."""
    rows = BankAccount.objects.filter(closed_on=None).select_related("book__owner__party")
    return rows.filter(public=True).order_by("pk") if public else rows.order_by("pk")


def status_of(book: Book | int, on: date) -> Status | None:
    """法人の形と税の区分 — the row that stands on a day."""
    rows = Status.objects.filter(book=book, from_day__lte=on)
    return rows.filter(Q(until_day=None) | Q(until_day__gte=on)).order_by("-from_day").first()


def forms_of(book: Book) -> list[Status]:
    """法人の形と税の区分 — all of a body's."""
    return list(Status.objects.filter(book=book))


def why_no_receipt(donor: Donor, days: Iterable[date], forms: list[Status]) -> list[Reason]:
    """まだ領収書を作れない理由 — what is lacking of a donor, and of the body on the days of the gifts."""
    return receipts.why_not_issue(
        gifts=1,
        anonymous=False,
        kinds=set(),
        held=False,
        status=all(any(form.stands_on(day) for form in forms) for day in days),
        address=bool(sealed.reveal(donor)["address"]),
    )


# — donors —


def donors() -> QuerySet[Donor]:
    """寄附者 — each once; duplicates stand behind the one that they are."""
    rows = Donor.objects.filter(party__same_as=None)
    return rows.select_related("party__person", "party__organisation")


def is_donor(party: Party) -> bool:
    """True of whoever gave or promised, by this entry or another one of the same donor."""
    return bool(_donors(keys=[party.pk, party.same_as_id or party.pk]))


@Asked
def _donors(*, keys):
    return Donor.objects.filter(pk__in=keys).values_list("pk")


def same(party: Party | int) -> Q:
    """Rows of a donor and of the entries that are the same; a number is the donor's who stays."""
    kept = party if isinstance(party, int) else party.same_as_id or party.pk
    return Q(donor=kept) | Q(donor__party__same_as=kept)


def gifts(**where) -> QuerySet[Gift]:
    """受け取り — the newest first."""
    rows = Gift.objects.select_related("donor__party", "fund", "book__owner__party", "earmark")
    return rows.filter(**where).order_by("-received_on", "-pk")


def gifts_of(party: Party) -> QuerySet[Gift]:
    return gifts().filter(same(party))


def standing_gifts() -> QuerySet[Gift]:
    """What was not taken out again."""
    return Gift.objects.filter(annulled_on=None)


def booked_by_hand() -> QuerySet[Gift]:
    """手で入れた振込 — gifts by bank that stand, and whose line of the bank is not known."""
    return standing_gifts().filter(channel=Gift.Channel.BANK, line=None, yen__isnull=False)


def pledges_of(party: Party | int) -> QuerySet[Pledge]:
    rows = Pledge.objects.select_related("fund", "book__owner__party", "donor__party")
    return rows.filter(same(party)).order_by("ended_on", "-pk")


def running() -> QuerySet[Pledge]:
    """続いている継続の寄附・会費."""
    rows = Pledge.objects.filter(ended_on=None)
    return rows.select_related("donor__party__same_as", "fund", "book__owner__party")


def receipts_of(party: Party | int) -> QuerySet[Receipt]:
    rows = Receipt.objects.select_related("book__owner__party", "donor__party", "reissues")
    return rows.filter(same(party)).order_by("-pk")


def all_receipts() -> QuerySet[Receipt]:
    return Receipt.objects.select_related("book__owner__party", "donor__party", "reissues")


@dataclass(frozen=True)
class Sums:
    """How often and how much somebody gave; grants and fees apart from donations."""

    gifts: int
    yen: int
    this_year: int
    last_on: date
    # Of this year's, what is a donation: fees and grants bring no relief.
    donated: int = 0


def sums_of(parties: list[int], on: date) -> dict[int, Sums]:
    """{donor: sums} of those who stay, their duplicates counted in; two queries."""
    kept = {key: key for key in parties}
    kept |= dict(Party.objects.filter(same_as__in=parties).values_list("pk", "same_as_id"))
    net = F("yen") - F("refunded_yen")
    found = (
        standing_gifts()
        .filter(donor__in=kept)
        .values("donor")
        .annotate(
            count=Count("pk"),
            total=Coalesce(Sum(net), 0),
            year=Coalesce(Sum(net, filter=Q(received_on__year=on.year)), 0),
            donated=Coalesce(Sum(net, filter=Q(received_on__year=on.year, kind="donation")), 0),
            last=Max("received_on"),
        )
    )
    sums: dict[int, Sums] = {}
    for row in found:
        owner = kept[row["donor"]]
        before = sums.get(owner, Sums(0, 0, 0, row["last"]))
        sums[owner] = Sums(
            before.gifts + row["count"],
            before.yen + row["total"],
            before.this_year + row["year"],
            max(before.last_on, row["last"]),
            before.donated + row["donated"],
        )
    return sums


# — the bank —


def open_lines() -> QuerySet[BankLine]:
    """確かめる行 — what came in and belongs to nobody yet, the oldest first."""
    rows = BankLine.objects.filter(state=BankLine.State.OPEN, yen__gt=0)
    return rows.select_related("account__book__owner__party", "statement").order_by("on", "pk")


def statements() -> QuerySet[Statement]:
    return Statement.objects.select_related("account__book__owner__party").order_by("-pk")


def remitter(line: BankLine, viewer: Viewer) -> str:
    """振込人 — what the bank wrote; the federation's own office reads it, nobody else."""
    own = viewer.kind == "staff" and viewer.on_behalf is None
    return line.words.reveal() if own else ""


def open_offers() -> QuerySet[Offer]:
    return Offer.objects.filter(closed_on=None).select_related("fund", "donor__party")


# — pledges —


def paid_turns(pledge_keys) -> dict[int, set[int]]:
    """{pledge: the turns whose money came}."""
    found: dict[int, set[int]] = defaultdict(set)
    for pledge, turn in _turns(pledges=pledge_keys) if pledge_keys else ():
        found[pledge].add(turn)
    return found


@Asked
def _turns(*, pledges):
    rows = standing_gifts().filter(pledge__in=pledges, turn__isnull=False)
    return rows.values_list("pledge_id", "turn")


def end_of(pledge: Pledge, on: date) -> date | None:
    """The last day on which money is expected: where it ended, was paused, or was to end."""
    days = [pledge.until_day, pledge.ended_on, pledge.paused_on]
    return min((day for day in days if day), default=None)


def missed_turns(pledge: Pledge, paid: set[int], on: date) -> list[pledges.Turn]:
    """What did not come, and nobody has let go."""
    return pledges.missed(
        pledge.first_due,
        pledge.every,
        until=end_of(pledge, on),
        paid={*paid, *pledge.let_go},
        on=on,
        grace=figure("pledge_grace_days", on),
        start=pledge.first_turn,
    )


def turn_from(pledge: Pledge, on: date, *, until: date | None) -> pledges.Turn | None:
    """The first turn from a day on, whether its money came or not."""
    rhythm = {"until": until, "start": pledge.first_turn}
    return pledges.next_turn(pledge.first_due, pledge.every, on=on, **rhythm)


def next_turn(
    pledge: Pledge, paid: set[int], on: date, *, ends: bool = True
) -> pledges.Turn | None:
    """The next turn whose money has not come; of one that `ends` none after its last day."""
    until = end_of(pledge, on) if ends else None
    turn = turn_from(pledge, on, until=until)
    while turn and turn.number in paid:
        turn = turn_from(pledge, turn.due + timedelta(days=1), until=until)
    return turn


def awaited_turn(pledge: Pledge, on: date) -> pledges.Turn | None:
    """待っている回 — the first one whose money may still come: another rhythm begins with it."""
    paid = {*paid_turns([pledge.pk])[pledge.pk], *pledge.let_go}
    since = on - timedelta(days=figure("pledge_grace_days", on))
    return next_turn(pledge, paid, since, ends=False)


# — receipts —


def receiptable(year: int, book: Book | None = None) -> QuerySet[Gift]:
    """領収書を出せる寄附 — of a calendar year, with a donor, on no valid receipt yet."""
    held = Receipted.objects.filter(standing=True).values("gift_id")
    rows = standing_gifts().filter(
        kind__in=receipts.RECEIPTED, received_on__year=year, donor__isnull=False
    )
    rows = rows.filter(Q(yen=None) | Q(refunded_yen__lt=F("yen"))).exclude(pk__in=held)
    rows = rows.filter(book=book) if book else rows
    return rows.annotate(owner=OWNER).order_by("received_on", "pk")


def refunds_of(gift: Gift) -> list[Refund]:
    return list(Refund.objects.filter(gift=gift).order_by("on", "pk"))


def on_valid_receipt(gift: Gift | int) -> bool:
    return Receipted.objects.filter(gift=gift, standing=True).exists()


# — the same donor twice —


@dataclass(frozen=True)
class Twins:
    """Two entries that may be one donor, and what speaks for it."""

    one: int
    other: int
    same_name: bool
    same_email: bool


def twins(
    names: dict[int, tuple[str, ...]], emails: dict[int, str], limit: int = 50
) -> list[Twins]:
    """二重の登録 — donors whose reading, name or e-mail is the same; the newer one beside the older."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for donor, said in names.items():
        for key in {f"n:{fold(name)}" for name in said if fold(name)}:
            by_key[key].append(donor)
        if emails.get(donor):
            by_key[f"e:{emails[donor].casefold()}"].append(donor)
    pairs: dict[tuple[int, int], set[str]] = defaultdict(set)
    for key, group in by_key.items():
        first, *rest = sorted(group)
        for other in rest:
            pairs[first, other].add(key[0])
    return [
        Twins(one, other, "n" in why, "e" in why) for (one, other), why in sorted(pairs.items())
    ][:limit]

"""突き合わせの手がかり — everything that is known of possible payers, for the lines of one page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models.functions import Coalesce

from tsunagari.governance.fund.gifts import owing, queries, sealed
from tsunagari.governance.fund.gifts.models import BankLine, Donor, Offer, Pledge
from tsunagari.governance.fund.gifts.rules import fees, matching, pledges
from tsunagari.governance.fund.gifts.rules.matching import Booked, Expected, Known, Proposal
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.parties import numbers
from tsunagari.kernel.roles.models import Viewer

LATEST = 2_000  # donors whose names are compared in every way; equal readings know no limit
A_YEAR = timedelta(days=400)


@dataclass(frozen=True)
class Found:
    """A line with what was proposed for it."""

    line: BankLine
    words: str
    proposals: list[Proposal]
    sure: bool


def proposals(lines: list[BankLine], viewer: Viewer) -> list[Found]:
    """候補 — for each line the likeliest donors; the same number of queries however many lines."""
    if not lines:
        return []
    words = {line.pk: queries.remitter(line, viewer) for line in lines}
    known, booked = _known(lines, words, viewer), _booked(lines)
    owed = owing.owed({line.account.book_id for line in lines}, viewer)
    found = []
    for line in lines:
        rows = matching.already(line.yen, line.on, booked[line.account.book_id])
        rows += matching.propose(words[line.pk], line.yen, line.on, known)
        paid = owed[line.account.book_id]
        rows += fees.propose(words[line.pk], line.yen, line.on, paid)
        rows.sort(key=lambda one: -one.score)
        found.append(Found(line, words[line.pk], rows[:4], matching.is_sure(rows)))
    return found


def payer_mark(words: str) -> str:
    """The remitter as a keyed hash; "" when the bank wrote no name."""
    key = matching.payer(words)
    return numbers.ring().mark(key) if key else ""


def _known(lines, words, viewer) -> Known:
    known = Known()
    _names(known, {matching.payer(said) for said in words.values()} - {""}, viewer)
    _references(known, {one for said in words.values() for one in matching.references(said)})
    _earlier(known, words)
    _expected(known, min(line.on for line in lines), max(line.on for line in lines))
    _last(known, min(line.on for line in lines) - A_YEAR)
    return known


def _booked(lines: list[BankLine]) -> dict[int, list[Booked]]:
    """{book: what was booked by hand around these lines}; nobody with a name is 0."""
    around = timedelta(days=matching.WINDOW)
    first, last = min(line.on for line in lines), max(line.on for line in lines)
    rows = queries.booked_by_hand().filter(
        yen__in={line.yen for line in lines},
        received_on__range=(first - around, last + around),
    )
    booked: dict[int, list[Booked]] = defaultdict(list)
    for row in rows.annotate(owner=queries.OWNER):
        booked[row.book_id].append(Booked(row.pk, row.owner or 0, row.yen, row.received_on))
    return booked


def _names(known: Known, keys: set[str], viewer: Viewer) -> None:
    """The newest donors, and whoever's reading is that of a remitter."""
    alike = queries.donors().filter(party__sort_as__in=sorted(keys))
    rows = {row.pk: row for row in (*queries.donors().order_by("-pk")[:LATEST], *alike)}
    names = written(rows, to=viewer)
    for row in rows.values():
        said = names[row.pk]
        known.learn(row.pk, *filter(None, (said.kana, said.name, said.latin)))


def _references(known: Known, given: set[str]) -> None:
    """Whose numbers were written, however old; and the newest offers by name.

    Offers of people who are no donors yet stand under their negative key.
    """
    donors = Donor.objects.filter(reference__in=given)
    owner = Coalesce("party__same_as__donor", "pk")
    known.references |= dict(donors.values_list("reference", owner))
    newest = queries.open_offers().order_by("-pk")[:LATEST]
    for offer in {*newest, *queries.open_offers().filter(reference__in=given)}:
        known.references[offer.reference] = whom(offer)
        if offer.sealed and offer.donor_id is None:
            said = sealed.reveal(offer)
            known.learn(-offer.pk, *filter(None, (said["kana"], said["name"])))


def whom(offer: Offer) -> int:
    """Whom an offer stands for: its donor, or a new one made of what was written."""
    if offer.donor is None:
        return -offer.pk
    return offer.donor.party.same_as_id or offer.donor_id


def _earlier(known: Known, words: dict[int, str]) -> None:
    ring, marks = numbers.ring(), {}
    for key in {matching.payer(said) for said in words.values()} - {""}:
        marks |= dict.fromkeys(ring.marks(key), key)
    rows = queries.standing_gifts().filter(line__payer__in=marks, donor__isnull=False)
    for mark, owner in rows.annotate(owner=queries.OWNER).values_list("line__payer", "owner"):
        known.earlier[marks[mark]].add(owner)


def _expected(known: Known, first: date, last: date) -> None:
    around = timedelta(days=matching.WINDOW)
    rows = list(queries.running().filter(first_due__lte=last + around))
    paid = queries.paid_turns([row.pk for row in rows])
    for row in rows:
        for turn in _between(row, first - around, last + around):
            if turn.number not in paid[row.pk]:
                donor = row.donor.party.same_as_id or row.donor_id
                known.expected[donor].append(Expected(row.pk, turn.number, turn.due, row.yen))


def _between(row: Pledge, first: date, last: date) -> list[pledges.Turn]:
    end = queries.end_of(row, last)
    until = min(last, end) if end else last
    found, start = [], queries.turn_from(row, first, until=until)
    while start:
        found.append(start)
        start = queries.turn_from(row, start.due + timedelta(days=1), until=until)
    return found


def _last(known: Known, since: date) -> None:
    rows = queries.standing_gifts().filter(donor__isnull=False, received_on__gte=since)
    rows = rows.exclude(yen=None).annotate(owner=queries.OWNER).order_by("received_on", "pk")
    known.last |= dict(rows.values_list("owner", "yen"))

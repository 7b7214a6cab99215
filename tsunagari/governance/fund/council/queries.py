"""基金評議会 — who sits on it, who is there, what somebody may read, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from tsunagari.base.shares import ratio
from tsunagari.governance.fund.council import interests
from tsunagari.governance.fund.council.models import (
    Articles,
    Ballot,
    BoardDecision,
    Council,
    Decision,
    Item,
    Meeting,
    Minutes,
    Recusal,
    Signer,
    Term,
    Voter,
)
from tsunagari.governance.fund.council.rules import ballots, quorum
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Entry, Interest
from tsunagari.kernel.roles.models import Viewer

SEATS = ("fund_member", "fund_chair")
State = Meeting.State
UNDER_WAY = (State.CALLED, State.QUORUM, State.SESSION)


def fund_council() -> Council | None:
    """基金評議会 — the one there is; None before it was set up."""
    return Council.objects.select_related("body__party").order_by("pk").first()


def articles_on(council: Council, on: date) -> Articles | None:
    """規程 — those in force on a day."""
    return council.articles.filter(from_day__lte=on).order_by("-from_day").first()


def terms_on(council: Council, on: date) -> list[Term]:
    """委員 — whose term runs on a day, the chair first."""
    rows = council.terms.filter(from_day__lte=on).filter(Q(until_day=None) | Q(until_day__gte=on))
    return list(rows.select_related("party").order_by("seat", "from_day", "pk"))


def day_of(meeting: Meeting) -> date:
    """The day on which a meeting is held: terms and articles of that day count."""
    return localtime(meeting.gathering.starts_at).date()


def members_of(meeting: Meeting) -> list[int]:
    """Who has a seat on the day of a meeting."""
    return [term.party_id for term in terms_on(meeting.council, day_of(meeting))]


def chair_of(meeting: Meeting) -> int | None:
    """The chair of that day."""
    terms = terms_on(meeting.council, day_of(meeting))
    return next((one.party_id for one in terms if one.seat == Term.Seat.CHAIR), None)


# — who may read —


def of(viewer: Viewer) -> QuerySet[Meeting]:
    """会議 — the federation's office and the members of the council; nobody else finds any."""
    rows = Meeting.objects.select_related("council__body__party", "gathering", "articles")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    if viewer.kind in SEATS:
        return rows.filter(council=viewer.body.pk)
    return rows.none()


def closed_to(viewer: Viewer, items: Iterable[Item]) -> dict[int, str]:
    """{item: why} of what somebody may not read: recused, not declared, or staff who is too near.

    Three queries, however many items there are.
    """
    items, me = list(items), viewer.party.pk
    about = {item.pk: item.entry_id for item in items if item.entry_id}
    readable = set(reviews.of(viewer, pk__in=about.values()).values_list("pk", flat=True))
    said = Interest.objects.filter(member=me, entry__in=about.values(), current=True)
    declared = set(said.values_list("entry_id", flat=True))
    stored = Recusal.objects.filter(item__in=items, party=me).values_list("item_id", "reason")
    asked = viewer.kind in SEATS
    return {
        pk: interests.UNDECLARED if asked and entry not in declared else "other"
        for pk, entry in about.items()
        if entry not in readable
    } | dict(stored)


def to_declare(viewer: Viewer, items: Iterable[Item]) -> set[int]:
    """The applications of these items on whose list a member stands: what they may declare on."""
    keys = [item.entry_id for item in items if item.entry_id]
    if not keys or viewer.kind == "staff":
        return set()
    return set(reviews.listed(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def items_of(meeting: Meeting) -> list[Item]:
    """議題 — with everything that a page says of them."""
    rows = meeting.items.select_related("entry__call", "decision__board")
    return list(rows.prefetch_related("recusals", "ballots__voters"))


# — who is there —


@dataclass(frozen=True)
class Presence:
    """One member at one moment: there or not, and how."""

    here: bool
    channel: str
    at: datetime


def presences(meeting: Meeting, at: datetime | None = None) -> dict[int, Presence]:
    """{party: the last that was noted of them} up to a moment."""
    rows = meeting.attendances.order_by("at", "pk")
    rows = rows.filter(at__lte=at) if at else rows
    return {row.party_id: Presence(row.here, row.channel, row.at) for row in rows}


def here(meeting: Meeting, at: datetime | None = None) -> set[int]:
    """出席している委員 — at a moment; in writing everybody with a seat takes part."""
    members = set(members_of(meeting))
    if meeting.written:
        return members
    return {pk for pk, one in presences(meeting, at).items() if one.here} & members


def were_there(meeting: Meeting) -> set[int]:
    """出席した委員 — who was there at any time of the session; in writing whoever voted."""
    if meeting.written:
        rows = Voter.objects.filter(ballot__item__meeting=meeting, voted=True)
        return set(rows.values_list("party_id", flat=True))
    return set(meeting.attendances.filter(here=True).values_list("party_id", flat=True))


def latest_ballot_at(meeting: Meeting) -> datetime | None:
    """When the last ballot was opened: who was there at that moment stays as it was."""
    rows = Ballot.objects.filter(item__meeting=meeting)
    return rows.order_by("-opened_at").values_list("opened_at", flat=True).first()


# — counting —


def terms_of(item: Item) -> quorum.Terms:
    """What the articles of the meeting say about an item."""
    said = item.meeting.articles
    return quorum.Terms(
        quorum_ratio=ratio(said.quorum_ratio),
        threshold=ratio(said.special_threshold if item.special else said.threshold),
        count_recused=said.count_recused,
        fewest=said.fewest,
        casting=said.casting_vote,
    )


def out_of(item: Item, *, on: date) -> dict[int, str]:
    """{member: class of why} of everybody who is out of an item: stored, or by the declarations."""
    members = members_of(item.meeting)
    found = {row.party_id: row.reason for row in item.recusals.all()}
    if item.state in (Item.State.WAITING, Item.State.OPEN):
        found = interests.recused(item.entry, members, on=on) | found
    return {pk: why for pk, why in found.items() if pk in members}


def room_of(item: Item, *, on: date, at: datetime | None = None) -> quorum.Room:
    """Who could decide an item now."""
    members, out = members_of(item.meeting), out_of(item, on=on)
    there = here(item.meeting, at) - set(out)
    return quorum.Room(len(members), len(out), len(there))


def stored_of(ballot) -> tuple[list[ballots.Stored], list[str]]:
    """The stored ballots in their order, and their hashes."""
    rows = list(ballot.votes.select_related("party").order_by("seq"))
    return [
        ballots.Stored(row.key, row.choice, row.party.code if row.party else "") for row in rows
    ], [row.hash for row in rows]


def counting(ballot) -> list[ballots.Stored]:
    """The stored ballots without those of members who turned out to be too near."""
    out = set(ballot.item.recusals.values_list("party__code", flat=True))
    return [one for one in stored_of(ballot)[0] if one.party not in out]


def start_of(ballot) -> str:
    """What the chain of a ballot begins with."""
    return f"ballot|{ballot.pk}|{ballot.item_id}"


def why_broken(ballot) -> list:
    """検算 — anybody with the database can do it again at any time."""
    found, hashes = stored_of(ballot)
    voters = ballot.voters.filter(voted=True).count()
    return ballots.why_broken(start_of(ballot), found, hashes, ballot.head, voters)


# — what was decided —


@dataclass(frozen=True)
class Standing:
    """評議会の決定 — what was recommended, and what stands: the board's word where it decides."""

    decision: Decision
    board: BoardDecision | None
    final: bool

    @property
    def outcome(self) -> str:
        return (self.board or self.decision).outcome

    @property
    def yen(self) -> int | None:
        return (self.board or self.decision).yen

    @property
    def reasons(self) -> str:
        return (self.board or self.decision).reasons

    @property
    def on(self) -> date:
        return self.board.decided_on if self.board else self.decision.on

    @property
    def awarded(self) -> bool:
        """True when money may be awarded: nothing is waited for any more."""
        return self.final and self.outcome in ("full", "reduced")


def decision_of(entry: Entry) -> Standing | None:
    """申請の決定 — the newest one on an application; None while nobody has decided."""
    rows = Decision.objects.filter(entry=entry).select_related("board", "meeting__articles")
    decision = rows.order_by("-pk").first()
    return decision and standing(decision)


def standing(decision: Decision) -> Standing:
    board = getattr(decision, "board", None)
    return Standing(decision, board, final=board is not None or not needs_board(decision))


def needs_board(decision: Decision) -> bool:
    """The board decides on money where the articles say so, and on whatever was referred to it."""
    if decision.outcome == Decision.Outcome.DEFER:
        return False
    money = decision.entry_id is not None and decision.meeting.articles.board_decides
    return money or decision.outcome == Decision.Outcome.REFER


def deciders(entry: Entry) -> set[int]:
    """決定に加わった委員 — who could vote on an application: none of them approves its payment."""
    rows = Decision.objects.filter(entry=entry, ballot__isnull=False)
    return set(rows.values_list("ballot__voters__party_id", flat=True)) - {None}


def waiting_for_board() -> QuerySet[Decision]:
    """理事会まち — decisions on which the board has not spoken; deferred ones wait for nobody."""
    rows = Decision.objects.filter(board=None).exclude(outcome=Decision.Outcome.DEFER)
    money = Q(meeting__articles__board_decides=True, entry__isnull=False)
    return rows.filter(money | Q(outcome=Decision.Outcome.REFER))


# — minutes —


def newest_minutes(meeting: Meeting) -> Minutes | None:
    return meeting.minutes.order_by("-number").first()


def newest_of(meetings: Iterable[Meeting]) -> dict[int, Minutes]:
    """{meeting: its newest version} of many meetings, in one query."""
    rows = Minutes.objects.filter(meeting__in=list(meetings)).order_by("number")
    return {row.meeting_id: row for row in rows.select_related("meeting__council__body__party")}


def to_sign(viewer: Viewer) -> list[Minutes]:
    """署名まち — the newest versions that wait for this member."""
    mine = Signer.objects.filter(party=viewer.party, meeting__state=State.DRAFT)
    found = [newest_minutes(row.meeting) for row in mine.select_related("meeting")]
    return [one for one in found if one and not one.signatures.filter(party=viewer.party).exists()]


def published() -> QuerySet[Meeting]:
    """公表した会議 — the newest first."""
    rows = Meeting.objects.filter(state=State.PUBLISHED)
    return rows.select_related("council__body__party", "gathering", "articles").order_by("-pk")

"""教室・講座 — a body's own classes, who came to them, and what somebody attended."""

from datetime import date, timedelta
from pathlib import Path

from django.db.models import Count, Q, QuerySet

from tsunagari.base import figures
from tsunagari.kernel.meetings.models import Presence
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.queries import by_code
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.community.classes.models import ClassDay

MOST = 200  # people on one list of attendance


def figure(name: str, on: date) -> int:
    return figures.number(Path(__file__).parent, name, on)


def of(viewer: Viewer) -> QuerySet[ClassDay]:
    """教室・講座 — the office finds all of them, a body its own."""
    rows = ClassDay.objects.select_related("meeting__host__organisation")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    return rows.filter(meeting__host=viewer.own_body.pk)


def counted(rows: QuerySet[ClassDay]) -> QuerySet[ClassDay]:
    """Each with how many were there."""
    here = Q(meeting__presences__state=Presence.State.PRESENT)
    return rows.annotate(here=Count("meeting__presences", filter=here))


def expected(day: ClassDay, on: date) -> list[tuple[Party, bool]]:
    """出席の一覧 — who is noted or said so, then who came to this host before; (party, was there)."""
    noted = day.meeting.presences.select_related("party").order_by("party__sort_as", "party_id")
    there = [(row.party, row.state == Presence.State.PRESENT) for row in noted]
    since = on - timedelta(days=figure("known_days", on))
    before = Presence.objects.filter(
        meeting__host=day.meeting.host_id,
        meeting__class_day__isnull=False,
        meeting__starts_at__date__gte=since,
        state=Presence.State.PRESENT,
    ).exclude(party__in=[party.pk for party, _here in there])
    known = Party.objects.filter(pk__in=before.values("party"), same_as=None, forgotten_on=None)
    return there + [(party, False) for party in known.order_by("sort_as", "pk")[:MOST]]


def may_come(party: Party | None) -> bool:
    """Adults whose name stands; children are noted by their schools only."""
    if party is None or not party.is_person or party.forgotten_on:
        return False
    return not Role.objects.filter(party=party, kind=Role.Kind.PUPIL).exists()


def by_number(typed: str) -> Party | None:
    """The person whose number this is, or nobody."""
    party = by_code(typed.strip().upper())
    party = party.same_as or party if party else None
    return party if may_come(party) else None


def attended(party: Party | int) -> QuerySet[Presence]:
    """わたしが来た教室 — the newest first."""
    rows = Presence.objects.filter(
        party=party, state=Presence.State.PRESENT, meeting__class_day__isnull=False
    ).exclude(meeting__state="cancelled")
    rows = rows.select_related("meeting__class_day", "meeting__host__organisation")
    return rows.order_by("-meeting__starts_at", "-pk")

"""務め — 今日のやること and what stands around it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q

from tsunagari.base.keyset import Page, page
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.roles.models import Viewer

SCOPES = ("mine", "team", "waiting", "later")


def _of_desk(viewer: Viewer) -> Q:
    return Q(doer=viewer.body.party_id) | Q(assignee__isnull=False)


def scope_of(viewer: Viewer, scope: str):
    """The open duties of a tab: mine, team, waiting (somebody else's turn) or later (snoozed)."""
    rows = Duty.objects.filter(state=rules.OPEN).select_related(
        "holder__organisation", "doer__organisation", "assignee__person", "holder", "doer"
    )
    awake = Q(later_until__isnull=True) | Q(later_until__lte=viewer.on)
    body = viewer.body.party_id
    if scope == "later":
        return rows.filter(later_until__gt=viewer.on).filter(
            Q(doer=body) | Q(assignee=viewer.party)
        )
    if scope == "waiting":
        return rows.filter(awake, assignee__isnull=True).exclude(doer=body)
    if scope == "team":
        return rows.filter(awake).filter(Q(doer=body) | Q(assignee__isnull=False))
    return rows.filter(awake).filter(Q(assignee=viewer.party) | Q(assignee__isnull=True, doer=body))


def today(
    viewer: Viewer,
    scope: str = "mine",
    *,
    programme: str = "",
    order: str = "due",
    after: str = "",
    size: int = 50,
) -> Page:
    """今日のやること — one page of open duties, by due day or by risk."""
    rows = scope_of(viewer, scope if scope in SCOPES else "mine")
    if programme:
        rows = rows.filter(measure__startswith=programme)
    fields = ["risk", "safe_due", "id"] if order == "risk" else ["safe_due", "id"]
    key = _key(fields)
    return page(rows, fields, after=after, size=size, key=key)


def _key(fields):
    def values(row):
        found = [getattr(row, name) for name in fields]
        return [value.isoformat() if isinstance(value, date) else value for value in found]

    return values


def counts(viewer: Viewer) -> dict[str, int]:
    """How many in each tab, in one query."""
    body, on = viewer.body.party_id, viewer.on
    awake = Q(later_until__isnull=True) | Q(later_until__lte=on)
    mine = Q(assignee=viewer.party) | Q(assignee__isnull=True, doer=body)
    return Duty.objects.filter(state=rules.OPEN).aggregate(
        mine=Count("pk", filter=awake & mine),
        team=Count("pk", filter=awake & (Q(doer=body) | Q(assignee__isnull=False))),
        waiting=Count("pk", filter=awake & Q(assignee__isnull=True) & ~Q(doer=body)),
        later=Count("pk", filter=Q(later_until__gt=on) & (Q(doer=body) | Q(assignee=viewer.party))),
        late=Count("pk", filter=awake & mine & Q(safe_due__lt=on)),
        due_today=Count("pk", filter=awake & mine & Q(safe_due=on)),
    )


def open_count(viewer: Viewer) -> int:
    """What is late or due today for this viewer: the number beside 今日のやること."""
    return scope_of(viewer, "mine").filter(safe_due__lte=viewer.on).count()


def done_between(viewer: Viewer, from_day: date, until_day: date) -> int:
    """How many duties this person finished."""
    return Duty.objects.filter(
        done_by=viewer.party, done_on__gte=from_day, done_on__lte=until_day
    ).count()


def next_day(viewer: Viewer) -> date | None:
    """The next day on which something is due."""
    rows = Duty.objects.filter(state__in=(rules.OPEN, rules.WAITING), safe_due__gt=viewer.on)
    return rows.filter(doer=viewer.body.party_id).aggregate(day=Min("safe_due"))["day"]


def between(viewer: Viewer, from_day: date, until_day: date):
    """Duties due within a span, for the calendar."""
    return scope_of(viewer, "team").filter(safe_due__gte=from_day, safe_due__lte=until_day)


@dataclass(frozen=True)
class Line:
    """A duty of a body in words, for its own page."""

    title: str
    why: str
    icon: str
    href: str
    due_state: str
    due_words: str


def of_body(party, *, on: date, limit: int = 10, language: str = "ja") -> list[Line]:
    """The open duties of a partner body, soonest first."""
    rows = Duty.objects.filter(doer=party, state=rules.OPEN, opens_on__lte=on).order_by(
        "safe_due", "pk"
    )[:limit]
    return [_line(row, on, language) for row in rows]


def _line(row, on, language):
    said = rulebook.said(row, language, face="partner")
    state, words = due_words(row.safe_due, on)
    return Line(said.title, said.why, said.icon, said.href, state, words)


def due_words(due: date, on: date) -> tuple[str, str]:
    """(late, now or week; the words on the chip)."""
    from tsunagari.base.languages import gettext

    days = (due - on).days
    if days < 0:
        return "late", gettext(_("%(days)s日 超過")) % {"days": -days}
    if days == 0:
        return "now", gettext(_("今日"))
    return "week", gettext(_("あと%(days)s日")) % {"days": days}


def week_of(on: date) -> tuple[date, date]:
    """Monday to Sunday of the week of a day."""
    monday = on - timedelta(days=on.isoweekday() - 1)
    return monday, monday + timedelta(days=6)

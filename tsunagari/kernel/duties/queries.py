"""務め — 今日のやること and what stands around it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.utils.translation import get_language

from tsunagari.base.asked import Asked, AskedRows, Seen
from tsunagari.base.keyset import Page, behind, mark, unmark
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Viewer

# The tabs of the list, each of disjoint sets that have an index of their own.
SCOPES = {
    "mine": ("own", "nobodys"),
    "team": ("office",),
    "waiting": ("others",),
    "later": ("asleep",),
}
DUE, RISK = ["safe_due", "risk", "id"], ["risk", "safe_due", "id"]
# Counting stops here: nobody reads 1,204,377, and the page must not wait for it.
MOST = 100
# So much of what was done stands beside a duty.
STORY = 12
ACTS = (*rules.UNDONE_BY, "duty.undone")


# — today —


def _sets(scope: str, programme: str, *, me: int, office: int, on: date) -> list[QuerySet]:
    """The open duties of a tab.

    mine: assigned to me, or to nobody while my office has to do it; team: the whole office's;
    waiting: somebody else's turn; later: the office's, put off.
    """
    return [_set(name, programme, me if name == "own" else office, on) for name in SCOPES[scope]]


def _set(name: str, programme: str, whose: int, on: date) -> QuerySet:
    """The open duties of a person, or those of an office's sets."""
    rows = Duty.objects.filter(state=rules.OPEN)
    if programme:
        # Between two texts, for a LIKE costs more than all the rest of counting.
        rows = rows.filter(measure__gte=programme, measure__lt=chr(ord(programme) + 1))
    if name == "asleep":
        return rows.filter(office=whose, later_until__gt=on)
    awake = rows.filter(Q(later_until__isnull=True) | Q(later_until__lte=on))
    if name == "own":
        return awake.filter(assignee=whose)
    if name == "others":
        return awake.exclude(office=whose)
    awake = awake.filter(office=whose)
    return awake.filter(assignee__isnull=True) if name == "nobodys" else awake


def today(
    viewer: Viewer,
    scope: str = "mine",
    *,
    programme: str = "",
    order: str = "due",
    after: str = "",
    size: int = 50,
    seen: Seen | None = None,
) -> Page:
    """今日のやること — one page of open duties: what is late by risk, then the others by due day.

    Those of one day stand by risk. With order="risk" all of them do. `seen`: what the last look
    at it made.
    """
    tab = viewer, scope, programme, seen or Seen()
    if order == "risk":
        return _merged(tab, "all", RISK, after, size)
    # The two kinds of marks differ in what stands first.
    if after and _typed(unmark(after, len(DUE)) or [], DUE):
        return _merged(tab, "rest", DUE, after, size)
    late = _merged(tab, "late", RISK, after, size)
    if late.older:
        return late
    room = size - len(late.rows)
    following = _merged(tab, "rest", DUE, "", max(room, 1))
    if not room:
        return Page(late.rows, older=_mark(late.rows[-1], RISK) if following.rows else "")
    return Page(late.rows + following.rows, older=following.older)


def _merged(tab, part, fields, after, size) -> Page:
    """One page of a tab: each of its sets gives its first rows, the first of all stay."""
    viewer, scope, programme, seen = tab
    start = _typed(unmark(after, len(fields)) or [], fields)
    rows = [
        row
        for name in SCOPES[scope]
        for row in _first.seen(
            seen,
            *(name, programme, part, tuple(fields), size, bool(start)),
            whose=viewer.party.pk if name == "own" else viewer.body.party_id,
            on=viewer.on,
            **start,
        )
    ]
    if len(SCOPES[scope]) > 1:
        rows.sort(key=_key(fields))
    more = len(rows) > size
    return Page(rows[:size], older=_mark(rows[size - 1], fields) if more else "")


@AskedRows
def _first(name, programme, part, fields, size, starts, *, whose, on, **start) -> QuerySet:
    rows = _set(name, programme, whose, on)
    if part == "late":
        # The index by risk has late ones at the head of each risk: named, they are found there.
        rows = rows.filter(safe_due__lt=on, risk__in=rules.RISKS)
    elif part == "rest":
        rows = rows.filter(safe_due__gte=on)
    rows = behind(rows, fields, list(start.values())) if starts else rows
    return rows.order_by(*fields)[: size + 1]


def _typed(values: list, fields: list[str]) -> dict:
    """A row's key by its fields; {} where somebody typed something that no row can have."""
    found: dict = {}
    for name, value in zip(fields, values, strict=False):
        if name == "safe_due" and isinstance(value, str):
            with suppress(ValueError):
                found[name] = date.fromisoformat(value)
        elif name != "safe_due" and isinstance(value, int):
            found[name] = value
    return found if len(found) == len(fields) else {}


def _key(fields):
    def values(row):
        found = [getattr(row, name) for name in fields]
        return [value.isoformat() if isinstance(value, date) else value for value in found]

    return values


def _mark(row, fields) -> str:
    return mark(_key(fields)(row))


class _Few(Subquery):
    """How many rows a limited queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) few)"
    output_field = IntegerField()


def _few(branches):
    return reduce(add, [_Few(rows.values(one=Value(1))[:MOST]) for rows in branches])


def _one_row(me: int, *columns) -> QuerySet:
    """Several answers in one query."""
    return Party.objects.filter(pk=me).values_list(*columns)


def counts(viewer: Viewer, scope: str = "mine", programme: str = "") -> dict[str, int]:
    """How many in each tab, and what of `scope`, and of all that is mine, is late and due today;
    in one query.
    """
    names = [*SCOPES, "my_late", "my_due_today", "late", "due_today"]
    [row] = _counted(scope, programme, **_whose(viewer))
    found = {name: min(count, MOST) for name, count in zip(names, row, strict=False)}
    return {"late": found["my_late"], "due_today": found["my_due_today"], **found}


def _whose(viewer: Viewer) -> dict:
    return {"me": viewer.party.pk, "office": viewer.body.party_id, "on": viewer.on}


@Asked
def _counted(scope: str, programme: str, *, me: int, office: int, on: date) -> QuerySet:
    tabs = {name: _sets(name, programme, me=me, office=office, on=on) for name in SCOPES}
    mine = _sets("mine", "", me=me, office=office, on=on)
    # The offices before and after one's own are two spans of an index.
    [others] = tabs["waiting"]
    tabs["waiting"] = [others.filter(office__lt=office), others.filter(office__gt=office)]
    asked = [*tabs.values(), *_due_now(mine, on)]
    # Where the tab is all that is mine, these two have answered already.
    asked += _due_now(tabs[scope], on) if (scope, programme) != ("mine", "") else []
    return _one_row(me, *map(_few, asked))


def _due_now(branches, on: date) -> list[list[QuerySet]]:
    """What is late, and what is due today."""
    return [
        [rows.filter(safe_due__lt=on) for rows in branches],
        [rows.filter(safe_due=on) for rows in branches],
    ]


def many(count: int) -> str:
    """A number for a page: 99+ where counting stopped."""
    return str(count) if count < MOST else f"{MOST - 1}+"


def open_count(viewer: Viewer) -> int:
    """What is late or due today for this viewer: the number beside 今日のやること."""
    [[count]] = _open_now(**_whose(viewer))
    return min(count, MOST)


@Asked
def _open_now(*, me: int, office: int, on: date) -> QuerySet:
    mine = _sets("mine", "", me=me, office=office, on=on)
    return _one_row(me, _few([rows.filter(safe_due__lte=on) for rows in mine]))


def done_between(viewer: Viewer, *spans: tuple[date, date]) -> list[int]:
    """How many of this person's duties were finished in each span, by hand or by their facts.

    One query over the days of all spans; whose they are is asked of these rows only.
    """
    days = {}
    for place, (start, end) in enumerate(spans):
        days |= {f"from_{place}": start, f"until_{place}": end}
    whose = {"me": viewer.party.pk, "office": viewer.body.party_id}
    first, last = min(days.values()), max(days.values())
    found = _done(len(spans), **whose, first=first, last=last, **days)
    return list(found[0]) if found else [0] * len(spans)


@Asked
def _done(spans: int, *, me: int, office: int, first: date, last: date, **days: date) -> QuerySet:
    mine = Q(done_by=me) | Q(assignee=me)
    role = Q(done_by__isnull=True, assignee__isnull=True, office=office)
    rows = Duty.objects.filter(state=rules.DONE, done_on__gte=first, done_on__lte=last)
    counted = {
        f"n{place}": Count(
            "pk",
            filter=(mine | role)
            & Q(done_on__gte=days[f"from_{place}"], done_on__lte=days[f"until_{place}"]),
        )
        for place in range(spans)
    }
    return rows.order_by().values(one=Value(1)).annotate(**counted).values_list(*counted)


def next_day(viewer: Viewer) -> date | None:
    """The next day on which something is due, wakes or opens for this viewer."""
    [row] = _next_days(**_whose(viewer))
    # SQLite has no days of its own: it answers with their texts.
    found = [date.fromisoformat(str(day)) for day in row if day]
    return min(found, default=None)


@Asked
def _next_days(*, me: int, office: int, on: date) -> QuerySet:
    mine = _sets("mine", "", me=me, office=office, on=on)
    asleep = Duty.objects.filter(
        Q(assignee=me) | Q(assignee__isnull=True), office=office, state=rules.OPEN
    ).filter(later_until__gt=on)
    waiting = Duty.objects.filter(state=rules.WAITING, office=office, opens_on__gt=on)
    asked = [(rows.filter(safe_due__gt=on), "safe_due") for rows in mine]
    asked += [(asleep, "later_until"), (waiting, "opens_on")]
    return _one_row(me, *[Subquery(rows.order_by(n).values(n)[:1]) for rows, n in asked])


def between(viewer: Viewer, from_day: date, until_day: date, limit: int = 500) -> list[Duty]:
    """The office's duties that are due within a span, for the calendar; soonest first."""
    found = Duty.objects.filter(
        office=viewer.body.party_id, safe_due__gte=from_day, safe_due__lte=until_day
    )
    asked = [
        found.filter(state=rules.OPEN),
        found.filter(state=rules.WAITING, opens_on__lte=until_day),
    ]
    rows = [row for one in asked for row in one.order_by(*DUE)[:limit]]
    return sorted(rows, key=_key(DUE))[:limit]


# — one duty —


def of(viewer: Viewer):
    """務め — those that a viewer may open: all for the federation's office."""
    rows = Duty.objects.select_related("holder", "assignee", "doer", "done_by")
    return (
        rows
        if viewer.kind == "staff" and not viewer.on_behalf
        else rows.filter(doer=viewer.own_body.pk)
    )


def ours(duty: Duty, viewer: Viewer) -> bool:
    """True when the viewer's office has to do it, or took it over."""
    return duty.office_id == viewer.body.party_id


def last_act(duty: Duty, told: list[Record] | None = None) -> Record | None:
    """The last thing that somebody pressed on this duty; `told` its story, where it is known."""
    if told is None or len(told) >= STORY:
        return next(iter(_last_act(key=str(duty.pk))), None)
    own = duty._meta.label_lower, str(duty.pk)
    acts = (row for row in told if row.did in ACTS and (row.about_kind, row.about_key) == own)
    return next(acts, None)


@AskedRows
def _last_act(*, key: str) -> QuerySet:
    acts = Record.objects.filter(about_kind=Duty._meta.label_lower, about_key=key)
    return acts.filter(did__in=ACTS).order_by("-id")[:1]


def undoable(viewer: Viewer, at: datetime) -> tuple[Record, Duty] | None:
    """What the viewer pressed last, while it can be taken back from the list."""
    since = at - timedelta(minutes=rules.UNDO_MINUTES)
    day = viewer.on - timedelta(days=1)
    mine = _acts_since(by=viewer.party.pk, on=day, at=since)
    # A handful of rows: ordering them here keeps the database from walking all records backwards.
    record = max(mine, key=lambda row: row.pk, default=None)
    if record is None or record.did not in rules.UNDONE_BY:
        return None
    duty = of(viewer).filter(pk=record.about_key).first()
    return (record, duty) if duty else None


@AskedRows
def _acts_since(*, by: int, on: date, at: datetime) -> QuerySet:
    return Record.objects.filter(did__in=ACTS, on__gte=on, by=by, at__gte=at)


def story(duty: Duty) -> list[Record]:
    """これまで — what was done about a duty and about what it follows from, newest first.

    Without the duties' own following: it says nothing that the acts before it do not say.
    """
    about = dict.fromkeys([(duty._meta.label_lower, str(duty.pk)), *rulebook.follows(duty)])
    found = [record for kind, key in about for record in _acts_about(kind=kind, key=str(key))]
    return sorted(found, key=lambda record: record.pk, reverse=True)[:STORY]


@AskedRows
def _acts_about(*, kind: str, key: str) -> QuerySet:
    acts = Record.objects.exclude(did="duties.reconciled")
    return acts.filter(about_kind=kind, about_key=key).order_by("-id")[:STORY]


# — a partner body's own page —


@dataclass(frozen=True)
class Line:
    """A duty of a body in words, for its own page."""

    title: str
    why: str
    icon: str
    href: str
    due_state: str
    due_words: str
    duty: Duty

    @property
    def about_key(self) -> str:
        return self.duty.about_key


def of_body(party, *, on: date, limit: int = 10, language: str = "") -> list[Line]:
    """The open duties of a partner body, soonest first, in the reader's language."""
    language = language or get_language() or "ja"
    rows = Duty.objects.filter(doer=party, state=rules.OPEN).order_by("safe_due", "pk")[:limit]
    return [_line(row, on, language) for row in rows]


def _line(row, on, language):
    said = rulebook.said(row, language, face="partner", on=on)
    state, words = due_words(row.safe_due, on)
    return Line(said.title, said.why, said.icon, said.href, state, words, row)


def due_words(due: date, on: date) -> tuple[str, str]:
    """(late, now or week; the words on the chip)."""
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

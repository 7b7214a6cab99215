"""やることの行 — duties as the office reads them: what, for whom, by when, whose turn."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from tsunagari.base import days
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk import talent
from tsunagari.faces.desk.people import names_now, names_of
from tsunagari.faces.shared import duty_about
from tsunagari.faces.shared.duty_basis import WEIGHTS
from tsunagari.kernel.consents.queries import with_names
from tsunagari.kernel.duties import queries, rulebook, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.duties.rulebook import Said
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.exchange.class_exchange import queries as sessions
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Session

BY_DAY = {
    "late": _("期限を過ぎたもの"),
    "today": _("今日まで"),
    "week": _("今週"),
    "later": _("それより先"),
}
EXCHANGE = Exchange._meta.label_lower
ASKS = attrgetter("id", "about_kind", "about_key", "holder_id", "assignee_id")
# What a row says of its session: whole rows of nine tables would cost more than the page.
SAID = (
    "pk",
    "starts_at",
    "pairing__a_class__name",
    "pairing__b_class__name",
    "pairing__exchange__a__organisation__party__zone",
    "pairing__exchange__b__organisation__party__zone",
)


@dataclass(frozen=True)
class Row:
    """One duty in words; `ours` when the viewer's office has to do it."""

    duty: Duty
    said: Said
    subject: str
    tail: str
    due_state: str
    due_words: str
    holder: str
    holder_code: str
    owner: str
    ours: bool

    @property
    def page(self) -> str:
        """The page of the case or the body that it is about; "" where there is none."""
        return talent.page_about(self.duty)

    @property
    def words(self) -> tuple:
        """All that it says, and not the duty itself."""
        return tuple(value for name, value in vars(self).items() if name != "duty")

    @property
    def programme(self) -> str:
        return self.duty.measure[:1]

    @property
    def initial(self) -> str:
        return self.owner[:1]


@dataclass
class Group:
    """Duties under one heading; `count` is "" where more of them stand on the next page."""

    name: str
    title: str
    duties: list[Duty] = field(default_factory=list)
    count: str = ""


def rows(duties: list[Duty], viewer: Viewer) -> list[Row]:
    """Duties in words, with the same number of queries however many there are."""
    return list(map(Reading(duties, viewer).row, duties))


class Reading:
    """What all rows of a page have in common; each day's words are said once."""

    def __init__(self, duties: list[Duty], viewer: Viewer):
        self.viewer = viewer
        self.about, self.talents = _Subjects(duties, viewer), talent.subjects(duties)
        self.papers = duty_about.papers(duties)
        keys = {key for duty in duties for key in (duty.holder_id, duty.assignee_id) if key}
        self.people = with_names({*keys, *self.talents.values()})
        self.names = names_now(self.people, viewer)
        self.dues: dict[date, tuple[str, str]] = {}
        person = gettext(talent.NAME)
        # The person or the body whose case it is.
        self.whose = {
            pk: talent.called(self.people[key], self.names[key], person)
            for pk, key in self.talents.items()
            if key in self.people
        }

    @staticmethod
    def asks(duties: list[Duty]) -> list[tuple]:
        """All of these duties that decides what is asked of the database."""
        return [(*ASKS(duty), *map(duty.facts.get, ("session", "case"))) for duty in duties]

    def says(self, duty: Duty) -> tuple:
        """All that the row of a duty hangs on, in one language on one day; of one that was read
        as `queries.today` does it.
        """
        pk, about, holder = duty.pk, self.about, duty.holder_id
        return (
            duty.as_read,
            *(self.names[holder], self.people[holder].code, self.names.get(duty.assignee_id)),
            *(self.whose.get(pk), self.papers.get(pk)),
            about.sessions.get(duty.facts.get("session")),
            about.exchanges.get(duty.about_key),
        )

    def row(self, duty: Duty) -> Row:
        viewer = self.viewer
        said = rulebook.said(duty, viewer.language, on=viewer.on)
        own = duty.holder_id == viewer.body.party_id
        holder = "" if own else self.names[duty.holder_id]
        subject, when = self.about.of(duty)
        if duty.safe_due not in self.dues:
            self.dues[duty.safe_due] = queries.due_words(duty.safe_due, viewer.on)
        state, words = self.dues[duty.safe_due]
        return Row(
            duty=duty,
            said=said,
            subject=subject or self.whose.get(duty.pk) or holder,
            tail=when or self.papers.get(duty.pk, "") or said.gist,
            due_state=state,
            due_words=words,
            holder=holder,
            holder_code=self.people[duty.holder_id].code,
            owner=self.names.get(duty.assignee_id, ""),
            ours=queries.ours(duty, viewer),
        )


class _Subjects:
    """What duties are about: the session with both clocks, or the exchange; two queries."""

    def __init__(self, duties, viewer: Viewer):
        self.viewer = viewer
        keys = {duty.facts.get("session") for duty in duties} - {None}
        found = sessions.of(viewer).filter(pk__in=keys).values_list(*SAID) if keys else ()
        self.sessions = {row[0]: row[1:] for row in found}
        about = {duty.about_key for duty in duties if duty.about_kind == EXCHANGE}
        named = Exchange.objects.filter(pk__in=about).values_list("pk", "name") if about else ()
        self.exchanges = {str(pk): name for pk, name in named}

    def of(self, duty) -> tuple[str, str]:
        """(subject, day and both clocks); "" where there is none."""
        session = self.sessions.get(duty.facts.get("session"))
        if session is None:
            of_exchange = duty.holder_id == self.viewer.body.party_id
            exchange = duty.about_kind == EXCHANGE and self.exchanges.get(duty.about_key, "")
            return (exchange or "") if of_exchange else "", ""
        start, one, other, *zones = session
        own, language = self.viewer.zone, self.viewer.language
        day = days.day_words(start.astimezone(ZoneInfo(own)).date(), language, year=False)
        clocks = days.two_clocks(start, own, _away(zones, own), language)
        return f"{one} × {other}", f"{day} {clocks}"


def other_zone(session: Session, viewer: Viewer) -> str:
    """The clock of the school that does not live by the viewer's."""
    exchange = session.pairing.exchange
    return _away([exchange.a.zone, exchange.b.zone], viewer.zone)


def _away(zones: list[str], own: str) -> str:
    return next((zone for zone in zones if zone != own), zones[-1])


def by_day(found: list[Duty], on: date, counts: dict[str, str], *, more: bool) -> list[Group]:
    """期限を過ぎたもの・今日まで・今週・それより先, each with its number where it is known."""
    return _grouped(found, BY_DAY, lambda duty: rules.group_of(duty.safe_due, on), counts, more)


def by_risk(found: list[Duty], *, more: bool) -> list[Group]:
    """What is at stake, the worst first."""
    return _grouped(found, WEIGHTS, lambda duty: rules.weight_of(duty.risk), {}, more)


def _grouped(found, titles, name_of, counts, more) -> list[Group]:
    groups = {name: Group(name, gettext(title)) for name, title in titles.items()}
    for duty in found:
        groups[name_of(duty)].duties.append(duty)
    filled = [group for group in groups.values() if group.duties]
    for group in filled:
        whole = not (more and group is filled[-1])
        group.count = counts.get(group.name) or (str(len(group.duties)) if whole else "")
    return filled


def known_facts(duty: Duty, viewer: Viewer) -> dict[str, str]:
    """The session and the school among the facts of a duty, by their names."""
    school = duty.facts.get("school")
    names = names_of(Party.objects.filter(pk=school), viewer) if school else {}
    subject, when = _Subjects([duty], viewer).of(duty)
    return {"session": " ".join(filter(None, [subject, when])), "school": names.get(school, "")}


# — appointments —


@dataclass(frozen=True)
class Appointment:
    """A session on the office's clock, with the clock of the other place."""

    session: Session
    at: datetime
    day: date
    time: str
    other: str
    title: str
    place: str


def appointments(viewer: Viewer, from_day: date, until_day: date) -> list[Appointment]:
    """The sessions of a span of days, soonest first; one query."""
    zone = ZoneInfo(viewer.zone)
    start = datetime.combine(from_day, time(), zone)
    end = datetime.combine(until_day + timedelta(days=1), time(), zone)
    return [_appointment(row, viewer) for row in sessions.held_between(viewer, start, end)]


def _appointment(session: Session, viewer: Viewer) -> Appointment:
    other = other_zone(session, viewer)
    local = session.starts_at.astimezone(ZoneInfo(viewer.zone))
    there = session.starts_at.astimezone(ZoneInfo(other))
    clock = f"{there.hour}:{there:%M}"
    if there.date() != local.date():
        day = days.day_words(there.date(), viewer.language, weekday=False, year=False)
        clock = f"{day} {clock}"
    exchange = session.pairing.exchange
    abroad = next(
        (school for school in (exchange.a, exchange.b) if school.zone == other), exchange.b
    )
    return Appointment(
        session=session,
        at=session.starts_at,
        day=local.date(),
        time=f"{local.hour}:{local:%M}",
        other=gettext(_("現地 %(clock)s")) % {"clock": clock},
        title=gettext(_("交流授業 第%(ordinal)s回 %(pairing)s"))
        % {"ordinal": session.ordinal, "pairing": str(session.pairing)},
        place=f"{abroad.organisation.title}（{days.zone_name(other, viewer.language)}）",
    )

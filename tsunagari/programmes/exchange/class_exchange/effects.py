"""効果 — what the effect page counts, from answers, presences and ties, and from whom.

Whoever withdrew the consent to evaluation is in no figure from the next request on. Consents end
with the school year; what was answered while they stood goes on counting.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.consents.purposes import EVALUATION
from tsunagari.kernel.consents.queries import permitted
from tsunagari.kernel.meetings.models import Presence
from tsunagari.kernel.ties.models import Bound, Tie
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.models import (
    Exchange,
    Seat,
    Session,
    SurveyAnswer,
)
from tsunagari.programmes.exchange.class_exchange.rules import effect, reach, survey
from tsunagari.programmes.exchange.class_exchange.rules.effect import Effect
from tsunagari.programmes.exchange.class_exchange.surveys import local_day
from tsunagari.programmes.exchange.schools.models import Pupil, SchoolClass

BOTH = "all"
NO_CONSENT = _("調査の答えを使う同意がありません")
NO_PRE = _("はじめのアンケートに答えていません")
NO_POST = _("おわりのアンケートに答えていません")
NEITHER = _("どちらのアンケートにも答えていません")
OTHER_FORM = _("前と後で、アンケートの版がちがいます")
ASSUMED = {"JP": "assumed_household_jp", "PH": "assumed_household_ph"}


@dataclass(frozen=True)
class Answered:
    """One pupil of a paired class: the code, the class, the answers; "why" keeps it from counting."""

    code: str
    class_name: str
    class_key: int
    pre: dict | None = None
    post: dict | None = None
    told: dict | None = None
    why: str = ""


@dataclass(frozen=True)
class Side:
    """One school's pupils. `people` are those who may be counted, by their code."""

    key: str
    name: str
    school: int
    country: str
    people: tuple[Answered, ...]
    refused: tuple[Answered, ...] = ()
    direct: int = 0

    @property
    def enrolled(self) -> int:
        return len(self.people) + len(self.refused)

    def counted(self, what: str) -> list[Answered]:
        """Whom a count of people is made of: enrolled, invited, pre, post or matched."""
        if what == "enrolled":
            return [*self.people, *self.refused]
        tests = {
            "invited": lambda row: True,
            "pre": lambda row: row.pre is not None,
            "post": lambda row: row.post is not None,
            "matched": lambda row: not row.why,
        }
        return [row for row in self.people if tests[what](row)]

    def left_out(self) -> dict[str, int]:
        """{reason: pupils} of those who do not count as matched."""
        return dict(Counter(row.why for row in [*self.people, *self.refused] if row.why))


@dataclass(frozen=True)
class Waves:
    """Which classes have answered a survey: {class: (answered, asked)}."""

    wave: str
    classes: dict[str, tuple[int, int]]

    @property
    def entered(self) -> int:
        return sum(1 for answered, _asked in self.classes.values() if answered)

    @property
    def missing(self) -> list[str]:
        return [name for name, (answered, _asked) in self.classes.items() if not answered]


@dataclass(frozen=True)
class Ties:
    """What one finished session bound."""

    session: Session
    ties: int
    new: int
    again: int
    country: int
    town: int
    tongue: int


@dataclass(frozen=True)
class Facts:
    """Everything that the page of one exchange counts."""

    exchange: Exchange
    sides: tuple[Side, Side]
    least: int
    first: date | None = None
    last: date | None = None
    closed: int = 0
    ahead: int = 0
    ties: tuple[Ties, ...] = ()
    instrument: str = survey.INSTRUMENT
    waves: tuple[Waves, ...] = field(default=())

    def people(self, side: str) -> list[Answered]:
        """The matched pupils of a side, or of both."""
        return [
            row
            for each in self.sides
            if side in (each.key, BOTH)
            for row in each.counted("matched")
        ]


def facts_of(exchange: Exchange, *, on: date) -> Facts:
    """Everything in a fixed number of queries, however many classes, sessions and answers."""
    classes = _classes(exchange)
    answers = _answers(exchange)
    sessions = list(
        queries.with_schools().filter(pairing__exchange=exchange).exclude(state="declined")
    )
    closed = [session for session in sessions if session.state == Session.State.CLOSED]
    there = _present(closed)
    asked_on = min(on, exchange.until_day)
    sides = tuple(
        _side(key, school, classes[school.pk], answers, there, asked_on)
        for key, school in (("a", exchange.a), ("b", exchange.b))
    )
    fixed = [s for s in sessions if s.state in ("accepted", "open", "closed")]
    days = sorted(local_day(session) for session in fixed)
    return Facts(
        exchange=exchange,
        sides=sides,
        least=queries.figure("least_matched", on),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        closed=len(closed),
        ahead=sum(session.state in queries.LIVE for session in sessions),
        ties=_ties(closed),
        instrument=_instrument(answers),
        waves=tuple(_waves(sides, wave) for wave in ("pre", "post")),
    )


def _classes(exchange) -> dict[int, list[SchoolClass]]:
    keys = {key for pair in exchange.pairings.values_list("a_class", "b_class") for key in pair}
    found = defaultdict(list)
    for school_class in SchoolClass.objects.filter(pk__in=keys).order_by("grade", "name"):
        found[school_class.school_id].append(school_class)
    return found


def _answers(exchange) -> dict[int, dict[str, SurveyAnswer]]:
    found = defaultdict(dict)
    for row in SurveyAnswer.objects.filter(exchange=exchange):
        found[row.pupil_id][row.wave] = row
    return found


def _present(sessions) -> set[int]:
    return set(
        Presence.objects.filter(
            meeting__in=[session.meeting_id for session in sessions], state="present"
        ).values_list("party_id", flat=True)
    )


def _side(key, school, classes, answers, there, on) -> Side:
    exchange_days = Q(until_day__isnull=True) | Q(pk__in=list(answers)) | Q(pk__in=there)
    pupils = list(
        Pupil.objects.filter(exchange_days, school_class__in=classes).select_related(
            "person__party", "school_class"
        )
    )
    allowed = permitted([pupil.pk for pupil in pupils], EVALUATION, on=on)
    rows = sorted(
        (_answered(pupil, answers.get(pupil.pk, {}), allowed) for pupil in pupils),
        key=lambda row: row.code,
    )
    return Side(
        key=key,
        name=school.organisation.title,
        school=school.pk,
        country=school.country,
        people=tuple(row for row in rows if row.why != NO_CONSENT),
        refused=tuple(row for row in rows if row.why == NO_CONSENT),
        direct=len(there & {pupil.pk for pupil in pupils}),
    )


def _answered(pupil, waves, allowed) -> Answered:
    base = {
        "code": pupil.person.party.code,
        "class_name": pupil.school_class.name,
        "class_key": pupil.school_class_id,
    }
    if pupil.pk not in allowed:
        return Answered(**base, why=NO_CONSENT)
    pre, post = waves.get("pre"), waves.get("post")
    return Answered(
        **base,
        pre=pre and pre.answers,
        post=post and post.answers,
        told=post and post.told,
        why=_why_not_matched(pre, post),
    )


def _why_not_matched(pre, post) -> str:
    if pre and post:
        return "" if pre.instrument == post.instrument else OTHER_FORM
    return NO_PRE if post else NO_POST if pre else NEITHER


def _instrument(answers) -> str:
    """The form that was used; all of them when there were several."""
    used = {row.instrument for waves in answers.values() for row in waves.values()}
    return "・".join(sorted(used)) or survey.INSTRUMENT


def _waves(sides, wave) -> Waves:
    classes: dict[str, list[int]] = {}
    for side in sides:
        for row in side.people:
            counted = classes.setdefault(row.class_name, [0, 0])
            counted[0] += getattr(row, wave) is not None
            counted[1] += 1
    return Waves(wave, {name: (a, b) for name, (a, b) in sorted(classes.items())})


def _ties(closed) -> tuple[Ties, ...]:
    records = [session.record_id for session in closed]
    bound = {row.because_id: row for row in Bound.objects.filter(because__in=records)}
    return tuple(
        Ties(session, row.ties, row.new, row.again, row.country, row.town, row.tongue)
        for session in closed
        if (row := bound.get(session.record_id))
    )


# — comparing —


@dataclass(frozen=True)
class Shown:
    """A comparison as it may be shown: `effect` is None where it would tell of too few people."""

    side: str
    name: str
    n: int
    effect: Effect | None


def shown(facts: Facts, codes: list[str]) -> list[Shown]:
    """Both sides and both together, on the mean of some items; suppressed below ten matched.

    When exactly one side is hidden, both together are hidden too: the difference would tell it.
    """
    rows = [
        Shown(side.key, side.name, len(facts.people(side.key)), _of(facts, side.key, codes))
        for side in facts.sides
    ]
    hidden = [row for row in rows if row.effect is None and row.n]
    both = None if len(hidden) == 1 else _of(facts, BOTH, codes)
    return [*rows, Shown(BOTH, "", sum(row.n for row in rows), both)]


def _of(facts: Facts, side: str, codes: list[str]) -> Effect | None:
    people = facts.people(side)
    if len(people) < facts.least:
        return None
    pre, post = ([mean(getattr(row, wave), codes) for row in people] for wave in ("pre", "post"))
    return _compared(tuple(pre), tuple(post), tuple(row.class_key for row in people))


@lru_cache(maxsize=512)
def _compared(pre: tuple, post: tuple, classes: tuple) -> Effect:
    return effect.compare(pre, post, classes)


def mean(answers: dict, codes: list[str]) -> float | None:
    """A pupil's mean over the items answered; None when fewer than half were."""
    given = [answers[code] for code in codes if answers.get(code) in survey.SCALE]
    return sum(given) / len(given) if given and 2 * len(given) >= len(codes) else None


def items_of(scale: str) -> list[str]:
    """The codes of a scale's items, in the order asked."""
    return [item.code for item in survey.ITEMS if item.scale == scale]


# — reach and ties —


def reached(facts: Facts, *, on: date) -> reach.Reach:
    """周知 — measured where enough pupils said whom they told; assumed rows stand apart."""
    sides = tuple(
        (
            side.name,
            side.direct,
            tuple(
                tuple(sorted(row.told.items()))
                for row in side.people
                if row.post is not None and row.told
            ),
            _assumed(side.country, on),
        )
        for side in facts.sides
    )
    return _reached(sides, facts.least)


def _assumed(country: str, on: date) -> float | None:
    name = ASSUMED.get(country)
    return queries.figure(name, on) if name else None


@lru_cache(maxsize=64)
def _reached(sides: tuple, least: int) -> reach.Reach:
    return reach.estimate(
        [
            reach.Side(name, direct, [reach.Told(dict(each)) for each in told], assumed)
            for name, direct, told, assumed in sides
        ],
        least=least,
    )


def tie_groups(session: Session) -> list[tuple[int | None, int, int]]:
    """[(group, ties, of which across countries)] of one session, counted from its ties."""
    groups = dict(Seat.objects.filter(session=session).values_list("pupil", "group"))
    counted = defaultdict(lambda: [0, 0])
    for a, bridges in Tie.objects.filter(because=session.record_id, annulled_by=None).values_list(
        "a", "bridges"
    ):
        row = counted[groups.get(a)]
        row[0] += 1
        row[1] += bridges & 1
    return [(group, *counted[group]) for group in sorted(counted, key=lambda g: (g is None, g))]


def grouped(rows: list[tuple[str, float]], least: int) -> list[tuple[list[str], int, float]]:
    """[(classes, people, sum)]: classes of fewer than `least` people are put together.

    What remains too small joins the smallest of the others, so that no row tells of a few.
    """
    classes: dict[str, list[float]] = defaultdict(list)
    for name, value in rows:
        classes[name].append(value)
    large = {name: values for name, values in classes.items() if len(values) >= least}
    small = [name for name in classes if name not in large]
    merged = [([name], values) for name, values in sorted(large.items())]
    rest = [value for name in small for value in classes[name]]
    if rest and len(rest) < least and merged:
        nearest = min(merged, key=lambda row: len(row[1]))
        merged.remove(nearest)
        small, rest = [*nearest[0], *small], [*nearest[1], *rest]
    if rest:
        merged.append((sorted(small), rest))
    return [(names, len(values), sum(values)) for names, values in merged]

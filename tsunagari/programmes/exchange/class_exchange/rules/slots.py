"""使える時間 — every shared window of two classes, its cost and its reasons; or why there is none.

Source: fact sheet of the international exchange programme, 2.1–2.5 and 6.1. A window joins one
period of side a with one period of side b, or with up to `adjacent` periods of b that follow each
other closely; periods that add no minute of overlap are left out.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    DAY,
    Period,
    SchoolFacts,
    Span,
    days,
    minutes,
)

MOVED, EXAMS = 5, 4


@dataclass(frozen=True)
class Wishes:
    """What a window has to offer, in minutes; `agreement` is the memorandum's span, if asked."""

    least_talk: int = 25
    connect: int = 5
    close: int = 5
    adjacent: int = 2
    max_gap: int = 5
    gap_days: int = 7
    agreement: Span | None = None
    not_before: datetime | None = None


@dataclass
class ClassFacts:
    """A class: its school, {(weekday, period): (subject, teacher)}, and days already taken.

    `taken` are dates of the class's other sessions; `crowded` maps moments at which all lines of
    the school are in use to True.
    """

    key: int | str
    name: str
    school: SchoolFacts
    timetable: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    taken: tuple[date, ...] = ()
    crowded: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True)
class Release:
    """A lesson that gives its time: which side, period, subject, teacher; does it have to move?"""

    side: str
    period: str
    subject: str
    teacher: str = ""
    moved: bool = False

    def as_dict(self) -> dict:
        return {
            "side": self.side,
            "period": self.period,
            "subject": self.subject,
            "teacher": self.teacher,
            "moved": self.moved,
        }


@dataclass(frozen=True)
class Window:
    """One shared window; `on` is the date at a, moments are UTC, lengths minutes."""

    on: date
    starts_at: datetime
    ends_at: datetime
    a_periods: tuple[str, ...]
    b_periods: tuple[str, ...]
    overlap_minutes: int
    talk_minutes: int
    releases: tuple[Release, ...] = ()
    cost: int = 0
    reasons: tuple[Reason, ...] = ()


@lru_cache(maxsize=4096)
def overlaps(
    a: tuple[Period, ...], b: tuple[Period, ...], shift: int, adjacent: int, max_gap: int
) -> tuple[tuple[tuple[int, ...], tuple[int, ...], int, int], ...]:
    """(numbers of a, numbers of b, start, end) in a's local minutes; b's clock is `shift` later."""
    found = []
    runs = _runs(b, adjacent, max_gap)
    for i, period in enumerate(a):
        start, end = minutes(period.start), minutes(period.end)
        best: dict[tuple[int, ...], int] = {}
        for run in runs:
            first, last = minutes(b[run[0]].start) + shift, minutes(b[run[-1]].end) + shift
            low, high = max(start, first), min(end, last)
            part = max(
                (
                    best.get(run[j : j + k], 0)
                    for k in range(1, len(run))
                    for j in range(len(run) - k + 1)
                ),
                default=0,
            )
            if high - low > part:
                best[run] = high - low
                found.append(((i,), run, low, high))
    return tuple(found)


def _runs(periods, adjacent, max_gap) -> list[tuple[int, ...]]:
    """Numbers of 1 … `adjacent` periods that follow each other within `max_gap` minutes."""
    order = sorted(range(len(periods)), key=lambda i: periods[i].start)
    runs = [(i,) for i in order]
    grown = runs
    for _length in range(2, adjacent + 1):
        longer = []
        for run in grown:
            at = order.index(run[-1]) + 1
            if at < len(order):
                gap = minutes(periods[order[at]].start) - minutes(periods[run[-1]].end)
                if 0 <= gap <= max_gap:
                    longer.append((*run, order[at]))
        runs = runs + longer
        grown = longer
    return runs


def shared(a: SchoolFacts, b: SchoolFacts, from_day: date, until_day: date, wishes: Wishes):
    """All overlaps of two schools: (on, b's date, a periods, b periods, start, end, shift)."""
    for day in days(from_day, until_day):
        lessons = a.lessons(day)
        if not lessons:
            continue
        for step in (-1, 0, 1):
            other = day + timedelta(days=step)
            theirs = b.lessons(other)
            if not theirs:
                continue
            shift = b.offset(other) - a.offset(day) + step * DAY
            if abs(shift) >= DAY:
                continue
            for ours, run, low, high in overlaps(
                lessons, theirs, shift, wishes.adjacent, wishes.max_gap
            ):
                yield day, other, [lessons[i] for i in ours], [theirs[i] for i in run], low, high


RULES = ("overlap", "talk", "approval", "agreement", "past", "gap", "lines")


def _judged(a: ClassFacts, b: ClassFacts, from_day: date, until_day: date, wishes: Wishes):
    """Every candidate with the first rule that it breaks ("" for none)."""
    for on, other, ours, theirs, low, high in shared(
        a.school, b.school, from_day, until_day, wishes
    ):
        start = a.school.moment(on, _clock(low))
        end = start + timedelta(minutes=high - low)
        yield (
            _broken(a, b, on, other, start, end, high - low, wishes),
            (
                on,
                other,
                ours,
                theirs,
                start,
                end,
                high - low,
            ),
        )


def _clock(minute: int):
    return (datetime.min + timedelta(minutes=minute)).time()


def _broken(a, b, on, other, start, end, overlap, wishes) -> str:
    if overlap - wishes.connect - wishes.close < wishes.least_talk:
        return "talk"
    if not (a.school.approved(on) and b.school.approved(other)):
        return "approval"
    if wishes.agreement and not wishes.agreement[0] <= on <= wishes.agreement[1]:
        return "agreement"
    if wishes.not_before and start <= wishes.not_before:
        return "past"
    if _too_near(on, a.taken, wishes.gap_days) or _too_near(other, b.taken, wishes.gap_days):
        return "gap"
    if any(s < end and start < e for side in (a, b) for s, e in side.crowded):
        return "lines"
    return ""


def _too_near(day: date, taken, gap_days: int) -> bool:
    return any(abs((day - other).days) < gap_days for other in taken)


def windows(
    a: ClassFacts, b: ClassFacts, from_day: date, until_day: date, wishes: Wishes | None = None
) -> list[Window]:
    """All windows, best first: lowest cost, then longer talk, then earlier."""
    wishes = wishes or Wishes()
    found = [
        _window(a, b, *candidate, wishes)
        for broken, candidate in _judged(a, b, from_day, until_day, wishes)
        if not broken
    ]
    return sorted(found, key=lambda w: (w.cost, -w.talk_minutes, w.starts_at, w.b_periods))


def _window(a, b, on, other, ours, theirs, start, end, overlap, wishes) -> Window:
    releases = _released("a", a, on, ours) + _released("b", b, other, theirs)
    moved = [release for release in releases if release.moved]
    reasons = [
        Reason(
            _("%(subject)s（%(period)s）の授業を、別の時間に動かします。"),
            {"subject": release.subject, "period": release.period},
            rule="moved",
        )
        for release in moved
    ]
    exams = [side.school.name for side, day in ((a, on), (b, other)) if side.school.in_exams(day)]
    reasons += [
        Reason(_("%(school)sの試験の期間です。"), {"school": name}, rule="exams") for name in exams
    ]
    return Window(
        on=on,
        starts_at=start,
        ends_at=end,
        a_periods=tuple(p.code for p in ours),
        b_periods=tuple(p.code for p in theirs),
        overlap_minutes=overlap,
        talk_minutes=overlap - wishes.connect - wishes.close,
        releases=releases,
        cost=MOVED * len(moved) + EXAMS * len(exams),
        reasons=tuple(reasons),
    )


def _released(side: str, facts: ClassFacts, day: date, periods) -> tuple[Release, ...]:
    """The lessons that give their time; one outside the eligible subjects has to move."""
    found = []
    for period in periods:
        subject, teacher = facts.timetable.get((day.isoweekday(), period.code), ("", ""))
        if subject:
            eligible = not facts.school.subjects or any(
                word in subject for word in facts.school.subjects
            )
            found.append(Release(side, period.code, subject, teacher, moved=not eligible))
    return tuple(found)


WHY = {
    "common": _(
        "両方の学校に授業がある日が、この期間にありません。学期と休みの日を確かめてください。"
    ),
    "overlap": _(
        "授業がある日は %(days)s日ありますが、授業の時間が重なりません（%(a)s と %(b)s）。"
    ),
    "talk": _(
        "重なる時間は %(count)s件ありますが、話す時間が %(least)s分に足りません（最長 %(most)s分）。"
    ),
    "approval": _(
        "時間は合いますが、有効な承認がない日だけです。承認を登録するか、更新してください。"
    ),
    "agreement": _("時間は合いますが、覚書の期間の外です。覚書を更新してください。"),
    "past": _("残りの時間は、もう過ぎています。期間を先へのばしてください。"),
    "gap": _("時間は合いますが、同じ学級のほかの授業から %(days)s日 あいていません。"),
    "lines": _("時間は合いますが、同時に使える部屋・回線がいっぱいです。"),
}


def why_none(
    a: ClassFacts, b: ClassFacts, from_day: date, until_day: date, wishes: Wishes | None = None
) -> list[Reason]:
    """When there is no window: the rule that removed the last one. [] when there is one."""
    wishes = wishes or Wishes()
    judged = list(_judged(a, b, from_day, until_day, wishes))
    if any(not broken for broken, _candidate in judged):
        return []
    rule, facts = _last_rule(a, b, from_day, until_day, wishes, judged)
    return [Reason(WHY[rule], facts, rule=rule)]


def _last_rule(a, b, from_day, until_day, wishes, judged):
    common = sum(
        bool(a.school.lessons(d)) and bool(b.school.lessons(d)) for d in days(from_day, until_day)
    )
    if not judged:
        names = {"a": a.school.name, "b": b.school.name}
        return ("overlap", {"days": common, **names}) if common else ("common", {})
    last = max((broken for broken, _c in judged), key=RULES.index)
    most = max(candidate[-1] for _b, candidate in judged) - wishes.connect - wishes.close
    facts = {
        "talk": {"count": len(judged), "least": wishes.least_talk, "most": max(most, 0)},
        "gap": {"days": wishes.gap_days},
    }
    return last, facts.get(last, {})


@dataclass(frozen=True)
class Move:
    """A change that would create a window: its words, its cost, and the first day it works."""

    words: Reason
    cost: int
    on: date
    a_period: str
    b_period: str


def cheapest_moves(
    a: ClassFacts,
    b: ClassFacts,
    from_day: date,
    until_day: date,
    wishes: Wishes | None = None,
    most: int = 3,
) -> list[Move]:
    """The cheapest lesson moves that would create a window: a lesson of b begins at another time.

    A move costs 5 for the lesson, and 1 more for each started 10 minutes that it is shifted.
    """
    wishes = wishes or Wishes()
    need = wishes.least_talk + wishes.connect + wishes.close
    found: dict[tuple[str, str], Move] = {}
    for day in days(from_day, until_day):
        ours, theirs = a.school.lessons(day), b.school.lessons(day)
        if not ours or not theirs or not (a.school.approved(day) and b.school.approved(day)):
            continue
        shift = b.school.offset(day) - a.school.offset(day)
        for period in ours:
            for other in theirs:
                move = _move(a, b, day, period, other, shift, need)
                key = (period.code, other.code)
                if move and (key not in found or move.cost < found[key].cost):
                    found[key] = move
    return sorted(found.values(), key=lambda m: (m.cost, m.on, m.a_period, m.b_period))[:most]


def _move(a, b, day, period, other, shift, need) -> Move | None:
    """Shift one lesson of b so that it overlaps one of a for long enough."""
    start, end = minutes(period.start), minutes(period.end)
    first, last = minutes(other.start) + shift, minutes(other.end) + shift
    if min(end - start, last - first) < need:
        return None
    by = min(start - last + need, 0) or max(end - first - need, 0)
    later = start + need - last
    earlier = first + need - end
    by = later if later > 0 else -earlier if earlier > 0 else 0
    if by == 0 or not 0 <= first + by - shift <= DAY - (last - first):
        return None
    subject = b.timetable.get((day.isoweekday(), other.code), ("", ""))[0] or other.code
    begins = _clock(first + by - shift)
    return Move(
        Reason(
            _(
                "%(school)sの %(subject)s（%(period)s）を %(time)s 始まりに動かすと、%(own)s と %(talk)s分 話せます。"
            ),
            {
                "school": b.school.name,
                "subject": subject,
                "period": other.code,
                "time": f"{begins:%H:%M}",
                "own": period.code,
                "talk": need - 10,
            },
            rule="move",
        ),
        MOVED + -(-abs(by) // 10),
        day,
        period.code,
        other.code,
    )

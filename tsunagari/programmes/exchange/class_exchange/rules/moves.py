"""時間がないとき — which rule removed the last window, and which lesson moves would create one.

Source: fact sheet of the international exchange programme, 2.1 (授業変更 is normal practice, a cost
and not a ban) and 6.1 (always say why not).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.overlaps import (
    Overlap,
    b_spans,
    days_together,
)
from tsunagari.programmes.exchange.class_exchange.rules.school_days import Minutes, days
from tsunagari.programmes.exchange.class_exchange.rules.slots import (
    MOVED,
    RULES,
    ClassFacts,
    Wishes,
    broken,
    judged,
)

# A lesson may move within these hours of its own school's day.
EARLIEST, LATEST = time(6), time(19)

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
    "reserved": _("時間は合いますが、同じ学級のほかの授業の予備日です。"),
    "teacher": _("時間は合いますが、その時間の先生は、ほかの学級の交流授業に出ています。"),
    "lines": _("時間は合いますが、同時に使える部屋・回線がいっぱいです。"),
}


def why_none(
    a: ClassFacts, b: ClassFacts, from_day: date, until_day: date, wishes: Wishes | None = None
) -> list[Reason]:
    """When there is no window: the rule that removed the last one. [] when there is one."""
    wishes = wishes or Wishes()
    found = list(judged(a, b, from_day, until_day, wishes))
    if any(not rule for rule, _overlap in found):
        return []
    rule, facts = _last_rule(a, b, from_day, until_day, wishes, found)
    return [Reason(WHY[rule], facts, rule=rule)]


def _last_rule(a, b, from_day, until_day, wishes, found) -> tuple[str, dict]:
    """The rule that the candidate which came farthest did not pass."""
    if not found:
        common = sum(
            bool(a.school.lessons(d)) and bool(b.school.lessons(d))
            for d in days(from_day, until_day)
        )
        names = {"a": a.school.name, "b": b.school.name}
        return ("overlap", {"days": common, **names}) if common else ("common", {})
    last = max((rule for rule, _overlap in found), key=RULES.index)
    most = max(overlap.minutes for _rule, overlap in found) - wishes.connect - wishes.close
    facts = {
        "talk": {"count": len(found), "least": wishes.least_talk, "most": max(most, 0)},
        "gap": {"days": wishes.gap_days},
    }
    return last, facts.get(last, {})


@dataclass(frozen=True)
class Move:
    """A lesson that begins at another time and so creates a window: words, cost, the first day."""

    words: Reason
    cost: int
    on: date
    starts_at: datetime
    ends_at: datetime
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
    """The cheapest moves of one lesson that would create a window keeping every other rule.

    A move costs 5 for the lesson and for each lesson that it pushes aside, and 1 more for each
    started 10 minutes that it is shifted.
    """
    wishes = wishes or Wishes()
    found: dict[tuple, Move] = {}
    for day, other in days_together(a.school, b.school, from_day, until_day):
        spans = (a.school.spans(day), b_spans(b.school, day, other))
        for shift in _shifts(*spans, wishes.least_overlap):
            key = (shift.side, shift.a, shift.b)
            if key in found and found[key].cost <= shift.cost:
                continue
            if made := _move(a, b, day, other, shift, wishes):
                found[key] = made
    return sorted(found.values(), key=lambda m: (m.cost, m.on, m.a_period, m.b_period))[:most]


@dataclass(frozen=True)
class _Shift:
    """Lesson number `a` or `b` (the one of `side`) begins `by` minutes later; then they share."""

    side: str
    a: int
    b: int
    by: int
    aside: tuple[int, ...]
    low: int

    @property
    def cost(self) -> int:
        return MOVED * (1 + len(self.aside)) + -(-abs(self.by) // 10)


def _shifts(ours: tuple[Minutes, ...], theirs: tuple[Minutes, ...], need: int):
    """Every smallest shift of one lesson by which two lessons share `need` minutes."""
    for i, own in enumerate(ours):
        for j, other in enumerate(theirs):
            if min(own[1] - own[0], other[1] - other[0]) < need:
                continue
            by = _smallest(own, other, need)
            if by:
                yield _Shift("b", i, j, by, _aside(theirs, j, by), max(own[0], other[0] + by))
                yield _Shift("a", i, j, -by, _aside(ours, i, -by), max(own[0] - by, other[0]))


def _smallest(own: Minutes, other: Minutes, need: int) -> int:
    """Minutes by which `other` has to begin later (or earlier, negative) to share `need`."""
    later, earlier = own[0] + need - other[1], other[0] + need - own[1]
    return later if later > 0 else -earlier if earlier > 0 else 0


def _aside(spans: tuple[Minutes, ...], moved: int, by: int) -> tuple[int, ...]:
    """The lessons of the same class that the moved one now overlaps."""
    start, end = spans[moved][0] + by, spans[moved][1] + by
    return tuple(n for n, (s, e) in enumerate(spans) if n != moved and s < end and start < e)


def _move(a: ClassFacts, b: ClassFacts, day, other, shift: _Shift, wishes: Wishes) -> Move | None:
    """The shift on a day, in words; None when its new hour or another rule forbids it."""
    side, on, number = (b, other, shift.b) if shift.side == "b" else (a, day, shift.a)
    lessons = side.school.lessons(on)
    begins = _begins(side, on, lessons[number], shift.by)
    if begins is None:
        return None
    ours, theirs = a.school.lessons(day)[shift.a], b.school.lessons(other)[shift.b]
    starts_at = datetime.combine(day, time(0), UTC) + timedelta(minutes=shift.low)
    overlap = Overlap(day, other, (ours,), (theirs,), starts_at, wishes.least_overlap)
    if broken(a, b, overlap, wishes):
        return None
    return Move(
        words=_words(side, on, lessons, number, begins, shift, (ours, theirs), wishes),
        cost=shift.cost,
        on=day,
        starts_at=overlap.starts_at,
        ends_at=overlap.ends_at,
        a_period=ours.code,
        b_period=theirs.code,
    )


def _begins(side: ClassFacts, on: date, lesson, by: int) -> time | None:
    """When the moved lesson would begin on the school's own clock; None outside its hours."""
    begins = datetime.combine(on, lesson.start) + timedelta(minutes=by)
    ends = datetime.combine(on, lesson.end) + timedelta(minutes=by)
    inside = begins.date() == on == ends.date() and begins.time() >= EARLIEST
    return begins.time() if inside and ends.time() <= LATEST else None


def _words(side, on, lessons, number, begins, shift: _Shift, both, wishes: Wishes) -> Reason:
    facts = {
        "school": side.school.name,
        "subject": _subject(side, on, lessons[number]),
        "period": lessons[number].code,
        "time": f"{begins:%H:%M}",
        "own": both[shift.side == "a"].code,
        "talk": wishes.least_talk,
    }
    if not shift.aside:
        return Reason(MOVE, facts, rule="move")
    others = "・".join(
        f"{_subject(side, on, lessons[n])}（{lessons[n].code}）" for n in shift.aside
    )
    return Reason(MOVE_ASIDE, facts | {"others": others}, rule="move")


def _subject(side: ClassFacts, on: date, lesson) -> str:
    return side.timetable.get((on.isoweekday(), lesson.code), ("", ""))[0] or lesson.code


MOVE = _(
    "%(school)sの %(subject)s（%(period)s）を %(time)s 始まりに動かすと、%(own)s と %(talk)s分 話せます。"
)
MOVE_ASIDE = _(
    "%(school)sの %(subject)s（%(period)s）を %(time)s 始まりに、%(others)s を別の時間に動かすと、"
    "%(own)s と %(talk)s分 話せます。"
)

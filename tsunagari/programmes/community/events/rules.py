"""申込みの決まり — when one may register, how many, and who is next when a place is free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason


def why_not_register(
    *, public: bool, now: datetime, opens_at: datetime, closes_at: datetime, people: int, most: int
) -> list[Reason]:
    """Every reason not to take a registration; the deadline itself is already too late."""
    reasons = []
    if not public:
        reasons.append(Reason(_("この催しは、いま申し込めません。"), rule="event.closed"))
    elif now < opens_at:
        reasons.append(Reason(_("申込みはまだ始まっていません。"), rule="event.early"))
    elif now >= closes_at:
        reasons.append(Reason(_("申込みは終わりました。"), rule="event.late"))
    if people < 1:
        reasons.append(Reason(_("参加する人を1人以上入力してください。"), rule="event.nobody"))
    if people > most:
        reasons.append(
            Reason(
                _(
                    "一度に申し込めるのは%(most)s人までです。分けて申し込むか、主催者に相談してください。"
                ),
                {"most": most},
                rule="event.many",
            )
        )
    return reasons


def why_not_ticket(
    *, name: str, age: int | None, from_age: int | None, until_age: int | None
) -> list[Reason]:
    """Whether somebody of that age may have that kind of ticket."""
    if age is None or ((from_age or 0) <= age <= (until_age if until_age is not None else age)):
        return []
    return [
        Reason(
            _("「%(name)s」は%(age)s歳の人には選べません。ほかの種類を選んでください。"),
            {"name": name, "age": age},
            rule="event.age",
        )
    ]


@dataclass(frozen=True)
class InLine:
    """A booking that waits: how many places of which quota it needs."""

    key: int
    wants: Mapping[int, int]


def next_in_line(free: Mapping[int, int], line: Iterable[InLine]) -> list[int]:
    """Who is offered the free places, in the order of the line.

    Whoever fits is taken; a group for which there is not enough room keeps its place in the line
    and lets those behind it pass. Nobody is asked to come without the others.
    """
    left, chosen = dict(free), []
    for booking in line:
        if all(left.get(quota, 0) >= many for quota, many in booking.wants.items()):
            for quota, many in booking.wants.items():
                left[quota] -= many
            chosen.append(booking.key)
        if not any(left.values()):
            break
    return chosen


def answer_by(now: datetime, starts_at: datetime, hours: int) -> datetime:
    """Until when an offer stands: the promised hours, but never past the beginning."""
    return max(now, min(now + timedelta(hours=hours), starts_at))

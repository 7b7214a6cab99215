"""申込みの決まり — when one may register, how many, and who is next when a place is free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
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


# Of presses within ten minutes: more than a class from one line, a whole school, ten times the places.
NEAR, MOST_OF_A_LINE, TIMES_THE_PLACES, QUIET_EVENT = 60, 400, 10, 600
LEAST_SECONDS = 5


def why_not_press(*, line: int, event: int, places: int, typed_for: float) -> list[Reason]:
    """A machine presses at once and again; who typed a name took longer than that anyway.

    `line` and `event` count the presses so far; up to a limit nobody is asked for anything.
    """
    if line > MOST_OF_A_LINE:
        words = _(
            "この回線から、とても多くの申込みが来ています。10分たってから、もう一度押してください。"
            "入力したことは、このまま残っています。"
        )
        return [Reason(words, rule="event.line")]
    near = line > NEAR or event > max(QUIET_EVENT, TIMES_THE_PLACES * places)
    if near and typed_for < LEAST_SECONDS:
        words = _(
            "申込みがとても多く来ています。%(seconds)s秒待って、もう一度押してください。"
            "入力したことは、このまま残っています。"
        )
        return [Reason(words, {"seconds": LEAST_SECONDS}, rule="event.fast")]
    return []


def why_not_alone(with_adult: Iterable[bool]) -> list[Reason]:
    """Those who come only with an adult need somebody who has another ticket in the same booking."""
    kinds = list(with_adult)
    if not kinds or not all(kinds):
        return []
    words = _("子どもだけでは申し込めません。いっしょに来る大人も入れてください。")
    return [Reason(words, rule="event.alone")]


def why_not_invited(asked: str, said: str) -> list[Reason]:
    """Members of a group have its word; how it is written does not matter."""
    if not asked or fold(asked) == fold(said):
        return []
    words = _("招待のことばがちがいます。さそってくれた人に聞いてください。")
    return [Reason(words, rule="event.invite", field="invite")]


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


WAITS = ("waiting", "entered")
HOLDS = ("confirmed", "offered")


def why_not_change(state: str) -> list[Reason]:
    """A cancelled booking stays as it is."""
    if state in (*WAITS, *HOLDS):
        return []
    words = _("この申込みは取り消されています。もう一度申し込んでください。")
    return [Reason(words, rule="event.gone")]


def why_not_offered(*, public: bool) -> list[Reason]:
    """What is called off takes nobody in."""
    words = _("この催しは、いま申し込めません。")
    return [] if public else [Reason(words, rule="event.closed")]


def why_not_after(now: datetime, ends_at: datetime) -> list[Reason]:
    """Once an event is over nobody takes back having been registered, nor the fee."""
    words = _("この申込みは、もう変えられません。")
    return [Reason(words, rule="event.over")] if now >= ends_at else []


def why_not_gone(came: bool) -> list[Reason]:
    """Whoever has come is not taken away; the arrival is taken back first."""
    words = _("この申込みの人は、もう受付をすませています。先に受付を取り消してください。")
    return [Reason(words, rule="door.came")] if came else []


def why_not_leave(state: str, *, left: int) -> list[Reason]:
    """One person leaves a booking; the last one cancels it."""
    reasons = why_not_change(state)
    if left < 1:
        words = _("最後の1人は消せません。行けなくなったときは、申込みを取り消してください。")
        reasons.append(Reason(words, rule="event.nobody"))
    return reasons


def why_not_move(state: str, *, one_series: bool) -> list[Reason]:
    """A booking moves within one series, and not while a lottery decides on it."""
    reasons = why_not_change(state)
    if state == "entered":
        words = _("抽選を待っている申込みは移せません。")
        reasons.append(Reason(words, rule="event.lottery"))
    if not one_series:
        words = _("この催しには移れません。同じ続きの催しから選んでください。")
        reasons.append(Reason(words, rule="event.series", field="to"))
    return reasons


def why_not_move_paid(yen: int) -> list[Reason]:
    """What was paid stands in the books of one event: it is given back there first."""
    words = _("もう払った申込みは、自分では移せません。主催者に聞いてください。")
    return [Reason(words, rule="event.paid")] if yen else []


# — the organiser —

MOST_SESSIONS, MOST_PLACES = 12, 5_000


def why_not_plan(
    *,
    title: str,
    spans: Iterable[tuple[datetime, datetime]],
    opens_at: datetime,
    closes_at: datetime,
    quotas: Mapping[str, int],
    tickets: Iterable[tuple[str, Iterable[str]]],
) -> list[Reason]:
    """Every reason why an event cannot be written down so; `tickets` are (name, their quotas)."""
    reasons, spans, tickets = [], list(spans), list(tickets)
    if not title.strip():
        reasons.append(Reason(_("名前を書いてください。"), rule="title", field="title"))
    if not spans:
        words = _("日と時刻を1回以上入れてください。")
        reasons.append(Reason(words, rule="session", field="day_0"))
    for at, (starts, ends) in enumerate(spans):
        if ends <= starts:
            words = _("終わりの時刻は、はじまりより後にしてください。")
            reasons.append(Reason(words, rule="session", field=f"until_{at}"))
    if closes_at <= opens_at:
        words = _("しめきりは、申込みのはじまりより後にしてください。")
        reasons.append(Reason(words, rule="closes", field="closes"))
    if spans and closes_at > max(ends for _starts, ends in spans):
        words = _("しめきりは、催しが終わる前にしてください。")
        reasons.append(Reason(words, rule="closes", field="closes"))
    return reasons + _why_not_tickets(quotas, tickets)


def _why_not_tickets(quotas: Mapping[str, int], tickets: list) -> list[Reason]:
    reasons = []
    if not quotas:
        words = _("定員を1つ以上入れてください。")
        reasons.append(Reason(words, rule="quota", field="quota_0"))
    if not tickets:
        words = _("参加の種類を1つ以上入れてください。")
        reasons.append(Reason(words, rule="ticket", field="ticket_0"))
    for name, draws_on in tickets:
        if not set(draws_on) or set(draws_on) - set(quotas):
            words = _("「%(name)s」がどの定員を使うか、入れてある定員から選んでください。")
            reasons.append(Reason(words, {"name": name}, rule="ticket", field="ticket_0"))
    return reasons


def why_not_mode(*, other: bool) -> list[Reason]:
    """Who registered for a lottery is drawn, and who came first keeps the place."""
    words = _("もう申し込んだ人がいるので、決め方は変えられません。")
    return [Reason(words, rule="event.used", field="mode")] if other else []


def why_not_publish(state: str, *, now: datetime, ends_at: datetime) -> list[Reason]:
    """Only a draft of what is still to come is published."""
    if state != "draft":
        return [Reason(_("この催しは、もう公開してあります。"), rule="event.state")]
    if now >= ends_at:
        words = _("もう終わった日です。日を直してから公開してください。")
        return [Reason(words, rule="event.over")]
    return []


def why_not_withdraw(state: str, *, bookings: int) -> list[Reason]:
    """Back to a draft, as long as nobody registered."""
    if state != "public":
        return [Reason(_("公開中の催しではありません。"), rule="event.state")]
    if bookings:
        words = _("もう申し込んだ人がいます（%(n)s件）。中止にして知らせてください。")
        return [Reason(words, {"n": bookings}, rule="event.used")]
    return []


def why_not_cancel(state: str, *, now: datetime, ends_at: datetime) -> list[Reason]:
    """What was held is not cancelled afterwards."""
    if state == "draft":
        words = _("まだ公開していません。下書きを消してください。")
        return [Reason(words, rule="event.state")]
    if state == "cancelled":
        return [Reason(_("この催しは、もう中止になっています。"), rule="event.state")]
    if now >= ends_at:
        return [Reason(_("もう終わった催しは、中止にできません。"), rule="event.over")]
    return []


def why_not_draw(
    *, mode: str, state: str, drawn: bool, now: datetime, closes_at: datetime
) -> list[Reason]:
    """A lottery is drawn once, after its deadline."""
    if mode != "lottery" or state != "public":
        return [Reason(_("抽選をする催しではありません。"), rule="event.state")]
    if drawn:
        return [Reason(_("抽選はもうすんでいます。"), rule="event.drawn")]
    if now < closes_at:
        return [Reason(_("しめきりのあとに抽選できます。"), rule="event.early")]
    return []


# — money —


def why_not_keep(state: str, *, over: bool) -> list[Reason]:
    """What was called off or held needs no budget: nothing stays reserved after the accounts."""
    if state != "cancelled" and not over:
        return []
    words = _("中止した催しや終わった催しは、直せません。")
    return [Reason(words, rule="event.state")]


def why_not_pay(*, owed: int, paid: int) -> list[Reason]:
    """Only what is still missing is taken; pressed twice it is there already."""
    if owed > paid:
        return []
    return [Reason(_("この申込みの参加費は、もうもらってあります。"), rule="event.paid")]


def why_not_undo(*, yen: int, paid: int) -> list[Reason]:
    """Only what came and is still there is taken back."""
    if 0 < yen <= paid:
        return []
    return [Reason(_("このお金は、もう返してあります。"), rule="event.paid")]


def why_not_return(*, owed: int, paid: int) -> list[Reason]:
    """Only what came too much goes back."""
    if paid > owed:
        return []
    return [Reason(_("この申込みに返すお金はありません。"), rule="event.paid")]

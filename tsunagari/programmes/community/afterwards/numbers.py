"""催しの数 — what an event is told by: people, answers, money; the same for the event before."""

from django.db.models import Count

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.models import Sheet
from tsunagari.programmes.community.afterwards.rules import accounts, asking
from tsunagari.programmes.community.afterwards.rules.comparing import (
    MEAN,
    PEOPLE,
    SHARE,
    YEN,
    Beside,
    Number,
    beside,
    outside,
)
from tsunagari.programmes.community.afterwards.rules.results import LEAST
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Booking, Event, Guest

STATES = Booking.State
KIND = _("参加の種類：%(of)s")
WAY = _("答え方：%(of)s")
QUESTION = _("平均（1〜5）：%(of)s")


def of(event: Event) -> list[Number]:
    """All numbers of one event, in their order; means only as they may leave the office."""
    return [*_people(event), *_answers(event), *_money(event)]


def _people(event: Event) -> list[Number]:
    counted = events.counted(event)
    registered = sum(many for state, many in counted.items() if state != STATES.CANCELLED)
    arrived = len(doors.arrived(event))
    guests = Guest.objects.filter(booking__event=event, booking__state=STATES.CONFIRMED)
    rows = guests.order_by().values_list("ticket__name").annotate(many=Count("pk"))
    return [
        Number("registered", _("申し込んだ人"), PEOPLE, registered),
        Number("came", _("来た人"), PEOPLE, arrived or None),
        Number("waiting", _("席が空かなかった人"), PEOPLE, counted.get(STATES.WAITING, 0)),
        Number("gone", _("取り消した人"), PEOPLE, counted.get(STATES.CANCELLED, 0)),
        *(Number(f"ticket:{name}", KIND, PEOPLE, many, of=name) for name, many in sorted(rows)),
    ]


def _answers(event: Event) -> list[Number]:
    survey = queries.survey_of(event)
    if survey is None:
        return []
    rows = queries.items(survey)
    many = survey.sheets.count()
    there = queries.came(event)
    found = [
        Number("answers", _("アンケートに答えた人"), PEOPLE, many),
        Number(
            "rate", _("答えた割合"), SHARE, round(many / there, 4) if 0 < many <= there else None
        ),
    ]
    found += [
        Number(f"way:{way}", WAY, PEOPLE, n, of=str(Sheet.By(way).label))
        for way, n in queries.ways(survey).items()
    ]
    told = dict(zip(rows, queries.results_of(survey, rows, whole=False), strict=True))
    for item, result in told.items():
        if item.code and item.kind == asking.STEPS:
            mean = None if result.mean is None else round(result.mean, 1)
            words = asking.READY[item.code].words
            found.append(Number(f"mean:{item.code}", QUESTION, MEAN, mean, of=words))
    return found


def _money(event: Event) -> list[Number]:
    rows = queries.table(event)
    sums = accounts.sums(rows)
    told = (
        ("in", _("入ったお金"), sums.actual_in),
        ("out", _("出たお金"), sums.actual_out),
        ("left", _("差し引き"), sums.left),
    )
    # Where nothing was planned and nothing booked, nobody knows.
    return [Number(key, words, YEN, yen if rows else None) for key, words, yen in told]


def compared(event: Event, before: Event | None, *, whole: bool) -> list[Beside]:
    """The numbers of an event beside those of the one before; `whole` for the office alone."""
    now, last = of(event), of(before) if before else []
    return beside(now, last) if whole else beside(outside(now, LEAST), outside(last, LEAST))


# — words —


def words_of(number: Number) -> str:
    """What a number is called."""
    if not number.of:
        return gettext(number.words)
    own = number.of if number.key.startswith("ticket:") else gettext(number.of)
    return gettext(number.words) % {"of": own}


def said(value: float | None, unit: str) -> str:
    """A number as people read it; "—" for none."""
    if value is None:
        return "—"
    if unit == YEN:
        return gettext(_("%(yen)s円")) % {"yen": _signed(f"{abs(round(value)):,}", value)}
    if unit == PEOPLE:
        return gettext(_("%(n)s人")) % {"n": f"{round(value):,}"}
    return f"{value:.1f}" if unit == MEAN else f"{value:.0%}"


def more(row: Beside) -> str:
    """The difference with its sign; "" where there is nothing to compare with."""
    if row.more is None:
        return ""
    size = abs(row.more)
    if row.number.unit == MEAN:
        return _signed(f"{size:.1f}", row.more, plus=True)
    if row.number.unit == SHARE:
        return _signed(f"{size * 100:.0f}pt", row.more, plus=True)
    return _signed(f"{round(size):,}", row.more, plus=True)


def _signed(digits: str, value: float, plus: bool = False) -> str:
    if not any(sign in "123456789" for sign in digits):
        return f"±{digits}" if plus else digits
    if value < 0:
        return f"−{digits}"
    return f"+{digits}" if plus else digits

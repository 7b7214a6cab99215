"""振込指定日 — the days on which banks settle: not on Saturdays, Sundays, holidays, 31 December – 3 January."""

from datetime import date, timedelta

from tsunagari.base import offices
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

YEAR_END = {(12, 31), (1, 1), (1, 2), (1, 3)}
DAY = timedelta(days=1)


def is_closed(day: date) -> bool:
    """True when banks do not settle."""
    return (
        day.weekday() >= 5 or (day.month, day.day) in YEAR_END or day in offices.national_holidays()
    )


def next_open(day: date) -> date:
    """The day itself, or the next one on which banks settle."""
    while is_closed(day):
        day += DAY
    return day


def why_not(day: date, *, on: date | None = None, field: str = "on") -> list[Reason]:
    """Every reason why money cannot be moved on a day; `on` is today, where it is known."""
    if on and day < on:
        words = _("%(day)s はもう過ぎています。今日からあとの日を入力してください。")
        return [Reason(words, {"day": day}, rule="day.past", field=field)]
    if offices.is_provisional(day) or day < offices.FIRST:
        words = _(
            "%(day)s の祝日はまだ発表されていないので、銀行の営業日か分かりません。"
            "%(last)s までの日を入力してください。"
        )
        facts = {"day": day, "last": offices.HORIZON}
        return [Reason(words, facts, rule="day.provisional", field=field)]
    if is_closed(day):
        words = _("%(day)s は銀行が休みです。次の営業日は %(next)s です。")
        return [Reason(words, {"day": day, "next": next_open(day)}, rule="day.closed", field=field)]
    return []

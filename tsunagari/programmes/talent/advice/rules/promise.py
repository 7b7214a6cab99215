"""返事の約束 — until which day and hour the office answers, said to the person when asking."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.offices import is_closed, next_open

DAY = timedelta(days=1)


def answered_by(at: datetime, *, days: int, until_hour: int, zone: str = "Asia/Tokyo") -> datetime:
    """`days` open days after the day of asking, at the hour when the office closes.

    What comes on a closed day, or after the office has closed, counts from the next open day.
    """
    local = at.astimezone(ZoneInfo(zone))
    day = local.date()
    if is_closed(day) or local.hour >= until_hour:
        day = next_open(day + DAY)
    for _step in range(days):
        day = next_open(day + DAY)
    return datetime.combine(day, time(until_hour), ZoneInfo(zone))


def reached_by(at: datetime, *, hours: int) -> datetime:
    """Where somebody is in danger: within hours, on any day and at any time."""
    return at + timedelta(hours=hours)


def follow_on(answered_on: date, *, days: int) -> date:
    """The day on which the office asks how things went: some days later, when it is open."""
    return next_open(answered_on + days * DAY)

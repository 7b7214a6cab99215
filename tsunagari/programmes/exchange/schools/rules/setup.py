"""学校の用意 — what is right for bell schedules, calendars and timetables."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from difflib import get_close_matches
from itertools import pairwise
from zoneinfo import available_timezones

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

# What people type for a place, where the zone database uses another name.
OTHER_NAMES = {
    "Asia/Denpasar": "Asia/Makassar",
    "Asia/Bali": "Asia/Makassar",
    "Asia/Hanoi": "Asia/Ho_Chi_Minh",
    "Asia/Osaka": "Asia/Tokyo",
    "Asia/Cebu": "Asia/Manila",
}
LONGEST_YEARS = 2
# How like a zone a typing error is; a town that is no zone is like none.
LIKE = 0.8


@dataclass(frozen=True)
class Bell:
    """One period as typed: code, local wall times, kind."""

    code: str
    starts: time
    ends: time
    kind: str = "lesson"


def why_not_zone(zone: str) -> list[Reason]:
    """A school's zone has to be one of the zone database."""
    if zone in available_timezones():
        return []
    near = OTHER_NAMES.get(zone) or next(
        iter(get_close_matches(zone, sorted(available_timezones()), 1, LIKE)), "Asia/Tokyo"
    )
    return [
        Reason(
            _("「%(zone)s」という時間帯はありません。%(near)s のように入力してください。"),
            {"zone": zone, "near": near},
            field="zone",
        )
    ]


def why_not_days(from_day: date, until_day: date) -> list[Reason]:
    """A span ends on or after its first day, and is not absurdly long."""
    if until_day < from_day:
        return [
            Reason(
                _("終わりの日（%(until)s）を、始まりの日（%(from)s）より後にしてください。"),
                {"until": until_day, "from": from_day},
                field="until_day",
            )
        ]
    if (until_day - from_day).days > 366 * LONGEST_YEARS:
        return [Reason(_("期間は2年までにしてください。"), field="until_day")]
    return []


def why_not_bells(bells: list[Bell]) -> list[Reason]:
    """Every reason not to store these periods: they begin before they end and do not overlap."""
    reasons = []
    if not any(bell.kind == "lesson" for bell in bells):
        reasons.append(Reason(_("授業の校時を1つ以上入力してください。"), field="periods"))
    seen: dict[str, Bell] = {}
    for bell in bells:
        if bell.ends <= bell.starts:
            reasons.append(
                Reason(
                    _(
                        "%(code)s：終わりの時刻（%(end)s）を、始まり（%(start)s）より後にしてください。"
                    ),
                    _times(bell),
                    field="periods",
                )
            )
        if bell.code in seen:
            reasons.append(
                Reason(
                    _("校時「%(code)s」が2回あります。別の名前にしてください。"),
                    {"code": bell.code},
                    field="periods",
                )
            )
        seen[bell.code] = bell
    return reasons + _overlaps(bells)


def _overlaps(bells):
    ordered = sorted((b for b in bells if b.ends > b.starts), key=lambda b: (b.starts, b.ends))
    return [
        Reason(
            _(
                "%(code)s（%(start)s–%(end)s）が %(before)s（%(before_end)s まで）と重なっています。始まりか終わりの時刻を直してください。"
            ),
            _times(after) | {"before": before.code, "before_end": f"{before.ends:%H:%M}"},
            field="periods",
        )
        for before, after in pairwise(ordered)
        if after.starts < before.ends
    ]


def _times(bell):
    return {"code": bell.code, "start": f"{bell.starts:%H:%M}", "end": f"{bell.ends:%H:%M}"}


def why_not_twice(there: bool) -> list[Reason]:
    """The same name and days stand once in a calendar."""
    words = _("同じ名前と日の予定がもうあります。どちらかを消すか、名前を変えてください。")
    return [Reason(words, rule="twice", field="name")] if there else []


def why_not_class(name: str, *, taken: bool) -> list[Reason]:
    """A class's name stands once in a school year."""
    words = _("「%(name)s」という学級がもうあります。ほかの名前にしてください。")
    return [Reason(words, {"name": name}, rule="class.taken", field="name")] if taken else []


def why_not_drop_class(*, used: bool) -> list[Reason]:
    """A class with pupils, sessions or a partner class stays."""
    words = _("この学級には生徒か交流の相手がいます（いました）。消さずに残してください。")
    return [Reason(words, rule="class.used")] if used else []


def why_not_drop_bells(days: int) -> list[Reason]:
    """A bell schedule that single days use stays."""
    words = _(
        "この時程を使う日が %(days)s日 あります。先に「この日だけ変える」から外してください。"
    )
    return [Reason(words, {"days": days}, rule="bells.used")] if days else []


def school_year_end(country: str, day: date) -> date:
    """The last day of the school year that `day` lies in, as a first suggestion.

    Japan 31 March; the Philippines' 2026–27 year ends on 8 April 2027 (press, 2026-02).
    """
    month, last = (4, 8) if country == "PH" else (3, 31)
    end = date(day.year, month, last)
    return end if day <= end else date(day.year + 1, month, last)


def class_year(year_ends_on: date, day: date) -> int:
    """年度 — the year in which the school year of `day` begins; a class is named anew in each."""
    end = year_ends_on
    while end < day:
        end = _a_year_later(end)
    return end.year - 1


def year_start(year_ends_on: date, day: date) -> date:
    """The first day of the school year that `day` lies in."""
    year = class_year(year_ends_on, day)
    last = (year_ends_on.month, year_ends_on.day)
    return date(year, *((2, 28) if last == (2, 29) else last)) + timedelta(days=1)


def _a_year_later(day: date) -> date:
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def holiday_suggestions(country: str, from_day: date, until_day: date) -> list[dict]:
    """National holidays as suggestions: {"on", "name", "source"}; a coordinator confirms each.

    `country` is ISO 3166-1 alpha-2: JP, PH, VN or ID. The list knows no local holidays, and
    marks lunar and Islamic dates as estimated.
    """
    import holidays

    languages = {"JP": "ja", "PH": "en_PH", "VN": "vi", "ID": "id"}
    if country not in languages:
        return []
    years = range(from_day.year, until_day.year + 1)
    try:
        found = holidays.country_holidays(country, years=years, language=languages[country])
    except NotImplementedError:
        found = holidays.country_holidays(country, years=years)
    source = f"holidays {holidays.__version__} ({country})"
    return [
        {"on": day, "name": name, "source": source}
        for day, name in sorted(found.items())
        if from_day <= day <= until_day
    ]

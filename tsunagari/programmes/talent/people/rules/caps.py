"""人数枠と割合 — what a company or a supervising body may take, what it has, and what is left.

Everything comes from `law.rules.limits`; here the heads are counted on a day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import limits
from tsunagari.programmes.talent.law.rules.areas import METRO, REGIONAL, area_class
from tsunagari.programmes.talent.law.rules.book import ESD, ESD_DAY, SSW1, TITP
from tsunagari.programmes.talent.law.rules.facts import Body, Host, Person, Staff

TITLES = {
    "s1": _("技能実習 第1号"),
    "s2": _("技能実習 第2号"),
    "s3": _("技能実習 第3号"),
    "care": _("技能実習の合計（介護）"),
    "esd": _("育成就労（3年の合計）"),
}
CARE = "care"
# Under which systems heads are counted at all.
COUNTED = (TITP, ESD)


@dataclass(frozen=True)
class Line:
    """One cap: how many at most, how many there are, and every sentence about it."""

    code: str
    title: str
    there: int
    cap: limits.Cap
    reasons: list[Reason] = field(default_factory=list)

    @property
    def left(self) -> int | None:
        return None if self.cap.most is None else max(0, self.cap.most - self.there)

    @property
    def broken(self) -> bool:
        return self.cap.most is not None and self.there > self.cap.most


def there_on(people: Iterable[Person], day: date) -> list[Person]:
    """Everybody who is at a company on a day."""
    return [one for one in people if one.starts <= day and (one.ends is None or day <= one.ends)]


def audited_on(people: Iterable[Person], day: date) -> int:
    """How many an audit is about: trainees and ESD workers, nobody with another status."""
    return sum(one.system in COUNTED for one in there_on(people, day))


def counts(people: Iterable[Person], day: date) -> dict[str, int]:
    """Heads by cap on a day: from the plan's first day on, so those in the training after entry too."""
    here = there_on((replace(one, starts=one.trained_from or one.starts) for one in people), day)
    found = {
        f"s{stage}": sum(one.system == TITP and one.stage == stage for one in here)
        for stage in (1, 2, 3)
    }
    return found | {
        "care": sum(one.system == TITP for one in here),
        "esd": sum(one.system == ESD for one in here),
    }


def of_host(host: Host, *, general: bool, on: date) -> list[Line]:
    """人数枠 — the caps of a company on a day; none while its size is not known."""
    if host.staff is None:
        return []
    found, better = counts(host.people, on), host.excellent
    caps = _care(host) if CARE in host.fields else _by_stage(host, general)
    if on >= ESD_DAY or found["esd"]:
        caps["esd"] = limits.esd_cap(
            host.staff,
            excellent=better,
            area=area_class(host.address).kind or METRO,
            on=max(on, ESD_DAY),
        )
    return [
        Line(code, TITLES[code], found[code], cap, limits.over(cap, found[code]))
        for code, cap in caps.items()
    ]


def _by_stage(host: Host, general: bool) -> dict[str, limits.Cap]:
    staff = host.staff or 0
    return {
        f"s{stage}": limits.titp_cap(stage, staff, excellent=host.excellent, general=general)
        for stage in (1, 2, 3)
    }


def _care(host: Host) -> dict[str, limits.Cap]:
    staff = host.staff or 0
    return {
        "s1": limits.care_cap(staff, excellent=host.excellent, stage1=True),
        "care": limits.care_cap(staff, excellent=host.excellent),
    }


# 体制 ---------------------------------------------------------------------------------------------

SSO_RATIO, RSO_RATIO = "esd_sso_staff_ratio", "rso_capacity_2027"


@dataclass(frozen=True)
class Ratio:
    """One ratio of a body's staff under the law of a day, and every sentence about it."""

    rule: str
    reasons: list[Reason]


def staff_on(body: Body, day: date) -> Staff | None:
    """The numbers that hold on a day: the newest that had begun; None while none are known."""
    begun = [one for one in body.staff if one.on <= day]
    return max(begun, key=lambda one: (one.on, one.id), default=None)


def ratios(body: Body, heads: Mapping[str, Mapping[str, int]], on: date) -> list[Ratio]:
    """The ratios of a body on a day; none before the law that asks, or while numbers are missing.

    `heads` are hosts and workers by system, as `people.queries.heads_of` counts them.
    """
    staff = staff_on(body, on)
    if staff is None or on < ESD_DAY:
        return []
    found = []
    if heads[ESD]["workers"]:
        reasons = limits.why_not_sso_staff(staff=staff.full_time, on=on, **heads[ESD])
        found.append(Ratio(SSO_RATIO, reasons))
    if heads[SSW1]["workers"]:
        reasons = limits.why_not_rso_capacity(
            managers=staff.managers,
            officers=staff.officers,
            people=heads[SSW1]["workers"],
            hosts=heads[SSW1]["hosts"],
            on=on,
        )
        found.append(Ratio(RSO_RATIO, reasons))
    return found


def asks_for_staff(body: Body, heads: Mapping[str, Mapping[str, int]], on: date) -> bool:
    """Whether the law of a day asks for numbers of staff that nobody has entered."""
    watched = heads[ESD]["workers"] or heads[SSW1]["workers"]
    return bool(watched) and on >= ESD_DAY and staff_on(body, on) is None


@dataclass(frozen=True)
class Transfers:
    """転籍で来た人 — how many there are, from regional hosts, and why no more may come."""

    workers: int
    transferred: int
    from_regional: int
    reasons: list[Reason]


def transfers(host: Host, last_addresses: list[str], on: date) -> Transfers | None:
    """The shares of own-request transferees; `last_addresses` has each one's last host's."""
    workers = counts(host.people, on)["esd"]
    if on < ESD_DAY or not workers:
        return None
    regional = sum(area_class(address).kind == REGIONAL for address in last_addresses)
    reasons = limits.why_not_transfer(
        workers=workers,
        transferred=len(last_addresses),
        from_regional=regional,
        own_area=area_class(host.address).kind or METRO,
        last_area=REGIONAL,
        on=on,
    )
    return Transfers(workers, len(last_addresses), regional, reasons)

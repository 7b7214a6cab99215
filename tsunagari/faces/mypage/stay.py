"""在留カード — how many days are left, what can be done today, and by which rule that is said."""

from dataclasses import dataclass
from datetime import date

from tsunagari.base.asked import AskedRows
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.bilingual import Both, both
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.law.duties import PREFIX
from tsunagari.programmes.talent.law.rules import stay as law
from tsunagari.programmes.talent.people.models import Case

CALM_DAYS, SOON, NOW = 120, 30, 14
CALM, NEAR, OPEN, WARN, LATE = "calm", "near", "open", "warn", "late"
FILED, SPECIAL, OVER = "filed", "special", "over"
TONES = {WARN: "warn", LATE: "late", OVER: "late"}
WINDOWS = {
    "status": (
        PREFIX + "res_renew_window",
        PREFIX + "res_renew_window_short",
        PREFIX + "res_status_change_or_extension",
    ),
    "card": (PREFIX + "res_card_validity", PREFIX + "res_card_validity_16"),
}
SPECIAL_RULE = PREFIX + "res_special_period"
RULES = (*WINDOWS["status"], *WINDOWS["card"], SPECIAL_RULE)
CAN = {
    CALM: _("更新の申請は、まだ先です。"),
    NEAR: _("もうすぐ、更新の申請ができます。書類を用意しましょう。"),
    OPEN: _("更新の申請ができます。"),
    WARN: _("更新の申請を、いそいでください。"),
    LATE: _("今日、事務局に電話してください。いっしょに申請します。"),
    FILED: _("申請しました。結果を待っているあいだも、日本にいられます。"),
    SPECIAL: _("申請の結果を待っています。%(until)sまで、日本にいられます（特例期間）。"),
    OVER: _(
        "期間がすぎています。すぐに事務局に話してください。申請中のときは、そのままいられることがあります。"
    ),
}


@dataclass(frozen=True)
class Stay:
    """Until when the card or the permission to stay is valid, and what that means today."""

    until: date
    from_day: date
    days: int
    state: str
    can: Both
    last: date
    opens: date | None = None

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "action")

    @property
    def calls(self) -> bool:
        """Whether the page offers to call the office."""
        return self.state in (LATE, OVER)

    @property
    def share(self) -> int:
        """How much of the whole period is over, in percent."""
        whole = max((self.last - self.from_day).days, 1)
        return min(max(100 - round(100 * max(self.days, 0) / whole), 0), 100)


def state_of(*, days: int, opens: bool, filed: bool, special: bool) -> str:
    """What stands on the card: by the days left, the window, and an application that waits."""
    if days < 0:
        return SPECIAL if special else OVER
    if filed:
        return FILED
    if days <= SOON:
        return LATE if days <= NOW else WARN
    if opens:
        return OPEN
    return NEAR if days <= CALM_DAYS else CALM


def stay_of(case: Case, on: date) -> Stay | None:
    """在留カード — the earlier of the card's and the status's last day; None when unknown."""
    newest: dict[str, Standing] = {}
    for row in _held(party=case.person_id, on=on):
        group = row.kind.partition(".")[0]
        if group in WINDOWS:
            newest[group] = row
    if not newest:
        return None
    group, row = min(newest.items(), key=lambda found: (found[1].until_day, found[0] == "card"))
    window = _window(case, group, row.until_day)
    may = law.may_stay_until(
        row.until_day,
        row.filed_on,
        decided_on=row.decided_on,
        period_days=(row.until_day - row.from_day).days,
    )
    waiting = row.filed_on is not None and row.decided_on is None
    days = (row.until_day - on).days
    state = state_of(
        days=days,
        opens=bool(window and window.opens_on <= on),
        filed=waiting and row.filed_on <= row.until_day,
        special=may.special and on <= may.until,
    )
    last = may.until if state == SPECIAL else row.until_day
    return Stay(
        until=row.until_day,
        from_day=row.from_day,
        days=(last - on).days,
        state=state,
        can=both(CAN[state], until=last),
        last=last,
        opens=window.opens_on if window and window.opens_on > on else None,
    )


@AskedRows
def _held(*, party: int, on: date):
    rows = Standing.objects.filter(party=party, until_day__isnull=False, from_day__lte=on)
    return rows.order_by("from_day", "pk")


def _window(case: Case, group: str, until: date) -> Duty | None:
    """The law's duty about this very last day: from when, and until when, one can apply."""
    rows = _basis(*WINDOWS[group], about=str(case.pk))
    rows = sorted(rows, key=lambda row: row.pk, reverse=True)
    return next((row for row in rows if row.facts.get("day") == until.isoformat()), None)


def basis_of(case: Case) -> list[Duty]:
    """The duties from which the card is computed, the newest first."""
    return _basis(*RULES, about=str(case.pk))


@AskedRows
def _basis(*rules: str, about: str):
    rows = Duty.objects.filter(about_kind=Case._meta.label_lower, about_key=about, rule__in=rules)
    return rows.order_by("-opens_on", "-pk")

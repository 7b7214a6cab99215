"""案件の段階 — from the first word to publication; the money goes to the municipality, always."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from tsunagari.base.days import fiscal_year
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale
from tsunagari.kernel.duties.rules import Wanted

LEAD, CHECKED, OFFERED, ACCEPTED = "lead", "checked", "offered", "accepted"
PAID, RECEIPTED, FUNDED, PUBLISHED = "paid", "receipted", "funded", "published"
DECLINED, WITHDRAWN = "declined", "withdrawn"
WAY = (LEAD, CHECKED, OFFERED, ACCEPTED, PAID, RECEIPTED, FUNDED, PUBLISHED)
# The municipality may subsidise before its receipt is out.
BEFORE = {
    CHECKED: (LEAD,),
    OFFERED: (CHECKED,),
    ACCEPTED: (OFFERED,),
    DECLINED: (OFFERED,),
    PAID: (ACCEPTED,),
    RECEIPTED: (PAID,),
    FUNDED: (RECEIPTED, FUNDED),
    PUBLISHED: (FUNDED,),
    WITHDRAWN: (LEAD, CHECKED, OFFERED, ACCEPTED),
}
ANSWER, RECEIPT = "fund.hometown_answer", "fund.hometown_receipt"
REPORT, DISCLOSE = "fund.hometown_report", "fund.hometown_disclose"
LAW, MONEY = 1, 2

_STATE = _("この案件は、いまこの段階に進められません。画面をもう一度見てください。")


def why_not_step(*, state: str, to: str, seen: int, version: int) -> list[Reason]:
    """Steps come one after another, on what is on the screen."""
    reasons = why_stale(seen, version)
    return reasons if state in BEFORE[to] else [*reasons, Reason(_STATE, rule="state")]


def why_not_day(day: date | None, field: str, on: date, since: date | None = None) -> list[Reason]:
    """A day that has come, and not before what it follows."""
    if day is None:
        return [Reason(_("日を入力してください。"), rule="day", field=field)]
    if day > on:
        words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        return [Reason(words, {"day": day}, rule="day", field=field)]
    if since and day < since:
        words = _("%(since)s より後の日を入力してください。")
        return [Reason(words, {"since": since}, rule="day", field=field)]
    return []


def why_not_open(*, company_is_town: bool, town_is_municipality: bool) -> list[Reason]:
    """A company gives; a municipality receives: nobody else, and above all not the federation."""
    reasons = []
    if company_is_town:
        reasons.append(Reason(_("寄附するのは会社です。会社を選んでください。"), rule="company"))
    if not town_is_municipality:
        words = _("寄附を受けるのは市町村か都道府県だけです。連合会やほかの団体は受けられません。")
        reasons.append(Reason(words, rule="town", field="town"))
    return reasons


def why_not_paid_to(*, payee: int, town: int) -> list[Reason]:
    """The company's money goes to the municipality of the project."""
    if payee == town:
        return []
    words = _(
        "寄附の入金先は、事業の市町村だけです。連合会やほかの団体が受けると、税金の控除はありません。"
    )
    return [Reason(words, rule="payee", field="payee")]


def why_not_subsidise(*, yen: int, subsidised: int, given: int, paid_on: date | None, on: date):
    """What the municipality passes on is not more than what was given, and not earlier."""
    reasons = why_not_day(on, "received_on", on, paid_on)
    if yen < 1:
        reasons.append(Reason(_("1円以上を入力してください。"), rule="yen", field="yen"))
    if yen > (left := given - subsidised):
        words = _("この寄附から受けられるのは、あと%(left)s円までです。")
        reasons.append(Reason(words, {"left": left}, rule="left", field="yen"))
    return reasons


def why_not_use(
    *, yen: int, used: int, subsidised: int, to_donor: bool, disclosed: bool
) -> list[Reason]:
    """Uses stay within what was received; the donor is paid only when the link is disclosed."""
    reasons = []
    if yen < 1:
        reasons.append(Reason(_("1円以上を入力してください。"), rule="yen", field="yen"))
    if yen > (left := subsidised - used):
        words = _("使い道の合計が、受けた額をこえます。あと%(left)s円です。")
        reasons.append(Reason(words, {"left": left}, rule="left", field="yen"))
    if to_donor and not disclosed:
        words = _(
            "寄附した会社への支払いには、つながりの届けが要ります。先に届けを出してください。"
        )
        reasons.append(Reason(words, rule="disclosure", field="payee"))
    return reasons


def why_not_again(used_in: str | None) -> list[Reason]:
    """The same voucher with the same amount and day is counted once, wherever that is."""
    if used_in is None:
        return []
    words = _("同じ証憑（内容・金額・日付が同じもの）が、別の助成「%(grant)s」で使われています。")
    return [Reason(words, {"grant": used_in}, rule="elsewhere", field="file")]


def why_not_disclose(*, words: str, state: str) -> list[Reason]:
    """A link is told in words, until the case is over."""
    reasons = []
    if not words.strip():
        said = _("どんなつながりか（契約の名前・相手・額など）を書いてください。")
        reasons.append(Reason(said, rule="words", field="words"))
    if state in (PUBLISHED, DECLINED, WITHDRAWN):
        reasons.append(Reason(_STATE, rule="state"))
    return reasons


def why_not_confirm(*, state: str, year: int, years: Collection[int], done: bool) -> list[Reason]:
    """A fiscal year is confirmed once, when it is over."""
    reasons = []
    if state not in (FUNDED, PUBLISHED):
        reasons.append(Reason(_STATE, rule="state"))
    if year not in years:
        words = _("%(year)s年度は、まだ終わっていないか、この案件の年度ではありません。")
        reasons.append(Reason(words, {"year": year}, rule="year", field="year"))
    if done:
        words = _("%(year)s年度の資料は、もうわたしています。")
        reasons.append(Reason(words, {"year": year}, rule="once", field="year"))
    return reasons


def years_over(first: date | None, on: date, last: date | None = None) -> list[int]:
    """The fiscal years from a day that are over on another; with `last` none begins after it."""
    if first is None:
        return []
    end = min(fiscal_year(on) - 1, fiscal_year(last) if last else 9999)
    return list(range(fiscal_year(first), end + 1))


def wanted(
    *,
    key: int,
    office: int,
    company: str,
    offered_on: date | None,
    answered_on: date | None,
    paid_on: date | None,
    receipt_on: date | None,
    disclosed_on: date | None,
    told_on: date | None,
    years: Collection[int],
    confirmed: dict[int, date],
    days: dict[str, int],
    ended_on: date | None = None,
) -> list[Wanted]:
    """What waits for the municipality, and what it waits for."""
    shared: dict[str, Any] = {"holder": office, "doer": office}
    facts = {"donation": key, "company": company}

    def one(rule, occurrence, opens, due, met, risk=MONEY, **more):
        return Wanted(
            rule=rule,
            occurrence=occurrence,
            opens_on=opens,
            due=due,
            facts=facts | more,
            met=met or ended_on,
            risk=risk,
            **shared,
        )

    found = []
    if offered_on:
        due = offered_on + timedelta(days=days["days_to_answer"])
        found.append(
            one(ANSWER, "1", offered_on, due, answered_on, offered_on=offered_on.isoformat())
        )
    if paid_on:
        due = paid_on + timedelta(days=days["days_to_receipt"])
        found.append(one(RECEIPT, "1", paid_on, due, receipt_on, paid_on=paid_on.isoformat()))
    if disclosed_on:
        day = disclosed_on.isoformat()
        found.append(one(DISCLOSE, "1", disclosed_on, disclosed_on, told_on, LAW, disclosed_on=day))
    for year in years:
        begins = date(year + 1, 4, 1)
        due = begins + timedelta(days=days["days_to_report"] - 1)
        found.append(one(REPORT, str(year), begins, due, confirmed.get(year), year=year))
    return found

"""助成の段階 — decided, agreed, reported, settled; and what waits for whom on the way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tsunagari.base.days import fiscal_year
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale
from tsunagari.kernel.duties.rules import Wanted

AWARDED, SENT, AGREED, REPORTED = "awarded", "sent", "agreed", "reported"
SETTLED, CLOSED, LAPSED = "settled", "closed", "lapsed"
BEFORE = {
    SENT: (AWARDED,),
    AGREED: (SENT,),
    REPORTED: (AGREED,),
    SETTLED: (REPORTED,),
    CLOSED: (SETTLED,),
    LAPSED: (AWARDED, SENT),
}
SEND, AGREE, PAY = "fund.award_send", "fund.award_agree", "fund.award_pay"
REPORT, SETTLE = "fund.award_report", "fund.award_settle"
REFUND, ANSWER = "fund.award_refund", "fund.award_answer"
MONEY = 2

_STATE = _("この助成は、いまこの段階に進められません。画面をもう一度見てください。")


def why_not_step(*, state: str, to: str, seen: int, version: int) -> list[Reason]:
    """Steps come one after another, on what is on the screen."""
    reasons = why_stale(seen, version)
    return reasons if state in BEFORE[to] else [*reasons, Reason(_STATE, rule="state")]


def why_not_in(*, state: str, states: Collection[str]) -> list[Reason]:
    """Something is done to an award only in some states."""
    return [] if state in states else [Reason(_STATE, rule="state")]


def why_not_award(
    *,
    decided: bool,
    grantee: bool,
    declared_on: date | None,
    unreported: Collection[str],
    findings: int,
    on: date,
) -> list[Reason]:
    """A positive decision, a registered grantee, the declaration, no report missing, nothing open."""
    reasons = []
    if not decided:
        words = _("助成するという決定がありません（理事会の決定が要るときは、それを待ちます）。")
        reasons.append(Reason(words, rule="decision"))
    if not grantee:
        words = _("申請した団体（人）が登録されていません。先に登録してください。")
        reasons.append(Reason(words, rule="grantee"))
    if declared_on is None or declared_on > on:
        words = _(
            "反社会的勢力でないことの申告の日を入力してください。申告がないと助成できません。"
        )
        reasons.append(Reason(words, rule="declared", field="declared_on"))
    for title in unreported:
        words = _(
            "前の助成「%(title)s」の報告が、期限を過ぎて出ていません。先に出してもらってください。"
        )
        reasons.append(Reason(words, {"title": title}, rule="unreported"))
    if findings:
        words = _("直っていない重大な指摘が%(count)s件あります。直るまで助成できません。")
        reasons.append(Reason(words, {"count": findings}, rule="finding"))
    return reasons


def why_not_agree(*, own: bool, seen: str, digest: str) -> list[Reason]:
    """Only the grantee agrees, to the edition that was read; nobody does in its place."""
    reasons = []
    if not own:
        words = _("契約に同意できるのは、助成を受ける団体（人）だけです。")
        reasons.append(Reason(words, rule="grantee"))
    if seen != digest:
        words = _("契約の新しい版があります。読んでから、もう一度同意してください。")
        reasons.append(Reason(words, rule="edition"))
    return reasons


def why_not_report(*, words: str, costs: int) -> list[Reason]:
    """A report says what was done, and lists what it cost."""
    reasons = []
    if not words.strip():
        said = _("したことを入力してください。")
        reasons.append(Reason(said, rule="words", field="words"))
    if not costs:
        said = _("費用が1つもありません。証憑といっしょに入れてください。")
        reasons.append(Reason(said, rule="costs"))
    return reasons


def why_not_cost(*, yen: int, tax: int, line: str, lines: Collection[str]) -> list[Reason]:
    """A cost is some yen, its tax a part of it, its line one of the plan."""
    reasons = []
    if yen < 1:
        reasons.append(Reason(_("1円以上を入力してください。"), rule="yen", field="yen"))
    if tax > yen:
        words = _("消費税が、額より大きくなっています。")
        reasons.append(Reason(words, rule="tax", field="tax"))
    if lines and line not in lines:
        reasons.append(Reason(_("費目を選んでください。"), rule="line", field="line"))
    return reasons


def why_not_release(*, asked: bool) -> list[Reason]:
    """What somebody was asked to pay is taken back at the door of the payments first."""
    if not asked:
        return []
    words = _("この回は、支払いを頼んでいます。先に「支払い」の画面で取り下げてください。")
    return [Reason(words, rule="asked")]


def why_not_end_early(
    *, state: str, day: date, from_day: date, until_day: date, words: str, asked: int
) -> list[Reason]:
    """A running project ends on a day of its time, for a reason, and nothing is on its way to the bank."""
    reasons = why_not_in(state=state, states=(AGREED,))
    if not from_day <= day < until_day:
        said = _("%(from_day)s から %(until_day)s の前の日までの日を入力してください。")
        facts = {"from_day": from_day, "until_day": until_day}
        reasons.append(Reason(said, facts, rule="day", field="day"))
    if not words.strip():
        reasons.append(Reason(_("理由を書いてください。"), rule="words", field="words"))
    return reasons + why_not_release(asked=asked > 0)


def why_not_join(*, twin: bool, joined: bool) -> list[Reason]:
    """Two entries of one voucher are joined, once."""
    if joined:
        return [Reason(_("この費用は、もうまとめてあります。"), rule="joined")]
    if not twin:
        words = _("同じ証憑（内容・金額・日付が同じもの）の費用が、ほかにありません。")
        return [Reason(words, rule="twin")]
    return []


def why_not_settle(*, unpaid: int, asked: int, near: int = 0) -> list[Reason]:
    """Advances are paid or released before, no change waits for its answer, and every payee who
    may be near the grantee was looked at."""
    reasons = []
    if unpaid:
        words = _(
            "まだ支払いが終わっていない概算払が%(count)s回あります。先に支払うか、取りやめてください。"
        )
        reasons.append(Reason(words, {"count": unpaid}, rule="unpaid"))
    if asked:
        words = _("返事をしていない変更の届けがあります。先に返事をしてください。")
        reasons.append(Reason(words, rule="change"))
    if near:
        words = _(
            "関係者かもしれない支払先が%(count)s件あります。先に、関係者かどうかを選んでください。"
        )
        reasons.append(Reason(words, {"count": near}, rule="near"))
    return reasons


def why_not_change(
    *, words: str, now: dict[str, int], asked: dict[str, int], percent: int, open_one: bool
) -> list[Reason]:
    """A change keeps the sum, moves more than may be moved without asking, and waits alone."""
    reasons = []
    if not words.strip():
        said = _("変更の理由を入力してください。")
        reasons.append(Reason(said, rule="words", field="words"))
    if open_one:
        said = _("前の変更の届けが、まだ返事を待っています。")
        reasons.append(Reason(said, rule="open"))
    if sum(asked.values()) != (total := sum(now.values())):
        said = _("費目の合計は%(yen)s円のままにしてください。")
        reasons.append(Reason(said, {"yen": total}, rule="sum", field="lines"))
    over = [name for name, yen in asked.items() if yen * 100 > now.get(name, 0) * (100 + percent)]
    if not over and not reasons:
        said = _("どの費目も%(percent)s％より多く増えないので、届けは要りません。")
        reasons.append(Reason(said, {"percent": percent}, rule="small", field="lines"))
    return reasons


def why_not_refund(*, yen: int, left: int, on: date, today: date) -> list[Reason]:
    """What comes back is not more than what has to."""
    reasons = []
    if yen < 1:
        reasons.append(Reason(_("1円以上を入力してください。"), rule="yen", field="yen"))
    if yen > left:
        words = _("返していただくのは、あと%(left)s円です。それより多くは受け取れません。")
        reasons.append(Reason(words, {"left": left}, rule="left", field="yen"))
    if on > today:
        words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(words, {"day": on}, rule="day", field="day"))
    return reasons


def why_not_dispose(*, disposed: bool, on: date, until: date, consent: str) -> list[Reason]:
    """An asset stays until its day, unless the federation has consented in writing."""
    if disposed:
        return [Reason(_("この財産は、もう手放しています。"), rule="state")]
    if on <= until and not consent.strip():
        words = _(
            "%(day)s までは、承認がないと売ったり貸したりできません。承認の内容を入力してください。"
        )
        return [Reason(words, {"day": until}, rule="restricted", field="consent")]
    return []


def restricted_until(until_day: date, years: int) -> date:
    """The last day of a restriction: so many years after the fiscal year of the project's end."""
    return date(fiscal_year(until_day) + 1 + years, 3, 31)


@dataclass(frozen=True)
class Facts:
    """What of an award waits: parties are keys, days are calendar days."""

    key: int
    title: str
    office: int
    grantee: int
    awarded_on: date
    sent_on: date | None
    agree_by: date | None
    agreed_on: date | None
    until_day: date
    report_by: date
    reported_on: date | None
    settled_on: date | None
    days: dict[str, int]
    # (number, since, due, paid on) of each instalment that is owed.
    owed: tuple[tuple[int, date, date, date | None], ...] = ()
    # (since, due, done) of what has to come back.
    refund: tuple[date, date, date | None] | None = None
    # (key, asked, answered) of each change.
    changes: tuple[tuple[int, date, date | None], ...] = ()
    ended_on: date | None = None


def wanted(f: Facts) -> list[Wanted]:
    """Send, agree, pay, report, settle, return: each with its day and whose it is."""

    def one(rule, opens, due, met, *, whose=f.office, occurrence="1", **more):
        return Wanted(
            rule=rule,
            occurrence=occurrence,
            holder=whose,
            doer=whose,
            opens_on=opens,
            due=due,
            facts={"award": f.key, "title": f.title} | more,
            met=met or f.ended_on,
            risk=MONEY,
        )

    def after(day: date, name: str) -> date:
        return day + timedelta(days=f.days[name])

    found = [one(SEND, f.awarded_on, after(f.awarded_on, "days_to_send"), f.sent_on)]
    if f.sent_on and f.agree_by:
        found.append(one(AGREE, f.sent_on, f.agree_by, f.agreed_on, whose=f.grantee))
    for number, since, due, paid in f.owed:
        found.append(one(PAY, since, due, paid, occurrence=str(number), number=number))
    if f.agreed_on:
        opens = max(f.agreed_on, f.until_day)
        due = max(f.report_by, opens)
        until = f.until_day.isoformat()
        found.append(one(REPORT, opens, due, f.reported_on, whose=f.grantee, until_day=until))
    if f.reported_on:
        due = after(f.reported_on, "days_to_settle")
        day = f.reported_on.isoformat()
        found.append(one(SETTLE, f.reported_on, due, f.settled_on, reported_on=day))
    if f.refund:
        since, due, done = f.refund
        found.append(one(REFUND, since, due, done, whose=f.grantee, due_on=due.isoformat()))
    for key, asked, answered in f.changes:
        due = after(asked, "days_to_answer")
        found.append(one(ANSWER, asked, due, answered, occurrence=str(key)))
    return found


def why_not_close(*, paid: int, fixed: int) -> list[Reason]:
    """What was paid is what was fixed: nothing is owed either way."""
    if paid < fixed:
        words = _("まだ%(yen)s円を払っていません。払ってから終わりにしてください。")
        return [Reason(words, {"yen": fixed - paid}, rule="unpaid")]
    if paid > fixed:
        words = _("まだ%(yen)s円が返ってきていません。返ってから終わりにしてください。")
        return [Reason(words, {"yen": paid - fixed}, rule="refund")]
    return []


def why_not_asset(*, name: str, yen: int, bought_on: date, on: date) -> list[Reason]:
    """A thing with a name and a price, bought on a day that has come."""
    reasons = []
    if not name.strip():
        reasons.append(Reason(_("財産の名前を入力してください。"), rule="name", field="name"))
    if yen < 1:
        reasons.append(Reason(_("1円以上を入力してください。"), rule="yen", field="yen"))
    if bought_on > on:
        words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(words, {"day": bought_on}, rule="day", field="bought_on"))
    return reasons

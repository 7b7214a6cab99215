"""何に対して払うか — days, lesson or stay of what somebody earned; none of them is paid twice."""

from dataclasses import dataclass
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

TUTOR, HOST, SCHOLARSHIP, PRIZE = "tutor", "host", "scholarship", "prize"
EARNED = (TUTOR, HOST, SCHOLARSHIP, PRIZE)
# Where the cost of each stands unless somebody says otherwise: 諸謝金, 支払奨学金, 支払助成金.
ACCOUNTS = {TUTOR: "5230", HOST: "5230", SCHOLARSHIP: "5510", PRIZE: "5500"}
MOST_DAYS = 366


@dataclass(frozen=True)
class Lesson:
    """A lesson that is to be paid: over since when, on which day, in which expense already."""

    day: date
    held: bool
    paid_in: int | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of one payment; `again` is the expense whose days these days share."""

    kind: str
    payee: int
    from_day: date | None = None
    until_day: date | None = None
    lesson: Lesson | None = None
    guest: int | None = None
    again: int | None = None


def why_not(facts: Facts, *, on: date) -> list[Reason]:
    """Every reason why these days, this lesson or this stay cannot be paid."""
    if facts.kind not in EARNED:
        return _why_not_plain(facts)
    reasons = _why_not_days(facts, on) + _why_not_lesson(facts)
    if facts.guest == facts.payee:
        words = _("滞在した人と受け取る人が同じです。滞在した人のコードを確かめてください。")
        reasons.append(Reason(words, rule="grounds.guest", field="guest"))
    if facts.again is not None:
        words = _(
            "同じ人への同じ種類の支払いが、経費 %(number)s の期間と重なっています。"
            "期間を確かめてください。べつの授業・滞在の分なら、授業か滞在した人を入れてください。"
        )
        facts_of = {"number": facts.again}
        reasons.append(Reason(words, facts_of, rule="grounds.twice", field="from_day"))
    return reasons


def _why_not_plain(facts: Facts) -> list[Reason]:
    """What was laid out has its receipt, and neither days nor a lesson."""
    if not (facts.from_day or facts.lesson or facts.guest):
        return []
    words = _("期間・授業・滞在した人は、謝金・手当・奨学金・賞金のときだけ入れてください。")
    return [Reason(words, rule="grounds.kind", field="kind")]


def _why_not_days(facts: Facts, on: date) -> list[Reason]:
    first, last = facts.from_day, facts.until_day
    if first is None and last is None:
        return []
    if first is None or last is None:
        words = _("期間は、はじめの日とおわりの日の両方を入れてください。")
        return [Reason(words, rule="grounds.days", field="until_day")]
    if last < first:
        words = _("おわりの日が、はじめの日より前です。期間を確かめてください。")
        return [Reason(words, rule="grounds.days", field="until_day")]
    if last - first >= timedelta(days=MOST_DAYS):
        words = _("期間は1年までにしてください。長いときは、年ごとに分けてください。")
        return [Reason(words, rule="grounds.days", field="until_day")]
    if facts.kind in (TUTOR, HOST) and last > on:
        words = _("%(day)s はまだ来ていません。終わった期間の分だけ払えます。")
        return [Reason(words, {"day": last}, rule="grounds.future", field="until_day")]
    return []


def _why_not_lesson(facts: Facts) -> list[Reason]:
    lesson = facts.lesson
    if lesson is None:
        return []
    reasons = []
    if facts.kind != TUTOR:
        words = _("授業・集いを選べるのは、講師・通訳の謝金だけです。")
        reasons.append(Reason(words, rule="grounds.lesson_kind", field="lesson"))
    if not lesson.held:
        words = _("この授業・集いは、中止になったか、まだ終わっていません。")
        reasons.append(Reason(words, rule="grounds.held", field="lesson"))
    if facts.from_day and not facts.from_day <= lesson.day <= (facts.until_day or lesson.day):
        words = _("この授業・集いは %(day)s です。期間の外です。")
        reasons.append(
            Reason(words, {"day": lesson.day}, rule="grounds.lesson_day", field="lesson")
        )
    if lesson.paid_in is not None:
        words = _("この授業・集いの分は、経費 %(number)s でもう入っています。")
        facts_of = {"number": lesson.paid_in}
        reasons.append(Reason(words, facts_of, rule="grounds.lesson_twice", field="lesson"))
    return reasons

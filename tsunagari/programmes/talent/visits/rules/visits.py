"""訪問 — what is right when a visit is planned, filled in, closed; and when findings are mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tsunagari.base.days import add_months
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale

LONGEST = 2_000
YES, NO, UNSEEN = "yes", "no", "unseen"
SAID = (YES, NO, UNSEEN, "")
# A device's clock is believed within these bounds; outside, the moment of arrival counts.
AHEAD = timedelta(minutes=10)
BEHIND = timedelta(days=31)
AGO_MONTHS = 12


class Typed(NamedTuple):
    """An answer and its words, as typed or as stored."""

    said: str = ""
    words: str = ""


EMPTY = Typed()


def moment(pressed: datetime | None, received: datetime) -> tuple[datetime, bool]:
    """When something was typed, and whether the device's clock could not be believed."""
    if pressed is None:
        return received, False
    if pressed > received + AHEAD or pressed < received - BEHIND:
        return received, True
    return min(pressed, received), False


@dataclass(frozen=True)
class Merged:
    """What to write, and where somebody else was there first."""

    write: dict[str, Typed]
    clash: dict[str, tuple[Typed, Typed]]


def merged(was: Mapping[str, Typed], mine: Mapping[str, Typed], now: Mapping[str, Typed]) -> Merged:
    """Three-way: what the page came with, what was typed, what is stored now.

    What was not touched is left alone; what only one of both touched is taken; the same answer
    from both is no quarrel. The rest is shown: (mine, theirs).
    """
    write, clash = {}, {}
    for key, typed in mine.items():
        before, stored = was.get(key, EMPTY), now.get(key, EMPTY)
        if typed in (before, stored):
            continue
        if stored == before:
            write[key] = typed
        else:
            clash[key] = (typed, stored)
    return Merged(write, clash)


def why_not_plan(*, kind: str, on: date, day: date, people: int) -> list[Reason]:
    """A visit is planned for a company that has people to ask about, from today on or just past."""
    reasons = []
    if day < add_months(on, -AGO_MONTHS) or day > add_months(on, AGO_MONTHS):
        words = _("訪問の日は、前後1年の中で選んでください。")
        reasons.append(Reason(words, rule="visit.day", field="day"))
    if not people:
        words = (
            _("この会社には、その日にはたらく特定技能1号の人がいません。")
            if kind == "interview"
            else _("この会社には、その日にはたらく実習生・育成就労の人がいません。")
        )
        reasons.append(Reason(words, rule="visit.people", field="company"))
    return reasons


def why_not_twice(*, stands: bool) -> list[Reason]:
    """One visit of a kind at a company on a day: its draw is the one that counts."""
    words = _(
        "この会社のこの日には、同じ種類の訪問がもうあります。その訪問を使うか、ちがう日を選んでください。"
    )
    return [Reason(words, rule="visit.twice", field="day")] if stands else []


def why_not_move(*, state: str, same: bool, seen: int, version: int) -> list[Reason]:
    """Only a visit of which nothing is filled in yet goes to another day."""
    reasons = why_not_fill(state=state, clash={}, typed={})
    if reasons:
        return reasons
    if state != "planned":
        words = _("もう記入がはじまっているので、日を動かせません。終えるか、取りやめてください。")
        return [Reason(words, rule="visit.open", field="day")]
    if same:
        words = _("同じ日と時刻です。ちがう日か時刻を選んでください。")
        return [Reason(words, rule="visit.same", field="day"), *why_stale(seen, version)]
    return why_stale(seen, version)


def why_not_online(*, kind: str, day: date, since: date) -> list[Reason]:
    """Only regular interviews may be held online, from the day on which that was allowed."""
    if kind != "interview":
        words = _(
            "オンラインでできるのは、特定技能の定期面談だけです。監査と訪問指導は会社に行きます。"
        )
        return [Reason(words, rule="visit.online", field="online")]
    if day < since:
        words = _("オンラインの面談は %(day)s からできます。")
        return [Reason(words, {"day": since}, rule="visit.online", field="online")]
    return []


def keep_until(day: date, ends: Iterable[date], months: int) -> date:
    """What was seen is kept as long as the books: so many months after the last known end."""
    return add_months(max([day, *ends]), months)


def why_not_fill(*, state: str, clash: Mapping, typed: Mapping[str, Typed]) -> list[Reason]:
    """An open visit, words of a size, and no quarrel with what somebody else wrote."""
    if state == "closed":
        words = _("この訪問はもう終えました。記録は変えられません。")
        return [Reason(words, rule="visit.closed")]
    if state == "cancelled":
        return [Reason(_("この訪問は取りやめになっています。"), rule="visit.closed")]
    long = [key for key, one in typed.items() if len(one.words) > LONGEST]
    words = _("ことばは %(most)s文字までにしてください。")
    reasons = [Reason(words, {"most": LONGEST}, rule="long", field=key) for key in long]
    words = _(
        "ほかの人が、%(n)s個の項目を先に変えました。両方を見て、残すほうを選んで送ってください。"
        "そのほかの入力はそのままです。"
    )
    if clash:
        reasons.append(Reason(words, {"n": len(clash)}, rule="clash"))
    return reasons


def why_not_close(
    *,
    state: str,
    held_on: date | None,
    on: date,
    open_items: int,
    unexplained: int,
    held: int,
    needed: int,
    words: str,
    signed: bool,
) -> list[Reason]:
    """Everything was looked at or said why not, enough people were asked, somebody signed."""
    reasons = why_not_fill(state=state, clash={}, typed={})
    if reasons:
        return reasons
    reasons += _why_not_held(held_on, on)
    if open_items:
        text = _(
            "答えがまだない項目が %(n)s個あります。見ていないときは「見ていない」を選んでください。"
        )
        reasons.append(Reason(text, {"n": open_items}, rule="visit.open"))
    if unexplained:
        text = _(
            "「いいえ」「見ていない」「会えなかった」のうち %(n)s個に、ようすや理由がありません。"
        )
        reasons.append(Reason(text, {"n": unexplained}, rule="visit.words"))
    if held < needed and not words.strip():
        text = _(
            "面談は %(needed)s人以上いりますが、%(held)s人です。"
            "次の人に聞くか、聞けなかった理由を「全体のようす」に書いてください。"
        )
        reasons.append(Reason(text, {"needed": needed, "held": held}, rule="visit.share"))
    if not signed:
        text = _("会社の人の署名か名前がありません。確認票で署名をもらってください。")
        reasons.append(Reason(text, rule="visit.signed"))
    return reasons


def _why_not_held(held_on: date | None, on: date) -> list[Reason]:
    if held_on is None:
        return [Reason(_("訪問した日を入力してください。"), rule="visit.day", field="held_on")]
    if held_on > on:
        words = _("訪問した日（%(day)s）が、今日より後です。")
        return [Reason(words, {"day": held_on}, rule="visit.day", field="held_on")]
    if held_on < add_months(on, -AGO_MONTHS):
        words = _("訪問した日（%(day)s）が、1年より前です。日を確かめてください。")
        return [Reason(words, {"day": held_on}, rule="visit.day", field="held_on")]
    return []


def why_not_due(*, due_on: date | None, held_on: date | None, number: int) -> list[Reason]:
    """Every finding has a day by which it is to be mended, after the visit."""
    if due_on is None:
        words = _("指摘%(n)sの期限を入力してください。")
        return [Reason(words, {"n": number}, rule="finding.due", field=f"due-{number}")]
    if held_on and due_on < held_on:
        words = _("指摘%(n)sの期限（%(day)s）が、訪問した日より前です。")
        facts = {"n": number, "day": due_on}
        return [Reason(words, facts, rule="finding.due", field=f"due-{number}")]
    if held_on and due_on > add_months(held_on, AGO_MONTHS):
        words = _("指摘%(n)sの期限は、訪問した日から1年の中で選んでください。")
        return [Reason(words, {"n": number}, rule="finding.due", field=f"due-{number}")]
    return []


def why_not_mend(
    *, mended_on: date | None, words: str, seen: int, version: int, on: date, held_on: date
) -> list[Reason]:
    """A finding is mended once, and somebody says what shows it."""
    if mended_on:
        words = _("この指摘は %(day)s に直ったことになっています。")
        return [Reason(words, {"day": mended_on}, rule="finding.mended")]
    reasons = why_stale(seen, version)
    if not words.strip():
        text = _("直ったことを、何で確かめたかを書いてください。")
        reasons.append(Reason(text, rule="finding.words", field="words"))
    if on < held_on:
        text = _("訪問した日（%(day)s）より前には、直ったことにできません。")
        reasons.append(Reason(text, {"day": held_on}, rule="finding.day"))
    return reasons


def why_not_judge(*, judged_on: date | None, seen: int, version: int) -> list[Reason]:
    """A finding is judged a breach of law once."""
    if judged_on:
        words = _("この指摘は %(day)s に、法令違反と判断してあります。")
        return [Reason(words, {"day": judged_on}, rule="finding.judged")]
    return why_stale(seen, version)


def why_not_judge_back(*, judged_on: date | None) -> list[Reason]:
    """What was judged can be taken back."""
    words = _("この指摘は、法令違反と判断されていません。")
    return [] if judged_on else [Reason(words, rule="finding.judged")]

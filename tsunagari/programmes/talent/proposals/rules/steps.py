"""提案の段階 — draft, a second person's check, sent, answered, published; and what each step needs."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.programmes.talent.law.rules.book import DAILY

DRAFT, CHECKED, SENT, ANSWERED = "draft", "checked", "sent", "answered"
PUBLISHED, WITHDRAWN = "published", "withdrawn"
NEXT = {DRAFT: CHECKED, CHECKED: SENT, SENT: ANSWERED, ANSWERED: PUBLISHED}
CHECK, ASK_AGAIN = "2-3.proposal_check", "2-3.proposal_ask_again"
MEASURE = "2-3"
OUTCOMES = ("accepted", "partly", "studied", "declined")

_STATE = _("この提案は、いまこの段階に進められません。画面をもう一度見てください。")


def why_not_write(*, title: str, words: str, tables: int, obstacles: Collection) -> list[Reason]:
    """A proposal says what it asks, and rests on published tables or on the articles it is about."""
    reasons = []
    if not title.strip():
        reasons.append(Reason(_("題名を入力してください。"), rule="title", field="title"))
    if not words.strip():
        reasons.append(Reason(_("提案の内容を入力してください。"), rule="words", field="words"))
    if not tables and not obstacles:
        said = _("根拠にする公表した表を1つ以上選んでください。")
        reasons.append(Reason(said, rule="evidence", field="tables"))
    return reasons


def why_not_voices(personal: Collection[str]) -> list[Reason]:
    """What was heard is told so that it is nobody's: nothing in it looks personal."""
    words = _("「%(words)s」は、だれのことか分かる言葉に見えます。消すか、書きかえてください。")
    return [
        Reason(words, {"words": one}, rule="personal", field="voices")
        for one in dict.fromkeys(personal)
    ]


def why_not_step(
    *,
    state: str,
    to: str,
    seen: int,
    version: int,
    by: int,
    writers: Collection[int] = (),
    answerers: Collection[int] = (),
) -> list[Reason]:
    """Steps come one after another, on what is on the screen; nobody checks what they wrote.

    An answer is typed in after the check: whoever publishes it is its second person.
    """
    reasons = why_stale(seen, version)
    if NEXT.get(state) != to:
        reasons.append(Reason(_STATE, rule="state"))
    if to == CHECKED and by in writers:
        words = _("書いた人は確かめられません。ほかの人に確かめてもらってください。")
        reasons.append(Reason(words, rule="second"))
    if to == PUBLISHED and by in answerers:
        words = _("自分が書いた答えは、自分では公開できません。ほかの人にたのんでください。")
        reasons.append(Reason(words, rule="second"))
    return reasons


def why_not_stand(*, state: str, states: Collection[str], seen: int, version: int) -> list[Reason]:
    """Something is done to a proposal only in some states, and on what is on the screen."""
    reasons = why_stale(seen, version)
    return reasons if state in states else [*reasons, Reason(_STATE, rule="state")]


def why_not_send(*, to: str, how: str, sent_on: date | None, on: date) -> list[Reason]:
    """Sent to somebody, in some way, on a day that has come."""
    reasons = []
    if not to.strip():
        reasons.append(Reason(_("送った相手を入力してください。"), rule="to", field="to"))
    if not how.strip():
        reasons.append(Reason(_("送り方を選んでください。"), rule="how", field="how"))
    return reasons + why_not_day(sent_on, "sent_on", on)


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


def why_not_answer(
    *, outcome: str, words: str, answered_on: date | None, sent_on: date | None, on: date
) -> list[Reason]:
    """What they said, on which day."""
    reasons = []
    if outcome not in OUTCOMES:
        reasons.append(Reason(_("返事の種類を選んでください。"), rule="outcome", field="outcome"))
    if not words.strip():
        reasons.append(Reason(_("返事の内容を入力してください。"), rule="words", field="words"))
    return reasons + why_not_day(answered_on, "answered_on", on, sent_on)


def why_not_withdraw(*, state: str, why: str) -> list[Reason]:
    """What is published or taken back already stays so; a reason is said."""
    reasons = []
    if state in (PUBLISHED, WITHDRAWN):
        words = _("公表した提案と、取り下げた提案は、取り下げられません。")
        reasons.append(Reason(words, rule="state"))
    if not why.strip():
        reasons.append(Reason(_("取り下げる理由を書いてください。"), rule="why", field="why"))
    return reasons


def wanted(
    *,
    key: int,
    office: int,
    drafted_on: date,
    checked_on: date | None,
    asked: list[date],
    answered_on: date | None,
    title: str,
    days_to_check: int,
    days_to_ask: int,
    ended_on: date | None = None,
) -> list[Wanted]:
    """A second person checks the draft; who was asked (`asked`: the days) is asked again and again."""
    shared: dict[str, Any] = {"holder": office, "doer": office, "risk": DAILY, "measure": MEASURE}
    facts = {"proposal": key, "title": title}
    found = [
        Wanted(
            rule=CHECK,
            occurrence="1",
            opens_on=drafted_on,
            due=drafted_on + timedelta(days=days_to_check),
            facts=facts | {"drafted_on": drafted_on.isoformat()},
            met=checked_on or ended_on,
            **shared,
        )
    ]
    for number, day in enumerate(asked, 1):
        again = asked[number] if number < len(asked) else None
        found.append(
            Wanted(
                rule=ASK_AGAIN,
                occurrence=str(number),
                opens_on=day,
                due=day + timedelta(days=days_to_ask),
                facts=facts | {"asked_on": day.isoformat()},
                met=again or answered_on or ended_on,
                **shared,
            )
        )
    return found

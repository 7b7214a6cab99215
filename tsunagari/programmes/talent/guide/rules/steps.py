"""手順 — who may take an answer one step on: written, without personal facts, checked, public."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.split import TITLE, Piece

DRAFT, CLEAN = "draft", "clean"
OTHER = 5
MOST_REMARKS = 20


def parts(question: str, words: str) -> list[Piece]:
    """A question and its answer as the sentences of one text."""
    asked = " ".join(question.split())
    return [*([Piece(asked, TITLE)] if asked else []), *split.pieces(words)]


def why_not_write(
    *,
    question: str,
    words: str,
    category: str,
    categories: Collection[str],
    as_of: date | None,
    on: date,
) -> list[Reason]:
    """A question with an answer, in a category of the list, as of a day that has come."""
    reasons = []
    if not question.strip():
        reasons.append(Reason(_("問いを書いてください。"), rule="empty", field="question"))
    reasons += split.why_not_write(split.pieces(words))
    if category not in categories:
        reasons.append(Reason(_("分類を選んでください。"), rule="category", field="category"))
    if as_of and as_of > on:
        said = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(said, {"day": as_of}, rule="day", field="as_of"))
    return reasons


def why_not_change(*, state: str, seen: int, version: int) -> list[Reason]:
    """A draft is written on; what waits for the second person is taken back first."""
    reasons = []
    if state != DRAFT:
        said = _("これは、もう下書きではありません。画面を新しくしてください。")
        reasons.append(Reason(said, rule="state"))
    reasons += why_stale(seen, version)
    return reasons


def why_not_confirm(*, confirmed: bool, source: str, as_of: date | None) -> list[Reason]:
    """The author has read it once more, and says where it stands and as of when."""
    reasons = []
    if not confirmed:
        said = _("個人の事実がないことを読んで確かめ、印をつけてください。")
        reasons.append(Reason(said, rule="confirmed", field="confirmed"))
    if not source.strip() or as_of is None:
        said = _("出典と、いつの情報かを書いてください。読む人が確かめられます。")
        reasons.append(Reason(said, rule="source"))
    return reasons


def why_not_check(
    *, state: str, writers: Collection[int], checker: int, seen: int, version: int
) -> list[Reason]:
    """A second person publishes: nobody who wrote in it."""
    reasons = []
    if state != CLEAN:
        said = _("これは、確認まちではありません。画面を新しくしてください。")
        reasons.append(Reason(said, rule="state"))
    if seen != version:
        said = _("見ているあいだに変わりました。いまの内容を見てから、もう一度おしてください。")
        reasons.append(Reason(said, rule="version"))
    if checker in writers:
        said = _("自分が書いた答えは、自分では公開できません。ほかの人にたのんでください。")
        reasons.append(Reason(said, rule="second_person"))
    return reasons


def why_not_remark(*, public: bool, words: str, waiting: int) -> list[Reason]:
    """Something is said about a public page, and the office is not flooded."""
    reasons = []
    if not public:
        reasons.append(Reason(_("このページは、いま公開していません。"), rule="state"))
    if not words.strip():
        reasons.append(Reason(_("どこが違うかを書いてください。"), rule="words", field="words"))
    if waiting >= MOST_REMARKS:
        said = _("このページには、もう知らせがたくさんあります。いま直しています。")
        reasons.append(Reason(said, rule="many"))
    return reasons


def wanted(
    *,
    key: int,
    name: str,
    office: int,
    clean: tuple[int, date] | None,
    checked_on: date | None,
    remark: tuple[int, date] | None,
    days: Mapping[str, int],
) -> list[Wanted]:
    """A second person for a version (number, day), a look at the first remark (key, day), and once
    a year a look at the whole."""
    fresh = (checked_on.year, checked_on) if checked_on else None
    asked = [
        ("2-3.check_answer", clean, 0, "days_to_check"),
        ("2-3.mend_answer", remark, 0, "days_to_mend"),
        ("2-3.look_again", fresh, days["days_fresh"], "days_to_look_again"),
    ]
    return [
        Wanted(
            rule=rule,
            occurrence=str(since[0]),
            holder=office,
            doer=office,
            opens_on=since[1] + timedelta(days=later),
            due=since[1] + timedelta(days=later + days[span]),
            facts={"answer": key, "answer_name": name, "answer_since": since[1].isoformat()},
            risk=OTHER,
            measure="2-3",
        )
        for rule, since, later, span in asked
        if since
    ]

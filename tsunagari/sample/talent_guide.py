"""見本の生活の手引き — six questions with their answers, so that every state of a translation shows."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from tsunagari.base.languages import SOURCE
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts import queries
from tsunagari.kernel.texts.models import Text
from tsunagari.kernel.texts.rules.split import TITLE, Piece, prose
from tsunagari.programmes.talent.guide import actions
from tsunagari.programmes.talent.guide import queries as guide
from tsunagari.programmes.talent.guide.actions import Written
from tsunagari.programmes.talent.guide.models import Answer, Revision

WRITTEN = Path(__file__).with_name("guide.toml")
MARK = "見本："
# What waits for the second person, and what is a translator's draft.
IN_REVIEW = {("card", "id"), ("licence", "vi")}
DRAFTS = {("night", "id")}


@dataclass
class Makers:
    """Who writes and who checks, and when: some days ago."""

    by: Viewer
    second: Viewer
    on: date
    days: dict[str, int] = field(default_factory=lambda: {"old": 12, "new": 6})

    def when(self, days: int) -> dict:
        return {"on": self.on - timedelta(days), "at": timezone.now() - timedelta(days)}


def load(*, by: Viewer, second: Viewer, on: date) -> None:
    """Six public pages, one that waits for the second person, one from a consultation, one remark."""
    makers = Makers(by, second, on)
    made = {row["key"]: _answer(row, makers) for row in _rows()}
    _second_version(made["moving"], _rows()[1], makers)
    actions.remark(made["rubbish"], "袋の色も書いてください。", language="ja", on=on)
    waiting = actions.draft(
        Written(
            "税金の紙が家に来たら？",
            "市役所から来た紙なら、住民税の紙です。\n分からないときは、捨てないで市役所に聞きます。",
            "tax",
            f"{MARK}市役所の案内",
            on,
        ),
        by=by,
        on=on,
    )
    row = _work(waiting)
    actions.clean(row, declared=[], confirmed=True, seen=row.version, by=by, on=on)
    _from_a_consultation(by, on)


def _from_a_consultation(by: Viewer, on: date) -> None:
    """Begun from what somebody asked; personal facts still stand in it."""
    asked = "Tôi là Minh, sinh ngày 12/03/1999. Tôi muốn đổi việc. Điện thoại: 090-0000-0000"
    told = "Việc có thể làm khác nhau tùy hợp đồng và tư cách lưu trú."
    answer = actions.draft_from(asked, told, "work", "vi", by, on)
    row = _work(answer)
    actions.change(
        row,
        Written(
            "会社を変えたいときは？",
            "契約と在留資格で、できることがちがいます。\n1999年3月12日生まれのミンさんには、"
            "090-0000-0000に電話して説明しました。\n先に、連合会に相談してください。",
            "work",
            f"{MARK}連合会の相談の記録",
            on,
        ),
        seen=row.version,
        by=by,
        on=on,
    )


def _rows() -> list[dict]:
    return tomllib.loads(WRITTEN.read_text("utf-8"))["answer"]


def _work(answer: Answer) -> Revision:
    found = guide.revision_in_work(answer)
    if found is None:
        raise LookupError(f"{answer.pk} has no version in work")
    return found


def _written(row: dict, on: date, *, first: bool) -> Written:
    """The Japanese as it was written; `first` is what it said before a sentence changed."""
    parts = [
        Piece(line.get("was", line[SOURCE]) if first else line[SOURCE], line.get("opens", ""))
        for line in row["line"]
    ]
    question = next(part.words for part in parts if part.opens == TITLE)
    return Written(question, prose(parts), row["category"], f"{MARK}{row['source']}", on)


def _answer(row: dict, makers: Makers) -> Answer:
    day = makers.when(makers.days["old"])["on"]
    answer = actions.draft(_written(row, day, first=True), by=makers.by, on=day)
    _publish(answer, makers, day)
    answer.refresh_from_db()
    for language in ("ja-easy", "en", "vi", "id", "fil"):
        if any(language in line for line in row["line"]):
            _translate(answer.text, row, language, makers)
    return answer


def _publish(answer: Answer, makers: Makers, day: date) -> None:
    revision = _work(answer)
    found = [one.key for one in guide.personal_of(revision)]
    revision = actions.clean(
        revision, declared=found, confirmed=True, seen=revision.version, by=makers.by, on=day
    )
    actions.publish(revision, seen=revision.version, by=makers.second, on=day)


def _translate(text: Text, row: dict, language: str, makers: Makers) -> None:
    when = makers.when(makers.days["old"] - 5)
    whole = queries.with_sentences(Text.objects.filter(pk=text.pk)).get()
    lines = queries.lines(whole, language)
    said = {
        line.key: written[language]
        for line, written in zip(lines, row["line"], strict=True)
        if language in written
    }
    key = (row["key"], language)
    seen = queries.version_of(whole, language)
    send = key not in DRAFTS
    texts.translate(text, language, said, seen=seen, send=send, by=makers.by, **when)
    if send and key not in IN_REVIEW:
        _check(text, language, makers, when)


def _check(text: Text, language: str, makers: Makers, when: dict) -> None:
    whole = queries.with_sentences(Text.objects.filter(pk=text.pk)).get()
    seen = queries.version_of(whole, language)
    texts.check(text, language, seen=seen, by=makers.second, **when)


def _second_version(answer: Answer, row: dict, makers: Makers) -> None:
    """One sentence was made more exact: its translations are old, and one was mended."""
    when = makers.when(makers.days["new"])
    day = when["on"]
    answer.refresh_from_db()
    revision = actions.begin(answer, by=makers.by, on=day)
    actions.change(
        revision,
        _written(row, day, first=False),
        seen=revision.version,
        by=makers.by,
        on=day,
    )
    _publish(answer, makers, day)
    text = queries.with_sentences(Text.objects.filter(pk=answer.text_id)).get()
    [line] = [one for one in queries.lines(text, "ja-easy") if one.state == "outdated"]
    texts.translate(
        text,
        "ja-easy",
        {line.key: line.current.words},
        same={line.key},
        seen=queries.version_of(text, "ja-easy"),
        send=True,
        by=makers.by,
        **when,
    )
    _check(text, "ja-easy", makers, when)

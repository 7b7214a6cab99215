"""訳の状態 — current, outdated since a day, missing, in review: of a sentence and of a whole text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

CURRENT, REVIEW, OUTDATED, MISSING = "current", "review", "outdated", "missing"
WORDS = {
    CURRENT: _("最新"),
    REVIEW: _("確認まち"),
    OUTDATED: _("古い"),
    MISSING: _("まだない"),
}
SHARED = "ja-easy"
LONGEST = 1000


@dataclass(frozen=True)
class Made:
    """One translation: its words, the print it was made from, who and when."""

    key: int
    words: str
    of: str
    on: date
    by: int | None = None
    review: bool = False
    note: str = ""
    checked_by: int | None = None
    checked_on: date | None = None
    # With readings, where the language has them.
    read: str = ""


@dataclass(frozen=True)
class Line:
    """One sentence of the source with what there is in one language.

    `formers` are (print, words, until) of what it said before, the oldest first.
    """

    key: int
    words: str
    opens: str
    print: str
    from_day: date
    formers: tuple[tuple[str, str, date], ...] = ()
    current: Made | None = None
    work: Made | None = None
    read: str = ""
    part: str = ""

    @property
    def state(self) -> str:
        """What a reader gets; what waits for the second person does not count yet."""
        if self.current is None:
            return MISSING
        return CURRENT if self.current.of == self.print else OUTDATED

    @property
    def waits(self) -> bool:
        """True while a translation of this very sentence waits for the second person."""
        return bool(self.work and self.work.review and self.work.of == self.print)

    @property
    def since(self) -> date | None:
        """The day on which the sentence stopped to say what was translated."""
        if self.current is None or self.state != OUTDATED:
            return None
        known = [until for of, _words, until in self.formers if of == self.current.of]
        return known[-1] if known else self.from_day

    @property
    def was(self) -> str:
        """What the sentence said when it was translated; "" when it says that still."""
        if self.current is None or self.state != OUTDATED:
            return ""
        known = [words for of, words, _until in self.formers if of == self.current.of]
        return known[-1] if known else ""


@dataclass(frozen=True)
class Standing:
    """A whole text in one language."""

    language: str
    state: str
    done: int
    total: int
    since: date | None = None
    waiting: int = 0
    checked_on: date | None = None


def standing(language: str, lines: Sequence[Line]) -> Standing:
    """The one state of a text: in review only when nothing else is lacking."""
    lacking = [line for line in lines if line.state != CURRENT]
    since = min((line.since for line in lacking if line.since), default=None)
    checked = [line.current.checked_on for line in lines if line.current]
    if not lacking:
        state = CURRENT
    elif all(line.waits for line in lacking):
        state = REVIEW
    else:
        state = MISSING if any(line.state == MISSING for line in lacking) else OUTDATED
    return Standing(
        language=language,
        state=state,
        done=len(lines) - len(lacking),
        total=len(lines),
        since=since,
        waiting=sum(line.waits for line in lines),
        checked_on=max(filter(None, checked), default=None),
    )


def needed_since(lines: Sequence[Line], asked_on: date) -> date | None:
    """Since when a translator has something to do; None when all is current."""
    lacking = [line for line in lines if line.state != CURRENT]
    return min((max(line.since or line.from_day, asked_on) for line in lacking), default=None)


# — what a reader sees —


@dataclass(frozen=True)
class Seen:
    """One sentence for a reader: in which language, and what is to be said about it.

    An outdated translation comes with the Japanese of today beside it, and with its day.
    """

    key: int
    opens: str
    words: str
    language: str
    state: str = CURRENT
    made_on: date | None = None
    source: str = ""
    part: str = ""


def seen(language: str, source: str, lines: Mapping[str, Sequence[Line]]) -> list[Seen]:
    """The text for a reader: own language, an old translation as such, else ja-easy, else Japanese."""
    if language == source:
        return [
            Seen(line.key, line.opens, line.read, source, part=line.part) for line in lines[source]
        ]
    easy = {line.key: line for line in lines.get(SHARED, ())}
    return [_seen(line, easy.get(line.key), language, source) for line in lines[language]]


def _seen(line: Line, easy: Line | None, language: str, source: str) -> Seen:
    if line.current:
        said = line.read if line.state == OUTDATED else ""
        made = line.current
        return Seen(
            line.key,
            line.opens,
            made.read,
            language,
            state=line.state,
            made_on=made.on,
            source=said,
            part=line.part,
        )
    if easy and easy.state == CURRENT and easy.current:
        return Seen(line.key, line.opens, easy.current.read, SHARED, MISSING, part=line.part)
    return Seen(line.key, line.opens, line.read, source, MISSING, part=line.part)


# — who may —


def why_not_translate(
    *, language: str, known: Collection[str], source: str, seen: str, now: str
) -> list[Reason]:
    """Into one of our languages, and over what was on the screen."""
    reasons = []
    if language not in known or language == source:
        reasons.append(Reason(_("この言語には訳しません。"), rule="language"))
    if seen != now:
        words = _("ほかの人が先に保存しました。いまの訳を見てから、もう一度保存してください。")
        reasons.append(Reason(words, rule="version"))
    return reasons


def why_not_send(
    lines: Sequence[Line], words: Mapping[int, str], same: Collection[int]
) -> list[Reason]:
    """An old translation that stays as it is was looked at: somebody says so."""
    reasons = []
    for line in lines:
        base = line.work or line.current
        if base is None or words.get(line.key) != base.words:
            continue
        if base.of != line.print and line.key not in same:
            said = _(
                "「%(start)s」は日本語が変わりました。訳を直すか、「このままで正しい」に印をつけてください。"
            )
            facts = {"start": line.words[:20]}
            reasons.append(Reason(said, facts, rule="same", field=str(line.key)))
    return reasons


def why_not_words(words: Mapping[int, str]) -> list[Reason]:
    """No translation of a sentence is a text of its own."""
    said = _("訳が長すぎます。%(most)s字までにしてください。")
    return [
        Reason(said, {"most": LONGEST}, rule="long", field=str(key))
        for key, given in words.items()
        if len(given) > LONGEST
    ]


def why_not_check(
    *, makers: Sequence[int | None], stale: int, checker: int | None, seen: str, now: str
) -> list[Reason]:
    """A second person checks: whoever made a translation does not check it."""
    if seen != now:
        words = _("見ているあいだに訳が変わりました。いまの訳を見てから、もう一度おしてください。")
        return [Reason(words, rule="version")]
    if not makers:
        words = (
            _("日本語が変わったので、この訳は確かめられません。訳し直してください。")
            if stale
            else _("確かめる訳がありません。")
        )
        return [Reason(words, rule="nothing")]
    if all(maker == checker for maker in makers):
        words = _("自分の訳は、自分では確かめられません。ほかの人にたのんでください。")
        return [Reason(words, rule="second_person")]
    return []

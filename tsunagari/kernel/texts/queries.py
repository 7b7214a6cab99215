"""文 — a text in a language: its sentences, what of them is translated, what a reader sees."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Cast

from tsunagari.base import figures
from tsunagari.base.languages import CODES, print_of
from tsunagari.base.names import fold
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.texts.duties import TRANSLATE
from tsunagari.kernel.texts.models import Attached, Rendering, Sentence, Text
from tsunagari.kernel.texts.rules import states
from tsunagari.kernel.texts.rules.align import align
from tsunagari.kernel.texts.rules.split import Piece, print_of_meaning
from tsunagari.kernel.texts.rules.states import Line, Made, Seen, Standing

LIVE = Q(gone_on=None)
# The field of what a row says to everybody.
PAGE = "page"


def with_sentences(
    rows, path: str = "", *, opens: str | None = None, parts: Collection[str] | None = None
):
    """Rows whose text (at `path`, as "text__") comes with its sentences and translations.

    `opens` takes only one kind of sentence, `parts` only those fields: the titles of a list.
    """
    sentences = Sentence.objects.filter(LIVE)
    sentences = sentences if parts is None else sentences.filter(part__in=parts)
    sentences = sentences if opens is None else sentences.filter(opens=opens)
    renderings = Rendering.objects.exclude(state=Rendering.State.FORMER)
    sentences = sentences.prefetch_related(Prefetch("renderings", renderings), "formers")
    return rows.prefetch_related(Prefetch(f"{path}sentences", sentences))


def whole(pk: int) -> Text | None:
    """One text with everything that its pages show."""
    return with_sentences(Text.objects.filter(pk=pk)).first()


def attached_to(rows, field: str = PAGE, parts: Collection[str] | None = None) -> dict[int, Text]:
    """{key of a row: the text of its field}, of rows of one kind; with sentences, in four queries."""
    keys = [row.pk for row in rows]
    if not keys:
        return {}
    found = Attached.objects.filter(
        about_kind=rows[0]._meta.label_lower, about_key__in=[str(key) for key in keys], field=field
    )
    rows = Text.objects.filter(attached__in=found).select_related("attached")
    texts = with_sentences(rows, parts=parts)
    return {int(text.attached.about_key): text for text in texts}


def not_put_up(rows):
    """Of rows of one kind: those of which nothing was put up, because they are older than this."""
    key = Cast(OuterRef("pk"), CharField(max_length=60))
    kind = rows.model._meta.label_lower
    put = Attached.objects.filter(about_kind=kind, about_key=key, field=PAGE)
    return rows.exclude(Exists(put))


def sentences_of(text: Text) -> list[Sentence]:
    """The sentences that stand, in order; prefetched ones are not asked for again."""
    return [row for row in text.sentences.all() if row.gone_on is None]


def pieces(text: Text) -> list[Piece]:
    """What the source says now."""
    return [Piece(row.words, row.opens, row.part) for row in sentences_of(text)]


def lines(text: Text, language: str) -> list[Line]:
    """Every sentence with what there is in a language."""
    return [_line(row, language) for row in sentences_of(text)]


def _line(row: Sentence, language: str) -> Line:
    current = work = None
    for made in row.renderings.all():
        if made.language == language and made.state == Rendering.State.CURRENT:
            current = _made(made)
        elif made.language == language and made.state in Rendering.WORKING:
            work = _made(made)
    formers = tuple((one.print, one.words, one.until_day) for one in row.formers.all())
    return Line(
        row.pk,
        row.words,
        row.opens,
        row.print,
        row.from_day,
        formers,
        current,
        work,
        row.read,
        row.part,
    )


def _made(row: Rendering) -> Made:
    return Made(
        key=row.pk,
        words=row.words,
        of=row.of,
        on=row.on,
        by=row.by_id,
        review=row.state == Rendering.State.REVIEW,
        note=row.note,
        checked_by=row.checked_by_id,
        checked_on=row.checked_on,
        read=row.read,
    )


def standing(text: Text, language: str) -> Standing:
    """Current, outdated since, missing or in review: the whole text in one language."""
    return states.standing(language, lines(text, language))


def standings(text: Text) -> list[Standing]:
    """The text in every language but its own, in the order of the menu."""
    return [standing(text, code) for code in CODES if code != text.source]


def seen(text: Text, language: str) -> list[Seen]:
    """What a reader of a language sees of it, sentence by sentence."""
    asked = {language, states.SHARED, text.source}
    return states.seen(language, text.source, {code: lines(text, code) for code in asked})


def version_of(text: Text, language: str) -> str:
    """A print of all translations into a language: who saves over another's work is told."""
    parts = [
        f"{line.key} {made.key} {made.review} {made.words}"
        for line in lines(text, language)
        for made in (line.current, line.work)
        if made
    ]
    return print_of("\n".join(parts))


@dataclass(frozen=True)
class Compared:
    """One sentence of a new version beside what is there: same, changed, new or gone."""

    state: str
    words: str
    opens: str = ""
    was: str = ""
    translated: int = 0


def compared(text: Text | None, parts: Sequence[Piece]) -> list[Compared]:
    """What a new version changes, before it is written: which translations would be outdated."""
    rows = {row.pk: row for row in sentences_of(text)} if text else {}
    kept = {pk for pk, row in rows.items() if _translated(row)}
    keys = align(
        [(pk, row.words) for pk, row in rows.items()], [p.words for p in parts], first=kept
    )
    found = [_compared(rows.get(key), part) for key, part in zip(keys, parts, strict=True)]
    gone = [row for pk, row in rows.items() if pk not in keys]
    return found + [Compared("gone", row.words, row.opens) for row in gone]


def _compared(row: Sentence | None, part: Piece) -> Compared:
    if row is None:
        return Compared("new", part.words, part.opens)
    if row.print == print_of_meaning(part.words):
        return Compared("same", part.words, part.opens)
    return Compared("changed", part.words, part.opens, row.words, _translated(row))


def _translated(row: Sentence) -> int:
    """In how many languages the sentence is current."""
    checked = Rendering.State.CURRENT
    return sum(one.state == checked and one.of == row.print for one in row.renderings.all())


def waiting_for_check(languages: Collection[str] = CODES):
    """Texts of which some translation waits for a second person."""
    made = Rendering.objects.filter(
        sentence__text=OuterRef("pk"), state=Rendering.State.REVIEW, language__in=languages
    )
    return Text.objects.filter(Exists(made.filter(sentence__gone_on=None)))


def to_translate():
    """Texts that are wanted in some language in which they are missing or outdated."""
    key = Cast(OuterRef("pk"), CharField(max_length=60))
    asked = Duty.objects.filter(
        about_kind=Text._meta.label_lower, about_key=key, rule=TRANSLATE, state="open"
    )
    return Text.objects.filter(Exists(asked))


def found(words: str) -> Iterable[Q]:
    """One condition on texts for every word that was typed: in the source, or in a checked translation."""
    for word in words.split()[:8]:
        if not (folded := fold(word)):
            continue
        said = Sentence.objects.filter(LIVE, folded__contains=folded)
        made = Rendering.objects.filter(
            state=Rendering.State.CURRENT, folded__contains=folded, sentence__gone_on=None
        )
        yield Q(pk__in=said.values("text")) | Q(pk__in=made.values("sentence__text"))


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date):
    """A number of this subject on a day."""
    return _figures()[name].on(on).value

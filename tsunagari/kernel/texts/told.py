"""読む文 — what a reader sees of a text, as one column of the statement that asks for its row.

For pages that many open at once; whoever writes, translates or checks reads the rows (queries.py).
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Model

from tsunagari.base import statements
from tsunagari.base.asked import padded
from tsunagari.kernel.texts.models import Rendering
from tsunagari.kernel.texts.rules import states
from tsunagari.kernel.texts.rules.states import Line, Made, Seen

Told = list[tuple[str, Seen]]

SAID = "said.place, said.id, made.language, said.words, said.opens, said.part, said.print"
READ = 'said.read, said.from_day, made.id, made.words, made.of, made.read, made."on"'
OF_TEXT = (
    "FROM texts_sentence said LEFT JOIN texts_rendering made ON made.sentence_id = said.id"
    f" AND made.state = '{Rendering.State.CURRENT.value}'"
    f" AND made.language IN (%s, '{states.SHARED}') WHERE said.gone_on IS NULL"
)

OF_ROWS = (
    "FROM texts_attached JOIN texts_text ON texts_text.id = texts_attached.text_id"
    " WHERE texts_attached.about_kind = %s AND texts_attached.field = %s"
    " AND texts_attached.about_key IN"
)


def column(text: str, opens: str = "", parts: int = 0) -> str:
    """The expression for the text whose key is `text`; its first value is the reader's language.

    `opens` takes only one kind of sentence: the titles of a list. `parts` is how many fields follow
    as values, when not all are wanted.
    """
    only = f" AND said.opens = '{opens}'" if opens else ""
    only += f" AND said.part IN ({_places(parts)})" if parts else ""
    return statements.listed(f"{SAID}, {READ}", f"{OF_TEXT} AND said.text_id = {text}{only}")


def told(said: str | None, language: str, source: str) -> Told:
    """What such a column says: each sentence as it was written, and as the reader sees it."""
    rows: dict[int, list] = {}
    made: dict[tuple[int, str], Made] = {}
    for row in statements.unlisted(said):
        _place, key, code, *sentence = row
        rows[key] = sentence
        if code:
            made[key, code] = _made(sentence[6:])
    lines = {
        code: [_line(key, row, made.get((key, code))) for key, row in rows.items()]
        for code in {language, states.SHARED, source}
    }
    seen = states.seen(language, source, lines)
    return [(row[0], one) for row, one in zip(rows.values(), seen, strict=True)]


def of(pk: int, language: str, source: str, opens: str = "") -> Told:
    """The same of one text, in a statement of its own."""
    asked = column("texts_text.id", opens)
    [[said]] = statements.found((), "FROM texts_text WHERE id = %s", [language, pk], asked)
    return told(said, language, source)


def attached(
    rows: Sequence[Model], field: str, language: str, parts: Collection[str] = ()
) -> dict[int, list[Seen]]:
    """{row: what a reader sees of the text of one field}, of rows of one kind; in one statement.

    `parts` takes only those fields of a row that says several things.
    """
    if not rows:
        return {}
    kind, keys = rows[0]._meta.label_lower, padded([str(row.pk) for row in rows])
    said = column("texts_text.id", parts=len(parts))
    found = statements.asked(
        (),
        f"{OF_ROWS} ({_places(len(keys))})",
        [language, *parts, kind, field, *keys],
        f"texts_attached.about_key, texts_text.source, {said}",
    )
    return {
        int(key): [seen for _words, seen in told(said, language, source)]
        for key, source, said in found
    }


def _places(count: int) -> str:
    return ", ".join(["%s"] * count)


def _line(key: int, row: list, current: Made | None) -> Line:
    words, opens, part, of_words, read, from_day, *_made_of_it = row
    day = date.fromisoformat(from_day)
    return Line(key, words, opens, of_words, day, current=current, read=read, part=part)


def _made(row: list) -> Made:
    key, words, of_words, read, on = row
    return Made(key, words, of_words, date.fromisoformat(on), read=read)

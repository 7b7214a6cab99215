"""読む文 — what a reader sees of a text, as one column of the statement that asks for its row.

For pages that many open at once; whoever writes, translates or checks reads the rows (queries.py).
"""

from datetime import date

from tsunagari.base import statements
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


def column(text: str, opens: str = "") -> str:
    """The expression for the text whose key is `text`; its one value is the reader's language.

    `opens` takes only one kind of sentence: the titles of a list.
    """
    only = f" AND said.opens = '{opens}'" if opens else ""
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


def _line(key: int, row: list, current: Made | None) -> Line:
    words, opens, part, of_words, read, from_day, *_made_of_it = row
    day = date.fromisoformat(from_day)
    return Line(key, words, opens, of_words, day, current=current, read=read, part=part)


def _made(row: list) -> Made:
    key, words, of_words, read, on = row
    return Made(key, words, of_words, date.fromisoformat(on), read=read)

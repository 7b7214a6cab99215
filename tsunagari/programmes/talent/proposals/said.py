"""表のことば — a published table in the reader's words: title, rows, numbers, what is not shown and why."""

from dataclasses import dataclass

from tsunagari.base import glossary
from tsunagari.base.languages import active, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.proposals.rules import asking
from tsunagari.programmes.talent.proposals.rules.counts import (
    ALL,
    LANGUAGE,
    MONTH,
    OTHER,
    TOPIC,
    TOWN,
    UNKNOWN,
    Asked,
    Table,
)

TITLE = _("相談の数：%(rows)s（%(first)s〜%(last)s）")
TITLE_TWO = _("相談の数：%(rows)s × %(columns)s（%(first)s〜%(last)s）")
TITLE_FIXED = _("%(title)s、%(only)sだけ")
SUM, DASH = _("合計"), "–"


@dataclass(frozen=True)
class Line:
    """One row in words: its label, and a number (None: not shown) for each column."""

    label: str
    numbers: list[int | None]


@dataclass(frozen=True)
class Words:
    """A whole table in words."""

    title: str
    row_title: str
    heads: list[str]
    lines: list[Line]
    foot: Line
    hidden: str


def label(dimension: str, value: str) -> str:
    """A row or a column in words."""
    if value == OTHER:
        return gettext(_("そのほか"))
    if value == UNKNOWN:
        return gettext(_("わからない"))
    if dimension == TOPIC:
        return gettext(asking.TOPICS.get(value, value))
    if dimension == TOWN:
        return _town(value)
    return asking.NAMES.get(value, value) if dimension == LANGUAGE else value


def _town(name: str) -> str:
    """A town as the glossary names it in the reader's language, with its reading in easy Japanese."""
    term = glossary.by_name().get(name)
    if term is None:
        return name
    return term.yomi if active() == "ja-easy" else term.in_language(active())


def title(asked: Asked) -> str:
    """What a table is about."""
    facts = {"first": asked.first, "last": asked.last, "rows": gettext(asking.TITLES[asked.rows])}
    if asked.columns:
        facts["columns"] = gettext(asking.TITLES[asked.columns])
    found = gettext(TITLE_TWO if asked.columns else TITLE) % facts
    for dimension in (TOPIC, LANGUAGE, TOWN):
        if value := getattr(asked, dimension):
            found = gettext(TITLE_FIXED) % {"title": found, "only": label(dimension, value)}
    return found


def words(made: Table, k: int) -> Words:
    """A table as it is read."""
    asked = made.asked
    columns = [ALL, *made.columns] if made.columns else [ALL]
    heads = [gettext(SUM), *(label(asked.columns, one) for one in made.columns)]
    return Words(
        title=title(asked),
        row_title=gettext(asking.TITLES[asked.rows]),
        heads=heads if made.columns else [gettext(_("相談の数（件）"))],
        lines=[
            Line(label(asked.rows, row), [made.at(row, column) for column in columns])
            for row in made.rows
        ],
        foot=Line(gettext(SUM), [made.at(ALL, column) for column in columns]),
        hidden=gettext(asking.HIDDEN) % {"k": k} if made.hidden else "",
    )


def sheet(made: Table, k: int) -> list[list[str]]:
    """The same as rows of a file; what is not shown is empty, and said at the end."""
    found = words(made, k)
    rows = [[found.title], [found.row_title, *found.heads]]
    for line in (*found.lines, found.foot):
        rows.append([line.label, *("" if n is None else str(n) for n in line.numbers)])
    rows.append([found.hidden or gettext(_("出していない数はありません。"))])
    return rows


def is_by_month(asked: Asked) -> bool:
    """Whether a table follows the months, so that a line is drawn."""
    return asked.rows == MONTH and not asked.columns

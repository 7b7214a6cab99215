"""席のための質問の言葉 — generations, countries, towns and languages as a form offers them."""

from tsunagari.base import glossary
from tsunagari.base.languages import active
from tsunagari.base.languages import gettext as _
from tsunagari.programmes.community.gatherings.words import (
    COUNTRIES,
    GENERATIONS,
    OLDEST,
    TONGUES,
    TOWNS,
    YOUNGEST,
)

Choices = list[tuple[str, str]]


def _first() -> Choices:
    return [("", _("えらばない"))]


def generations() -> Choices:
    """Tens of years."""
    own = {YOUNGEST: _("10歳より下"), OLDEST: _("70歳以上")}
    tens = [(code, own.get(code) or _("%(n)s代") % {"n": code[:-1]}) for code in GENERATIONS]
    return _first() + tens


def countries() -> Choices:
    """Where people come from."""
    return _first() + [(code, _(words)) for code, words in COUNTRIES.items()]


def towns() -> Choices:
    """Towns around, as the glossary names them in the reader's language."""
    terms = glossary.by_slug()
    other = ("other", _("そのほかの市や町"))
    named = [(slug, terms[slug].in_language(active())) for slug in TOWNS if slug in terms]
    return [*_first(), *named, other]


def tongues() -> Choices:
    """Languages, each in itself."""
    return list(TONGUES.items())

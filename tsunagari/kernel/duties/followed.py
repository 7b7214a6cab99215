"""見なおし — what became of the duties of one thing when its facts were followed, in words."""

from collections import Counter

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.records.models import Record

# What became of a duty when the facts were followed.
BECAME = {
    "new": _("新しい務め"),
    "moved": _("動いた務め"),
    "done": _("済んだ務め"),
    "void": _("なくなった務め"),
    "reopened": _("もどった務め"),
}


def followed(record: Record, language: str) -> list[tuple[str, list[str]]]:
    """Of a record of following: [(what became, the titles of the rules)], with how far a day moved."""
    found = [(words, str(record.facts.get(f"{what}_rules", ""))) for what, words in BECAME.items()]
    return [(gettext(words), _lines(said, language)) for words, said in found if said]


def _lines(said: str, language: str) -> list[str]:
    """The duties in words; those of one rule that moved alike stand once, with their number."""
    counted = Counter(_followed(one, language) for one in rules.parted(said))
    return [f"{line} ×{n}" if n > 1 else line for line, n in counted.items()]


def _followed(said: str, language: str) -> str:
    code, _space, days = said.partition(" ")
    if code == rules.MORE:
        return gettext(_("ほかに%(n)s件")) % {"n": days}
    title = gettext(rulebook.of(code).title) % rulebook.facts_in_words({}, language)
    if not days:
        return title
    later = _("%(title)s（期限が%(n)s日あとへ）")
    sooner = _("%(title)s（期限が%(n)s日まえへ）")
    return gettext(later if days[0] == "+" else sooner) % {"title": title, "n": days[1:]}

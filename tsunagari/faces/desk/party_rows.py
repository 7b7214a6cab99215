"""人・団体の行 — the rows of the lists of people and bodies, written out: fifty of them as a template
cost more than all the rest of the page."""

from collections.abc import Iterable
from functools import cache
from html import escape

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagari.faces.desk.people import Line
from tsunagari.faces.shared.templatetags.house import icon

# The markup of c-row; every value is escaped before it comes in.
ROW = """<li class="tn-row">
  <span class="tn-type">{icon}</span>
  <div class="tn-row-text">
    <h{level} class="tn-row-title"><a href="{page}">{title}</a></h{level}>
    {below}
  </div>
  {end}
</li>
"""
BELOW, READ = '<div class="tn-row-sub">{}{}</div>', "<div>{}{}</div>"
NOTE, TAIL = "<span>{}</span>", ' <span class="tn-tail">{}</span>'
MINOR = '<div class="tn-row-end"><span class="tn-chip" data-tone="info">{}</span></div>'


def written(lines: Iterable[Line], level: int = 3) -> SafeString:
    """The rows of a list whose headings are of this level."""
    before, behind = _address(get_language(), get_script_prefix())
    minor = MINOR.format(_("生徒"))
    return SafeString(
        "".join(
            ROW.format(
                icon=_icon(line.icon),
                level=level,
                page=f"{before}{line.code}{behind}",
                title=escape(line.title),
                below=_below(line),
                end=minor if line.minor else "",
            )
            for line in lines
        )
    )


def _below(line: Line) -> str:
    """The reading, and what they do where."""
    first = line.kana or line.latin
    both = line.kana and line.latin
    read = READ.format(escape(first), TAIL.format(escape(line.latin)) if both else "")
    marks = [NOTE, *[TAIL] * len(line.notes)]
    notes = [mark.format(escape(note)) for mark, note in zip(marks, line.notes, strict=False)]
    return BELOW.format(read if first else "", "".join(notes)) if first or notes else ""


@cache
def _address(_language: str, _prefix: str) -> tuple[str, str]:
    """Those of all rows, before and behind the code."""
    before, _code, behind = reverse("desk:party", args=["A" * 10]).partition("A" * 10)
    return before, behind


_icon = cache(icon)

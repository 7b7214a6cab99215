"""議事録（PDF） — the same version for those who were there and, redacted, for everybody."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.governance.fund.council.said import Paper

TEMPLATE = Path(__file__).parent / "paper.typ"
LONGEST = 6000


@dataclass(frozen=True)
class Edge:
    """What stands on the edge of the page: printed when, by whom, of which state."""

    at: datetime
    body: str
    sample: bool
    state: str


def made(paper: Paper, *, signed: list[tuple[str, str]], edge: Edge) -> bytes:
    """The minutes in Japanese; `signed` are those who signed, and when."""
    with override(SOURCE):
        data = {
            "heading": pdf.clipped(paper.title, 120),
            "state": plain(edge.state),
            "rows": [[label, pdf.clipped(said, 300)] for label, said in paper.rows],
            "people": [[pdf.clipped(each, 120) for each in row] for row in paper.people],
            "opening": _paragraphs(paper.opening),
            "sections": [
                {
                    "title": f"{one.number}　{pdf.clipped(one.title, 200)}",
                    "lines": [[label, _paragraphs(said)] for label, said in one.lines],
                }
                for one in paper.sections
            ],
            "closing": _paragraphs(paper.closing),
            "rule": plain(paper.rule),
            "signed": [[pdf.clipped(who, 80), when] for who, when in signed],
            "words": {
                "people": plain(gettext(_("委員"))),
                "items": plain(gettext(_("議題"))),
                "rule": plain(gettext(_("決め方"))),
                "signed": plain(gettext(_("署名"))),
                "close": plain(gettext(_("閉会"))),
            },
            "paper": _edge(edge),
        }
        return pdf.make(TEMPLATE, data, title=data["heading"], language=SOURCE, at=edge.at)


def _paragraphs(text: str) -> list[str]:
    return [pdf.clipped(line, LONGEST) for line in text.splitlines() if line.strip()]


def _edge(edge: Edge) -> dict:
    moment = f"{day_words(edge.at.date(), SOURCE)} {edge.at.hour}:{edge.at:%M}"
    return {
        "edge": plain(gettext(_("印刷 %(at)s")) % {"at": moment}),
        "body": pdf.clipped(edge.body, 60),
        "sample": plain(gettext(_("見本"))) if edge.sample else "",
    }

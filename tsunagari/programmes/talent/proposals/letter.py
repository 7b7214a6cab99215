"""提案書 — the letter that is sent: what is asked, the published tables, the articles in the way."""

from datetime import date
from pathlib import Path

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.programmes.talent.documents.papers.parts import CONFIDENCE, Printed
from tsunagari.programmes.talent.proposals import queries, said
from tsunagari.programmes.talent.proposals.models import Proposal, Table

TEMPLATE = Path(__file__).parent / "letter.typ"
TO = _("%(to)s　御中")
BASIS = _("根拠：%(article)s ／ %(source)s ／ %(confidence)s")
COUNTED = _(
    "相談窓口に来た相談を、月ごとに、相談の種類・言葉・町で数えました。1つの相談は1回だけ数えます。"
    "%(k)s件より少ない数と、引き算でそれが分かる数は、出していません。"
)


def made(proposal: Proposal, *, to: str, on: date, at: Printed) -> bytes:
    """The letter in Japanese, as it would be sent on a day."""
    with override(SOURCE):
        data = {
            "day": day_words(on, SOURCE),
            "to": pdf.clipped(
                gettext(TO) % {"to": to or gettext(proposal.get_asked_of_display())}, 120
            ),
            "from": pdf.clipped(at.body, 80),
            "heading": pdf.clipped(proposal.title, 200),
            "parts": _paragraphs(proposal.words, proposal.voices),
            "tables": [_table(row) for row in proposal.tables.order_by("pk")],
            "obstacles": [_obstacle(one) for one in proposal.obstacles.all()],
            "counted": _counted(proposal, on),
            "words": {
                "evidence": gettext(_("根拠にした数")),
                "obstacles": gettext(_("法の壁")),
                "counted": gettext(_("数え方")),
            },
            "paper": _edge(at),
        }
    return pdf.make(TEMPLATE, data, title=data["heading"], language=SOURCE, at=at.at)


def _paragraphs(*texts: str) -> list[str]:
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return [pdf.clipped(line, 2000) for line in lines if line]


def _table(row: Table) -> dict:
    found = said.words(queries.read(row), row.smallest)
    return {
        "title": found.title,
        "row_title": found.row_title,
        "heads": found.heads,
        "rows": [
            [line.label, *(said.DASH if n is None else f"{n:,}" for n in line.numbers)]
            for line in (*found.lines, found.foot)
        ],
        "hidden": found.hidden,
    }


def _obstacle(one) -> dict:
    facts = {
        "article": one.article,
        "source": one.source,
        "confidence": gettext(CONFIDENCE.get(one.confidence, one.confidence)),
    }
    return {"words": one.words, "basis": gettext(BASIS) % facts}


def _counted(proposal: Proposal, on: date) -> str:
    has = proposal.tables.exists()
    return plain(gettext(COUNTED) % {"k": queries.figure("smallest", on)}) if has else ""


def _edge(at: Printed) -> dict:
    moment = f"{day_words(at.at.date(), SOURCE)} {at.at.hour}:{at.at:%M}"
    return {
        "edge": plain(gettext(_("印刷 %(at)s")) % {"at": moment}),
        "body": pdf.clipped(at.body, 60),
        "sample": plain(gettext(_("見本"))) if at.sample else "",
    }

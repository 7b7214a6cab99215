"""寄附した人のカード — one page with the QR code that opens a donor's own page, in their language."""

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.programmes.talent.people import worker_card
from tsunagari.programmes.talent.people.worker_card import Card, Edge

TITLE = _("寄附した人のカード")
SAID = {
    "what": _("自分の寄附、領収書、継続の寄附を見て、変えたり、やめたりできます。"),
    "private": _("このカードは、あなただけのものです。ほかの人にわたさないでください。"),
    "lost": worker_card.LOST,
    "typed": worker_card.TYPED,
    "code": worker_card.CODE,
}


def made(card: Card, *, language: str, edge: Edge) -> bytes:
    """The letter as PDF."""
    with override(language):
        until = plain(gettext(worker_card.UNTIL)) % {"day": plain(day_words(card.until, language))}
        data = {
            "name": pdf.clipped(card.name, 60),
            "code": card.code,
            "typed_at": card.typed_at,
            "qr": pdf.qr_svg(card.url),
            "until": until,
            "steps": [plain(gettext(step)) for step in worker_card.STEPS],
            "said": {name: plain(gettext(text)) for name, text in SAID.items()},
            "paper": {
                "edge": plain(day_words(edge.at.date(), language)),
                "body": pdf.clipped(edge.body, 60),
                "sample": plain(gettext(worker_card.SAMPLE)) if edge.sample else "",
            },
        }
        title = plain(gettext(TITLE))
    return pdf.make(worker_card.TEMPLATE, data, title=title, language=language, at=edge.at)

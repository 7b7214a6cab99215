"""はたらく人のカード — one page with the QR code that opens a person's own page, in their language.

The letter carries the name, the QR code and the same code to type; neither company nor case.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain

TEMPLATE = Path(__file__).with_suffix(".typ")
# A card is printed anew every two years at the latest: an own rule of the office.
VALID_DAYS = 730
TITLE = _("はたらく人のカード")
STEPS = (
    _("スマホのカメラで、このQRを読みます。"),
    _("読めないときは、下のところに番号を入れます。"),
    _("はじめて入るとき、自分だけの番号（数字6つ）を決めます。"),
)
WHAT = _("自分の案件、すること、書類、払ったお金を見て、困ったときに知らせることができます。")
PRIVATE = _("このカードは、あなただけのものです。会社の人にもわたさないでください。")
LOST = _("なくしたら、すぐ連合会の事務局に言ってください。古いカードを使えなくします。")
TYPED, CODE, UNTIL = _("番号を入れるところ"), _("カードの番号"), _("%(day)sまで使えます。")
SAMPLE = _("見本")


@dataclass(frozen=True)
class Card:
    """Whose card, what is behind the QR, the code to type and where, until when."""

    name: str
    url: str
    code: str
    typed_at: str
    until: date


@dataclass(frozen=True)
class Edge:
    """What stands on the edge: when it was printed, by whom; 見本 or not."""

    at: datetime
    body: str
    sample: bool


def worker_card(card: Card, *, language: str, edge: Edge) -> bytes:
    """The letter as PDF."""
    with override(language):
        said = {name: plain(gettext(text)) for name, text in _texts().items()}
        until = plain(gettext(UNTIL)) % {"day": plain(day_words(card.until, language))}
        data = {
            "name": pdf.clipped(card.name, 60),
            "code": card.code,
            "typed_at": card.typed_at,
            "qr": pdf.qr_svg(card.url),
            "until": until,
            "steps": [plain(gettext(step)) for step in STEPS],
            "said": said,
            "paper": {
                "edge": plain(day_words(edge.at.date(), language)),
                "body": pdf.clipped(edge.body, 60),
                "sample": plain(gettext(SAMPLE)) if edge.sample else "",
            },
        }
        title = plain(gettext(TITLE))
    return pdf.make(TEMPLATE, data, title=title, language=language, at=edge.at)


def _texts() -> dict[str, str]:
    return {
        "what": WHAT,
        "private": PRIVATE,
        "lost": LOST,
        "typed": TYPED,
        "code": CODE,
    }

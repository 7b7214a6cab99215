"""受領証明書 — the words that are kept when it is issued, and the paper that is printed from them.

The words never change afterwards: a later address, name or tax status does not reach them.
"""

from datetime import date
from pathlib import Path

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.gifts import sealed
from tsunagari.governance.fund.gifts.models import Gift, Receipt, Status
from tsunagari.governance.fund.gifts.rules import receipts
from tsunagari.governance.fund.gifts.rules import status as statuses
from tsunagari.programmes.talent.documents.papers.parts import Printed

TEMPLATE = Path(__file__).parent / "certificate.typ"
TITLES = {receipts.SINGLE: _("寄附金受領証明書"), receipts.YEARLY: _("寄附金受領証明書（1年分）")}
GOODS_TITLE = _("寄附物品受領証明書")
RECEIVED = _("上記のとおり、ご寄附を受け取りました。")
REISSUED = _("再発行（%(number)s にかわるもの）")
VOID = _("無効（%(day)s）")
DAY_HELP = _("受け取った日は、お金が当法人に着いた日です。")
GOODS_HELP = _("品物には、金額を書いていません。")
LABELS = {
    "number": _("受領番号"),
    "name": _("お名前"),
    "address": _("ご住所"),
    "yen": _("金額"),
    "on": _("受け取った日"),
    "what": _("内容"),
    "issued": _("発行日"),
    "representative": _("代表者"),
    "certificate": _("認定・証明"),
    "total": _("合計"),
    "money": _("現金・振込"),
}


def text_of(row: Receipt, gifts: list[Gift], status: Status | None, *, name: dict) -> dict:
    """Everything that will stand on a receipt, in Japanese, as data."""
    said = statuses.said(status.form, credit=status.credit)
    return {
        "number": receipts.number_words(row.year, row.number),
        "kind": row.kind,
        "name": name["name"],
        "address": " ".join(filter(None, (name["postcode"], name["address"]))),
        "rows": [_row(gift) for gift in gifts],
        "yen": row.yen,
        "issued_on": row.issued_on.isoformat(),
        "instead_of": (
            receipts.number_words(row.reissues.year, row.reissues.number) if row.reissues else ""
        ),
        "said": [words for words in (said.purpose, said.relief, said.paper, said.basis) if words],
        "body": _body(row, status),
    }


def _row(gift: Gift) -> dict:
    yen = None if gift.yen is None else gift.yen - gift.refunded_yen
    return {"on": gift.received_on.isoformat(), "yen": yen, "goods": gift.goods}


def _body(row: Receipt, status: Status) -> dict:
    until = status.until_day.isoformat() if status.until_day else ""
    return {
        "name": row.book.title,
        "form": statuses.FORMS[status.form],
        "address": status.address,
        "representative": status.representative,
        "authority": status.authority,
        "number": status.number,
        "until": until,
    }


def made(rows: list[Receipt], *, at: Printed) -> bytes:
    """One PDF with a page for each receipt, from the words that were kept."""
    with override(SOURCE):
        pages = [_page(row, sealed.reveal(row)) for row in rows]
        title = pages[0]["title"] if len(pages) == 1 else gettext(_("寄附金受領証明書"))
        data = {"pages": pages, "paper": _edge(at)}
    return pdf.make(TEMPLATE, data, title=title, language=SOURCE, at=at.at)


def _page(row: Receipt, kept: dict) -> dict:
    goods = all(one["yen"] is None for one in kept["rows"])
    marks = []
    if kept["instead_of"]:
        marks.append(gettext(REISSUED) % {"number": kept["instead_of"]})
    if row.voided_on:
        marks.append(gettext(VOID) % {"day": day_words(row.voided_on, SOURCE)})
    notes = [gettext(DAY_HELP)]
    if any(one["yen"] is None for one in kept["rows"]):
        notes.append(gettext(GOODS_HELP))
    body = kept["body"]
    until = day_words(date.fromisoformat(body["until"]), SOURCE) if body["until"] else ""
    certificate = " ".join(filter(None, (body["authority"], body["number"])))
    if certificate and until:
        certificate = gettext(_("%(certificate)s（%(until)sまで）")) % {
            "certificate": certificate,
            "until": until,
        }
    return {
        "title": gettext(GOODS_TITLE if goods else TITLES[kept["kind"]]),
        "marks": marks,
        "void": bool(row.voided_on),
        "number": kept["number"],
        "name": pdf.clipped(kept["name"], 120),
        "address": pdf.clipped(kept["address"], 200),
        "yen": "" if kept["yen"] is None else f"{kept['yen']:,}",
        "rows": [_line(one) for one in kept["rows"]],
        "received": gettext(RECEIVED),
        "said": [gettext(words) for words in kept["said"]],
        "notes": notes,
        "issued": day_words(date.fromisoformat(kept["issued_on"]), SOURCE, weekday=False),
        "body": {
            "name": pdf.clipped(body["name"], 120),
            "form": gettext(body["form"]),
            "address": pdf.clipped(body["address"], 200),
            "representative": pdf.clipped(body["representative"], 120),
            "certificate": pdf.clipped(certificate, 200),
        },
        "labels": {name: gettext(words) for name, words in LABELS.items()},
    }


def _line(one: dict) -> dict:
    return {
        "on": day_words(date.fromisoformat(one["on"]), SOURCE, weekday=False),
        "what": pdf.clipped(one["goods"], 120) or gettext(LABELS["money"]),
        "yen": "—" if one["yen"] is None else gettext(_("%(yen)s円")) % {"yen": f"{one['yen']:,}"},
    }


def _edge(at: Printed) -> dict:
    moment = f"{day_words(at.at.date(), SOURCE)} {at.at.hour}:{at.at:%M}"
    return {
        "edge": gettext(_("印刷 %(at)s")) % {"at": moment},
        "body": pdf.clipped(at.body, 60),
        "sample": gettext(_("見本")) if at.sample else "",
    }

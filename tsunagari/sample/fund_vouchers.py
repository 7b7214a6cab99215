"""見本の証憑 — an invoice that was corrected, a contract, and a quotation that was cancelled.

What the expenses, reports and receipts of the sample brought is in the register by itself.
"""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from tsunagari.governance.fund import printing
from tsunagari.governance.fund.printing import Letter, yen
from tsunagari.governance.fund.vouchers import actions
from tsunagari.governance.fund.vouchers.said import Said
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents.papers.parts import Printed
from tsunagari.sample import ledger

SHOP, HALL = "見本 流山文具店", "見本 とうかつ会館"


def load(*, by: Viewer, on: date) -> None:
    """Three papers that came as data."""
    book, who = ledger.fund("machi").book, {"by": by, "on": on}
    day = max(on - timedelta(days=20), book.opened_on)
    bill = Said("invoice", day, 18_200, SHOP, words="見本 講座の文房具")
    made = actions.enter(book, bill, files=[_paper("請求書", bill)], **who)
    right = replace(bill, yen=12_800)
    files = [_paper("請求書（訂正）", right)]
    why = "見本：数がちがっていたので、請求書を出しなおしてもらった"
    actions.correct(made, right, seen=1, reason=why, files=files, **who)
    lease = Said("contract", book.opened_on, None, HALL, words="見本 会場を借りる約束")
    actions.enter(book, lease, files=[_paper("契約書", lease)], **who)
    offer = Said("quotation", day, 30_000, HALL, words="見本 発表会の会場")
    made = actions.enter(book, offer, files=[_paper("見積書", offer)], **who)
    actions.cancel(made, seen=1, reason="見本：同じ見積書を二度入れた", **who)


def _paper(heading: str, said: Said) -> tuple[str, bytes]:
    letter = Letter(
        heading=f"見本 {heading}",
        to="見本 東葛つながり連合会",
        sender=said.name,
        on=said.doc_date,
        facts=[("内容", said.words), ("金額", yen(said.yen) if said.yen else "—")],
    )
    edge = Printed(at=timezone.now(), record="", body=said.name, sample=True)
    return "mihon.pdf", printing.made(letter, edge)

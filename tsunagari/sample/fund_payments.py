"""見本の支払い — expenses, requests and files of an invented office, at every step of their way.

Accounts are of banks that do not exist (9900 and above).
"""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from tsunagari.base import offices
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import (
    accounts,
    batches,
    expenses,
    requests,
    results,
    rolls,
    sources,
)
from tsunagari.governance.fund.payments.models import Batch, Expense, Request
from tsunagari.governance.fund.payments.rules.days import next_open
from tsunagari.kernel.ledger.models import Fund
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.roles.models import Viewer
from tsunagari.sample import ledger

SOURCE = {
    "client_code": "9900000001",
    "client_name": "ﾐﾎﾝ ﾂﾅｶﾞﾘﾚﾝｺﾞｳｶｲ",
    "bank_code": "9900",
    "bank_name": "ﾐﾎﾝ",
    "branch_code": "101",
    "branch_name": "ﾅｶﾞﾚﾔﾏ",
    "account_type": "1",
    "account_number": "1234567",
    "line_break": "crlf",
    "way": "7",
    "wo": False,
    "result_at": 111,
}
INTERPRETER, PRINTER = "見本 通訳グループことのは", "見本 印刷所あおば"
SHOP = "見本 みなみ商店"
NEEDED_DAYS = 12


def load(*, by: Viewer, second: Viewer, on: date) -> None:
    """Paid, brought back, sent, waiting: a little of everything."""
    mirai, machi = ledger.fund("mirai"), ledger.fund("machi")
    source = sources.note(mirai.book, seen=0, by=by, on=on, **SOURCE)
    words, printer = (
        parties.add_organisation(name, kinds=["other"]).party for name in (INTERPRETER, PRINTER)
    )
    _account(by.party, "9901", "7654321", "ﾐﾎﾝ ｻﾄｳ", by, on)
    _account(second.party, "9902", "0000123", "ﾐﾎﾝ ﾀｶﾊｼ", second, on)
    _account(words, "9903", "2223334", "ﾐﾎﾝ ｺﾄﾉﾊ", by, on)
    _account(printer, "9904", "5556667", "ﾐﾎﾝ ｱｵﾊﾞ", by, on)
    before, pay_on = on - timedelta(days=NEEDED_DAYS), next_open(on + timedelta(days=2))
    # Files are made only for days whose holidays have been announced.
    files = not offices.is_provisional(pay_on)
    if files and before >= mirai.book.opened_on:
        _paid(source, mirai, words, printer, replace(by, on=before), replace(second, on=before))
    # What waits for the first of the office: an expense, a payment, a file.
    _expense(machi, second.party, 2_640, "見本 講座の茶菓", "5210", second, on)
    tutor = _expense(mirai, words, 18_000, "見本 面接の通訳", "5230", second, on, kind="tutor")
    _agree(tutor, by, on)
    filed = _approved(mirai, second, by, on, second.party, 1_980, "見本 説明会の交通費", "5220")
    ready = _approved(machi, by, second, on, by.party, 5_500, "見本 会場の下見の交通費", "5220")
    if files:
        told = {"on": on, "at": timezone.now()}
        batches.make(source, [filed.pk], pay_on=pay_on, by=second, **told)
        approved = batches.make(source, [ready.pk], pay_on=pay_on, by=by, **told)
        batches.say(approved, seen=queries.batch_digest(approved), by=second, **told)
    _expense(machi, by.party, 980, "見本 講座のお知らせの切手", "5250", by, on)
    _roll(mirai, [words, printer], second, on)
    # What only waits for being put into a file, and an account that changed yesterday.
    _approved(machi, by, second, on, by.party, 3_300, "見本 講座の資料の郵送", "5250")
    _expense_owed(machi, printer, 24_200, "見本 チラシの印刷", "5240", by, second, on)
    _account(printer, "9905", "8889990", "ﾐﾎﾝ ｱｵﾊﾞ", by, on)


def _account(party, bank: str, number: str, holder: str, by: Viewer, on: date) -> None:
    accounts.enter(
        party,
        bank_code=bank,
        branch_code="001",
        account_type="1",
        number=number,
        holder=holder,
        by=by,
        on=on,
        at=timezone.now(),
    )


def _expense(
    fund: Fund, payee, yen: int, words: str, account: str, by: Viewer, on: date, kind="outlay"
) -> Expense:
    return expenses.enter(
        fund,
        payee=payee,
        yen=yen,
        account=account,
        measure="1-4" if fund.code == "mirai" else "3-2",
        spent_on=on,
        words=words,
        kind=kind,
        receipt=_receipt(words, yen, on),
        issuer=SHOP if kind == "outlay" else "",
        by=by,
        on=on,
        at=timezone.now(),
    )


def _roll(fund: Fund, payees: list, by: Viewer, on: date) -> None:
    """A month's fees of two, entered together: the other person approves them in one press."""
    facts = {"kind": "tutor", "measure": "1-4", "account": "5230", "words": "見本 面談の講師の謝金"}
    plan = rolls.Plan(fund=fund, spent_on=on, **facts)
    first = on - timedelta(days=9)
    table = [["コード", "金額", "はじめの日", "おわりの日"]]
    table += [[one.code, "6000", f"{first}", f"{on - timedelta(days=1)}"] for one in payees]
    at = timezone.now()
    seen = rolls.seen(plan, rolls.look(plan, table, on=on, at=at))
    rolls.enter(plan, table, as_seen=seen, by=by, on=on, at=at)


def _receipt(words: str, yen: int, on: date):
    """A picture of a paper with the sum; one of its own for each."""
    picture = Image.new("RGB", (420, 560), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 400, 540), outline="black", width=3)
    pen.text((60, 60), f"MIHON / RECEIPT\n\n{on}\n\nJPY {yen:,}\n\n{len(words)}", fill="black")
    out = BytesIO()
    picture.save(out, "JPEG")
    return papers.keep(out.getvalue(), name="mihon-receipt.jpg", kind="receipt", on=on)


def _agree(expense: Expense, by: Viewer, on: date) -> Request:
    """The second person approves the expense; what follows is the request."""
    seen = queries.expense_digest(
        Expense.objects.select_related("receipt__blob").get(pk=expense.pk)
    )
    done = expenses.say(expense, seen=seen, by=by, on=on, at=timezone.now())
    return Request.objects.get(due=done.due)


def _expense_owed(fund, payee, yen, words, account, by, second, on) -> Request:
    return _agree(_expense(fund, payee, yen, words, account, by, on, kind="bill"), second, on)


def _approved(fund, by, second, on, payee, yen, words, account) -> Request:
    """Entered by one, approved twice by the other: ready for a file."""
    request = _agree(_expense(fund, payee, yen, words, account, by, on), second, on)
    seen = queries.look(request, on=on).digest
    return requests.say(request, seen=seen, by=second, on=on, at=timezone.now())


def _paid(source, fund, words, printer, by: Viewer, second: Viewer) -> None:
    """Two files of twelve days ago: of one nothing is known yet; of the other one came back."""
    on = by.on
    rows = [
        _approved(fund, by, second, on, words, 22_000, "見本 説明会の通訳", "5230"),
        _approved(fund, by, second, on, printer, 16_500, "見本 募集要項の印刷", "5240"),
    ]
    late = _approved(fund, by, second, on, words, 7_700, "見本 面談の通訳", "5230")
    day = next_open(on + timedelta(days=3))
    done = _sent(source, [row.pk for row in rows], day, by, second)
    _sent(source, [late.pk], day, by, second)
    later = {"on": day, "at": timezone.now()}
    results.mark(done, 1, paid=True, reason="", by=by, **later)
    results.mark(done, 2, paid=False, reason="見本：口座の名義がちがう", by=by, **later)


def _sent(source, keys: list[int], day: date, by: Viewer, second: Viewer) -> Batch:
    """A file that has left for the bank."""
    told = {"on": by.on, "at": timezone.now()}
    batch = batches.make(source, keys, pay_on=day, by=by, **told)
    batches.say(batch, seen=queries.batch_digest(batch), by=second, **told)
    batches.lock(batch, by=by, **told)
    batches.take(batch, key=f"sample-{batch.pk}", by=by, **told)
    return batch

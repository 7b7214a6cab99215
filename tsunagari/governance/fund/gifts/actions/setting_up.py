"""用意 — the receiving body's form in law from a day on, and the account to which people pay."""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.gifts.models import BankAccount, Status
from tsunagari.governance.fund.gifts.rules import status
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.records import actions as records

NUMBERED = (status.CERTIFIED, status.SPECIAL)


@transaction.atomic
def note_status(book: Book, *, form: str, from_day: date, by, on: date, **facts) -> Status:
    """法人の形と税の区分を登録する — the row before ends the day before; old receipts keep theirs."""
    reasons = []
    if form not in Status.Form.values:
        reasons.append(Reason(_("法人の形を選んでください。"), rule="form", field="form"))
    if form in NUMBERED and not facts.get("number", "").strip():
        words = _("認定の番号を入力してください。領収書に出ます。")
        reasons.append(Reason(words, rule="number", field="number"))
    if Status.objects.filter(book=book, from_day=from_day).exists():
        words = _("この日から始まる区分が、もう登録されています。")
        reasons.append(Reason(words, rule="twice", field="from_day"))
    until = facts.get("until_day")
    if until and until < from_day:
        words = _("終わりの日は、始まりの日より後にしてください。")
        reasons.append(Reason(words, rule="days", field="until_day"))
    refuse_if(reasons)
    before = Status.objects.select_for_update().filter(book=book, from_day__lt=from_day)
    for row in before.filter(until_day=None) | before.filter(until_day__gte=from_day):
        row.until_day = from_day - timedelta(days=1)
        row.save(update_fields=["until_day"])
    made = Status.objects.create(book=book, form=form, from_day=from_day, **facts)
    records.add(by=by, did="gifts.status_noted", about=made, on=on, form=form, day=from_day)
    return made


@transaction.atomic
def open_account(
    book: Book,
    *,
    bank: str,
    branch: str,
    number: str,
    holder: str,
    by,
    on: date,
    holder_kana: str = "",
    public: bool = True,
) -> BankAccount:
    """受け取る口座を登録する — shown on the public page when the federation wants it."""
    bank, branch, number = bank.strip(), branch.strip(), number.strip()
    reasons = []
    if not (number.isascii() and number.isdigit() and 4 <= len(number) <= 8):
        words = _("口座番号は、数字7けた（4〜8けた）で入力してください。")
        reasons.append(Reason(words, rule="number", field="number"))
    if BankAccount.objects.filter(bank=bank, branch=branch, number=number).exists():
        words = _("この口座は、もう登録されています。")
        reasons.append(Reason(words, rule="twice", field="number"))
    refuse_if(reasons)
    made = BankAccount.objects.create(
        book=book,
        bank=bank,
        branch=branch,
        number=number,
        holder=holder.strip(),
        holder_kana=holder_kana.strip(),
        public=public,
    )
    records.add(by=by, did="gifts.account_noted", about=made, on=on)
    return made

"""帳簿を用意する — open a book with its chart, funds, purposes of gifts, and the year's budgets."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import CODES
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.measures import MEASURES
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.kernel.ledger.models import Account, Book, Budget, Earmark, Fund
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import attaching
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts.rules import split

GENERAL = "general"
FARTHEST = 10  # years: beyond it somebody mistyped


@transaction.atomic
def open_book(owner: Organisation, *, standard: str, opened_on: date, by, on: date) -> Book:
    """帳簿を開く — one for a legal person, with the whole chart and the general fund."""
    reasons = []
    if Book.objects.filter(owner=owner).exists():
        reasons.append(Reason(_("この団体の帳簿は、もう開いてあります。"), rule="twice"))
    if standard not in Book.Standard.values:
        reasons.append(Reason(_("会計基準を選んでください。"), rule="standard", field="standard"))
    if abs(opened_on.year - on.year) > FARTHEST:
        text = _("帳簿を始める日は、いまから%(years)s年以内の日にしてください。")
        reasons.append(Reason(text, {"years": FARTHEST}, rule="day", field="opened_on"))
    refuse_if(reasons)
    book = Book.objects.create(owner=owner, standard=standard, opened_on=opened_on)
    Account.objects.bulk_create(
        Account(book=book, code=a.code, name=a.name, kind=a.kind, npo=a.npo, public=a.public)
        for a in chart.CHART.values()
    )
    Fund.objects.create(book=book, code=GENERAL, name="一般", kind=Fund.Kind.GENERAL)
    records.add(by=by, did="book.opened", about=book, on=on, standard=standard)
    return book


@transaction.atomic
def open_fund(
    book: Book,
    *,
    code: str,
    name: str,
    kind: str,
    by,
    on: date,
    purpose: str = "",
    public: bool = False,
) -> Fund:
    """基金を作る — money that is kept apart from now on."""
    code, name = code.strip().lower(), name.strip()
    reasons = []
    if not (code.isascii() and code.replace("-", "").isalnum() and len(code) <= 20):
        text = _("基金の記号は、半角の英数字と - で、20字までにしてください。")
        reasons.append(Reason(text, rule="code", field="code"))
    elif Fund.objects.filter(book=book, code=code).exists():
        text = _("この記号の基金は、もうあります。")
        reasons.append(Reason(text, rule="twice", field="code"))
    if not name:
        reasons.append(Reason(_("基金の名前を入力してください。"), rule="name", field="name"))
    if kind not in Fund.Kind.values:
        reasons.append(Reason(_("基金の種類を選んでください。"), rule="kind", field="kind"))
    refuse_if(reasons)
    fund = Fund.objects.create(
        book=book,
        code=code,
        name=name[:120],
        kind=kind,
        purpose=purpose.strip()[:500],
        public=public,
    )
    _put_up(fund, by=by, on=on)
    records.add(by=by, did="fund.opened", about=fund, on=on, kind=kind, public=public)
    return fund


@transaction.atomic
def change_fund(
    fund: Fund, *, name: str, purpose: str, public: bool, seen: int, by, on: date
) -> Fund:
    """基金の説明を直す — its name, what it is for, and whether everybody reads of it."""
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    reasons = []
    reasons += why_stale(seen, fund.version)
    if not name.strip():
        reasons.append(Reason(_("基金の名前を入力してください。"), rule="name", field="name"))
    refuse_if(reasons)
    fund.name, fund.purpose, fund.public = name.strip()[:120], purpose.strip()[:500], public
    fund.version += 1
    fund.save(update_fields=["name", "purpose", "public", "version"])
    _put_up(fund, by=by, on=on)
    records.add(by=by, did="fund.changed", about=fund, on=on, public=public)
    return fund


def _put_up(fund: Fund, *, by, on: date) -> None:
    """What everybody reads of a fund: wanted in every language while it is public."""
    attaching.put_up(
        fund,
        split.title(fund.name, "name") + split.pieces(fund.purpose, "purpose"),
        name=fund.name,
        languages=CODES if fund.public else (),
        by=by,
        on=on,
    )


def put_up_all(*, on: date) -> None:
    """Public funds that are older than their texts; safe to run twice."""
    for fund in texts.not_put_up(Fund.objects.filter(public=True)):
        _put_up(fund, by=None, on=on)


@transaction.atomic
def note_earmark(
    fund: Fund,
    *,
    kind: str,
    title: str,
    from_day: date,
    by,
    on: date,
    giver=None,
    yen: int | None = None,
    until_day: date | None = None,
    measure: str = "",
    return_duty: bool = False,
) -> Earmark:
    """使いみちの指定を登録する — of a gift, or of a grant that must be given back if not spent."""
    reasons = []
    if not title.strip():
        text = _("使いみちを入力してください。")
        reasons.append(Reason(text, rule="title", field="title"))
    if until_day and until_day < from_day:
        text = _("終わりの日は、始まりの日より後にしてください。")
        reasons.append(Reason(text, rule="days", field="until_day"))
    if return_duty and kind != Earmark.Kind.GRANT:
        text = _("返す約束があるのは、助成金・補助金だけです。")
        reasons.append(Reason(text, rule="return", field="return_duty"))
    refuse_if(reasons)
    earmark = Earmark.objects.create(
        book_id=fund.book_id,
        fund=fund,
        kind=kind,
        title=title.strip()[:200],
        giver=giver,
        yen=yen,
        measure=measure,
        from_day=from_day,
        until_day=until_day,
        return_duty=return_duty,
    )
    concerns = [giver] if giver else []
    records.add(by=by, did="earmark.noted", about=earmark, concerns=concerns, on=on, kind=kind)
    return earmark


@transaction.atomic
def set_budget(
    book: Book, *, year: int, fund: Fund, measure: str, yen: int, by, on: date
) -> Budget:
    """予算を決める — a measure's budget of one year; never below what is promised."""
    budget = (
        Budget.objects.select_for_update()
        .filter(book=book, year=year, fund=fund, measure=measure)
        .first()
    )
    reasons = []
    if type(yen) is not int or yen < 0:
        text = _("予算を、0円以上の整数で入力してください。")
        reasons.append(Reason(text, rule="amount", field="yen"))
    elif budget and yen < budget.reserved_yen:
        text = _("もう %(yen)s円 を約束しています。それより少なくできません。")
        reasons.append(Reason(text, {"yen": budget.reserved_yen}, rule="promised", field="yen"))
    if measure and measure not in MEASURES:
        reasons.append(Reason(_("施策を選んでください。"), rule="measure", field="measure"))
    refuse_if(reasons)
    was = budget.yen if budget else 0
    if budget is None:
        budget = Budget(book=book, year=year, fund=fund, measure=measure, yen=yen)
    budget.yen, budget.version = yen, budget.version + 1
    budget.save()
    records.add(
        by=by, did="budget.set", about=budget, on=on, year=year, yen=yen, was=was, measure=measure
    )
    return budget

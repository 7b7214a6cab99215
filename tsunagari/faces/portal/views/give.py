"""寄附する — what the funds are for, how to give by bank transfer with an own number, what comes back.

No account is needed, and no card is taken: the page says what it can do, and nothing else.
"""

from django import forms
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.ask_counts import too_many
from tsunagari.faces.shared import told_texts
from tsunagari.faces.shared.forms import KanaField, RowField, TidyField, YenField
from tsunagari.faces.shared.line import line_of
from tsunagari.faces.shared.press import once
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import donors
from tsunagari.governance.fund.gifts.models import Offer, Status
from tsunagari.governance.fund.gifts.rules import relief as rules
from tsunagari.governance.fund.gifts.rules import status
from tsunagari.kernel.duties.rulebook import CONFIDENCES

NUMBERS = 20  # numbers for one line within an hour
SIGNER = signing.Signer(salt="give.how")
FIELDS = ("name", "purpose")
RATES = (5, 10, 20, 23, 33, 40, 45)


class GiveForm(forms.Form):
    """Everything may stay empty: a number alone is enough."""

    yen = YenField(
        label=_("金額（円）"),
        required=False,
        max_value=10**12,
        help_text=_("あとで決めてもいいです。"),
    )
    name = TidyField(
        label=_("お名前"),
        max_length=120,
        required=False,
        help_text=_("領収書がほしいときに入力します。姓と名の間をあけます。"),
    )
    kana = KanaField(label=_("よみ"), max_length=160, required=False)
    email = forms.EmailField(label=_("メールアドレス"), max_length=254, required=False)
    postcode = TidyField(label=_("郵便番号"), max_length=10, required=False)
    address = TidyField(
        label=_("ご住所"),
        max_length=200,
        required=False,
        help_text=_("領収書に書きます。住民票のとおりに入力します。"),
    )


class ReliefForm(forms.Form):
    """One year's gifts to one body, and what the estimate needs of the donor."""

    status = RowField(label=_("寄附する団体"), queryset=Status.objects.none())
    yen = YenField(label=_("1年の寄附の合計（円）"), min_value=1, max_value=10**12)
    income = YenField(
        label=_("総所得金額等（円）"),
        min_value=0,
        max_value=10**12,
        help_text=_("源泉徴収票の「給与所得控除後の金額」など。"),
    )
    tax = YenField(label=_("その年の所得税額（円）"), min_value=0, max_value=10**12)
    rate = forms.TypedChoiceField(
        label=_("所得税の税率"), coerce=int, choices=[(n, f"{n}%") for n in RATES]
    )
    prefecture = forms.BooleanField(
        label=_("お住まいの都道府県が、条例でこの団体を指定している"), required=False
    )
    municipality = forms.BooleanField(
        label=_("お住まいの市町村が、条例でこの団体を指定している"), required=False
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Status.objects.filter(pk__in=[row.pk for row in _statuses(on)])
        self.fields["status"].queryset = rows.select_related("book__owner__party")
        self.fields["status"].label_from_instance = lambda row: (
            f"{row.book.title}（{_now(row.get_form_display())}）"
        )


def _statuses(on) -> list[Status]:
    """What each receiving body is today."""
    found = [queries.status_of(book, on) for book in queries.books()]
    return [row for row in found if row]


def listed(request):
    """The funds that the public may know, what each is for, and what the body is in tax law."""
    on = localdate()
    relief = {row.book_id: _relief(row) for row in _statuses(on)}
    funds = list(queries.funds(public=True))
    said = told_texts.pages(funds, FIELDS)
    rows = [
        {"fund": fund, "relief": relief.get(fund.book_id, ""), "said": said[fund.pk]}
        for fund in funds
    ]
    context = {"rows": rows, "told": said, "accounts": queries.accounts(public=True).exists()}
    return render(request, "portal/give.html", context)


def _relief(row: Status) -> str:
    return _now(status.RELIEF[status.relief_of(row.form, credit=row.credit)])


@once
def fund(request, pk):
    """One fund: a number to write beside the name; a name and an address for who wants a receipt."""
    row = get_object_or_404(queries.funds(public=True), pk=pk)
    on = localdate()
    form = GiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _offered(request, row, form, on)):
        return redirect("portal:give_how", _secret(made))
    standing = queries.status_of(row.book, on)
    context = {
        "fund": row,
        "told": told_texts.page(row, FIELDS),
        "form": form,
        "form_of_body": standing and _now(standing.get_form_display()),
        "relief": standing and _relief(standing),
        "accounts": _accounts(row),
    }
    return render(request, "portal/give_fund.html", context, status=422 if form.errors else 200)


def _accounts(row):
    return list(queries.accounts(public=True).filter(book=row.book_id))


def _offered(request, row, form, on) -> Offer | None:
    if too_many("gives", line_of(request), NUMBERS):
        words = _now(
            "いま、とても多くの番号を出しています。1時間あとに、もう一度ためしてください。"
        )
        form.add_error(None, words)
        return None
    told = dict(form.cleaned_data)
    yen = told.pop("yen")
    try:
        return donors.offer(row, on=on, yen=yen, said=told, language=get_language() or "ja")
    except Refused as refused:
        put_on(form, refused)
        return None


def _secret(offer: Offer) -> str:
    """The number with a mark that nobody can guess."""
    return SIGNER.sign(offer.reference).replace(":", "-", 1)


def how(request, secret):
    """To which account, with which number before the name; nothing personal stands here."""
    reference, _dash, mark = secret.partition("-")
    try:
        SIGNER.unsign(f"{reference}:{mark}")
    except signing.BadSignature as error:
        raise Http404 from error
    offer = get_object_or_404(
        Offer.objects.select_related("fund__book__owner__party"), reference=reference
    )
    context = {
        "offer": offer,
        "told": told_texts.page(offer.fund, ["name"], only=True),
        "accounts": _accounts(offer.fund),
    }
    response = render(request, "portal/give_how.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def relief(request):
    """寄附の控除のめやす — both ways and the resident tax, with how sure each number is."""
    on = localdate()
    known = _statuses(on)
    asked = request.GET if "income" in request.GET else None
    initial = {"yen": request.GET.get("yen", ""), "rate": 20, "status": _first(known)}
    form = ReliefForm(asked, on=on, initial=initial)
    found = _estimate(form, on) if form.is_bound and form.is_valid() else None
    sources = [
        {
            "title": _now(one["figure"].title),
            "value": one["value"],
            "unit": _now(one["figure"].unit),
        }
        | {
            "confidence": _now(CONFIDENCES[one["value"].confidence]),
            "unsure": _unsure(one["value"]),
        }
        for one in queries.relief_sources(on)
    ]
    context = {"form": form, "found": found, "sources": sources, "on": on, "known": known}
    faulty = form.is_bound and form.errors
    return render(request, "portal/give_relief.html", context, status=422 if faulty else 200)


def _first(known: list[Status]) -> Status | None:
    """The first body whose gifts bring relief, or any."""
    with_relief = [
        row for row in known if status.relief_of(row.form, credit=row.credit) != status.NONE
    ]
    return next(iter([*with_relief, *known]), None)


def _unsure(value) -> bool:
    return value.confidence == "unsure"


def _estimate(form, on) -> rules.Estimate:
    told = form.cleaned_data
    row = told.pop("status")
    return rules.estimate(
        **told, form=row.form, credit=row.credit, figures=queries.relief_figures(on)
    )

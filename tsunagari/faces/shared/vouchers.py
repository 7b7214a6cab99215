"""証憑（共通） — searching the register, its rows in words, its files and its ZIP, for whoever may read it."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext, gettext_noop
from tsunagari.base.refusals import Reason
from tsunagari.faces.shared.forms import DayField, RowField, TidyField, YenField
from tsunagari.faces.shared.paper import printed as edge
from tsunagari.governance.fund.vouchers import actions, export, files, queries
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import words_of
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records

MOST_YEN = 10**15
ORDER = ["-doc_date", "-pk"]
SIZE = 50
GONE = gettext_noop("（名前は消しました）")
NO_SUM = gettext_noop("金額なし")
YEN = gettext_noop("%(yen)s円")
STATES = {
    queries.STANDING: _("取り消していないもの"),
    queries.CORRECTED: _("訂正・取消があったもの"),
    queries.CANCELLED: _("取り消したもの"),
}


def choices(enum) -> list[tuple[str, str]]:
    return [(one.value, _now(one.label)) for one in enum]


class Books(RowField):
    def label_from_instance(self, obj):
        return obj.title


def books():
    return Book.objects.select_related("owner__party").order_by("pk")


class SearchForm(forms.Form):
    """Day, sum and counterparty, each alone or together; the rest narrows further."""

    name = TidyField(
        label=_("取引先"), max_length=100, required=False, help_text=_("名前の一部でもさがせます。")
    )
    from_day = DayField(label=_("取引年月日（から）"), required=False)
    until_day = DayField(label=_("取引年月日（まで）"), required=False)
    from_yen = YenField(label=_("金額（から）"), required=False, min_value=0, max_value=MOST_YEN)
    until_yen = YenField(label=_("金額（まで）"), required=False, min_value=0, max_value=MOST_YEN)
    kind = forms.ChoiceField(label=_("種類"), required=False)
    source = forms.ChoiceField(label=_("どこから入ったか"), required=False)
    state = forms.ChoiceField(label=_("訂正・取消"), required=False)
    book = Books(label=_("団体"), queryset=Book.objects.none(), required=False)

    PLAIN = ("from_day", "until_day", "from_yen", "until_yen", "name")
    MORE = ("kind", "source", "state", "book")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", _now("すべて"))]
        self.fields["kind"].choices = every + choices(Edition.Kind)
        self.fields["source"].choices = every + choices(Document.Source)
        self.fields["state"].choices = every + list(STATES.items())
        self.fields["book"].queryset = books()
        self.fields["book"].empty_label = _now("すべて")

    def clean(self):
        data = super().clean()
        for first, last in (("from_day", "until_day"), ("from_yen", "until_yen")):
            one, other = data.get(first), data.get(last)
            if one is not None and other is not None and one > other:
                words = _now("「から」は「まで」と同じか、それより前・小さいものを入れてください。")
                self.add_error(first, words)
        return data

    def asked(self) -> queries.Asked:
        data = self.cleaned_data
        return queries.Asked(**data | {"book": data["book"].pk if data["book"] else None})


def sum_of(yen: int | None) -> str:
    return gettext(NO_SUM) if yen is None else Reason(YEN, {"yen": yen}).words()


def rows_of(editions: list[Edition], viewer) -> list[dict]:
    """Documents of a list; no further query."""
    names = queries.counterparties(editions, viewer)
    return [
        {
            "row": one,
            "pk": one.document_id,
            "name": names[one.pk] or gettext(GONE),
            "words": words_of(one),
            "kind": _now(one.get_kind_display()),
            "source": _now(one.document.get_source_display()),
            "yen": sum_of(one.yen),
        }
        for one in editions
    ]


def found(form):
    """The newest editions that fit; none while a condition cannot be read."""
    return queries.search(form.asked()) if form.is_valid() else queries.current().none()


def listed(request, form) -> dict:
    """What fits, the newest day first, a page at a time."""
    rows = found(form)
    page = keyset.page(
        rows,
        ORDER,
        after=request.GET.get("after", ""),
        size=SIZE,
        key=lambda row: [row.doc_date.isoformat(), row.pk],
    )
    return {
        "form": form,
        "page": page,
        "rows": rows_of(page.rows, request.viewer),
        "found": queries.counted(rows),
        "narrowed": any(request.GET.get(name) for name in request.GET if name != "after"),
        "opened": any(request.GET.get(name) for name in SearchForm.MORE),
    }


def asked_words(form) -> str:
    """The conditions of a search in words."""
    said = [
        f"{form.fields[name].label}：{_in_words(form.fields[name], value)}"
        for name, value in form.cleaned_data.items()
        if value not in (None, "")
    ]
    return "　".join(said) or _now("すべて")


def _in_words(field, value) -> str:
    if isinstance(value, date):
        return day_words(value, SOURCE)
    if isinstance(value, Book):
        return value.title
    if isinstance(value, int):
        return sum_of(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))


def zipped(request, form, names_of: Callable) -> StreamingHttpResponse | None:
    """書き出す — index, history and files of what fits; streamed, and on record; None when nothing does."""
    viewer = request.viewer
    keys = list(found(form).order_by("doc_date", "pk").values_list("document", flat=True))
    if not keys:
        return None
    at = edge(request, "")
    writers = Party.objects.filter(pk__in=queries.writers())
    book = form.cleaned_data["book"]
    about = export.About(
        body=book.title if book else at.body,
        asked=asked_words(form),
        at=at,
        names=names_of(writers),
    )
    actions.note_export(keys=keys, by=viewer, on=viewer.on, at=timezone.now())
    response = StreamingHttpResponse(export.stream(keys, about), content_type="application/zip")
    name = f"{_now('証憑')}-{viewer.on:%Y%m%d}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-store"
    return response


def file(request, document: Document, number: int, item: int) -> HttpResponse:
    """ファイル — as it was kept; looking at it is a record."""
    edition = next((one for one in queries.history(document) if one.number == number), None)
    kept = files.of([edition])[edition.pk] if edition else []
    wanted = next((one for one in kept if one.position == item), None)
    if wanted is None:
        raise Http404
    viewer = request.viewer
    records.add(by=viewer, did="voucher.read", about=document, on=viewer.on, number=document.pk)
    try:
        data = wanted.read(at=edge(request, ""))
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = HttpResponse(data, content_type=wanted.type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response

"""助成の入力（受ける側） — what was done, each cost with its voucher, a change of the lines."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import DayField, TidyField, YenField

MOST = 10**13


class ReportForm(forms.Form):
    """What was done, and other income."""

    words = forms.CharField(
        label=_("したこと"),
        max_length=8000,
        help_text=_(
            "いつ・どこで・何をして、どうなったかを書いてください。人の名前は書かないでください。"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    other_income = YenField(
        label=_("この事業のほかの収入（円）"), min_value=0, max_value=MOST, initial=0
    )


class CostForm(forms.Form):
    """One cost with its voucher."""

    on_day = DayField(label=_("証憑の日"))
    payee = TidyField(label=_("支払先"), max_length=120)
    yen = YenField(label=_("額（円、税込み）"), min_value=1, max_value=MOST)
    tax = YenField(label=_("そのうち消費税（円）"), min_value=0, max_value=MOST, required=False)
    line = forms.ChoiceField(label=_("費目"), required=False)
    units = forms.IntegerField(
        label=_("いくつ分か（回・人・時間など）"),
        min_value=0,
        max_value=10**6,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": "6"}),
    )
    paid = forms.BooleanField(label=_("支払いが終わっている"), required=False, initial=True)
    related = forms.BooleanField(
        label=_("支払先は、団体の役員やその家族など、関係のある人・団体だ"), required=False
    )
    disclosed = forms.BooleanField(
        label=_("関係があることを、前もって連合会に届け出た"), required=False
    )
    file = forms.FileField(
        label=_("証憑（領収書など）"),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,application/pdf", "data-shrink": ""}
        ),
        help_text=_("PDF・JPEG・PNG、10MB までです。"),
    )

    def __init__(self, *args, lines: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [("", _now("選んでください")), *((n, n) for n in lines)]
        if not lines:
            del self.fields["line"]

    def clean(self):
        data = super().clean()
        for name in ("tax", "units"):
            data[name] = data.get(name) or 0
        return data


class ChangeForm(forms.Form):
    """Why, and the lines as they would be."""

    words = forms.CharField(
        label=_("変更の理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {f"line_{one.pk}": one.name for one in lines}
        for one in lines:
            label = _now("%(name)s（円）") % {"name": one.name}
            field = YenField(label=label, min_value=0, max_value=MOST, initial=one.yen)
            self.fields[f"line_{one.pk}"] = field

    def lines(self) -> dict[str, int]:
        """{line: yen} as asked."""
        return {name: self.cleaned_data[field] for field, name in self.names.items()}

"""助成の入力（事務局） — a plan, conditions, what comes back, what was bought."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import shares
from tsunagari.base.days import NotADay, parse_day
from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.funds import FundField
from tsunagari.faces.shared.forms import (
    NARROW,
    DayField,
    TidyField,
    YenField,
    lines_of_parts,
)
from tsunagari.governance.fund.awards.rules.plan import AGREEMENT, DAY, SETTLEMENT, Part, Planned
from tsunagari.kernel.ledger.models import Fund

MOST = 10**13


def _yen(text: str) -> int:
    plain = text.translate(NARROW).replace(",", "").removesuffix("円").strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 13):
        raise ValueError(text)
    return int(plain)


class ShareField(forms.CharField):
    """A part of a whole as people write it: 2/3, 75%, 66.7 % or 0.75; a bare 75 or 1 is asked back."""

    widget = forms.TextInput({"autocomplete": "off", "size": "8"})

    def __init__(self, **kwargs):
        super().__init__(max_length=24, help_text=_("例：2/3、75％、0.75"), **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        try:
            found = shares.ratio(typed)
        except ValueError:
            words = _now("割合は「2/3」「75％」「0.75」のように書いてください。")
            raise forms.ValidationError(words) from None
        if shares.is_bare(typed):
            words = _now("「%(typed)s」だけでは分かりません。％をつけるか、分数で書いてください。")
            raise forms.ValidationError(words, params={"typed": typed})
        return found


@dataclass(frozen=True)
class Known:
    """What is known of an application: it fills the form."""

    title: str = ""
    measure: str = ""
    fund: Fund | None = None
    lines: str = ""
    parts: str = ""


class AwardForm(forms.Form):
    """A plan of the sum that was decided."""

    fund = FundField(label=_("基金"))
    measure = forms.ChoiceField(label=_("施策"), required=False)
    title = TidyField(label=_("事業の名前"), max_length=200)
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"))
    rate = ShareField(label=_("助成の割合（数える費用のうち）"), initial="100%")
    lines = forms.CharField(
        label=_("費目"),
        max_length=4000,
        required=False,
        help_text=_("1行に1つ、「費目｜額」か「費目｜額｜1つあたりの上限」の順に書いてください。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    parts = forms.CharField(
        label=_("支払の回"),
        max_length=2000,
        help_text=_(
            "1行に1回、「契約｜額」「2027-01-15｜額」「精算｜額」のどれかを書いてください。合計は決まった額です。"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tax_deductible = forms.BooleanField(
        label=_("受ける側が消費税を申告で引ける（消費税は数えない）"), required=False
    )
    declared_on = DayField(
        label=_("反社会的勢力でないことの申告を受けた日"),
        required=False,
        help_text=_("申告がないと助成できません。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].offer()
        measures = [(code, f"{code} {_now(m.title)}") for code, m in MEASURES.items()]
        self.fields["measure"].choices = [("", _now("なし")), *measures]

    def clean_lines(self) -> list[Planned]:
        found = []
        for number, row in lines_of_parts(self.cleaned_data["lines"]):
            try:
                name, yen, *limit = row
                found.append(Planned(name[:80], _yen(yen), _yen(limit[0]) if limit else 0))
            except ValueError:
                words = _("%(n)s行目を「費目｜額｜1つあたりの上限」の順に書いてください。")
                raise forms.ValidationError(words, params={"n": number}) from None
        return found

    def clean_parts(self) -> list[Part]:
        named = {"契約": AGREEMENT, "精算": SETTLEMENT}
        found = []
        for number, row in lines_of_parts(self.cleaned_data["parts"]):
            try:
                trigger, yen = row
                day = None if trigger in named else parse_day(trigger)
                found.append(Part(named.get(trigger, DAY), _yen(yen), day))
            except (ValueError, NotADay):
                words = _("%(n)s行目を「契約｜額」「日｜額」「精算｜額」のどれかにしてください。")
                raise forms.ValidationError(words, params={"n": number}) from None
        return found

    def told(self) -> dict:
        """The plan as `award` asks for it."""
        return dict(self.cleaned_data)


class ConditionsForm(forms.Form):
    """The conditions of the agreement, one a line."""

    conditions = forms.CharField(
        label=_("条件"),
        max_length=8000,
        help_text=_("1行に1つ書いてください。"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class WordsForm(forms.Form):
    """Some words."""

    words = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, label="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class EarlyForm(forms.Form):
    """On which day it ended, and why."""

    day = DayField(
        label=_("事業が終わった日"),
        help_text=_("この日までの費用を数えます。払っていない概算払は取りやめになります。"),
    )
    words = forms.CharField(
        label=_("早く終える理由（相手が読みます）"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """Accepted or not, and why."""

    accept = forms.ChoiceField(
        label=_("返事"),
        choices=[("yes", _("認める（契約の新しい版になる）")), ("no", _("認めない"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("理由"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RefundForm(forms.Form):
    """What came back, and when."""

    yen = YenField(label=_("返ってきた額（円）"), min_value=1, max_value=MOST)
    day = DayField(label=_("入金の日"))


class AssetForm(forms.Form):
    """What was bought."""

    name = TidyField(label=_("財産の名前"), max_length=120)
    yen = YenField(label=_("額（円）"), min_value=1, max_value=MOST)
    bought_on = DayField(label=_("買った日"))


class DisposeForm(forms.Form):
    """It was let go, on which day, by whose consent."""

    day = DayField(label=_("手放した日"))
    consent = TidyField(
        label=_("承認の内容"),
        max_length=300,
        required=False,
        help_text=_("期限の前に手放すときは、だれがいつ承認したかを書いてください。"),
    )

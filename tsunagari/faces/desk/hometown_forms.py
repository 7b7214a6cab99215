"""企業版ふるさと納税の入力（事務局） — a project, a case, and what happened to it."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.funds import FundField
from tsunagari.faces.shared.forms import DayField, TidyField, YenField, lines_of_parts
from tsunagari.faces.shared.hometown import MOST, BodyField, choose, known_field
from tsunagari.governance.fund.hometown.models import Subsidy


class ProjectForm(forms.Form):
    """A municipality's project that uses donations."""

    town = BodyField(
        "municipality",
        label=_("市町村・都道府県"),
        help_text=_("出てこないときは、先に「団体」に市町村として登録してください。"),
    )
    area = TidyField(
        label=_("区域の名前"),
        max_length=40,
        help_text=_("本社の場所とくらべる名前です。例：流山市、千葉県"),
    )
    title = TidyField(label=_("寄附を使う事業"), max_length=200)
    plan = TidyField(label=_("地域再生計画の名前"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose(self)


class ConfirmProjectForm(forms.Form):
    """What was found out about a project, and where."""

    certified = known_field(_("国に認定された計画に、寄附を使う事業が入っていますか"))
    excluded = known_field(_("制度の対象から外れる市町村ですか（不交付団体などの条件）"))
    until_day = DayField(label=_("計画の終わりの日"), required=False)
    source = TidyField(
        label=_("何で確かめたか"),
        max_length=300,
        required=False,
        help_text=_("資料の名前や、たずねた課と日を書いてください。"),
    )


class DispatchForm(forms.Form):
    """Where the donor's employee works; who it is is not asked."""

    host = BodyField(label=_("派遣先の団体"))
    work = TidyField(label=_("仕事"), max_length=200, help_text=_("人の名前は書かないでください。"))
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"))
    cost_yen = YenField(label=_("寄附のうち人件費（円）"), min_value=1, max_value=MOST)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose(self)


class DayForm(forms.Form):
    """On which day it happened."""

    day = DayField(label=_("日"))


class DeclineForm(DayForm):
    """They did not accept it."""

    words = forms.CharField(
        label=_("市町村の説明"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def _file(label) -> forms.FileField:
    shown = {"accept": "image/jpeg,image/png,application/pdf", "data-shrink": ""}
    return forms.FileField(
        label=label,
        widget=forms.FileInput(attrs=shown),
        help_text=_("PDF・JPEG・PNG、10MB までです。"),
    )


class ReceiptForm(DayForm):
    """A copy of the municipality's own receipt."""

    file = _file(_("市町村の受領証の写し"))


class SubsidyForm(forms.Form):
    """What the municipality paid to the federation, into which fund."""

    fund = FundField(label=_("入れる基金"))
    kind = forms.ChoiceField(label=_("種類"), widget=forms.RadioSelect, initial="subsidy")
    yen = YenField(label=_("市町村から受けた額（円）"), min_value=1, max_value=MOST)
    day = DayField(label=_("入金の日"))
    until_day = DayField(label=_("使い終わる日"), required=False)
    measure = forms.ChoiceField(label=_("施策"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].offer()
        self.fields["kind"].choices = [(c, _now(w)) for c, w in Subsidy.Kind.choices]
        measures = [(code, f"{code} {_now(m.title)}") for code, m in MEASURES.items()]
        self.fields["measure"].choices = [("", _now("なし")), *measures]


class UseForm(forms.Form):
    """What the money was spent on, with its voucher."""

    day = DayField(label=_("使った日"))
    words = TidyField(label=_("何に使ったか"), max_length=200)
    yen = YenField(label=_("額（円）"), min_value=1, max_value=MOST)
    payee = BodyField(
        label=_("支払先の団体（登録があれば）"),
        required=False,
        help_text=_("寄附した会社に払うときは、つながりの届けが先に要ります。"),
    )
    file = _file(_("証憑（領収書など）"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose(self)


class ConfirmForm(forms.Form):
    """The indicators of a year, line by line."""

    year = forms.ChoiceField(label=_("年度"))
    indicators = forms.CharField(
        label=_("指標"),
        max_length=4000,
        help_text=_("1行に1つ、「指標｜単位｜目標｜実績」の順に書いてください。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    day = DayField(label=_("わたした日"))

    def __init__(self, *args, years: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(y), _now("%(year)s年度") % {"year": y}) for y in years]

    def clean_indicators(self):
        found = []
        for number, parts in lines_of_parts(self.cleaned_data["indicators"]):
            if len(parts) != 4 or not all(parts):
                words = _("%(n)s行目を「指標｜単位｜目標｜実績」の順に書いてください。")
                raise forms.ValidationError(words, params={"n": number})
            found.append(parts)
        return found

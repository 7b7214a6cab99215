"""公募の入力 — a call with its criteria, the look at an application, the list, and reasons."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.award_forms import ShareField
from tsunagari.faces.desk.funds import FundField
from tsunagari.faces.shared.forms import DayField, RowField, TidyField, YenField
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.models import Judgement
from tsunagari.governance.fund.calls.rules import eligibility
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.reviews.actions import Measure

CRITERIA, LONGEST = 6, 4000
MOST_YEN = 10**12


def text(label, **more):
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea({"rows": 4}), **more
    )


class CallForm(forms.Form):
    """Everything an applicant has to know, and by what they will be judged."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fund = FundField(label=_("お金が出る基金"))
    body = RowField(label=_("審査する評議会"), queryset=Organisation.objects.none())
    title = TidyField(label=_("題名"), max_length=200)
    measure = forms.ChoiceField(label=_("施策"), required=False)
    purpose = text(_("目的"))
    eligibility = text(_("申請できる人・団体"))
    procedure = text(_("選考の流れ"))
    cost_rules = text(_("対象になる費用と精算"))
    budget_yen = YenField(label=_("公募の予算"), min_value=1, max_value=MOST_YEN)
    most_yen = YenField(label=_("1件の上限"), min_value=1, max_value=MOST_YEN)
    share = ShareField(label=_("支出の合計のうち、出せる割合"), initial="100%")
    from_day = DayField(label=_("事業のはじまり"))
    until_day = DayField(label=_("事業のおわり"))
    deadline = DayField(
        label=_("しめきり"), help_text=_("この日の夜12時（日本時間）まで受け付けます。")
    )

    def __init__(self, *args, on, criteria=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].offer()
        self.fields["body"].queryset = queries.councils(on)
        measures = [(code, f"{code} {_now(one.title)}") for code, one in MEASURES.items()]
        self.fields["measure"].choices = [("", _now("えらばない")), *measures]
        given = list(criteria)
        for number in range(CRITERIA):
            self._criterion(number, given[number] if number < len(given) else None)

    def _criterion(self, number: int, given) -> None:
        facts = {"number": number + 1}
        parts = {
            "title": TidyField(label=_now("基準%(number)s") % facts, max_length=120),
            "weight": forms.IntegerField(label=_now("重み"), min_value=1, max_value=100),
            "least": forms.IntegerField(label=_now("いちばん低い点"), min_value=0, max_value=99),
            "most": forms.IntegerField(label=_now("いちばん高い点"), min_value=1, max_value=100),
            "descriptor": TidyField(label=_now("点数の目安"), max_length=500),
        }
        first = {"weight": 1, "least": 1, "most": 5}
        for part, field in parts.items():
            field.required = False
            field.initial = getattr(given, part) if given else first.get(part)
            self.fields[f"{part}_{number}"] = field

    def head(self) -> list:
        """The boxes of the call itself."""
        return [box for box in self.visible_fields() if not box.name[-1].isdigit()]

    def rows(self) -> list:
        """The boxes of the criteria, one by one."""
        parts = ("title", "weight", "least", "most", "descriptor")
        return [[self[f"{part}_{n}"] for part in parts] for n in range(CRITERIA)]

    def clean(self):
        data = super().clean()
        for number in range(CRITERIA):
            least, most = data.get(f"least_{number}"), data.get(f"most_{number}")
            if data.get(f"title_{number}") and (least is None or most is None or most <= least):
                words = _now("いちばん高い点は、いちばん低い点より大きくしてください。")
                self.add_error(f"most_{number}", words)
        return data

    def criteria(self) -> list[Measure]:
        """The criteria that have a name."""
        data = self.cleaned_data
        return [
            Measure(
                title=data[f"title_{n}"],
                weight=data[f"weight_{n}"] or 1,
                least=data[f"least_{n}"],
                most=data[f"most_{n}"],
                descriptor=data[f"descriptor_{n}"],
            )
            for n in range(CRITERIA)
            if data[f"title_{n}"]
        ]

    def facts(self) -> dict:
        """The call's own facts."""
        names = (
            *("title", "measure", "purpose", "eligibility", "procedure", "cost_rules"),
            *("budget_yen", "most_yen", "share", "from_day", "until_day", "deadline"),
        )
        return {name: self.cleaned_data[name] for name in names}


class JudgeForm(forms.Form):
    """What the look at an application came to, and why."""

    outcome = forms.ChoiceField(label=_("確かめた結果"), widget=forms.RadioSelect)
    mend = forms.MultipleChoiceField(
        label=_("直してもらうこと"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reasons = forms.MultipleChoiceField(
        label=_("対象外の理由"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("説明"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("返すときと対象外のときは、申請者が読みます。"),
    )
    fix_by = DayField(label=_("いつまでに直すか"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        outcomes = [(code, _now(words)) for code, words in Judgement.Outcome.choices]
        self.fields["outcome"].choices = outcomes
        for name, known in (("mend", eligibility.TO_MEND), ("reasons", eligibility.REASONS)):
            self.fields[name].choices = [(code, _now(words)) for code, words in known.items()]

    def chosen(self) -> list[str]:
        """The reasons that belong to the outcome."""
        data = self.cleaned_data
        outcome = data["outcome"]
        if outcome == eligibility.RETURNED:
            return data["mend"]
        return data["reasons"] if outcome == eligibility.REJECTED else []


class ListForm(forms.Form):
    """Until when the members score."""

    closes_on = DayField(
        label=_("点数のしめきり"),
        help_text=_("次の日から、全員が確定していなくても点数が見えます。"),
    )


class WhyForm(forms.Form):
    """A reason that stays for the auditor."""

    why = forms.CharField(label=_("理由"), max_length=500)

"""企業版ふるさと納税の案件 — how a case is shown and told on the desk and on the company's own page."""

from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.days import day_words
from tsunagari.base.languages import active
from tsunagari.faces.shared.forms import RowField, TidyField, YenField
from tsunagari.faces.shared.paper import kept
from tsunagari.governance.fund.hometown import queries
from tsunagari.governance.fund.hometown.calculators import hometown_tax, words
from tsunagari.governance.fund.hometown.models import Donation, Known, Project
from tsunagari.governance.fund.hometown.rules import credits, eligibility, steps
from tsunagari.governance.fund.hometown.words import STEPS
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.parties.models import Organisation, Party

MOST = 10**13
TONES = {
    steps.LEAD: "note",
    steps.CHECKED: "info",
    steps.OFFERED: "warn",
    steps.ACCEPTED: "info",
    steps.PAID: "info",
    steps.RECEIPTED: "info",
    steps.FUNDED: "ok",
    steps.PUBLISHED: "ok",
    steps.DECLINED: "quiet",
    steps.WITHDRAWN: "quiet",
}
SIGNS = {
    eligibility.YES: ("ok", _("満たす")),
    eligibility.NO: ("late", _("満たさない")),
    eligibility.UNKNOWN: ("warn", _("確かめられていない")),
}


def known_field(label) -> forms.ChoiceField:
    """Yes, no, or not known yet."""
    return forms.ChoiceField(
        label=label,
        choices=lambda: [(code, _now(text)) for code, text in Known.choices],
        widget=forms.RadioSelect,
    )


class BodyField(RowField):
    """One body by its name."""

    def __init__(self, *kinds: str, **kwargs):
        super().__init__(queryset=Party.objects.none(), **kwargs)
        self.kinds = kinds

    def label_from_instance(self, obj):
        return obj.organisation.title

    def clean(self, value) -> Organisation | None:
        party = super().clean(value)
        return party.organisation if party else None


def choose(form: forms.Form) -> None:
    """Fill the lists of bodies when the form is drawn."""
    for field in form.fields.values():
        if isinstance(field, BodyField):
            rows = parties.bodies(field.kinds[0] if field.kinds else "")
            field.queryset = rows.order_by("sort_as", "pk")


class _Projects(RowField):
    def label_from_instance(self, obj):
        return f"{obj.area}：{obj.title}"


class CaseForm(forms.Form):
    """A company, a project, a sum."""

    company = BodyField("company", label=_("会社"))
    project = _Projects(label=_("寄附を使う事業"), queryset=Project.objects.none())
    kind = forms.ChoiceField(label=_("寄附の種類"), widget=forms.RadioSelect, initial="money")
    yen = YenField(label=_("寄附する額（円）"), min_value=1, max_value=MOST)

    def __init__(self, *args, company: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = queries.projects()
        self.fields["kind"].choices = [(c, _now(w)) for c, w in Donation.Kind.choices]
        if company:
            choose(self)
        else:
            del self.fields["company"]


class WordsForm(forms.Form):
    """One sentence."""

    words = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, label="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label or _now("メモ")


class TellForm(forms.Form):
    """What a company says of itself and of its gift."""

    yen = YenField(label=_("寄附する額（円）"), min_value=1, max_value=MOST)
    head_office = TidyField(
        label=_("本社の場所"),
        max_length=200,
        required=False,
        help_text=_("登記の本店の場所を、都道府県から書いてください。"),
    )
    blue_return = known_field(_("青色申告の会社ですか"))
    no_return = known_field(_("お返しに経済的な利益を受けないことを確かめましたか"))
    linked = known_field(_("会社と事業のあいだに、契約などのつながりがありますか"))
    name_shown = forms.BooleanField(label=_("会社の名前を公表してよい"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EstimateForm(forms.Form):
    """The company's taxes of the year; the sum is that of the case."""

    corporation_tax_yen = YenField(min_value=0, max_value=MOST)
    prefecture_corporate_levy_yen = YenField(min_value=0, max_value=MOST)
    municipal_corporate_levy_yen = YenField(min_value=0, max_value=MOST)
    enterprise_tax_yen = YenField(min_value=0, max_value=MOST)
    effective_percent = forms.IntegerField(
        min_value=0,
        max_value=100,
        initial=30,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": "4"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, shown in self.fields.items():
            label, hint = words.FIELDS[name]
            shown.label, shown.help_text = _now(label), _now(hint) if hint else ""

    def estimated(self, yen: int, on: date) -> tuple[dict, dict]:
        """(question, answer) for a gift of this sum on a day."""
        given = dict(self.cleaned_data)
        rate = given.pop("effective_percent") / 100
        question = hometown_tax.Question.model_validate(
            given | {"donation_yen": yen, "effective_rate": rate, "on": on}
        )
        return question.model_dump(mode="json"), hometown_tax.answer(question)


def row(donation: Donation) -> dict:
    """A case in a list."""
    return {
        "row": donation,
        "state": _now(donation.get_state_display()),
        "tone": TONES[donation.state],
        "kind": _now(donation.get_kind_display()),
    }


def page(donation: Donation, on: date) -> dict:
    """A case as both faces show it: where it stands, what is met, the estimate, its history."""
    return row(donation) | {
        "points": [
            {
                "words": point.reason.words(),
                "tone": SIGNS[point.answer][0],
                "sign": SIGNS[point.answer][1],
            }
            for point in eligibility.points(queries.facts_of(donation, on))
        ],
        "way": _way(donation),
        "estimate": _estimate(donation),
        "steps": [{"step": step, "did": _now(STEPS[step.did])} for step in donation.steps.all()],
        "uses": list(donation.uses.select_related("voucher", "payee__party")),
        "left": queries.left(donation),
        "subsidies": list(donation.subsidies.select_related("earmark__fund").order_by("pk")),
        "confirmations": list(donation.confirmations.order_by("year")),
        "link": getattr(donation, "disclosure", None),
        "dispatch": getattr(donation, "dispatch", None),
        "over": donation.state in queries.ENDED,
        "last_day": credits.last_day(on),
    }


def _way(donation: Donation) -> list[dict]:
    """The steps of the way: those that were taken, and those that come; none when it has ended."""
    if donation.state not in steps.WAY:
        return []
    taken = steps.WAY.index(donation.state)
    return [
        {"text": _now(Donation.State(state).label), "state": "done" if n <= taken else "todo"}
        for n, state in enumerate(steps.WAY)
    ]


def _estimate(donation: Donation) -> dict | None:
    """The kept estimate in words, with its day and version."""
    if not donation.estimate:
        return None
    answer = donation.estimate["answer"]
    yen = answer | {"donation": donation.estimate["question"]["donation_yen"]}
    day = date.fromisoformat(answer["on"])
    return {
        "rows": [(_now(text), yen[name]) for name, text in words.ROWS.items()],
        "net": answer["net_cost"],
        "version": answer["version"],
        "day": day_words(day, active()),
        "stale": yen["donation"] != donation.yen,
    }


def scan(paper) -> HttpResponse:
    """A kept file, as it is."""
    if paper is None:
        raise Http404
    return kept(paper.blob)

"""入力（案件） — opening a case, who takes part in it, and its last day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as noop
from tsunagari.faces.shared.forms import DayField, KanaField, RowField, TidyField
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.parties.kinds import COUNTRIES
from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.talent.people import queries
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import states

STAGE = noop("%(system)s：%(state)s")
NAMES = (
    "family_latin",
    "given_latin",
    "family_kana",
    "given_kana",
    "family",
    "given",
    "nationality",
)


def _body(label) -> RowField:
    return RowField(
        label=label,
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("まだ決まっていない"),
    )


class PartsForm(forms.Form):
    """Who takes part in a case."""

    company = _body(_("受入れ企業"))
    sending = _body(_("送出機関"))
    school = _body(_("職業訓練校"))
    supervisor = _body(_("監理・支援をする団体"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = queries.companies()
        self.fields["sending"].queryset = queries.of_kind("sending")
        self.fields["school"].queryset = queries.of_kind("training")
        self.fields["supervisor"].queryset = queries.supervising()


class VersionedPartsForm(PartsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def _stages() -> list:
    """Every state under its system: 「技能実習：候補者」."""
    return [("", _("選んでください")), *((_(Case.System(s).label), _of(s)) for s in states.STATES)]


def _of(system: str) -> list:
    stage = gettext(STAGE)
    named = gettext(Case.System(system).label)
    return [
        (f"{system}:{state}", stage % {"system": named, "state": states.words(state)})
        for state in states.STATES[system]
    ]


class NewCaseForm(PartsForm):
    """A case: whose, under which system, where it stands, with whom."""

    person = TidyField(
        label=_("登録している人のコード"),
        max_length=20,
        required=False,
        help_text=_("もう登録している人のときだけ入れます（10文字）。新しい人は空にします。"),
    )
    family_latin = TidyField(label=_("氏（ローマ字）"), max_length=80, required=False)
    given_latin = TidyField(label=_("名（ローマ字）"), max_length=80, required=False)
    family_kana = KanaField(label=_("氏（かな）"), max_length=80, required=False)
    given_kana = KanaField(label=_("名（かな）"), max_length=80, required=False)
    family = TidyField(label=_("氏"), max_length=80, required=False)
    given = TidyField(label=_("名"), max_length=80, required=False)
    nationality = forms.ChoiceField(
        label=_("国"),
        choices=[("", _("そのほかの国"))]
        + [(code, _(country.words)) for code, country in COUNTRIES.items() if code],
        required=False,
    )
    at = forms.ChoiceField(label=_("制度といまの段階"), choices=_stages)
    field_order = ["person", *NAMES, "at"]

    def clean_person(self):
        code = self.cleaned_data["person"]
        party = parties.by_code(code.upper()) if code else None
        if code and (party is None or not party.is_person):
            raise forms.ValidationError(
                gettext("このコードの人はいません。人の画面でコードを確かめてください。")
            )
        return (party.same_as or party).person if party else None


class CloseForm(forms.Form):
    """The last day of a case."""

    day = DayField(label=_("案件をおえる日"))

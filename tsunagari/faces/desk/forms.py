"""入力（事務局） — names in three writings, bodies and the people in them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import gettext
from tsunagari.faces.shared.forms import DayField, KanaField, RowsField, TidyField
from tsunagari.kernel.parties import queries
from tsunagari.kernel.parties.kinds import COUNTRIES, KINDS, REGISTERED
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles.models import KINDS_OF, Role


def _name(label, **more):
    return TidyField(label=label, max_length=80, **more)


def _kana(label):
    return KanaField(label=label, max_length=80, required=False)


class PersonForm(forms.Form):
    """One adult: names in three writings, and how to reach them."""

    family = _name(_("氏"))
    given = _name(_("名"), required=False)
    family_kana = _kana(_("氏（かな）"))
    given_kana = _kana(_("名（かな）"))
    family_latin = _name(_("氏（ローマ字）"), required=False)
    given_latin = _name(_("名（ローマ字）"), required=False)


class MemberForm(PersonForm):
    """Somebody who is admitted: a person and an address to sign in with."""

    email = forms.EmailField(
        label=_("メールアドレス"),
        max_length=254,
        help_text=_("このアドレスに、パスワードを決めるリンクを送ります。"),
    )


class BodyMemberForm(MemberForm):
    """Somebody who is admitted to a body, with a role that opens a door for a body of its kind."""

    kind = forms.ChoiceField(label=_("役割"), widget=forms.RadioSelect)
    field_order = ["kind"]

    def __init__(self, *args, body: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        found = [role for kind in body.kinds for role in KINDS_OF.get(kind, ())] or KINDS_OF[
            "school"
        ]
        self.fields["kind"].choices = [(role, _(Role.Kind(role).label)) for role in found]
        if len(found) == 1:
            self.fields["kind"].initial = found[0]


class PersonEditForm(PersonForm):
    """What staff may change of an adult."""

    called = _name(
        _("呼び名"), required=False, help_text=_("生徒や保護者の画面では、この名前で出ます。")
    )
    phone = TidyField(label=_("電話番号"), max_length=30, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class BodyForm(forms.Form):
    """An organisation or a joint project."""

    name = TidyField(label=_("名前"), max_length=200)
    kana = KanaField(label=_("よみ（かな）"), max_length=200, required=False)
    latin = TidyField(label=_("ローマ字・英語の名前"), max_length=200, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("種類"),
        choices=[(kind, _(KINDS[kind])) for kind in REGISTERED],
        widget=forms.CheckboxSelectMultiple,
    )
    country = forms.ChoiceField(
        label=_("国"),
        choices=[(code, _(country.words)) for code, country in COUNTRIES.items()],
        required=False,
        initial="JPN",
    )
    municipality = TidyField(
        label=_("市町村"), max_length=80, required=False, help_text=_("例：流山市")
    )
    email = forms.EmailField(label=_("連絡先のメール"), max_length=254, required=False)


class NewBodyForm(BodyForm):
    """A body that is registered now; a joint project names who carries it."""

    partners = RowsField(
        label=_("いっしょに行う団体"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = bodies


class BodyEditForm(BodyForm):
    """What staff may change of a body; of a school and of the federation, kind and country stay."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, fixed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["kinds"], self.fields["country"]


class EndForm(forms.Form):
    """The last day of a role."""

    until = DayField(
        label=_("最後の日"),
        help_text=_("この日の終わりまで入れます。昨日を選ぶと、すぐに入れなくなります。"),
    )


class MergeForm(forms.Form):
    """The code of the entry that stays."""

    into = TidyField(
        label=_("残す登録のコード"),
        max_length=20,
        help_text=_("同じ人・団体のもう1つの登録のコード（10文字）です。"),
    )

    def clean_into(self):
        party = queries.by_code(self.cleaned_data["into"].upper())
        if party is None:
            raise forms.ValidationError(
                gettext("このコードの登録はありません。画面のコードを確かめてください。")
            )
        return party

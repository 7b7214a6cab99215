"""お手伝いの申込み — who offers help, what they can do and speak, and one answer for each shift."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.faces.shared import shifts as said
from tsunagari.faces.shared.forms import TidyField
from tsunagari.programmes.community.shifts.actions.joining import Offer
from tsunagari.programmes.community.shifts.models import Shift, Volunteer, Wish
from tsunagari.programmes.community.shifts.words import SKILLS

SPOKEN = [one for one in LANGUAGES if one[0] != "ja-easy"]
MOST_HOURS = (2, 3, 4, 6, 8, 12)
CANNOT = Wish.Level.CANNOT


class WishForm(forms.Form):
    """What can change until the shifts are decided."""

    languages = forms.MultipleChoiceField(
        label=_("話せる言葉"),
        choices=SPOKEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = forms.MultipleChoiceField(
        label=_("手伝えること"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours = forms.TypedChoiceField(
        label=_("合わせて何時間までできますか"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=lambda: [
            ("", _now("決めない")),
            *((many, said.hours_words(many * 60)) for many in MOST_HOURS),
        ],
    )
    age = forms.IntegerField(label=_("年齢"), min_value=0, max_value=130, required=False)

    def __init__(self, *args, shifts: Sequence[Shift], volunteer: Volunteer | None = None, **more):
        super().__init__(*args, **more)
        first = _said(volunteer) if volunteer else {}
        for name in ("languages", "skills", "hours", "age"):
            self.fields[name].initial = first.get(name)
        self.shifts = list(shifts)
        self._only_what_is_asked()
        for one in shifts:
            told = said.row(one)
            self.fields[f"shift_{one.pk}"] = forms.ChoiceField(
                label=f"{told['when']} {told['name']}",
                help_text=" ・ ".join(part for part in (one.place, told["asks"]) if part),
                choices=[(code, _now(level)) for code, level in Wish.Level.choices],
                initial=first.get(one.pk),
                required=False,
                widget=forms.RadioSelect,
            )

    def _only_what_is_asked(self) -> None:
        """Nobody is asked for an age or a skill that no shift needs."""
        if all(one.from_age is None for one in self.shifts):
            del self.fields["age"]
        asked = {code for one in self.shifts for code in one.skills}
        choices = [(code, _now(words)) for code, words in SKILLS.items() if code in asked]
        self.fields["skills"].choices = choices
        if not choices:
            del self.fields["skills"]

    def asked(self) -> list:
        """The boxes of the shifts."""
        return [self[f"shift_{one.pk}"] for one in self.shifts]

    def others(self) -> list:
        """What one can do."""
        named = ("name", "email", "agrees")
        boxes = [box for box in self.visible_fields() if not box.name.startswith("shift_")]
        return [box for box in boxes if box.name not in named]

    def offer(self, language: str = "") -> Offer:
        """What was said."""
        told = self.cleaned_data
        return Offer(
            name=told.get("name", ""),
            email=told.get("email", ""),
            language=language,
            languages=told["languages"],
            skills=told.get("skills", []),
            most_minutes=told["hours"] * 60 if told["hours"] else None,
            age=told.get("age"),
            levels={one.pk: told[f"shift_{one.pk}"] or CANNOT for one in self.shifts},
        )


def _said(volunteer: Volunteer) -> dict:
    """What stands in the boxes when somebody comes back to them."""
    most = volunteer.most_minutes
    own = {"languages": volunteer.languages, "skills": volunteer.skills, "age": volunteer.age}
    wishes = {one.shift_id: one.level for one in volunteer.wishes.all()}
    return own | {"hours": most // 60 if most else None} | wishes


class OfferForm(WishForm):
    """Name and address before all that; no account, no password."""

    name = TidyField(label=_("名前"), max_length=100)
    email = forms.EmailField(
        label=_("メールアドレス"),
        max_length=254,
        required=False,
        help_text=_("なくても申し込めます。あれば、同じ内容をメールでも送ります。"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    agrees = forms.BooleanField(
        label=_("名前と連絡先を、この催しのためだけに使うことに同意します"),
        error_messages={"required": _("同意がないと、申込みを受けられません。")},
    )

    field_order = ("name", "email")

    def head(self) -> list:
        """Who it is."""
        return [self["name"], self["email"]]

"""席決めの入力 — how large, how often, who sits where anyway, who is here."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.programmes.community.gatherings.models import SeatPlan
from tsunagari.programmes.community.gatherings.rules.allowing import (
    LARGEST,
    MOST_ROUNDS,
    SMALLEST,
)

MOST_TABLES = 1_000


class MakeForm(forms.Form):
    """A size and a number of rounds."""

    table_size = forms.IntegerField(
        label=_("1テーブルの人数"), min_value=SMALLEST, max_value=LARGEST, initial=6
    )
    rounds = forms.IntegerField(
        label=_("席がえの回数"),
        min_value=1,
        max_value=MOST_ROUNDS,
        initial=3,
        help_text=_("はじめの席も1回と数えます。"),
    )


def guest_field(label, names: dict[int, str]) -> forms.TypedChoiceField:
    """One of those who come."""
    people = sorted(names.items(), key=lambda pair: pair[1])
    choices = [("", _now("えらんでください")), *((str(key), name) for key, name in people)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int)


class PinForm(forms.Form):
    """Somebody, and the table."""

    table = forms.IntegerField(label=_("テーブルの番号"), min_value=1, max_value=MOST_TABLES)

    def __init__(self, *args, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"guest": guest_field(_now("座る人"), names), **self.fields}


class PartForm(forms.Form):
    """Two people."""

    def __init__(self, *args, names: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["a"] = guest_field(_now("1人目"), names)
        self.fields["b"] = guest_field(_now("2人目"), names)


class MendForm(forms.Form):
    """From which round on, and who is here when the door was not asked."""

    first = forms.TypedChoiceField(label=_("直しはじめる回"), coerce=int)
    here = forms.TypedMultipleChoiceField(
        label=_("来た人"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, plan: SeatPlan, names: dict[int, str], here: set[int], **kwargs):
        super().__init__(*args, **kwargs)
        turns = range(1, plan.rounds + 1)
        self.fields["first"].choices = [(str(n), _now("%(n)s回目から") % {"n": n}) for n in turns]
        people = sorted(names.items(), key=lambda pair: pair[1])
        self.fields["here"].choices = [(str(key), name) for key, name in people]
        self.fields["here"].initial = [str(key) for key in here]

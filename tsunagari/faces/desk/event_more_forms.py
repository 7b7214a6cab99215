"""催しの入力（お金・写真） — the budget that is kept for an event, and its picture."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import RowField, TidyField, YenField
from tsunagari.kernel.ledger.models import Budget
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events.models import Event


class BudgetForm(forms.Form):
    """Out of which budget of the plan's measure, and how much."""

    budget = RowField(label=_("どの予算から"), queryset=Budget.objects.none(), empty_label=None)
    yen = YenField(label=_("この催しの予算（円）"), min_value=1, max_value=1_000_000_000)

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        field, known = self.fields["budget"], accounts.budgets(event)
        free = {one.pk: accounts.free(one) for one in known}
        field.queryset = known
        field.label_from_instance = lambda one: (
            _now("%(fund)s %(measure)s（のこり %(yen)s円）")
            % {"fund": one.fund.name, "measure": one.measure, "yen": f"{free[one.pk]:,}"}
        )


class PictureForm(forms.Form):
    """写真 — and what it shows, in words."""

    file = forms.FileField(
        label=_("写真（JPEG・PNG）"),
        help_text=_("小さくしてから公開します。人がうつっている写真は、全員の同意があるときだけ。"),
    )
    words = TidyField(
        label=_("何がうつっているか"),
        max_length=200,
        help_text=_("写真を見られない人に読みあげます。例：大きななべを囲む人たち"),
    )

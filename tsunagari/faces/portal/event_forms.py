"""催しの申込み — what a registration takes in: who, how many of each kind, what they need."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import TidyField
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Event, Ticket
from tsunagari.programmes.community.events.words import NEEDS


class JoinForm(forms.Form):
    """Name, address, a number for each kind of ticket, needs; no account, no password."""

    name = TidyField(label=_("名前"), max_length=100)
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("なくても申し込めます。あれば、同じ内容をメールでも送ります。"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    needs = forms.MultipleChoiceField(
        label=_("必要なこと"),
        required=False,
        choices=lambda: [(code, _now(words)) for code, words in NEEDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    agrees = forms.BooleanField(
        label=_("名前と連絡先を、この催しのためだけに使うことに同意します"),
        error_messages={"required": _("同意がないと、申込みを受けられません。")},
    )

    def __init__(self, *args, event: Event, tickets: list[Ticket], **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.tickets = event, tickets
        for ticket in tickets:
            self.fields[f"ticket_{ticket.pk}"] = forms.IntegerField(
                label=ticket.name,
                min_value=0,
                max_value=event.most_people,
                required=False,
                initial=1 if ticket == tickets[0] else 0,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
        self.order_fields(["name", "email", *(f"ticket_{one.pk}" for one in tickets)])

    def comers(self) -> list[Comer]:
        """One for each place; the first carries the name and what is needed."""
        counted = [
            ticket
            for ticket in self.tickets
            for _place in range(self.cleaned_data[f"ticket_{ticket.pk}"] or 0)
        ]
        told = self.cleaned_data
        return [
            Comer(ticket, told["name"] if at == 0 else "", needs=told["needs"] if at == 0 else ())
            for at, ticket in enumerate(counted)
        ]

    def contact(self, language: str) -> Contact:
        """Who is written to."""
        return Contact(self.cleaned_data["name"], self.cleaned_data["email"], language)

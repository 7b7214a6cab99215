"""催しの申込み — what a registration takes in: who, how many of each kind, needs, answers."""

from django import forms
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.faces.shared.events import ticket_words
from tsunagari.faces.shared.forms import TidyField
from tsunagari.programmes.community.events import rush
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Event, Ticket
from tsunagari.programmes.community.events.words import NEEDS

# Said when the form is drawn: who has sent it reads another page.
_in_words = lazy(ticket_words, str)


KEPT = 200
_drawn: dict[tuple, SafeString] = {}


def _said(name: str, field: forms.Field) -> tuple:
    """All that a field says while nothing is typed."""
    widget = field.widget
    choices = tuple(getattr(field, "choices", ()))
    attributes = tuple(sorted(widget.attrs.items()))
    words = (str(field.label), str(field.help_text), field.required, str(field.initial))
    return (name, type(field), type(widget), *words, attributes, choices)


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
        self.questions = rush.questions(event)
        for ticket in tickets:
            self.fields[f"ticket_{ticket.pk}"] = forms.IntegerField(
                label=_in_words(ticket),
                min_value=0,
                max_value=event.most_people,
                required=False,
                initial=1 if ticket == tickets[0] else 0,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
        for one in self.questions:
            self.fields[f"answer_{one.pk}"] = TidyField(
                label=one.words, max_length=1000, required=one.required
            )
        counts = [f"ticket_{one.pk}" for one in tickets]
        answers = [f"answer_{one.pk}" for one in self.questions]
        self.order_fields(["name", "email", *counts, "needs", *answers, "agrees"])

    def drawn(self) -> SafeString:
        """The fields on the page; those of an empty form are drawn once for all who read the same."""
        if self.is_bound:
            return self._groups()
        key = (get_language(), *(_said(name, field) for name, field in self.fields.items()))
        if key not in _drawn:
            if len(_drawn) >= KEPT:
                _drawn.clear()
            _drawn[key] = self._groups()
        return _drawn[key]

    def _groups(self) -> SafeString:
        return SafeString("".join(field.as_field_group() for field in self.visible_fields()))

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

    def contact(self, language: str, proxy=None) -> Contact:
        """Who is written to."""
        told = self.cleaned_data
        answers = {one.pk: told[f"answer_{one.pk}"] for one in self.questions}
        given = {key: words for key, words in answers.items() if words}
        return Contact(told["name"], told["email"], language, proxy=proxy, answers=given)


class ProxyForm(JoinForm):
    """代わりに申し込む — the same for somebody without a phone, who said yes aloud or on paper."""

    language = forms.ChoiceField(label=_("この人の言葉"), choices=LANGUAGES, initial="ja")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agrees"].label = _("本人が、名前と連絡先を催しのために使うことに同意しました")

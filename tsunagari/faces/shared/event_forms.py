"""催しの申込み — what a registration takes in: who, how many of each kind, needs, answers."""

from django import forms
from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.faces.shared.events import ticket_words, title, when_words
from tsunagari.faces.shared.forms import KnownRowField, TidyField
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.community.events import rush, said
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Event, Question, Ticket
from tsunagari.programmes.community.events.words import NEEDS

# Said when the form is drawn: who has sent it reads another page.
_in_words = lazy(ticket_words, str)
_read = lazy(lambda read, words: read(words), str)


def needs_field(label) -> forms.MultipleChoiceField:
    """What somebody needs."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=lambda: [(code, _now(words)) for code, words in NEEDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )


def note_field(label) -> TidyField:
    """The same in words."""
    return TidyField(label=label, max_length=200, required=False)


class _Count(forms.NumberInput):
    """How many of a kind."""

    def __init__(self):
        super().__init__({"inputmode": "numeric"})


def _as_typed(typed, name: str):
    return typed.getlist(name) if name.endswith("needs") else typed.get(name)


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
        max_length=254,
        required=False,
        help_text=_("なくても申し込めます。あれば、同じ内容をメールでも送ります。"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    needs = needs_field(_("必要なこと"))
    note = note_field(_("食べられないもの、ほかに伝えたいこと"))
    agrees = forms.BooleanField(
        label=_("名前と連絡先を、この催しのためだけに使うことに同意します"),
        error_messages={"required": _("同意がないと、申込みを受けられません。")},
    )

    def __init__(
        self,
        *args,
        event: Event,
        tickets: list[Ticket],
        read=said.typed,
        typed=None,
        questions: list[Question] | None = None,
        **kwargs,
    ):
        """`typed` is what stood in the form when somebody wanted to write each guest down; the
        questions are asked for where they are not known.
        """
        if typed:
            kwargs["initial"] = {name: _as_typed(typed, name) for name in typed}
        super().__init__(*args, **kwargs)
        self.event, self.tickets = event, tickets
        if event.invite:
            self.fields["invite"] = TidyField(
                label=_("招待のことば"),
                max_length=40,
                help_text=_("さそってくれた人から聞いたことばを書いてください。"),
            )
        self.questions = rush.questions(event) if questions is None else questions
        for ticket in tickets:
            self.fields[f"ticket_{ticket.pk}"] = forms.IntegerField(
                label=_in_words(ticket, read),
                min_value=0,
                max_value=event.most_people,
                required=False,
                initial=1 if ticket == tickets[0] else 0,
                widget=_Count,
            )
        for one in self.questions:
            self.fields[f"answer_{one.pk}"] = TidyField(
                label=_read(read, one.words), max_length=1000, required=one.required
            )
        rows = self._add_rows(self.data if self.is_bound else typed or {})
        counts = [f"ticket_{one.pk}" for one in tickets]
        answers = [f"answer_{one.pk}" for one in self.questions]
        first = ["name", "email", "invite", *counts, "needs", "note"]
        self.order_fields([*first, *rows, *answers, "agrees"])

    def _add_rows(self, typed) -> list[str]:
        """ひとりずつ — the boxes of each guest after the first, when somebody asked for them."""
        self.each = "each" in typed
        many = sum(whole(typed.get(f"ticket_{one.pk}") or "0") or 0 for one in self.tickets)
        if not self.each:
            return []
        added = []
        for at in range(1, min(many, self.event.most_people)):
            which = {"number": at + 1}
            boxes = {
                "name": TidyField(
                    label=_now("%(number)s人目の名前") % which, max_length=100, required=False
                ),
                "needs": needs_field(_now("%(number)s人目に必要なこと") % which),
                "note": note_field(_now("%(number)s人目の食べられないもの、伝えたいこと") % which),
            }
            for part, field in boxes.items():
                self.fields[f"guest_{at}_{part}"] = field
                added.append(f"guest_{at}_{part}")
        return added

    def drawn(self) -> SafeString:
        """The fields on the page; those of an empty form are drawn once for all who read the same."""
        if self.is_bound or self.initial:
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
        """One for each place; the first carries the contact's name, the others what was written."""
        counted = [
            ticket
            for ticket in self.tickets
            for _place in range(self.cleaned_data[f"ticket_{ticket.pk}"] or 0)
        ]
        return [self._comer(ticket, at) for at, ticket in enumerate(counted)]

    def _comer(self, ticket: Ticket, at: int) -> Comer:
        told, of = self.cleaned_data, f"guest_{at}_" if at else ""
        return Comer(
            ticket,
            told.get(f"{of}name", ""),
            needs=told.get(f"{of}needs", ()),
            note=told.get(f"{of}note", ""),
        )

    def contact(self, language: str, proxy=None) -> Contact:
        """Who is written to."""
        told = self.cleaned_data
        answers = {one.pk: told[f"answer_{one.pk}"] for one in self.questions}
        given = {key: words for key, words in answers.items() if words}
        invite = told.get("invite", "")
        return Contact(
            told["name"], told["email"], language, proxy=proxy, invite=invite, answers=given
        )


class _Unchanged(dict):
    """Fields that a form changes in nothing: its own need no copies of them."""

    def __deepcopy__(self, _memo) -> dict:
        return dict(self)


# Of this form alone: those that are made from it have fields of their own.
JoinForm.base_fields = _Unchanged(JoinForm.base_fields)


class ProxyForm(JoinForm):
    """代わりに申し込む — the same for somebody without a phone, who said yes aloud or on paper."""

    language = forms.ChoiceField(label=_("この人の言葉"), choices=LANGUAGES, initial="ja")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("invite", None)
        self.fields["agrees"].label = _("本人が、名前と連絡先を催しのために使うことに同意しました")


class MoveForm(forms.Form):
    """別の日に移す — another day of the series."""

    to = KnownRowField(label=_("移る先"))

    def __init__(self, *args, others: list[Event], **kwargs):
        super().__init__(*args, **kwargs)
        words = {one: f"{when_words(one)} {title(one)}" for one in others}
        self.fields["to"].offer(words, blank=True)

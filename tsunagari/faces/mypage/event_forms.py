"""自分のページからの申込み — the name is known; what is left is who comes along."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.event_forms import JoinForm
from tsunagari.faces.shared.forms import RowField
from tsunagari.kernel.consents.queries import own_name
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.community.events import said
from tsunagari.programmes.community.events.actions.registering import Comer
from tsunagari.programmes.community.events.models import Ticket

NEEDED = ("needs", "note")


class OwnForm(JoinForm):
    """わたしと、いっしょに行く人 — alone with one press; companions are numbers of each kind."""

    me = RowField(label=_("わたしの種類"), queryset=Ticket.objects.none())

    def __init__(self, *args, viewer: Viewer, read: said.Reader = said.typed, **kwargs):
        super().__init__(*args, read=read, **kwargs)
        self.viewer = viewer
        for name in ("name", "email", "agrees"):
            del self.fields[name]
        field = self.fields["me"]
        field.queryset = self.event.tickets.order_by("pk")
        field.label_from_instance = lambda ticket: shared.ticket_words(ticket, read)
        field.initial = self._usual()
        if viewer.kind == "guardian":
            field.label = _("お子さんの種類")
        if len(self.tickets) == 1:
            field.widget = forms.HiddenInput()
        for ticket in self.tickets:
            count = self.fields[f"ticket_{ticket.pk}"]
            count.label = _now("いっしょに行く人：%(ticket)s") % {"ticket": count.label}
            count.initial = 0
        self.order_fields(["me", *[f"ticket_{one.pk}" for one in self.tickets]])

    def _usual(self) -> Ticket | None:
        """A child's kind for a child, else the first."""
        child = self.viewer.kind == "guardian"
        young = [one for one in self.tickets if one.until_age is not None and one.until_age < 18]
        return next(iter(young if child and young else self.tickets), None)

    def comers(self) -> list[Comer]:
        """The person first, then the companions; who they are nobody asks."""
        told, person = self.cleaned_data, self.viewer.party.person
        chosen = next(one for one in self.tickets if one == told["me"])
        first = Comer(
            chosen, told["name"], languages=person.languages, needs=told["needs"], note=told["note"]
        )
        others = [
            Comer(ticket)
            for ticket in self.tickets
            for _place in range(told[f"ticket_{ticket.pk}"] or 0)
        ]
        return [first, *others]

    def companions(self) -> list:
        """What is asked only of those who do not come alone, or need something."""
        return [self[name] for name in self.fields if name.startswith("ticket_") or name in NEEDED]

    def first(self) -> list:
        """What everybody is asked."""
        later = {field.name for field in self.companions()}
        return [field for field in self.visible_fields() if field.name not in later]

    def clean(self):
        """Who is written to: the name and the address that the person gave the office."""
        person = self.viewer.party.person
        told = super().clean()
        return told | {"name": own_name(self.viewer), "email": person.email}

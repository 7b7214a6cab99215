"""参加する人を書く — the name and the needs of each guest, by the booking's address; one may leave."""

from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.views import bookings
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.shared.event_forms import needs_field, note_field
from tsunagari.faces.shared.forms import TidyField
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.community.events.actions import people
from tsunagari.programmes.community.events.models import Booking, Guest


class PeopleForm(forms.Form):
    """Three boxes for each guest, all of them optional; and the address for mails."""

    email = forms.EmailField(
        label=_("メールアドレス"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args, booking: Booking, guests: list[Guest], **kwargs):
        super().__init__(*args, **kwargs)
        self.guests = guests
        self.fields["email"].initial = booking.email
        for one in guests:
            boxes = {
                "name": TidyField(label=_("名前"), max_length=100, required=False),
                "needs": needs_field(_("必要なこと")),
                "note": note_field(_("食べられないもの、ほかに伝えたいこと")),
            }
            first = {"name": one.name.reveal() if one.name else "", "needs": one.needs}
            for part, field in boxes.items():
                field.initial = (first | {"note": one.note})[part]
                self.fields[f"{part}_{one.pk}"] = field

    def rows(self) -> list[dict]:
        """Each guest with the own boxes."""
        return [
            {
                "guest": one,
                "title": _now("%(number)s人目（%(ticket)s）")
                % {"number": at, "ticket": one.ticket.name},
                "fields": [self[f"{part}_{one.pk}"] for part in ("name", "needs", "note")],
            }
            for at, one in enumerate(self.guests, 1)
        ]

    def said(self) -> dict[int, people.Said]:
        """What is known of each now."""
        told = self.cleaned_data
        return {
            one.pk: people.Said(*[told[f"{part}_{one.pk}"] for part in ("name", "needs", "note")])
            for one in self.guests
        }


@unkept
def show(request, secret):
    """Everybody of the booking on one page; ［保存する］ writes, ［この人をへらす］ takes one away."""
    found = bookings.booking_of(secret)
    guests = list(found.guests.select_related("ticket").order_by("pk"))
    leaves = whole(request.POST.get("leave", ""))
    typed = request.POST if request.method == "POST" and leaves is None else None
    form = PeopleForm(typed, booking=found, guests=guests)
    faults: list[str] = []
    if request.method == "POST" and (leaves is not None or form.is_valid()):
        try:
            _act(request, found, form, leaves)
        except Refused as refused:
            put_on(form, refused) if form.is_bound else faults.extend(
                one.words() for one in refused.reasons
            )
        else:
            return bookings.saved(secret)
    context = bookings.facts_of(found) | {"secret": secret, "form": form, "faults": faults}
    status = 422 if faults or form.errors else 200
    return render(request, "portal/events/people.html", context, status=status)


def _act(request, found: Booking, form: PeopleForm, leaves: int | None) -> None:
    moment = {"by": None, "on": timezone.localdate(), "at": timezone.now()}
    with transaction.atomic():
        if not bookings.first_press(request, found):
            return
        if leaves is not None:
            people.leave(found, leaves, **moment)
        else:
            people.write(found, form.said(), email=form.cleaned_data["email"], **moment)

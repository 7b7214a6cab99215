"""電話で知らせる人（事務局） — who gets no mail: to be called, called, and a press taken back."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.programmes.community.events import calls, mails, queries
from tsunagari.programmes.community.events.models import Event, Mail
from tsunagari.programmes.community.shifts import calls as helpers
from tsunagari.programmes.community.shifts import queries as shifts
from tsunagari.programmes.community.shifts.models import Volunteer

SIZE = 50


def rows(event: Event, viewer, now) -> dict:
    """Bookings and helpers: those who wait to hear of it, and those who have."""
    return {
        "calls": _bookings(calls.waiting(event, now)[:SIZE], viewer),
        "called": _bookings(calls.called(event, now)[:SIZE], viewer),
        "helpers": _helpers(helpers.waiting(event, now)[:SIZE], viewer),
        "called_helpers": _helpers(helpers.called(event, now)[:SIZE], viewer),
    }


def _bookings(found: Iterable[Mail], viewer) -> list[dict]:
    """Of what, and where they can be reached as far as that is known."""
    mine = list(found)
    named = queries.named([one.booking for one in mine], to=viewer)
    return [
        {
            "mail": one,
            "what": _(mails.BY_CODE[one.kind].subject),
            "phone": party.person.phone if (party := one.booking.party) and party.is_person else "",
            "number": one.booking.number,
        }
        | named[one.booking_id]
        for one in mine
    ]


def _helpers(found: Iterable[Volunteer], viewer) -> list[dict]:
    """お手伝いの人 — who has no address, and would come to an event that is called off."""
    mine = list(found)
    named = shifts.named(mine, to=viewer)
    return [{"pk": one.pk} | named[one.pk] for one in mine]


def _moment(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


@require_POST
def called(request, pk):
    """別の方法で伝えた・もどす — somebody without an address knows now, or does not yet."""
    found = Mail.objects.filter(booking__event__in=queries.of(request.viewer))
    mail = get_object_or_404(found.select_related("booking__event", "booking__party"), pk=pk)
    act = calls.untold if "undo" in request.POST else calls.told
    act(mail, **_moment(request))
    return redirect("desk:event", mail.booking.event.code)


@require_POST
def helper_called(request, pk):
    """The same of a helper."""
    found = Volunteer.objects.filter(event__in=queries.of(request.viewer))
    volunteer = get_object_or_404(found.select_related("event"), pk=pk)
    act = helpers.untold if "undo" in request.POST else helpers.told
    act(volunteer, **_moment(request))
    return redirect("desk:event", volunteer.event.code)

"""お手伝い — offering help with an event, and the own page: shifts, wishes, giving away, hours.

Whoever holds the secret address is the volunteer. Everything is a press: a link that somebody's
mail program opens takes and gives away nothing.
"""

import hashlib
from dataclasses import replace

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import pdf
from tsunagari.base.refusals import Refused, refuse_if
from tsunagari.faces.portal import crowd
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.portal.views.events import event_of, joining
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import helping as years
from tsunagari.faces.shared import sent_before
from tsunagari.faces.shared import shifts as words
from tsunagari.faces.shared.shift_forms import OfferForm, WishForm
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import presses
from tsunagari.programmes.community.events import said, secrets
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import hours, queries
from tsunagari.programmes.community.shifts.actions import counting, swapping
from tsunagari.programmes.community.shifts.actions import joining as offering
from tsunagari.programmes.community.shifts.models import Assignment, Swap, Volunteer, Wish
from tsunagari.programmes.community.shifts.rules import helping

QUIET, HELPS = 4, "helps"
PLANNED, CAME = Assignment.State.PLANNED, Assignment.State.CAME
CANNOT = Wish.Level.CANNOT


@joining
def join(request, code):
    """手伝う — which shifts, what one can do; the own page with its secret address comes next."""
    event, now = event_of(code), timezone.now()
    sought = queries.sought(event, now)
    rows = [one for one in queries.shifts(event) if one.starts_at > now] if sought else []
    form = OfferForm(request.POST or None, shifts=rows)
    if request.method == "POST" and rows and form.is_valid():
        made = _joined(request, event, form)
        if made:
            return made
    context = {
        "event": event,
        "title": shared.title(event),
        "when": shared.when_words(event),
        "why": said.why(event),
        "form": form if rows else None,
        "stamp": crowd.stamp(request),
    }
    return render(request, "portal/helping/join.html", context, status=422 if form.errors else 200)


def _joined(request, event: Event, form: OfferForm):
    """The way to the own page; what was sent before makes no second offer. None: the form says why."""
    offer, now = form.offer(translation.get_language() or "ja"), timezone.now()
    sent = (event.pk, repr(replace(offer, language="")))
    salt, before = sent_before.salt_of(request, HELPS, sent, _standing)
    mine = reverse("portal:helping", args=[secrets.made(salt, offering.OPENS)])
    if before:
        return redirect(f"{mine}?again=1")
    moment = {"by": None, "on": timezone.localdate(), "at": now}
    try:
        refuse_if(crowd.why_not(request, event))
        with transaction.atomic():
            if presses.take(
                hashlib.sha256(salt.encode()).hexdigest(), by="", form=request.path[:200], at=now
            ):
                offering.join(event, offer, salt=salt, **moment)
    except Refused as refused:
        put_on(form, refused)
        return None
    return sent_before.kept(request, redirect(mine), HELPS, salt, sent)


def _standing(salt: str) -> Volunteer | None:
    """Who offered help with this salt, and has not stopped."""
    found = queries.by_secret(secrets.hashed(secrets.made(salt, offering.OPENS)))
    return found if found and found.withdrawn_at is None else None


def volunteer_of(secret: str) -> Volunteer:
    found = queries.by_secret(secrets.hashed(secret))
    if found is None:
        raise Http404
    return found


@unkept
def show(request, secret):
    """わたしのお手伝い — my shifts, those that I may take over, my hours."""
    return _page(request, volunteer_of(secret), secret)


def _page(request, found: Volunteer, secret: str, refused: Refused | None = None):
    event, now = found.event, timezone.now()
    address = request.build_absolute_uri(reverse("portal:helping", args=[secret]))
    called_off = event.state == Event.State.CANCELLED
    gone = found.withdrawn_at is not None
    swaps = [] if called_off else list(queries.open_swaps(event, now))
    rows = [_mine(one, swaps, now) for one in found.assignments.all()]
    minutes = queries.minutes_of([found]).get(found.pk, 0)
    context = {
        "event": event,
        "title": shared.title(event),
        "why": said.why(event) if called_off else "",
        "secret": secret,
        "address": address,
        "qr": pdf.qr_svg(address, border=QUIET, fluid=True, quick=True),
        "gone": gone,
        "mine": rows,
        "offered": [] if gone else _offered(found, swaps),
        "hours": words.hours_words(minutes) if minutes else "",
        "years": years.rows(hours.years_of(found.party)) if found.party else [],
        "may_wish": not called_off and not _why_not_wish(found, now),
        "may_stop": not gone and not called_off and any(one["coming"] for one in rows),
        "waits": not gone and not called_off and not rows,
        "again": request.GET.get("again") == "1" and not gone,
        "faults": [one.words() for one in refused.reasons] if refused else [],
    }
    status = 422 if refused else 200
    return render(request, "portal/helping/helping.html", context, status=status)


def _mine(one: Assignment, swaps: list[Swap], now) -> dict:
    shift = one.shift
    given = [
        swap for swap in swaps if (swap.giver_id, swap.shift_id) == (one.volunteer_id, shift.pk)
    ]
    return words.row(shift) | {
        "pk": one.pk,
        "swap": given[0].pk if given else None,
        "coming": one.state == PLANNED and now < shift.starts_at,
        "over": one.state == PLANNED and now >= shift.ends_at,
        "state": _(one.get_state_display()),
        "hours": words.hours_words(one.minutes) if one.state == CAME else "",
    }


def _offered(found: Volunteer, swaps: list[Swap]) -> list[dict]:
    """Shifts of others that this person may take by every rule; those first that were wished for."""
    said = {one.shift_id: one.level for one in found.wishes.all()}
    rows = [
        words.row(swap.shift)
        | {"pk": swap.pk, "wished": said.get(swap.shift_id, "") not in ("", CANNOT)}
        | {"barred": said.get(swap.shift_id) == CANNOT}
        for swap in swapping.open_to(found, swaps)
    ]
    return sorted(rows, key=lambda one: not one["wished"])


def _why_not_wish(found: Volunteer, now):
    return helping.why_not_wish(
        gone=found.withdrawn_at is not None,
        assigned=bool(found.assignments.all()),
        over=now >= found.event.ends_at,
    )


@unkept
def wishes(request, secret):
    """希望を変える — until the shifts are decided."""
    found, now = volunteer_of(secret), timezone.now()
    if found.event.state == Event.State.CANCELLED or _why_not_wish(found, now):
        return redirect("portal:helping", secret)
    rows = [one for one in queries.shifts(found.event) if one.starts_at > now]
    form = WishForm(request.POST or None, shifts=rows, volunteer=found)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                if _first(request, found):
                    offering.wish(found, form.offer(), **_moment())
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("portal:helping", secret)
    context = {"form": form, "title": shared.title(found.event), "secret": secret}
    status = 422 if form.errors else 200
    return render(request, "portal/helping/wishes.html", context, status=status)


def _moment() -> dict:
    return {"by": None, "on": timezone.localdate(), "at": timezone.now()}


def _first(request, found: Volunteer) -> bool:
    """True for the first press of a button; without a key every press is one."""
    key = request.POST.get("press_key", "")[:64]
    mine = {"by": found.number, "form": request.path[:200]}
    return not key or presses.take(key, **mine, at=timezone.now())


@unkept
@require_POST
def answer(request, secret):
    """ゆずる・受ける・来た・やめる — by a press, once."""
    found = volunteer_of(secret)
    verb, _dot, row = request.POST.get("answer", "").partition(".")
    try:
        with transaction.atomic():
            if verb in ACTS and _first(request, found):
                ACTS[verb](found, int(row) if row.isdecimal() and len(row) < 19 else 0)
    except Refused as refused:
        return _page(request, volunteer_of(secret), secret, refused)
    return redirect("portal:helping", secret)


def _own(found: Volunteer, row: int) -> Assignment:
    mine = next((one for one in found.assignments.all() if one.pk == row), None)
    if mine is None:
        raise Http404
    return mine


def _swap(found: Volunteer, row: int) -> Swap:
    swap = Swap.objects.filter(pk=row, shift__event=found.event_id).first()
    if swap is None:
        raise Http404
    return swap


def _give(found: Volunteer, row: int) -> None:
    swapping.offer(_own(found, row), **_moment())


def _keep(found: Volunteer, row: int) -> None:
    swap = _swap(found, row)
    if swap.giver_id == found.pk:
        swapping.keep(swap, **_moment())


def _take(found: Volunteer, row: int) -> None:
    swapping.take(_swap(found, row), found, **_moment())


def _came(found: Volunteer, row: int) -> None:
    mine = _own(found, row)
    minutes = queries.task_of(mine.shift).minutes
    counting.count(mine, minutes, said_by=counting.SELF, **_moment())


def _stop(found: Volunteer, _row: int) -> None:
    offering.withdraw(found, **_moment())


ACTS = {"give": _give, "keep": _keep, "take": _take, "came": _came, "stop": _stop}

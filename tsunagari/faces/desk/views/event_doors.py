"""受付（事務局） — opening doors, the live count, the paper list and typing it in, badges, the table."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import checkin as shared
from tsunagari.faces.shared import events, paper
from tsunagari.faces.shared.forms import TidyField
from tsunagari.faces.shared.office import office_of
from tsunagari.faces.shared.tell import tell
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors import arrivals_file, badges, queries, rules, secrets
from tsunagari.programmes.community.doors.actions import opening, pressing
from tsunagari.programmes.community.doors.models import Door
from tsunagari.programmes.community.events import queries as event_queries

QUIET = 4


class DoorForm(forms.Form):
    """Where a phone stands."""

    name = TidyField(label=gettext_lazy("受付の口の名前（例：東口）"), max_length=40)


def listed(request, code):
    """受付 — how many came, at which door; who was received twice; the doors."""
    event = own(request, code)
    return _page(request, event, DoorForm())


def _page(request, event, form, status=200):
    now, on = timezone.now(), request.viewer.on
    rows = shared.sessions(event)
    ends_on = timezone.localdate(event.ends_at)
    came, expected = queries.came_by_session(event), queries.expected(event)
    walked, beyond = queries.walked_in(event)
    context = {
        "event": event,
        "title": events.title(event),
        "when": events.when_words(event),
        "form": form,
        "sessions": [
            {"words": one.words, "came": came.get(one.pk, 0), "expected": expected[one.pk]}
            for one in rows
        ],
        "by_door": [
            (shared.door_words(name), people)
            for name, people in sorted(queries.came_by_door(event).items())
        ],
        "cash": [
            (shared.door_words(name), yen) for name, yen in queries.cash_of_doors(event).items()
        ],
        "unwritten": [
            {
                "number": one.guest.booking.number,
                "booking": one.guest.booking_id,
                "yen": one.yen,
                "time": shared.time_words(one.at),
                "door": one.door.name,
            }
            for one in queries.unwritten(event)
        ],
        "walked": walked,
        "beyond": beyond,
        "doors": [{"door": one, "open": queries.is_open(one, now)} for one in queries.doors(event)],
        "clashes": _clashes(event, {one.pk: one.words for one in rows}),
        "may_open": not rules.why_not_open(event.state, on=on, ends_on=ends_on, sessions=len(rows)),
    }
    return render(request, "desk/events/doors.html", context, status=status)


def _clashes(event, sessions: dict[int, str]) -> list[dict]:
    found = queries.clashes(event)
    if not found:
        return []
    # Whoever has no name yet is known by whom they come with.
    names = {
        one.pk: one.name if one.named else f"{group.guests[0].name} ・ {one.name}"
        for group in queries.groups(event)
        for one in group.guests
    }
    return [
        {
            "name": names.get(guest, ""),
            "session": sessions.get(session, ""),
            "presses": [(shared.time_words(one.at), shared.door_words(one.door)) for one in stamps],
        }
        for session, guest, stamps in found
    ]


@require_POST
def open_door(request, code):
    """受付を開く — the next page shows the code to scan."""
    event, viewer, form = own(request, code), request.viewer, DoorForm(request.POST)
    if not form.is_valid():
        return _page(request, event, form, status=422)
    name = form.cleaned_data["name"]
    try:
        door = opening.open_door(event, name, by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:event_doors", event.code)
    return redirect("desk:event_door", door.pk)


def _door(request, pk) -> Door:
    rows = Door.objects.filter(event__in=event_queries.of(request.viewer))
    return get_object_or_404(rows.select_related("event__text"), pk=pk)


def show(request, pk):
    """One door: its code for the phone of a helper."""
    return _door_page(request, pk, "desk/events/door.html")


def door_paper(request, pk):
    """受付の口の紙 — hangs at the place of the door: its code, large, and what a helper does with it."""
    return _door_page(request, pk, "desk/events/door_print.html")


def _door_page(request, pk, template: str):
    door = _door(request, pk)
    path = reverse("portal:door", args=[secrets.of(door)])
    address = request.build_absolute_uri(path)
    is_open = queries.is_open(door, timezone.now())
    context = {
        "door": door,
        "event": door.event,
        "title": events.title(door.event),
        "when": events.when_words(door.event),
        "path": path,
        "address": address if is_open else "",
        "qr": pdf.qr_svg(address, border=QUIET, fluid=True) if is_open else "",
        "office": office_of(request),
    }
    request.leaves_nothing = True
    return render(request, template, context)


@require_POST
def close(request, pk):
    """受付を閉じる — phones erase their list when they next hear of it."""
    door, viewer = _door(request, pk), request.viewer
    opening.close_door(door, by=viewer, on=viewer.on, at=timezone.now())
    messages.success(request, _("受付の口を閉じました。電話の名簿は消えます。"))
    return redirect("desk:event_doors", door.event.code)


def _session(event, request):
    rows = shared.sessions(event)
    if not rows:
        raise Http404
    asked = request.POST.get("session", "") or request.GET.get("session", "")
    return rows, shared.chosen(rows, asked)


def printed(request, code):
    """紙の名簿 — with a box for each person, sorted by reading; it is a record."""
    event, viewer = own(request, code), request.viewer
    rows, session = _session(event, request)
    with transaction.atomic():
        records.add(by=viewer, did="door.list_printed", about=event, on=viewer.on)
    context = {
        "event": event,
        "title": events.title(event),
        "session": session,
        "several": len(rows) > 1,
        "doors": [one.name for one in queries.doors(event)],
        "groups": _here(event, rows, session),
        "blank": range(10),
    }
    request.leaves_nothing = True
    return render(request, "desk/events/door_list.html", context)


def _lines(event, rows, session) -> list[dict]:
    """Bookings with their guests: when one was received already, and who is of another session."""
    pressed, words = queries.pressed(event).get(session.pk, {}), {one.pk: one.words for one in rows}
    times = {guest: shared.time_words(seen[0].at) for guest, seen in pressed.items() if seen}
    return [
        {
            "group": group,
            "guests": [
                {
                    "guest": one,
                    "needs": shared.needs_words(one.needs),
                    "time": times.get(one.pk),
                    "elsewhere": shared.elsewhere(one, session, words),
                }
                for one in group.guests
            ],
        }
        for group in queries.groups(event)
    ]


def _here(event, rows, session) -> list[dict]:
    """Those who may come to one session, or have come to it: paper has no room for the others."""
    found = [
        one | {"guests": [row for row in one["guests"] if row["time"] or not row["elsewhere"]]}
        for one in _lines(event, rows, session)
    ]
    return [one for one in found if one["guests"]]


def typed(request, code):
    """紙から入れる — ticks for those who came; a tick taken away is an arrival taken back."""
    event = own(request, code)
    rows, session = _session(event, request)
    if request.method == "POST":
        return _type_in(request, event, session)
    came = queries.arrived_at(session)
    context = {
        "event": event,
        "title": events.title(event),
        "sessions": rows,
        "session": session,
        "came": came,
        "groups": _lines(event, rows, session),
    }
    return render(request, "desk/events/arrivals.html", context)


def _type_in(request, event, session):
    sent = request.POST
    ticked, was = (
        {int(one) for one in sent.getlist(name) if one.isdecimal() and len(one) < 10}
        for name in ("guest", "was")
    )
    came, gone = pressing.type_in(
        session, ticked - was, was - ticked, by=request.viewer, at=timezone.now()
    )
    words = _("受付を入れました：来た人 %(came)s人、取り消し %(gone)s人")
    messages.success(request, words % {"came": came, "gone": gone})
    query = {"session": session.pk}
    return redirect(reverse("desk:event_arrivals", args=[event.code], query=query))


def badge_sheet(request, code):
    """名札 — a PDF of all who are expected, in the order of the list; it is a record."""
    event, viewer = own(request, code), request.viewer
    groups = queries.groups(event)
    people = sum(len(one.guests) for one in groups)
    with transaction.atomic():
        records.add(by=viewer, did="door.badges", about=event, on=viewer.on, people=people)
    edge = paper.printed(request, "")
    data = badges.badges(
        plain(events.title(event)),
        groups,
        {one.pk: one.words for one in shared.sessions(event)},
        edge=plain(day_words(edge.at.date(), "ja")),
        body=edge.body,
        sample=edge.sample,
        at=edge.at,
    )
    return paper.pdf(data, f"{_('名札')} {events.title(event)}")


def sheet(request, code):
    """来た人の表 — as CSV."""
    event = own(request, code)
    words = {one.pk: one.words for one in shared.sessions(event)}
    data = arrivals_file.made(event, words)
    return paper.file(data, f"{_('来た人')} {events.title(event)}", "csv")

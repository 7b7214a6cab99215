"""当日 — groups on both screens, absences, the run sheet, opening and closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import days
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.sessions import own_session
from tsunagari.faces.shared.sessions import session_view
from tsunagari.faces.shared.tell import tell
from tsunagari.faces.shared.typed import whole, wholes
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.exchange.class_exchange import pupils, queries
from tsunagari.programmes.exchange.class_exchange.actions import groups as group_actions
from tsunagari.programmes.exchange.class_exchange.actions import sessions as actions
from tsunagari.programmes.exchange.class_exchange.documents import minutes


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


@require_POST
def plan_groups(request, pk):
    """Make the groups of every session ahead."""
    pairing = get_object_or_404(queries.pairings_of(request.viewer), pk=pk)
    try:
        made = group_actions.plan(pairing, **_who(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(
            request,
            _(
                "グループをつくりました。国をこえるつながりは %(ties)s組（最大 %(most)s組）。同じ2人が会うのは %(times)s回までです。"
            )
            % {
                "ties": made.figures.distinct_cross_ties,
                "most": made.figures.upper_bound,
                "times": made.figures.most_meetings_of_a_pair,
            },
        )
        for reason in made.reasons:
            messages.warning(request, reason.words())
    back = whole(request.POST.get("session", ""))
    if queries.of(request.viewer).filter(pk=back, pairing=pairing).exists():
        return redirect("partner:groups", back)
    return redirect("partner:sessions")


def groups(request, pk):
    """The groups as they are now; asked again each second while the page is open.

    `?v=` marks what the screen shows: when neither the plan nor a consent changed, the answer is
    empty (204).
    """
    session = own_session(request, pk)
    if request.htmx and request.GET.get("v") == pupils.screen_mark(session, on=request.viewer.on):
        return HttpResponse(status=204)
    return render(request, "partner/groups.html", groups_page(session, request.viewer))


def groups_page(session, viewer) -> dict:
    seats = queries.seats(session, on=viewer.on)
    names = shown([seat.pupil_id for seat in seats], to=viewer)
    cameras = pupils.cameras(session, on=viewer.on)
    own = viewer.own_body.pk
    tables: dict[int, dict] = {}
    for seat in seats:
        mine = seat.pupil.school_class.school_id == own
        row = {
            "seat": seat,
            "name": names[seat.pupil_id],
            "own": mine,
            "camera_off": seat.pupil_id in cameras.off,
        }
        table = tables.setdefault(seat.group, {"number": seat.group, "own": [], "partner": []})
        if not seat.absent:
            table["own" if mine else "partner"].append(row)
    return {
        "session": session,
        "row": session_view(session, viewer),
        "tables": [table for _n, table in sorted(tables.items())],
        "pupils": [
            {"seat": seat, "name": names[seat.pupil_id]}
            for seat in sorted(seats, key=lambda seat: seat.pupil.number)
            if seat.pupil.school_class.school_id == own
        ],
        "absent": sum(seat.absent for seat in seats),
        "moved": sum(bool(seat.moved_from) for seat in seats),
        "ahead": session.state in ("planned", "proposed", "accepted"),
        "mark": pupils.screen_mark(session, on=viewer.on),
        "may_record": cameras.may_record,
    }


@require_POST
def absences(request, pk):
    """Tick who is away; the repaired plan is on both screens at once."""
    session = own_session(request, pk)
    absent = wholes(request.POST.getlist("absent"))
    try:
        made = group_actions.tick_absent(session, absent, **_who(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(
            request,
            _("欠席 %(absent)s人。席が変わるのは %(moves)s人です。")
            % {"absent": len(absent), "moves": len(made.moves)},
        )
        for reason in made.reasons:
            messages.warning(request, reason.words())
    return redirect("partner:groups", pk)


@require_POST
def open_(request, pk):
    """Start the session."""
    return _step(request, pk, actions.open_, _("授業を始めました。"), "partner:run")


@require_POST
def close(request, pk):
    """End the session: presence and ties are counted."""
    return _step(
        request,
        pk,
        actions.close,
        _("授業を終えました。出席とつながりを数えました。"),
        "partner:session",
    )


def _step(request, pk, act, said, then):
    session = own_session(request, pk)
    try:
        act(session, **_who(request))
    except Refused as refused:
        tell(request, refused)
        return redirect("partner:session", pk)
    messages.success(request, said)
    return redirect(then, pk)


def run(request, pk):
    """The run sheet by the minute, with what to do now."""
    session = own_session(request, pk)
    now = timezone.now()
    length = int((session.ends_at - session.starts_at).total_seconds() // 60)
    row = session_view(session, request.viewer)
    rows = minutes_of(session, length, request.viewer.language, now)
    for step in rows:
        step["other_start"] = days.clock(step["start"], row.other_zone)
        step["other_end"] = days.clock(step["end"], row.other_zone)
    return render(
        request,
        "partner/run.html",
        {
            "session": session,
            "row": row,
            "steps": rows,
            "other_place": days.zone_name(row.other_zone, request.viewer.language),
            "incidents": queries.incidents_of(request.viewer).filter(session=session),
            "now": now,
        },
    )


def minutes_of(session, length, language, now) -> list[dict]:
    """Each step with its moments, and whether it is now."""
    from datetime import timedelta

    rows = []
    for step in minutes.scaled(length):
        start = session.starts_at + timedelta(minutes=step.start)
        end = start + timedelta(minutes=step.minutes)
        rows.append(
            {
                "start": start,
                "end": end,
                "minutes": step.minutes,
                "words": minutes.said(step.what, language),
                "now": start <= now < end,
            }
        )
    return rows

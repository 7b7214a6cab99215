"""お手伝い（事務局） — the shifts of an event, written and mended; who is on each, changed by hand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.shift_forms import ShiftForm
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import shifts as words
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events import said
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.actions import assigning, planning
from tsunagari.programmes.community.shifts.models import Assignment, Shift, Volunteer
from tsunagari.programmes.community.shifts.rules import fit

SHOWN = 200


def listed(request, code):
    """The shifts with how many are on each, the people, and the next press."""
    event, now = own(request, code), timezone.now()
    rows = list(queries.shifts(event))
    people = list(queries.whole(queries.volunteers(event)).order_by("pk")[:SHOWN])
    named = queries.named(people, to=request.viewer)
    came, minutes = queries.counted(event)
    coming = [one for one in rows if one.starts_at > now]
    live = [one for one in people if one.withdrawn_at is None]
    off = event.state == Event.State.CANCELLED
    sought = {one.shift_id for one in queries.open_swaps(event, now)}
    context = {
        "event": event,
        "title": shared.title(event),
        "rows": [_row(one, sought) for one in rows],
        "needs": sum(one.needs for one in rows),
        "on": sum(min(one.on, one.needs) for one in rows),
        "people": [_person(one) | named[one.pk] for one in people],
        "asks_languages": any(one.languages for one in coming),
        "helping": len(live),
        "came": came,
        "hours": words.hours_words(minutes),
        "notes": queries.notes_of(event),
        "may_copy": not rows and queries.last_year(event) is not None,
        "may_propose": live and not off and any(one.on < one.needs for one in coming),
        "draft": not off and queries.draft_of(event) is not None,
        "why": said.why(event) if off else "",
        "may_count": any(one.ends_at <= now and one.on for one in rows),
        "may_thank": now >= event.ends_at and came,
        "public": event.state == "public" and now < event.ends_at,
    }
    return render(request, "desk/shifts/list.html", context)


def _row(shift: Shift, sought: set[int]) -> dict:
    """With how many are on it, and whether somebody on it seeks another one for the place."""
    tone = "ok" if shift.on >= shift.needs else "warn"
    return words.row(shift) | {"on": shift.on, "tone": tone, "sought": shift.pk in sought}


def _person(one: Volunteer) -> dict:
    levels = [wish.level for wish in one.wishes.all()]
    return {
        "volunteer": one,
        "language": words.language_name(one.language),
        "wants": levels.count("wants"),
        "can": levels.count("can"),
        "on": len(one.assignments.all()),
    }


def new(request, code):
    """係を書く."""
    event = own(request, code)
    form = ShiftForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            planning.plan(event, form.told(), by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("係を書きました。"))
            return redirect("desk:shifts", event.code)
    return _edit_page(request, form, _("係を書く"), reverse("desk:shifts", args=[event.code]))


def _shift(request, pk) -> Shift:
    mine = Shift.objects.filter(event__in=events.of(request.viewer))
    return get_object_or_404(mine.select_related("event__text"), pk=pk)


def edit(request, pk):
    """係を直す — whoever is on it hears of another time or place."""
    shift = _shift(request, pk)
    form = ShiftForm(request.POST or None, event=shift.event, shift=shift)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        moment = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
        try:
            planning.change(shift, form.told(), seen=seen, **moment)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("係を直しました。"))
            return redirect("desk:shift", shift.pk)
    return _edit_page(request, form, _("係を直す"), reverse("desk:shift", args=[shift.pk]))


def _edit_page(request, form: ShiftForm, title: str, back: str):
    context = {"form": form, "title": title, "back": back}
    return render(request, "desk/shifts/edit.html", context, status=422 if form.errors else 200)


@require_POST
def copy(request, code):
    """去年の係を写す."""
    event = own(request, code)
    try:
        made = planning.copy(event, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("係を%(n)s件写しました。") % {"n": made})
    return redirect("desk:shifts", event.code)


@require_POST
def drop(request, pk):
    """係を消す."""
    shift = _shift(request, pk)
    try:
        planning.drop(shift, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:shift", shift.pk)
    messages.success(request, _("係を消しました。"))
    return redirect("desk:shifts", shift.event.code)


def show(request, pk):
    """One shift: who is on it, who could be, and why the others cannot."""
    shift = _shift(request, pk)
    people = list(queries.whole(queries.volunteers(shift.event)).prefetch_related("vetoes")[:SHOWN])
    named = queries.named(people, to=request.viewer)
    task, on = queries.task_of(shift), {}
    for one in people:
        on |= {(row.volunteer_id, row.shift_id): row for row in one.assignments.all()}
    team = [one for one in people if _is_on(on.get((one.pk, shift.pk)))]
    swaps = queries.open_swaps(shift.event, timezone.now()).filter(shift=shift)
    givers = {swap.giver_id for swap in swaps}
    helpers = [queries.helper_of(one) for one in team]
    others = [
        _candidate(one, shift, task, helpers) | named[one.pk]
        for one in people
        if one.withdrawn_at is None and (one.pk, shift.pk) not in on
    ]
    context = words.row(shift) | {
        "event": shift.event,
        "title": shared.title(shift.event),
        "team": [_member(one, shift) | named[one.pk] | {"gives": one.pk in givers} for one in team],
        "full": len(team) >= shift.needs,
        "others": sorted(others, key=lambda one: (one["barred"], len(one["why"]), one["order"])),
    }
    return render(request, "desk/shifts/shift.html", context)


def _is_on(row: Assignment | None) -> bool:
    return row is not None and row.state != Assignment.State.ABSENT


LEVELS = ("wants", "can", "cannot")


def _candidate(one: Volunteer, shift: Shift, task, team) -> dict:
    """Somebody who is not on the shift, with every reason of the rules but the wish."""
    mine = [queries.task_of(row.shift) for row in one.assignments.all()]
    vetoed = any(veto.shift_id == shift.pk for veto in one.vetoes.all())
    why = fit.why_not(queries.helper_of(one), task, mine=mine, team=team, asked=True)
    said = {wish.shift_id: wish for wish in one.wishes.all()}.get(shift.pk)
    level = said.level if said else "cannot"
    return {
        "pk": one.pk,
        "barred": vetoed,
        "why": [reason.words() for reason in why],
        "level": _(said.get_level_display()) if said else "",
        "order": (LEVELS.index(level), one.pk),
    }


def _member(one: Volunteer, shift: Shift) -> dict:
    """Somebody on the shift; a changed time may have made it impossible, and then says so."""
    mine = [queries.task_of(row.shift) for row in one.assignments.all() if row.shift_id != shift.pk]
    faults = fit.why_not_beside(queries.helper_of(one), queries.task_of(shift), mine)
    [row] = [row for row in one.assignments.all() if row.shift_id == shift.pk]
    return {
        "pk": one.pk,
        "faults": [reason.words() for reason in faults],
        "state": _(row.get_state_display()),
        "came": row.state == Assignment.State.CAME,
    }


@require_POST
def press(request, pk):
    """入れる・外す・入れない・もどす — by hand; everybody is told."""
    shift, verb = _shift(request, pk), request.POST.get("verb", "")
    people = queries.volunteers(shift.event)
    key = request.POST.get("volunteer", "")
    volunteer = get_object_or_404(people, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
    moment = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
    try:
        if verb == "put":
            assigning.put(shift, volunteer, **moment)
        elif verb == "unveto":
            assigning.unveto(shift, volunteer, **moment)
        elif verb in ("remove", "veto"):
            assigning.remove(shift, volunteer, veto=verb == "veto", **moment)
    except Refused as refused:
        tell(request, refused)
    return redirect("desk:shift", shift.pk)

"""お手伝いの人（事務局） — the proposal, who came for how long, thanks, lists on paper and as a file."""

import hashlib
from itertools import groupby
from secrets import token_hex

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import pdf
from tsunagari.base.refusals import Reason, Refused
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.shift_forms import AloudForm, HoursForm
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import helping, paper
from tsunagari.faces.shared import shifts as words
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import hours, queries, sheet
from tsunagari.programmes.community.shifts.actions import assigning, counting, joining, proposing
from tsunagari.programmes.community.shifts.models import Volunteer

QUIET = 4


def _moment(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


@require_POST
def propose(request, code):
    """割り当てを提案 — asked for; the page fills by itself."""
    event = own(request, code)
    try:
        proposing.want(event, **_moment(request))
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:shifts", event.code)
    return redirect("desk:shift_proposal", event.code)


def proposal(request, code):
    """割り当ての案 — who does what with its reasons; nothing of it holds before it is accepted."""
    event = own(request, code)
    draft = queries.draft_of(event)
    if draft is None or event.state == Event.State.CANCELLED:
        return redirect("desk:shifts", event.code)
    context = {"event": event, "title": shared.title(event), "waits": draft.wanted_at is not None}
    if draft.made_at:
        context |= _proposed(request, event, draft)
    response = render(request, "desk/shifts/proposal.html", context)
    if "HX-Request" in request.headers and not draft.wanted_at:
        # The page that waited has new buttons, too.
        response["HX-Refresh"] = "true"
    return response


def _proposed(request, event, draft) -> dict:
    named = queries.named(queries.live(event), to=request.viewer)
    rows = {one.pk: words.row(one) for one in queries.shifts(event)}
    order = {key: at for at, key in enumerate(rows)}
    # Who stopped since, and a shift that is gone, have nothing to be shown of.
    new = [one for one in draft.said["new"] if one[0] in named and one[1] in rows]
    new.sort(key=lambda one: (order[one[1]], one[0]))
    return {
        "stale": queries.asked(event, now=timezone.now()).print != draft.facts_print,
        "groups": [
            rows[key]
            | {
                "people": [
                    {"name": named[one]["name"], "why": _said(why)} for one, _shift, why in found
                ]
            }
            for key, found in groupby(new, key=lambda one: one[1])
        ],
        "empty": [
            rows[key] | {"missing": few, "why": _said(why)}
            for key, few, why in draft.said["empty"]
            if key in rows
        ],
        "pairs": len(new),
        "places": draft.said["places"],
        "proved": draft.said["proved"],
        "digest": draft.digest,
    }


def _said(reasons: list) -> list[str]:
    return [Reason(text, facts).words() for text, facts in reasons]


@require_POST
def accept(request, code):
    """案を決める — what was seen; everybody hears of their shifts."""
    event = own(request, code)
    try:
        made = assigning.accept(event, seen=request.POST.get("seen", ""), **_moment(request))
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:shift_proposal", event.code)
    messages.success(
        request, _("%(n)s件を割り当てました。本人に、その人の言葉で知らせます。") % {"n": made}
    )
    return redirect("desk:shifts", event.code)


def came(request, code):
    """来た時間 — one number for each; what a volunteer pressed stands there already."""
    event, now = own(request, code), timezone.now()
    rows = list(queries.to_count(event, now))
    named = queries.named([one.volunteer for one in rows], to=request.viewer)
    form = HoursForm(request.POST or None, rows=rows, named=named)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for row, minutes in form.said():
                    counting.count(row, minutes, said_by=counting.OFFICE, **_moment(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("来た時間を書きました。"))
            return redirect("desk:shifts", event.code)
    context = {"event": event, "title": shared.title(event), "form": form, "rows": rows}
    return render(request, "desk/shifts/hours.html", context, status=422 if form.errors else 200)


@require_POST
def thank(request, code):
    """お礼を送る — one press to everybody who came and was not thanked."""
    event = own(request, code)
    try:
        told = counting.thank(event, **_moment(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("%(n)s人にお礼を送りました。") % {"n": told})
    return redirect("desk:shifts", event.code)


def printed(request, code):
    """係の表 — for the wall: who is on which shift, with a box to tick."""
    event = own(request, code)
    rows = list(queries.on_shifts(event))
    named = queries.named([one.volunteer for one in rows], to=request.viewer)
    teams: dict[int, list[dict]] = {}
    for one in rows:
        spoken = shared.languages_words(one.volunteer.languages)
        told = named[one.volunteer_id] | {"spoken": spoken}
        teams.setdefault(one.shift_id, []).append(told)
    context = {
        "event": event,
        "title": shared.title(event),
        "groups": [
            words.row(one)
            | {"team": teams.get(one.pk, []), "free": range(max(0, one.needs - one.on))}
            for one in queries.shifts(event)
        ],
    }
    return render(request, "desk/shifts/print.html", context)


def file(request, code):
    """CSV — everybody with wishes, shifts and hours."""
    event = own(request, code)
    people = list(queries.whole(queries.volunteers(event)).order_by("pk"))
    named = queries.named(people, to=request.viewer)
    data = sheet.of(people, named, list(queries.shifts(event)))
    return paper.file(data, f"{event.code.lower()}_helpers", "csv")


def new(request, code):
    """代わりに申し込む — for somebody without a phone; the paper is printed next."""
    event, now = own(request, code), timezone.now()
    rows = [one for one in queries.shifts(event) if one.starts_at > now]
    if event.state != "public" or not rows:
        raise Http404
    form = AloudForm(request.POST or None, shifts=rows)
    if request.method == "POST" and form.is_valid():
        key = f"{request.viewer.party.pk}\n{request.POST.get('press_key') or token_hex(16)}"
        salt = hashlib.sha256(key.encode()).hexdigest()
        offer = form.offer(form.cleaned_data["language"])
        try:
            made = joining.join(event, offer, salt=salt, **_moment(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("申し込みました。紙を印刷してわたしてください。"))
            return redirect("desk:helper", made.pk)
    context = {"event": event, "title": shared.title(event), "form": form}
    return render(request, "desk/shifts/new.html", context, status=422 if form.errors else 200)


def _volunteer(request, pk) -> Volunteer:
    mine = Volunteer.objects.filter(event__in=events.of(request.viewer))
    rows = queries.whole(mine.select_related("event__text", "party")).prefetch_related(
        "wishes__shift"
    )
    return get_object_or_404(rows, pk=pk)


def show(request, pk):
    """One volunteer: what they can do, what they wish, what they do."""
    found = _volunteer(request, pk)
    wishes = sorted(found.wishes.all(), key=lambda one: (one.shift.starts_at, one.shift_id))
    context = queries.named([found], to=request.viewer)[found.pk] | {
        "volunteer": found,
        "event": found.event,
        "title": shared.title(found.event),
        "language": words.language_name(found.language),
        "spoken": shared.languages_words(found.languages),
        "skills": words.skills_words(found.skills),
        "most": words.hours_words(found.most_minutes) if found.most_minutes else "",
        "hours": words.hours_words(queries.minutes_of([found]).get(found.pk, 0)),
        "known": names_of([found.party], request.viewer).get(found.party_id) if found.party else "",
        "years": helping.rows(hours.years_of(found.party)) if found.party else [],
        "mine": [
            words.row(one.shift) | {"state": _(one.get_state_display())}
            for one in found.assignments.all()
        ],
        "wishes": [
            words.row(one.shift) | {"level": _(one.get_level_display()), "tone": TONES[one.level]}
            for one in wishes
        ],
    }
    return render(request, "desk/shifts/helper.html", context)


TONES = {"wants": "ok", "can": "note", "cannot": "quiet"}


@require_POST
def withdraw(request, pk):
    """やめる — for somebody who called."""
    found = _volunteer(request, pk)
    joining.withdraw(found, **_moment(request))
    messages.success(request, _("お手伝いをやめたことにしました。係は空きになりました。"))
    return redirect("desk:helper", found.pk)


def paper_of(request, pk):
    """紙 — in the volunteer's language, with the code that opens the own page; it is a record."""
    found, viewer = _volunteer(request, pk), request.viewer
    if not found.salt:
        raise Http404
    with transaction.atomic():
        records.add(by=viewer, did="shift.paper_printed", about=found, on=viewer.on)
    with translation.override(found.language):
        path = reverse("portal:helping", args=[joining.secret_of(found)])
        address = request.build_absolute_uri(path)
        context = queries.named([found], to=viewer)[found.pk] | {
            "volunteer": found,
            "title": shared.title(found.event),
            "mine": [words.row(one.shift) for one in found.assignments.all()],
            "lang": found.language,
            "address": address,
            "qr": pdf.qr_svg(address, border=QUIET, fluid=True),
        }
        response = render(request, "desk/shifts/paper.html", context)
    request.leaves_nothing = True
    return response

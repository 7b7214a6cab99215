"""催し（事務局） — the list, a new one, last year's again, public, drawn, cancelled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.measures import MEASURES
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import event_parts
from tsunagari.faces.desk.event_forms import CancelForm, EventForm, next_year
from tsunagari.faces.desk.views import event_calls
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.community.attendance import queries as attendance
from tsunagari.programmes.community.attendance import rules as attendance_rules
from tsunagari.programmes.community.events import queries, rules, said
from tsunagari.programmes.community.events.actions import drawing, organising
from tsunagari.programmes.community.events.models import Event

SIZE = 50


def listed(request):
    """What is coming, soonest first; what was, newest first, in a tab of its own."""
    past, now = request.GET.get("view") == "past", timezone.now()
    rows = queries.of(request.viewer)
    rows = rows.filter(ends_at__lte=now) if past else rows.filter(ends_at__gt=now)
    order = ["-starts_at", "-id"] if past else ["starts_at", "id"]
    page = keyset.page(queries.titled(rows), order, after=request.GET.get("after", ""), size=SIZE)
    taken = queries.taken_of(page.rows)
    context = {
        "page": page,
        "past": past,
        "rows": [_row(event) | {"taken": taken.get(event.pk)} for event in page.rows],
    }
    return render(request, "desk/events/list.html", context)


def _row(event: Event) -> dict:
    state, tone = shared.state(event)
    return shared.row(event) | {
        "state": state,
        "tone": tone,
        "programme": event.measure[0],
    }


def own(request, code: str) -> Event:
    """One of the events that this viewer finds."""
    return get_object_or_404(queries.of(request.viewer), code=code.upper())


def new(request):
    """催しを書く — as a draft."""
    form = EventForm(request.POST or None, viewer=request.viewer)
    return _written(request, form, _("催しを書く"))


def copy(request, code):
    """去年の催しを写す — everything but the days; they move to the same weekday of next year."""
    event = own(request, code)
    form = EventForm(request.POST or None, viewer=request.viewer, initial=next_year(event))
    for name in form.fields:
        form.fields[name].initial = form.initial.get(name, form.fields[name].initial)
    return _written(request, form, _("催しを写す"), copied_from=event)


def _written(request, form: EventForm, title: str, copied_from: Event | None = None):
    if request.method == "POST" and form.is_valid():
        try:
            made = organising.plan(
                form.cleaned_data["host"],
                form.plan(),
                by=request.viewer,
                on=request.viewer.on,
                copied_from=copied_from,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("下書きを書きました。読みなおしてから公開してください。"))
            return redirect("desk:event", made.code)
    return _edit_page(request, form, title, reverse("desk:events"))


def edit(request, code):
    """催しを直す — while it is a draft or public."""
    event = own(request, code)
    form = EventForm(request.POST or None, viewer=request.viewer, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            organising.change(
                event,
                form.plan(),
                seen=form.cleaned_data["version"] or 0,
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("催しを直しました。"))
            return redirect("desk:event", event.code)
    back = reverse("desk:event", args=[event.code])
    return _edit_page(request, form, _("催しを直す"), back)


def _edit_page(request, form: EventForm, title: str, back: str):
    context = {"form": form, "title": title, "back": back}
    status = 422 if form.errors else 200
    return render(request, "desk/events/edit.html", context, status=status)


def show(request, code):
    """One event: where it stands, what is taken, and the next press."""
    return _page(request, own(request, code), CancelForm())


def _page(request, event: Event, form: CancelForm):
    now = timezone.now()
    counted = queries.counted(event)
    told = {"mode": event.mode, "state": event.state, "drawn": event.drawn_at is not None}
    context = _row(event) | {
        "sessions": list(queries.sessions(event)),
        "quotas": list(event.quotas.order_by("pk")),
        "tickets": [shared.ticket_words(one) for one in event.tickets.order_by("pk")],
        "questions": list(event.questions.all()),
        "cohosts": [one.organisation.title for one in event.cohosts.select_related("organisation")],
        "measure": f"{event.measure} {_(MEASURES[event.measure].title)}",
        "mode": _(event.get_mode_display()),
        "spoken": shared.languages_words(event.languages),
        "interpreted": shared.languages_words(event.interpretation),
        "counts": shared.people_words(event, counted),
        "mails": queries.mails_of(event),
        "may_publish": not rules.why_not_publish(event.state, now=now, ends_at=event.ends_at),
        "may_cancel": not rules.why_not_cancel(event.state, now=now, ends_at=event.ends_at),
        "may_draw": not rules.why_not_draw(**told, now=now, closes_at=event.closes_at),
        "may_close": not attendance_rules.why_not_close(event.state, ends_at=event.ends_at, now=now)
        and not attendance.closing_of(event),
        "may_register": event.state == Event.State.PUBLIC and now < event.closes_at,
        "may_withdraw": not rules.why_not_withdraw(event.state, bookings=sum(counted.values())),
        "may_edit": event.state in (Event.State.DRAFT, Event.State.PUBLIC),
        "cancel_form": form,
        **event_calls.rows(event, request.viewer, now),
        "parts": event_parts.states(event),
        "why": said.why(event),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/events/event.html", context, status=status)


@require_POST
def publish(request, code):
    """公開する — from now on everybody finds it."""
    words = _("公開しました。カレンダーに出ています。")
    return _press(request, code, organising.publish, words)


@require_POST
def drop(request, code):
    """下書きを消す — nobody has seen it yet."""
    event = own(request, code)
    try:
        organising.drop(event, by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:event", event.code)
    messages.success(request, _("下書きを消しました。"))
    return redirect("desk:events")


@require_POST
def draw(request, code):
    """抽選する — once; everybody is told."""
    words = _("抽選しました。結果を申し込んだ人に知らせます。")
    return _press(request, code, drawing.draw, words)


@require_POST
def cancel(request, code):
    """中止する — one press; everybody who registered is told in the own language."""
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, own(request, code), form)
    told = form.cleaned_data
    words = _("中止にしました。申し込んだ人に、その人の言葉で知らせます。")
    return _press(request, code, organising.cancel, words, told["why"], told["words"])


def _press(request, code: str, act, words: str, *told):
    event = own(request, code)
    try:
        act(event, *told, by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, words)
    return redirect("desk:event", event.code)

"""学校の予定 — terms, closed days, exam weeks, single days; holidays as suggestions."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.school import own_school
from tsunagari.faces.shared.forms import DayField, RowField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import wholes
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.schools import actions, queries
from tsunagari.programmes.exchange.schools.models import ClosedDay

KINDS = {"term": _("学期"), "closed": _("休みの日"), "exam": _("試験の期間")}


def show(request):
    """The year: terms, closed days, exams, changed days, and suggestions to confirm."""
    school = own_school(request)
    closed = list(school.closed_days.all())
    confirmed = [day for day in closed if day.state == ClosedDay.State.CONFIRMED]
    spans = {"term": school.terms.all(), "closed": confirmed, "exam": school.exam_weeks.all()}
    return render(
        request,
        "partner/calendar.html",
        {
            "school": school,
            "suggested": [day for day in closed if day.state == ClosedDay.State.SUGGESTED],
            "overrides": school.overrides.filter(on__gte=request.viewer.on).select_related(
                "schedule"
            ),
            **{kind: _ahead_and_past(rows, request.viewer.on) for kind, rows in spans.items()},
        },
    )


def _ahead_and_past(rows, on):
    """What is to come, and what is over, the newest first."""
    rows = list(rows)
    past = [row for row in rows if row.until_day < on]
    return {"ahead": [row for row in rows if row.until_day >= on], "past": past[::-1]}


class SpanForm(forms.Form):
    name = forms.CharField(label=_("名前"), max_length=60)
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"), help_text=_("1日だけのときは、同じ日を入れます。"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def new(request, kind):
    """A new term, closed span or exam week."""
    if kind not in KINDS:
        raise Http404
    school = own_school(request)
    form = SpanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"by": request.viewer, "on": request.viewer.on}
        data.pop("seen")
        try:
            span = actions.add_span(school, kind, **data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("学校の予定に入れました。"))
            _tell_sessions(request, kind, span.from_day, span.until_day)
            return redirect("partner:calendar")
    return _page(request, form, _("%(kind)sを入れる") % {"kind": KINDS[kind]}, _("予定に入れる"))


def own_span(request, kind, pk):
    """A span of the viewer's school; others are not found."""
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(actions.SPANS[kind], school=own_school(request), pk=pk)


def change(request, kind, pk):
    """A term, closed span or exam week anew."""
    span = own_span(request, kind, pk)
    initial = {"name": span.name, "from_day": span.from_day, "until_day": span.until_day}
    initial["seen"] = actions.span_print(span)
    form = SpanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"by": request.viewer, "on": request.viewer.on}
        try:
            span = actions.change_span(span.school, kind, pk, **data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("学校の予定を変えました。"))
            _tell_sessions(request, kind, span.from_day, span.until_day)
            return redirect("partner:calendar")
    return _page(request, form, _("%(kind)sを変える") % {"kind": KINDS[kind]}, _("保存する"))


@require_POST
def drop(request, kind, pk):
    """Take a span out of the calendar; the strip brings it back."""
    span = own_span(request, kind, pk)
    dropped = actions.drop_span(span.school, kind, pk, by=request.viewer, on=request.viewer.on)
    _offer_undo(request, dropped, _("「%(name)s」を消しました。") % {"name": span.name})
    return redirect("partner:calendar")


def _offer_undo(request, dropped, words):
    address = reverse("partner:restore", args=[dropped.pk])
    messages.success(request, words, extra_tags=f"undo:{address}")


@require_POST
def restore(request, pk):
    """Bring back what was dropped, as its record knows it."""
    school = own_school(request)
    kinds = [f"school.{kind}_dropped" for kind in (*KINDS, "day")]
    own = Record.objects.filter(about_kind="schools.school", about_key=str(school.pk))
    dropped = get_object_or_404(own, pk=pk, did__in=kinds)
    try:
        actions.restore(school, dropped, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("もとにもどしました。"))
    return redirect("partner:calendar")


def _tell_sessions(request, kind, first, last):
    """Sessions that were fixed for days on which there is now no school."""
    if kind == "term":
        return
    zone = ZoneInfo(request.viewer.zone)
    begin = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    hit = class_exchange.of(request.viewer).filter(
        starts_at__gte=begin, starts_at__lt=end, state__in=class_exchange.LIVE
    )
    if count := hit.count():
        words = _("この期間に、決まった授業か提案が %(count)s件 あります。日を移してください。")
        messages.warning(request, words % {"count": count})


@require_POST
def holidays(request):
    """Ask for suggestions, or confirm and decline those that are waiting."""
    school = own_school(request)
    viewer = request.viewer
    if "suggest" in request.POST:
        until = max(school.year_ends_on, viewer.on + timedelta(days=180))
        count = actions.suggest_holidays(
            school, from_day=viewer.on, until_day=until, by=viewer, on=viewer.on
        )
        words = _("祝日の案を %(count)s件 入れました。学校の休みかどうか、確かめてください。")
        none = _("新しい祝日はありません。これからの祝日は、もう予定に入っています。")
        messages.info(request, words % {"count": count} if count else none)
        return redirect("partner:calendar")
    chosen = wholes(request.POST.getlist("holiday"))
    waiting = school.closed_days.filter(state=ClosedDay.State.SUGGESTED)
    decisions = {row.pk: row.pk in chosen for row in waiting}
    count = actions.decide_closed(school, decisions, by=viewer, on=viewer.on)
    messages.success(
        request,
        _("%(count)s件を確かめました（休み %(closed)s件）。")
        % {"count": count, "closed": len(chosen)},
    )
    return redirect("partner:calendar")


class OverrideForm(forms.Form):
    day = DayField(label=_("日"))
    schedule = RowField(
        label=_("この日の時程"), queryset=None, required=False, empty_label=_("休み（授業なし）")
    )
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["schedule"].queryset = queries.bell_schedules(school)
        self.fields["schedule"].label_from_instance = lambda schedule: schedule.name


def override(request):
    """One day with another bell schedule, or none."""
    school = own_school(request)
    form = OverrideForm(request.POST or None, school=school)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.override_day(
                school,
                data["day"],
                schedule=data["schedule"],
                reason=data["reason"],
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            tell(request, refused)
        else:
            messages.success(request, _("この日の時程を変えました。"))
            _tell_sessions(request, "day", data["day"], data["day"])
            return redirect("partner:calendar")
    return _page(request, form, _("この日だけ変える"), _("保存する"))


@require_POST
def drop_override(request, pk):
    """A day as usual again; the strip brings the change back."""
    school = own_school(request)
    get_object_or_404(school.overrides, pk=pk)
    dropped = actions.drop_override(school, pk, by=request.viewer, on=request.viewer.on)
    _offer_undo(request, dropped, _("この日の変更をやめました。ふだんの時程にもどります。"))
    return redirect("partner:calendar")


def _page(request, form, title, verb):
    return render(
        request,
        "partner/form.html",
        {"form": form, "title": title, "verb": verb, "back": "partner:calendar"},
        status=422 if form.errors else 200,
    )

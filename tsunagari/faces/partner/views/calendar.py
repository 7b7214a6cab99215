"""学校の予定 — terms, closed days, exam weeks, single days; holidays as suggestions."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.school import own_school
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.exchange.schools import actions, queries
from tsunagari.programmes.exchange.schools.models import ClosedDay

KINDS = {"term": _("学期"), "closed": _("休みの日"), "exam": _("試験の期間")}


def show(request):
    """The year: terms, closed days, exams, changed days, and suggestions to confirm."""
    school = own_school(request)
    closed = list(school.closed_days.all())
    return render(
        request,
        "partner/calendar.html",
        {
            "school": school,
            "terms": school.terms.all(),
            "exams": school.exam_weeks.all(),
            "overrides": school.overrides.select_related("schedule"),
            "closed": [day for day in closed if day.state == ClosedDay.State.CONFIRMED],
            "suggested": [day for day in closed if day.state == ClosedDay.State.SUGGESTED],
        },
    )


class SpanForm(forms.Form):
    name = forms.CharField(label=_("名前"), max_length=60)
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"), help_text=_("1日だけのときは、同じ日を入れます。"))


def new(request, kind):
    """A new term, closed span or exam week."""
    if kind not in KINDS:
        raise Http404
    school = own_school(request)
    form = SpanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_span(
                school, kind, by=request.viewer, on=request.viewer.on, **form.cleaned_data
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("学校の予定に入れました。"))
            return redirect("partner:calendar")
    return _page(request, form, _("%(kind)sを入れる") % {"kind": KINDS[kind]}, _("予定に入れる"))


@require_POST
def drop(request, kind, pk):
    """Take a span out of the calendar."""
    school = own_school(request)
    if kind not in KINDS or not actions.SPANS[kind].objects.filter(school=school, pk=pk).exists():
        raise Http404
    actions.drop_span(school, kind, pk, by=request.viewer, on=request.viewer.on)
    messages.success(request, _("学校の予定から消しました。"))
    return redirect("partner:calendar")


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
        messages.info(
            request,
            _("祝日の案を %(count)s件 入れました。学校の休みかどうか、確かめてください。")
            % {"count": count},
        )
        return redirect("partner:calendar")
    chosen = {int(pk) for pk in request.POST.getlist("holiday") if pk.isdigit()}
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
    schedule = forms.ModelChoiceField(
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
            return redirect("partner:calendar")
    return _page(request, form, _("この日だけ変える"), _("保存する"))


def _page(request, form, title, verb):
    return render(
        request,
        "partner/form.html",
        {"form": form, "title": title, "verb": verb, "back": "partner:calendar"},
        status=422 if form.errors else 200,
    )

"""見守りの画面 — what runs now, alarms and who answers them, visits; for the office and institutions."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.housekeeping import rows
from tsunagari.faces.shared.housekeeping.forms import CloseForm, SaidForm, VisitForm
from tsunagari.faces.shared.paper import file
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.housekeeping import queries
from tsunagari.programmes.talent.housekeeping.actions import visits, watch
from tsunagari.programmes.talent.housekeeping.models import Alarm
from tsunagari.programmes.talent.housekeeping.rules.keeping import QUESTIONS
from tsunagari.programmes.talent.housekeeping.rules.watch import end_of
from tsunagari.programmes.talent.housekeeping.sheet import visit_sheet

TOKYO = ZoneInfo("Asia/Tokyo")
MOST = 50
DAY, YEAR, MOST_OUT = timedelta(days=1), timedelta(days=366), 5_000


def running(request, face):
    """Open alarms first, then whoever is in a home now or should be; asks again by itself."""
    viewer, now = request.viewer, timezone.now()
    open_ = queries.alarms(viewer).filter(closed_at=None).order_by("taken_at", "raised_at", "pk")
    context = rows.base(
        face,
        alarms=rows.alarms(list(open_[:MOST]), viewer),
        rows=rows.visits(list(queries.running(viewer, now)[:MOST]), viewer, now),
        now=now,
        known=queries.institutions(viewer).exists(),
    )
    return render(request, "shared/housekeeping/running.html", context)


def listed(request, face):
    """Visits to come, or those that were; the alarms that were are a tab of their own."""
    viewer, now = request.viewer, timezone.now()
    view = request.GET.get("view", "")
    context = rows.base(face, view=view)
    if view == "alarms":
        found = queries.alarms(viewer).exclude(closed_at=None)
        page = keyset.page(found, ["-id"], after=request.GET.get("after", ""), size=20)
        context |= {"page": page, "alarms": rows.alarms(page.rows, viewer)}
    else:
        past = view == "past"
        found = queries.services(viewer)
        found = found.filter(starts_at__lt=now) if past else found.filter(starts_at__gte=now - DAY)
        order = ["-starts_at", "-id"] if past else ["starts_at", "id"]
        page = keyset.page(found, order, after=request.GET.get("after", ""), size=20)
        context |= {"page": page, "rows": rows.visits(page.rows, viewer, now)}
    return render(request, "shared/housekeeping/visits.html", context)


def sheet(request, face):
    """訪問の表 — the visits of a year as .xlsx; that they were taken out is on record."""
    viewer, now = request.viewer, timezone.now()
    found = queries.services(viewer).filter(starts_at__gte=now - YEAR).order_by("starts_at", "id")
    services = list(found[:MOST_OUT])
    called = rows.names([row.case.person.party for row in services], viewer)
    records.add(by=viewer, did="housekeeping.visits_exported", on=viewer.on, count=len(services))
    data = visit_sheet(_("家庭への訪問"), [(row, called[row.case.person_id]) for row in services])
    return file(data, f"visits-{viewer.on.isoformat()}", "xlsx")


def new(request, face):
    """Plan a visit: the gate is asked for this person, this home, this day."""
    viewer = request.viewer
    form = VisitForm(
        request.POST or None,
        contracts=rows.contracts_of(viewer),
        cases=rows.choices_of(viewer)["cases"],
        initial={"day": viewer.on, "contract": request.GET.get("contract", "")},
    )
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        contract = get_object_or_404(queries.contracts(viewer), pk=whole(known["contract"]))
        case = get_object_or_404(queries.workers(viewer), pk=whole(known["case"]))
        starts = datetime.combine(known["day"], known["starts"], TOKYO)
        ends = datetime.combine(known["day"], known["ends"], TOKYO)
        try:
            service = visits.plan(
                contract,
                case,
                starts=starts,
                ends=ends if ends > starts else ends + DAY,
                by=viewer,
                on=viewer.on,
                now=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("訪問を予定しました。"))
            return redirect(f"{face}:hk_visit", service.pk)
    context = rows.base(
        face, form=form, title=_("訪問を予定する"), verb=_("予定する"), back=f"{face}:hk_visits"
    )
    return render(request, "shared/housekeeping/form.html", context, status=_status(form))


def _status(form) -> int:
    return 422 if form.errors else 200


def visit(request, face, pk):
    """One visit: what was pressed, its alarms, taking off, what the household said."""
    viewer, now = request.viewer, timezone.now()
    service = get_object_or_404(queries.services(viewer), pk=pk)
    form = SaidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {code: value for code, value in form.cleaned_data.items() if value is not None}
        try:
            visits.say(service, said, by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("家庭の答えを登録しました。"))
            return redirect(f"{face}:hk_visit", pk)
    line = rows.visits([service], viewer, now)[0]
    context = rows.base(
        face,
        line=line,
        coming=service.state == "planned" and service.starts_at > now,
        service=service,
        work=rows.works(service.contract.work),
        signals=list(service.signals.all()),
        alarms=rows.alarms(list(queries.alarms(viewer).filter(service=service)), viewer),
        form=form if service.state == "done" and not service.said else None,
        said=[(_(QUESTIONS[code]), said) for code, said in service.said.items()],
    )
    return render(request, "shared/housekeeping/visit.html", context, status=_status(form))


@require_POST
def cancel(request, face, pk):
    """Take a visit off before it begins."""
    service = get_object_or_404(queries.services(request.viewer), pk=pk)
    try:
        visits.cancel(service, by=request.viewer, on=request.viewer.on, now=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse(f"{face}:hk_restore", args=[pk])
        messages.success(request, _("訪問を取りやめました。"), extra_tags=undo)
    return redirect(f"{face}:hk_visit", pk)


@require_POST
def restore(request, face, pk):
    """Undo of taking off."""
    service = get_object_or_404(queries.services(request.viewer), pk=pk)
    try:
        visits.restore(service, by=request.viewer, on=request.viewer.on, now=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("取りやめを元にもどしました。"))
    return redirect(f"{face}:hk_visit", pk)


def alarm(request, face, pk):
    """An alarm: take it, call, write down how it ended."""
    viewer, now = request.viewer, timezone.now()
    found = get_object_or_404(queries.alarms(viewer), pk=pk)
    form = CloseForm(request.POST or None, kind=found.kind)
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        until = known["until"] and end_of(known["until"], now, found.service.zone)
        try:
            watch.close(
                found,
                outcome=known["outcome"],
                words=known["words"],
                until=until or None,
                by=viewer,
                on=viewer.on,
                at=now,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("対応を記録しました。"))
            return redirect(f"{face}:hk_alarm", pk)
    return render(
        request,
        "shared/housekeeping/alarm.html",
        _alarm(face, found, form, viewer),
        status=_status(form),
    )


def _alarm(face: str, found: Alarm, form, viewer) -> dict:
    service = found.service
    return rows.base(
        face,
        line=rows.alarms([found], viewer)[0],
        alarm=found,
        service=service,
        phone=service.case.person.phone,
        household=service.contract.household,
        signals=list(service.signals.all()),
        form=None if found.closed_at else form,
    )


@require_POST
def take(request, face, pk):
    """わたしが対応する."""
    found = get_object_or_404(queries.alarms(request.viewer), pk=pk)
    try:
        watch.take(found, by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("あなたが担当になりました。本人に電話してください。"))
    return redirect(f"{face}:hk_alarm", pk)

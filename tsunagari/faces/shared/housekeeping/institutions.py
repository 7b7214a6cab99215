"""特定機関の画面 — its criteria and who is called, confirmation, events, looks, zones, the gate."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.housekeeping import rows
from tsunagari.faces.shared.housekeeping.forms import (
    ConfirmForm,
    EventForm,
    GateForm,
    HoldForm,
    InstitutionForm,
    LookForm,
    ZoneForm,
)
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.duties import queries as duties
from tsunagari.programmes.talent.housekeeping import queries
from tsunagari.programmes.talent.housekeeping.actions import institutions
from tsunagari.programmes.talent.housekeeping.calculators import words
from tsunagari.programmes.talent.housekeeping.models import Institution, Zone
from tsunagari.programmes.talent.housekeeping.rules.keeping import MEMBERS, TOLD
from tsunagari.programmes.talent.law.rules.events import BODY_EVENTS
from tsunagari.programmes.talent.people import queries as people

TOKYO = ZoneInfo("Asia/Tokyo")
KINDS = (
    "start_planned",
    "workers_arriving",
    "workers_accepted",
    "language_exemption",
    "serious_matter",
    "cannot_employ",
)


def _status(form) -> int:
    return 422 if form.errors else 200


def listed(request, face):
    """Institutions with their confirmation; companies that are none yet can become one."""
    found = list(
        queries.institutions(request.viewer).order_by("organisation__party__sort_as", "pk")
    )
    lines = [
        {"row": row, "held": queries.confirmation(row.pk, request.viewer.on)} for row in found[:100]
    ]
    known = [row.pk for row in found]
    others = [body for body in people.companies()[:200] if body.pk not in known]
    context = rows.base(face, rows=lines, others=others)
    return render(request, "shared/housekeeping/institutions.html", context)


def own(request, face):
    """The viewer's own institution."""
    row = queries.institutions(request.viewer).first()
    if row is None:
        raise Http404
    return show(request, face, row.pk)


def show(request, face, pk):
    """What is known of an institution, what the gate says, what the council must be told."""
    viewer = request.viewer
    row = get_object_or_404(queries.institutions(viewer), pk=pk)
    cases = list(queries.workers(viewer).filter(company=row.pk)[:50])
    called = rows.names([case.person.party for case in cases], viewer)
    people_ = rows.names([one for one in (row.coordinator, row.deputy) if one], viewer)
    answer = queries.answer(viewer.on, institution=row)
    owed = duties.of_body(row.organisation.party, on=viewer.on, limit=20)
    context = rows.base(
        face,
        row=row,
        held=queries.confirmation(row.pk, viewer.on),
        area=queries.zones.TITLES.get(row.area, row.area),
        coordinator=people_.get(row.coordinator_id, ""),
        deputy=people_.get(row.deputy_id, ""),
        unreached=[people_.get(one.pk, "") for one in institutions.unreached(row)],
        workers=[{"case": case, "name": called[case.person_id]} for case in cases],
        looks=list(queries.looks(viewer).filter(institution=row.pk)[:20]),
        gate=rows.answer(answer),
        owed=owed,
        told=[_(text) for text in TOLD.values()],
        members=[_(text) for text in MEMBERS.values()],
    )
    return render(request, "shared/housekeeping/institution.html", context)


def edit(request, face, pk):
    """Write down what is known; a company becomes an institution with it (the office only)."""
    viewer = request.viewer
    row = queries.institutions(viewer).filter(pk=pk).first()
    if row is None and face == "desk":
        body = get_object_or_404(people.companies(), pk=pk)
        row = Institution(organisation=body)
    if row is None:
        raise Http404
    body = row.organisation
    form = InstitutionForm(
        request.POST or None, staff=rows.staff_of(body, viewer), initial=_initial(row)
    )
    if request.method == "POST" and form.is_valid():
        try:
            institutions.keep(body, by=viewer, on=viewer.on, **_known(form, row, body, viewer))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("特定機関の内容を登録しました。"))
            return _home(face, pk)
    context = rows.base(
        face,
        form=form,
        title=_("特定機関の内容"),
        lead=body.title,
        verb=_("保存する"),
        back=f"{face}:hk_institution" if row.area else f"{face}:hk_institutions",
        back_pk=pk if row.area and face == "desk" else None,
    )
    return render(request, "shared/housekeeping/form.html", context, status=_status(form))


def _home(face, pk):
    return redirect(f"{face}:hk_institution", *([pk] if face == "desk" else []))


def _initial(row: Institution) -> dict:
    signs = {True: "yes", False: "no"}
    office = row.offices[0] if row.offices else {}
    return {
        "area": row.area,
        "business_since": row.business_since,
        "office": office.get("address", ""),
        "office_near": signs.get(office.get("near"), ""),
        "desk": row.desk,
        "phone": row.phone,
        "coordinator": row.coordinator_id or "",
        "deputy": row.deputy_id or "",
        "version": row.version,
        **{name: signs.get(row.criteria.get(name), "") for name in queries.CRITERIA},
    }


def _known(form, row: Institution, body, viewer) -> dict:
    typed = form.cleaned_data
    staff = {str(p.pk): p for p in queries.roles_in(body, viewer.on)}
    office = {"address": typed["office"], "near": typed["office_near"]}
    criteria = {name: typed[name] for name in queries.CRITERIA if typed[name] is not None}
    return {
        "seen": typed["version"],
        "area": typed["area"],
        "business_since": typed["business_since"],
        "offices": [office] if typed["office"] else [],
        "criteria": criteria,
        "desk": typed["desk"],
        "phone": typed["phone"],
        "coordinator": staff.get(typed["coordinator"]),
        "deputy": staff.get(typed["deputy"]),
    }


def confirm(request, face, pk):
    """The council confirmed the institution: refused where the scheme does not stand."""
    viewer = request.viewer
    row = get_object_or_404(queries.institutions(viewer), pk=pk)
    form = ConfirmForm(request.POST or None, initial={"from_day": viewer.on})
    gate = None
    if request.method == "POST" and form.is_valid():
        try:
            institutions.confirm(row, by=viewer, on=viewer.on, **form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
            day = form.cleaned_data["from_day"]
            gate = rows.answer(queries.answer(day, institution=row, confirmed=True))
        else:
            messages.success(request, _("特定機関の確認を登録しました。"))
            return _home(face, pk)
    context = rows.base(
        face,
        form=form,
        gate=gate,
        title=_("特定機関の確認を登録する"),
        lead=row.organisation.title,
        verb=_("登録する"),
        back=f"{face}:hk_institution",
        back_pk=pk,
    )
    return render(request, "shared/housekeeping/form.html", context, status=_status(form))


def event(request, face, pk):
    """Something happened: the duties of the law follow."""
    viewer = request.viewer
    row = get_object_or_404(queries.institutions(viewer), pk=pk)
    kinds = [(code, _(BODY_EVENTS[code])) for code in KINDS]
    form = EventForm(request.POST or None, kinds=kinds, initial={"day": viewer.on})
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        name = f"{known['kind']}-{known['day'].isoformat()}"
        institutions.tell_law(row, known["kind"], name, day=known["day"], by=viewer, on=viewer.on)
        messages.success(request, _("登録しました。法律の務めが、やることに出ます。"))
        return _home(face, pk)
    context = rows.base(
        face,
        form=form,
        title=_("出来事を登録する"),
        lead=_("協議会に知らせることが、務めとして出ます。"),
        verb=_("登録する"),
        back=f"{face}:hk_institution",
        back_pk=pk if face == "desk" else None,
    )
    return render(request, "shared/housekeeping/form.html", context, status=_status(form))


def new_look(request, face, pk):
    """Plan a visit of the office, or an audit of the statutory council."""
    viewer = request.viewer
    row = get_object_or_404(queries.institutions(viewer), pk=pk)
    form = LookForm(request.POST or None, initial={"day": viewer.on, "at": "10:00"})
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        starts = datetime.combine(known["day"], known["at"], TOKYO)
        look = institutions.plan_look(row, known["kind"], starts=starts, by=viewer, on=viewer.on)
        messages.success(request, _("確認訪問・監査を予定しました。"))
        return redirect(f"{face}:hk_look", look.pk)
    context = rows.base(
        face,
        form=form,
        title=_("確認訪問・監査を予定する"),
        lead=row.organisation.title,
        verb=_("予定する"),
        back=f"{face}:hk_institution",
        back_pk=pk,
    )
    return render(request, "shared/housekeeping/form.html", context, status=_status(form))


def look(request, face, pk):
    """What was seen, and how it ended."""
    viewer = request.viewer
    found = get_object_or_404(queries.looks(viewer), pk=pk)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            institutions.hold_look(
                found, by=viewer, on=viewer.on, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("確認訪問・監査の結果を記録しました。"))
            return redirect(f"{face}:hk_look", pk)
    context = rows.base(face, look=found, form=None if found.outcome else form)
    return render(request, "shared/housekeeping/look.html", context, status=_status(form))


def zones(request, face):
    """区域 — what is known of each area, and what the office found out itself."""
    viewer = request.viewer
    form = ZoneForm(request.POST or None, initial={"from_day": viewer.on})
    if request.method == "POST" and form.is_valid():
        try:
            institutions.note_zone(by=viewer, on=viewer.on, **form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("区域について分かったことを登録しました。"))
            return redirect(f"{face}:hk_zones")
    own_ = {row.code: row for row in Zone.objects.all()}
    lines = [
        {
            "zone": zone,
            "title": _(zone.title),
            "stands": zone.on(viewer.on).stands,
            "sure": _(words.CONFIDENCE[zone.confidence]),
            "said": own_[code].said if code in own_ else "",
        }
        for code, zone in queries.table().items()
    ]
    context = rows.base(face, rows=lines, form=form, note=_(words.NOTES[1]))
    return render(request, "shared/housekeeping/zones.html", context, status=_status(form))


def gate(request, face):
    """門 — may this be done: from what is stored of an institution and a person."""
    viewer = request.viewer
    choices = rows.choices_of(viewer)
    form = GateForm(
        request.GET or None,
        institutions=choices["institutions"],
        cases=choices["cases"],
        initial={"on": viewer.on},
    )
    answer = None
    if request.GET and form.is_valid():
        answer = rows.answer(asked_of(form.cleaned_data, viewer))
    context = rows.base(face, form=form, gate=answer)
    return render(request, "shared/housekeeping/gate.html", context, status=_status(form))


def asked_of(known: dict, viewer):
    """The gate's answer to what was chosen."""
    institution = queries.institutions(viewer).filter(pk=whole(known.pop("institution")) or 0)
    case = queries.workers(viewer).filter(pk=whole(known.pop("case")) or 0)
    on, area = known.pop("on"), known.pop("area")
    row = institution.first()
    more = {"area": area} if row is None else {}
    more |= {name: value for name, value in known.items() if value is not None}
    more["work"] = tuple(more.get("work", ()))
    return queries.answer(on, institution=row, case=case.first(), **more)

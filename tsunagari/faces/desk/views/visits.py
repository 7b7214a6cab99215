"""訪問 — what is coming, planning, the draw and how to do it again, people, taking off."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Min
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base import keyset
from tsunagari.base.draws import ticket
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.visit_forms import MoveForm, PersonForm, PlanForm, WordsForm
from tsunagari.faces.shared.forms import newer
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import plan as actions
from tsunagari.programmes.talent.visits.models import Visit
from tsunagari.programmes.talent.visits.rules import drawn

SOON = timedelta(days=60)
# The visits of the next days stay on the device that opens the list, for the way.
TAKEN = timedelta(days=7)
# Duties of the law that a visit answers, and the kind of visit that does.
ANSWERED = {
    "law.titp_so_periodic_audit": "audit",
    "law.esd_sso_periodic_audit": "audit",
    "law.titp_so_periodic_audit_by_quarter": "audit",
    "law.esd_sso_periodic_audit_by_quarter": "audit",
    "law.titp_so_visit_guidance": "guidance",
    "law.esd_sso_visit_guidance": "guidance",
    "law.titp_so_extraordinary_audit": "extra",
    "law.esd_sso_extraordinary_audit": "extra",
}


def listed(request):
    """Today's visits first, what is late before them; closed ones are a tab of their own."""
    closed = request.GET.get("view") == "closed"
    rows = queries.over() if closed else queries.coming()
    order = ["-day", "-id"] if closed else ["day", "id"]
    page = keyset.page(rows, order, after=request.GET.get("after", ""), size=20)
    counts = queries.counted(page.rows)
    visitors = [visit.visitor for visit in page.rows if visit.visitor_id]
    names = names_of(visitors, request.viewer) if visitors else {}
    lines = [
        {
            "visit": visit,
            "who": names.get(visit.visitor_id, ""),
            "late": visit.day < request.viewer.on and not closed,
            "today": visit.day == request.viewer.on,
            "take": not closed
            and (visit.day <= request.viewer.on + TAKEN or visit.state == "open"),
            **counts[visit.pk],
        }
        for visit in page.rows
    ]
    context = {"page": page, "closed": closed, "rows": lines}
    if not closed:
        context |= {
            "due": _due(request.viewer.on),
            "findings": queries.open_findings().order_by("due_on", "pk")[:10],
        }
    return render(request, "desk/visits/list.html", context)


def _due(on) -> list[dict]:
    """Companies to which somebody has to go soon and nothing is planned yet, the earliest first."""
    rows = (
        Duty.objects.filter(
            rule__in=ANSWERED, state="open", safe_due__lte=on + SOON, about_kind="people.company"
        )
        .values("about_key", "rule")
        .annotate(due=Min("safe_due"))
        .order_by("due", "about_key")[:50]
    )
    rows = list(rows)
    bodies = Organisation.objects.select_related("party").in_bulk(
        [int(row["about_key"]) for row in rows]
    )
    planned = set(queries.coming().values_list("company_id", "kind"))
    found = []
    for row in rows:
        body, kind = bodies.get(int(row["about_key"])), ANSWERED[row["rule"]]
        if body and (body.pk, kind) not in planned:
            words = _(Visit.Kind(kind).label)
            found.append({"company": body, "kind": kind, "words": words, "due": row["due"]})
    return found[:10]


def new(request):
    """Plan a visit: its list and its draw are fixed with it."""
    viewer = request.viewer
    start = {"kind": request.GET.get("kind", ""), "company": request.GET.get("company", "")}
    form = PlanForm(
        request.POST or None,
        companies=_companies(),
        visitors=_visitors(viewer),
        initial=start | {"day": viewer.on, "at": "10:00"},
    )
    stands = None
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        company = get_object_or_404(Organisation, pk=whole(known["company"]))
        visitor = Party.objects.filter(pk=whole(known["visitor"] or "") or 0).first()
        try:
            visit = actions.plan(
                company,
                known["kind"],
                day=known["day"],
                at=known["at"],
                visitor=visitor,
                online=known["online"],
                by=viewer,
                on=viewer.on,
            )
        except Refused as refused:
            stands = queries.standing(company, known["kind"], known["day"])
            put_on(form, refused)
        else:
            messages.success(request, _("訪問を予定しました。面談する人は抽せんで決まりました。"))
            return redirect("desk:visit", visit.pk)
    context = {"form": form, "stands": stands}
    return render(request, "desk/visits/new.html", context, status=422 if form.errors else 200)


def _companies() -> list[tuple[str, str]]:
    """Companies at which somebody works: the others have nobody to ask."""
    keys = people.open_ones().exclude(company=None).values("company")
    rows = Organisation.objects.filter(pk__in=keys).select_related("party")
    return sorted(((str(body.pk), body.title) for body in rows), key=lambda row: row[1])


def _visitors(viewer) -> list[tuple[str, str]]:
    team = roles.people_of(viewer.body, "staff", on=viewer.on)
    names = names_of(team, viewer)
    return [(str(party.pk), names[party.pk]) for party in team]


def draw(request, pk):
    """Who was drawn, by which seed, and how anybody can do it again."""
    visit = get_object_or_404(queries.all_visits(), pk=pk)
    kept = visit.draw
    parties = Party.objects.in_bulk(kept["order"], field_name="code")
    names = names_of(parties.values(), request.viewer) if parties else {}
    rows = [
        {
            "code": code,
            "name": names.get(parties[code].pk, "") if code in parties else "",
            "times": kept["times"][code],
            "ticket": ticket(kept["seed"], code),
            "drawn": place <= kept["needed"],
        }
        for place, code in enumerate(kept["order"], 1)
    ]
    rule = _(drawn.RULES[kept["rule"]])
    context = {"visit": visit, "kept": kept, "rows": rows, "rule": rule}
    return render(request, "desk/visits/draw.html", context)


def person(request, pk):
    """Somebody more to ask, beside those who were drawn."""
    visit = get_object_or_404(queries.coming(), pk=pk)
    asked = set(visit.interviews.values_list("case", flat=True))
    free = [
        case for case in queries.there(visit.company, visit.kind, visit.day) if case.pk not in asked
    ]
    names = names_of([case.person.party for case in free], request.viewer) if free else {}
    choices = [(str(case.pk), names[case.person_id]) for case in free]
    form = PersonForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        case = next(case for case in free if str(case.pk) == form.cleaned_data["case"])
        try:
            actions.add_person(visit, case, by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("面談する人を加えました。"))
            return redirect("desk:visit", visit.pk)
    context = {"form": form, "visit": visit, "free": free}
    return render(request, "desk/visits/person.html", context, status=422 if form.errors else 200)


def move(request, pk):
    """Another day: nobody is drawn anew while the same people are there."""
    visit = get_object_or_404(queries.coming(), pk=pk)
    starts_at = timezone.localtime(visit.meeting.starts_at)
    now = {"day": visit.day, "at": starts_at.time()}
    form = MoveForm(request.POST or None, initial=now | {"version": visit.version})
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        try:
            actions.move(
                visit,
                day=known["day"],
                at=known["at"],
                seen=known["version"] or 0,
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
            newer(form, now, visit.version)
        else:
            messages.success(request, _("訪問の日を動かしました。"))
            return redirect("desk:visit", pk)
    context = {"form": form, "visit": visit}
    return render(request, "desk/visits/move.html", context, status=422 if form.errors else 200)


def cancel(request, pk):
    """Take a visit off, with the reason."""
    visit = get_object_or_404(queries.coming(), pk=pk)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            viewer, at = request.viewer, timezone.now()
            actions.cancel(visit, words=words, by=viewer, on=viewer.on, at=at)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("訪問を取りやめました。"))
            return redirect("desk:visits")
    return render(
        request,
        "desk/visits/cancel.html",
        {"form": form, "visit": visit},
        status=422 if form.errors else 200,
    )

"""人材の案件 — the list, one case with its duties of the law, opening and closing one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import fact_forms, talent
from tsunagari.faces.desk.case_forms import NAMES, CloseForm, NewCaseForm, VersionedPartsForm
from tsunagari.faces.desk.fact_forms import StandingForm
from tsunagari.faces.desk.help_calls import told
from tsunagari.faces.desk.people import lines
from tsunagari.faces.desk.timeline import by_day
from tsunagari.faces.desk.views.facts import say_saved
from tsunagari.faces.shared.forms import newer
from tsunagari.faces.shared.looking import seen
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.records import queries as records
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.law.rules import gates
from tsunagari.programmes.talent.people import facts, labels, queries
from tsunagari.programmes.talent.people.actions import cases as actions
from tsunagari.programmes.talent.people.actions import undoing
from tsunagari.programmes.talent.people.actions.duties import parties_of
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import states
from tsunagari.programmes.talent.safety import queries as safety
from tsunagari.programmes.talent.visits import queries as visits

SIZE, SHORT = 50, 10
STANDS = {
    "": gettext_lazy("進行中"),
    "closed": gettext_lazy("おわった"),
    "all": gettext_lazy("すべて"),
}


def listed(request):
    """Cases, the newest first: by system, company, state, or a name."""
    asked = {name: request.GET.get(name, "") for name in ("q", "system", "company", "stands")}
    rows = _narrowed(queries.of(request.viewer), asked, request.GET.get("state", ""))
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=SIZE)
    company = queries.company(whole(asked["company"]) or 0) if asked["company"] else None
    return render(
        request,
        "desk/cases/list.html",
        {
            "page": page,
            "rows": talent.rows(page.rows, request.viewer),
            "asked": asked,
            "narrowed": any(asked.values()) or "state" in request.GET,
            "systems": Case.System.choices,
            "stands": STANDS.items(),
            "states": _states(asked["system"]),
            "state": request.GET.get("state", ""),
            "company": company,
        },
    )


def _narrowed(rows, asked, state):
    if asked["q"]:
        rows = queries.named(rows, asked["q"])
    if asked["system"] in Case.System.values:
        rows = rows.filter(system=asked["system"])
        rows = rows.filter(state=state) if state else rows
    if asked["company"]:
        rows = rows.filter(company=whole(asked["company"]) or 0)
    if asked["stands"] == "all":
        return rows
    return rows.filter(closed_on__isnull=asked["stands"] != "closed")


def _states(system) -> list[tuple[str, str]]:
    return [(state, states.words(state)) for state in states.STATES.get(system, ())]


def own(request, pk) -> Case:
    """A case that the viewer may see."""
    return seen(request, get_object_or_404(queries.of(request.viewer), pk=pk))


def show(request, pk):
    """案件 — who and with whom, what the law asks, what cannot be true, what was done."""
    case, viewer = own(request, pk), request.viewer
    standings = facts.standings_of([case])[case.person_id]
    known = facts.of_case(case, standings)
    [answer] = talent.asked([known], viewer.on, viewer.on + talent.AHEAD)
    [line] = lines([case.person.party], viewer)
    return render(
        request,
        "desk/cases/case.html",
        {
            "case": case,
            "incidents": told(safety.acts_about(case)),
            "visits": visits.about(case),
            "line": line,
            "title": talent.title_of(case, viewer),
            "state": states.words(case.state),
            "parts": [(labels.LABELS[part], *_part(case, part)) for part in queries.PARTS],
            "groups": talent.groups(answer, case, parties_of(case, known), viewer),
            "faults": talent.faults(answer, "case", pk, known),
            "gates": [
                talent.gate(one) for one in ([] if case.closed_on else gates.of(known, viewer.on))
            ],
            "facts": talent.known(fact_forms.CASE_GROUPS, known),
            "standings": talent.standings(standings, viewer.on),
            "days": by_day(list(records.history(case).reverse()[:SHORT]), viewer),
            "until": viewer.on + talent.AHEAD,
        },
    )


def _part(case, part) -> tuple[str, str]:
    """(name, address) of a body that takes part; ("", "") while nobody does."""
    body = getattr(case, part)
    if body is None:
        return "", ""
    if part in ("company", "supervisor"):
        return body.title, reverse(f"desk:{part}", args=[body.pk])
    return body.title, reverse("desk:party", args=[body.party.code])


def new(request):
    """Open a case for a person who is registered, or for a new one."""
    form = NewCaseForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            case = _opened(request, form)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("案件をはじめました。次に、分かっていることを入れます。"))
            return redirect("desk:case", case.pk)
    alike = queries.alike(_written(form)) if form.is_bound and form.errors else []
    context = {"form": form, "alike": lines(alike, request.viewer)}
    return render(request, "desk/cases/new.html", context, status=422 if form.errors else 200)


def _written(form) -> str:
    return f"{form.data.get('family_latin', '')} {form.data.get('given_latin', '')}".strip()


def _opened(request, form) -> Case:
    asked, viewer = form.cleaned_data, request.viewer
    names = {name: asked[name] for name in NAMES}
    system, _colon, state = asked["at"].partition(":")
    return actions.begin(
        asked["person"],
        system,
        state=state,
        names=names,
        different=bool(request.POST.get("different")),
        by=viewer,
        on=viewer.on,
        **{part: asked[part] for part in queries.PARTS},
    )


def parts(request, pk):
    """Which bodies take part in a case."""
    case = own(request, pk)
    now = {part: getattr(case, f"{part}_id") for part in queries.PARTS}
    form = VersionedPartsForm(request.POST or None, initial=now | {"version": case.version})
    changed = []
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        try:
            actions.change(
                case, seen=asked.pop("version"), by=request.viewer, on=request.viewer.on, **asked
            )
        except Refused as refused:
            put_on(form, refused)
            stored = {part: getattr(case, part) for part in queries.PARTS}
            changed = newer(form, stored, case.version)
        else:
            say_saved(request, case, "case")
            return redirect("desk:case", pk)
    context = {"case": case, "form": form, "now": changed}
    context |= {"title": talent.title_of(case, request.viewer), "heading": _("関わる団体")}
    return render(request, "desk/cases/form.html", context, status=422 if form.errors else 200)


def close(request, pk):
    """End a case; what the law still asks stays on the list."""
    case = own(request, pk)
    form = CloseForm(request.POST or None, initial={"day": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        try:
            last = form.cleaned_data["day"]
            actions.close(case, by=request.viewer, on=request.viewer.on, last=last)
        except Refused as refused:
            put_on(form, refused)
        else:
            undo = f"undo:{reverse('desk:reopen_case', args=[pk])}"
            messages.success(request, _("案件をおえました。"), extra_tags=undo)
            return redirect("desk:case", pk)
    context = {"case": case, "form": form, "heading": _("案件をおえる")}
    context |= {"title": talent.title_of(case, request.viewer)}
    return render(request, "desk/cases/form.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request, pk):
    """A case that was closed by mistake goes on."""
    try:
        undoing.reopen(own(request, pk), by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("案件をもう一度ひらきました。"))
    return redirect("desk:case", pk)


# 資格・許可 -------------------------------------------------------------------------------------


def standing(request, pk, standing=None):
    """Note a status of residence or a card, or correct one."""
    case = own(request, pk)
    held = get_object_or_404(Standing, pk=standing, party=case.person_id) if standing else None
    return note(
        request,
        case.person.party,
        held,
        kinds=fact_forms.PERSONAL,
        home=reverse("desk:case", args=[pk]),
        title=talent.title_of(case, request.viewer),
    )


def note(request, party, held, *, kinds, home, title):
    """One standing of a party; kind and first day are its name, so that they stay."""
    names = [name for name in StandingForm.base_fields if name != "version"]
    now = {name: getattr(held, name) for name in names} if held else {}
    initial = now | ({"version": held.version} if held else {})
    form = StandingForm(request.POST or None, initial=initial, kinds=kinds)
    if held:
        form.keep(held)
    changed = []
    removes = request.method == "POST" and held and "remove" in request.POST
    if request.method == "POST" and (form.is_valid() or removes):
        try:
            words = _remove(request, held, form) if removes else _note(request, party, form)
        except Refused as refused:
            put_on(form, refused)
            if held and form.cleaned_data.get("version") != held.version:
                changed = newer(form, now, held.version)
        else:
            messages.success(request, words)
            return redirect(home)
    context = {"form": form, "title": title, "home": home, "held": held, "now": changed}
    return render(request, "desk/cases/standing.html", context, status=422 if form.errors else 200)


def _note(request, party, form) -> str:
    known = dict(form.cleaned_data)
    seen = known.pop("version")
    actions.note_standing(party, seen=seen, by=request.viewer, on=request.viewer.on, **known)
    return _("保存しました。期限は、いまの内容で計算しなおしました。")


def _remove(request, held, form) -> str:
    seen = form.cleaned_data.get("version") or 0
    actions.take_back_standing(held, seen=seen, by=request.viewer, on=request.viewer.on)
    return _("登録を消しました。記録には残ります。")

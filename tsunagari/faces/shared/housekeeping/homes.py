"""家庭と契約の画面 — homes by code, opening an address on record, contracts, workers' conditions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.housekeeping import rows
from tsunagari.faces.shared.housekeeping.forms import (
    ASKED_OF_WORKERS,
    HomeForm,
    SignForm,
    WorkerForm,
)
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.talent.housekeeping import queries
from tsunagari.programmes.talent.housekeeping.actions import homes
from tsunagari.programmes.talent.housekeeping.models import Worker
from tsunagari.programmes.talent.law.rules.status_fit import LEVELS


def listed(request, face):
    """Homes, each with its contracts that stand."""
    viewer = request.viewer
    found = queries.households(viewer).prefetch_related("contracts")
    page = keyset.page(found, ["-id"], after=request.GET.get("after", ""), size=20)
    lines = [
        {
            "home": row,
            "works": [rows.works(one.work) for one in row.contracts.all() if not one.ended_on],
        }
        for row in page.rows
    ]
    context = rows.base(face, page=page, rows=lines)
    return render(request, "shared/housekeeping/homes.html", context)


def new(request, face):
    """A household that agreed."""
    viewer = request.viewer
    choices = rows.choices_of(viewer)["institutions"]
    form = HomeForm(request.POST or None, institutions=choices)
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        pk = whole(known.pop("institution"))
        institution = get_object_or_404(queries.institutions(viewer), pk=pk)
        try:
            home = homes.add_household(institution, by=viewer, on=viewer.on, **known)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("家庭を登録しました。"))
            return redirect(f"{face}:hk_home", home.pk)
    context = rows.base(
        face,
        form=form,
        title=_("家庭を登録する"),
        lead=_("家庭は記号で呼びます。名前・住所・電話は封をして残し、見たことは記録されます。"),
        verb=_("登録する"),
        back=f"{face}:hk_homes",
    )
    return render(request, "shared/housekeeping/form.html", context, status=_status(form))


def _status(form) -> int:
    return 422 if form.errors else 200


def show(request, face, pk):
    """A home, its contracts, and a new one: the gate answers before anything is signed."""
    viewer = request.viewer
    home = get_object_or_404(queries.households(viewer), pk=pk)
    form = SignForm(
        request.POST or None, initial={"from_day": viewer.on, "service_contract": "yes"}
    )
    gate = None
    if request.method == "POST" and form.is_valid():
        known = {name: value for name, value in form.cleaned_data.items() if value is not None}
        known.setdefault("until_day", None)
        try:
            homes.sign(home, by=viewer, on=viewer.on, **known)
        except Refused as refused:
            put_on(form, refused)
            gate = _gate(home, known)
        else:
            messages.success(request, _("請負契約を登録しました。"))
            return redirect(f"{face}:hk_home", pk)
    return render(
        request,
        "shared/housekeeping/home.html",
        _home(face, home, form, gate, {}),
        status=_status(form),
    )


def _gate(home, known: dict) -> dict | None:
    """The gate's whole answer beside a refusal: the other ways stand there."""
    institution = queries.institution(home.institution_id)
    more = {name: known[name] for name in known if name not in ("from_day", "until_day", "work")}
    answer = queries.answer(
        known["from_day"],
        institution=institution,
        household=home,
        work=tuple(known.get("work", ())),
        **more,
    )
    return rows.answer(answer) if answer.points else None


def _home(face, home, form, gate, opened) -> dict:
    contracts = list(home.contracts.order_by("-from_day", "-pk"))
    lines = [{"contract": row, "works": rows.works(row.work)} for row in contracts]
    return rows.base(
        face,
        home=home,
        contracts=lines,
        form=None if home.withdrawn_on else form,
        gate=gate,
        opened=opened,
    )


@require_POST
def open_address(request, face, pk):
    """Name, address and telephone on this one page; a record each time."""
    home = get_object_or_404(queries.households(request.viewer), pk=pk)
    opened = homes.open_address(home, by=request.viewer, on=request.viewer.on)
    form = SignForm(initial={"from_day": request.viewer.on, "service_contract": "yes"})
    context = _home(face, home, form, None, opened)
    return render(request, "shared/housekeeping/home.html", context)


@require_POST
def withdraw(request, face, pk):
    """The household took its consent back."""
    home = get_object_or_404(queries.households(request.viewer), pk=pk)
    home = homes.withdraw_consent(home, by=request.viewer, on=request.viewer.on, now=timezone.now())
    if home.sealed:
        words = _("いまの訪問が終わったら、名前・住所・電話を消します。")
    else:
        words = _("名前・住所・電話を消しました。契約と、これからの訪問を終えました。")
    messages.success(request, words)
    return redirect(f"{face}:hk_home", pk)


@require_POST
def end(request, face, pk):
    """A contract ends today."""
    contract = get_object_or_404(queries.contracts(request.viewer), pk=pk)
    homes.end(contract, by=request.viewer, on=request.viewer.on, now=timezone.now())
    messages.success(request, _("請負契約を終えました。これからの訪問は取りやめました。"))
    return redirect(f"{face}:hk_home", contract.household_id)


def worker(request, face, pk):
    """What the gate asks of a person, and what it says to it."""
    viewer = request.viewer
    case = get_object_or_404(queries.workers(viewer), pk=pk)
    held = Worker.objects.filter(case=case).first() or Worker(case=case)
    form = WorkerForm(request.POST or None, initial=_initial(held))
    if request.method == "POST" and form.is_valid():
        try:
            _keep(case, form, viewer)
        except Refused as refused:
            tell(request, refused)
            form.add_error(None, refused.reasons[0].words())
        else:
            messages.success(request, _("条件を登録しました。"))
            return redirect(f"{face}:hk_worker", pk)
    institution = queries.institution(case.company_id or 0)
    answer = queries.answer(viewer.on, institution=institution, case=case)
    context = rows.base(
        face,
        form=form,
        name=rows.names([case.person.party], viewer)[case.person_id],
        case=case,
        gate=rows.answer(answer),
    )
    return render(request, "shared/housekeeping/worker.html", context, status=_status(form))


def _initial(held: Worker) -> dict:
    signs = {True: "yes", False: "no"}
    known = {name: signs.get(held.facts.get(name), "") for name in ASKED_OF_WORKERS}
    return known | {
        "experience_years": held.facts.get("experience_years"),
        "japanese": held.facts.get("japanese", "unknown"),
        "housing": held.housing,
        "trained_on": held.trained_on,
        "exempt_on": held.exempt_on,
        "version": held.version,
    }


def _keep(case, form, viewer) -> None:
    known = form.cleaned_data
    facts = {name: known[name] for name in ASKED_OF_WORKERS if known[name] is not None}
    if known["experience_years"] is not None:
        facts["experience_years"] = known["experience_years"]
    if known["japanese"] in LEVELS and form.data.get("japanese") is not None:
        facts["japanese"] = known["japanese"]
    homes.keep_worker(
        case,
        seen=known["version"],
        facts=facts,
        housing=known["housing"],
        trained_on=known["trained_on"],
        exempt_on=known["exempt_on"],
        by=viewer,
        on=viewer.on,
    )

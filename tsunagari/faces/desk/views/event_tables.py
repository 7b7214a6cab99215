"""席決め（事務局） — make the tables of an evening, show them, mend them, print them.

Names stand as the office reads them elsewhere. Why somebody sits somewhere stands nowhere.
"""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import gettext_noop
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import table_names
from tsunagari.faces.desk.table_forms import MakeForm, MendForm, PartForm, PinForm
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.paper import pdf, printed
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.gatherings import paper, queries
from tsunagari.programmes.community.gatherings.actions import holding, making, mending, showing
from tsunagari.programmes.community.gatherings.models import SeatPlan

NAMED = 12
TONES = {"draft": "note", "open": "ok", "closed": "quiet"}


def _own_plan(request, code: str) -> tuple[Event, SeatPlan]:
    event = own(request, code)
    plan = queries.plan_of(event)
    if plan is None:
        raise Http404
    return event, plan


def _moment(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def show(request, code):
    """席決め — how many meet, who sits where in each round, and the next press."""
    event = own(request, code)
    plan = queries.plan_of(event)
    return _page(request, event, plan, MakeForm(initial=_sizes(plan)))


def _sizes(plan: SeatPlan | None) -> dict:
    return {"table_size": plan.table_size, "rounds": plan.rounds} if plan else {}


def _page(request, event: Event, plan: SeatPlan | None, form: MakeForm):
    people = queries.guests_coming(event)
    context = {
        "event": event,
        "title": shared.title(event),
        "plan": plan,
        "form": form,
        "people": len(people),
        "waiting": not people and queries.applied(event),
        "over": timezone.now() >= event.ends_at or event.state == Event.State.CANCELLED,
    }
    if plan:
        context |= {"state": _(plan.get_state_display()), "tone": TONES[plan.state]}
        context |= {"told": queries.told_by(plan), "kinds": _kinds()}
    if plan and plan.refused:
        names = table_names.of(queries.coming(event), to=request.viewer)
        context["wishes"] = _wishes(request, plan, names)
    if plan and plan.made_at:
        context |= _made(request, plan, people, over=context["over"])
    status = 422 if form.errors else 200
    response = render(request, "desk/events/tables.html", context, status=status)
    if "HX-Request" in request.headers and not (plan and plan.wanted_at):
        # The page that waited has new buttons, too.
        response["HX-Refresh"] = "true"
    return response


def _kinds() -> list[tuple[str, str]]:
    return [(kind, _(words)) for kind, words in paper.KINDS.items()]


def _made(request, plan: SeatPlan, people: set[int], *, over: bool) -> dict:
    rounds = queries.rounds_of(plan)
    turn = whole(request.GET.get("round", "")) or 1
    turn = min(turn, len(rounds)) or 1
    names = table_names.of(queries.coming(plan.event), to=request.viewer)
    seated = rounds[turn - 1] if rounds else []
    sit = {guest for table in rounds[-1] for guest in table} if rounds else set()
    return {
        "turn": turn,
        "turns": range(1, len(rounds) + 1),
        "tables": [
            sorted(names.get(guest, _("来なくなった人")) for guest in table) for table in seated
        ],
        "percent": plan.new_ties * 100 // plan.upper_bound if plan.upper_bound else 100,
    } | ({} if over else _differing(plan, people, sit, names))


def _differing(plan: SeatPlan, people: set[int], sit: set[int], names: dict[int, str]) -> dict:
    """Who is here and has no seat, whose seat is empty, and how many were left out on purpose."""
    if plan.state == plan.State.CLOSED:
        return {}
    here = queries.here(plan, people)
    without = sorted(names[guest] for guest in here - sit)
    left_out = plan.away.filter(guest__in=people - here).count()
    told = {"names": without[:NAMED], "more": max(0, len(without) - NAMED)}
    told["free"] = queries.free(plan, here) if without else {}
    return told | {"without": len(without), "gone": len(sit - people), "left_out": left_out}


@require_POST
def make(request, code):
    """作る — asked for; the page fills by itself."""
    event = own(request, code)
    form = MakeForm(request.POST)
    if form.is_valid():
        try:
            making.want(event, **form.cleaned_data, **_moment(request))
        except Refused as refused:
            if not any(reason.field for reason in refused.reasons):
                tell(request, refused)
                return redirect("desk:event_tables", event.code)
            put_on(form, refused)
        else:
            return redirect("desk:event_tables", event.code)
    return _page(request, event, queries.plan_of(event), form)


STEPS = {
    "show": (showing.show, gettext_noop("席を知らせました。申し込んだ人のページに出ています。")),
    "hide": (showing.hide, gettext_noop("席の知らせを下げました。")),
    "close": (
        showing.close,
        gettext_noop("席決めを終えました。席のために聞いたことは消しました。"),
    ),
}


@require_POST
def step(request, code):
    """知らせる・下げる・終える — by one press each."""
    event, plan = _own_plan(request, code)
    act, words = STEPS.get(request.POST.get("act", ""), (None, ""))
    if act:
        try:
            act(plan, **_moment(request))
        except Refused as refused:
            tell(request, refused)
        else:
            messages.success(request, _(words))
    return redirect("desk:event_tables", event.code)


def hold(request, code):
    """席の条件 — tables that are held; pairs that were parted, for whoever parted them."""
    event, plan = _own_plan(request, code)
    names = table_names.of(queries.coming(event), to=request.viewer)
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    pin = PinForm(request.POST if verb == "pin" else None, names=names, prefix="pin")
    part = PartForm(request.POST if verb == "part" else None, names=names, prefix="part")
    if verb and _held(request, plan, verb, pin, part):
        return redirect("desk:event_table_holds", event.code)
    context = {
        "event": event,
        "title": shared.title(event),
        "plan": plan,
        "pin": pin,
        "part": part,
        **_wishes(request, plan, names),
        "live": plan.state != plan.State.CLOSED,
    }
    status = 422 if pin.errors or part.errors else 200
    return render(request, "desk/events/table_holds.html", context, status=status)


def _wishes(request, plan: SeatPlan, names: dict[int, str]) -> dict:
    """Held tables, and the pairs that whoever reads this parted; of all other pairs the number."""
    vetoes, others = queries.vetoes_of(plan, request.viewer.party)
    return {
        "pins": [(row, names.get(row.guest_id, "–")) for row in plan.pins.order_by("table", "pk")],
        "vetoes": [(row, names.get(row.a_id, "–"), names.get(row.b_id, "–")) for row in vetoes],
        "others": others,
    }


def _held(request, plan: SeatPlan, verb: str, pin: PinForm, part: PartForm) -> bool:
    """True when the page begins anew: it was done, or there was nothing to do."""
    form = {"pin": pin, "part": part}.get(verb)
    if form is not None and not form.is_valid():
        return False
    key, moment = whole(request.POST.get("key", "")) or 0, _moment(request)
    try:
        if verb == "pin":
            holding.pin(plan, pin.cleaned_data["guest"], pin.cleaned_data["table"], **moment)
        elif verb == "part":
            holding.part(plan, part.cleaned_data["a"], part.cleaned_data["b"], **moment)
        elif verb == "unpin":
            holding.unpin(plan, key, **moment)
        elif verb == "join":
            holding.join(plan, key, **moment)
    except Refused as refused:
        if form is None:
            tell(request, refused)
            return True
        put_on(form, refused)
        return False
    messages.success(request, _("条件を変えました。もう一度作ると、席に入ります。"))
    return True


def mend(request, code):
    """来なかった人・急に来た人 — as the door says, or by names."""
    event, plan = _own_plan(request, code)
    names = table_names.of(queries.coming(event), to=request.viewer)
    came = doors.arrived(event) & names.keys()
    here = queries.here(plan, set(names))
    typed = request.POST if request.method == "POST" else None
    form = MendForm(typed, plan=plan, names=names, here=here)
    if typed is not None and form.is_valid():
        by_door = typed.get("how") == "door"
        chosen = came if by_door else set(form.cleaned_data["here"])
        if _mended(request, plan, form, chosen):
            return redirect("desk:event_tables", event.code)
    context = {
        "event": event,
        "title": shared.title(event),
        "plan": plan,
        "form": form,
        "came": len(came),
        "away": len(names) - len(came),
        "wishes": _wishes(request, plan, names) if form.errors else {},
    }
    status = 422 if form.errors else 200
    return render(request, "desk/events/table_mend.html", context, status=status)


def _mended(request, plan: SeatPlan, form: MendForm, here: set[int]) -> bool:
    over = form.cleaned_data["first"] - 1
    try:
        moved = mending.mend(plan, here, over=over, **_moment(request))
    except Refused as refused:
        put_on(form, refused)
        return False
    words = _("来た人に合わせて席を直しました。席をかわる人は %(n)s人です。")
    messages.success(request, words % {"n": moved})
    return True


def papers(request, code, kind):
    """席の紙 — a sheet a table, a list by name, or cards; who printed it is on record."""
    event, plan = _own_plan(request, code)
    rounds = queries.rounds_of(plan)
    if kind not in paper.KINDS or not rounds:
        raise Http404
    names = table_names.of(queries.coming(event), to=request.viewer)
    title = shared.title(event)
    data = paper.made(kind, title, rounds, names, printed(request, event.code))
    with transaction.atomic():
        records.add(by=request.viewer, did="tables.printed", about=event, on=request.viewer.on)
    request.leaves_nothing = True
    return pdf(data, f"{_(paper.KINDS[kind])} {title}")

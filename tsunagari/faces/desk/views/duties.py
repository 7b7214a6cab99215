"""やること1件 — why now, what to do next, its basis, and everything that can be pressed."""

from datetime import date, timedelta
from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import inbox, timeline
from tsunagari.faces.desk.people import names_now, names_of
from tsunagari.faces.shared import again, duty_basis
from tsunagari.faces.shared.forms import Blank, DayField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.duties import actions, queries, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices import handing
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.law import duties as law
from tsunagari.programmes.talent.law.rules import book

# What an address keeps of the list while one of its duties is open.
KEPT = ("view", "programme", "order", "size", "after")


def query(request) -> QueryDict:
    """The list's own parameters of an address."""
    found = QueryDict(mutable=True)
    found.update({name: request.GET[name] for name in KEPT if request.GET.get(name)})
    return found


def kept(request) -> str:
    """What follows an address, so that a person comes back to the same list: "" or "?view=…"."""
    found = query(request).urlencode()
    return f"?{found}" if found else ""


class DayForm(forms.Form):
    day = DayField(label=gettext_lazy("いつまで"))


class WhyForm(forms.Form):
    said = forms.CharField(
        label=gettext_lazy("できなかった理由"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )


class ProofForm(forms.Form):
    day = DayField(label=gettext_lazy("終えた日"))
    shown_by = forms.CharField(
        label=gettext_lazy("受付番号・控えのある所"),
        help_text=gettext_lazy("人の名前は書かないでください。"),
        max_length=200,
    )


def aside(request, chosen: Duty | None, row: inbox.Row | None = None) -> SafeString:
    """The chosen duty beside the list, and the day's appointments; `row` when its words are known."""
    says = {**vars(chosen), "_state": None, "row": row and row.words} if chosen else None

    def drawn() -> str:
        panel = _panel(request, chosen, row) if chosen else {}
        context = {**_today(request), **panel, "csrf_token": again.token(request)}
        return render_to_string("desk/_aside.html", context)

    return again.part(request, "aside", says, drawn)


def _today(request) -> dict:
    """The appointments of the day."""
    viewer = request.viewer
    return {"appointments": inbox.appointments(viewer, viewer.on, viewer.on)}


def _panel(request, duty: Duty, row: inbox.Row | None = None, **faulty) -> dict:
    """What a duty says beside the list and on its own page."""
    viewer = request.viewer
    row = row or inbox.rows([duty], viewer)[0]
    story = queries.story(duty)
    last = queries.last_act(duty, story)
    return {
        "row": row,
        "duty": duty,
        "kept": kept(request),
        "is_open": duty.state in (rules.OPEN, rules.WAITING),
        "asleep": bool(duty.later_until and duty.later_until > viewer.on),
        "can_undo": bool(last and last.did in rules.UNDONE_BY),
        "snoozes": _snoozes(duty, viewer.on),
        "latest": _latest(duty),
        "deputies": _deputies(duty, viewer),
        "day_form": Blank(DayForm, auto_id="day_%s", on=viewer.on),
        "why_form": Blank(WhyForm, auto_id="why_%s", on=viewer.on),
        "proof_form": Blank(ProofForm, auto_id="proof_%s", on=viewer.on, day=viewer.on),
        # Asked for where it is read: a page calls what it names.
        "shown_by": partial(_shown_by, duty),
        "story": timeline.entries(story, viewer),
        "done_by": names_of([duty.done_by], viewer).get(duty.done_by_id, ""),
        **faulty,
    }


def _shown_by(duty) -> list[str]:
    return [text for text in duty.evidence.values_list("shown_by", flat=True) if text]


def _latest(duty) -> date | None:
    return rules.latest_snooze(statutory=duty.statutory_due, due=duty.safe_due, risk=duty.risk)


def _snoozes(duty, on) -> list[dict]:
    """明日 and 来週月曜, unless a deadline lies before."""
    latest = _latest(duty)
    offered = ((_("明日"), on + timedelta(days=1)), (_("来週月曜"), rules.next_monday(on)))
    return [{"text": text, "day": day} for text, day in offered if latest is None or day <= latest]


def _deputies(duty, viewer) -> list[dict]:
    """Whoever shares the role today, without the one who has the duty; the viewer first."""
    held = roles.people_of(viewer.body, viewer.kind, on=viewer.on)
    names = names_now({party.pk: party for party in held}, viewer)
    found = [
        {"pk": party.pk, "name": names[party.pk], "me": party.pk == viewer.party.pk}
        for party in held
        if party.pk != duty.assignee_id
    ]
    return sorted(found, key=lambda deputy: not deputy["me"])


def _own(request, pk) -> Duty:
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def _list_address(request) -> str:
    return reverse("desk:today") + kept(request)


def _page(request, duty, status=200, **faulty):
    # In the panel the heading stands below the list's own.
    level = 2 if request.htmx else 1
    context = {**_today(request), **_panel(request, duty, **faulty), "level": level}
    return render(request, "desk/duty.html", context, status=status)


@require_GET
def duty(request, pk):
    """One duty: why now, what to do next, what was done so far."""
    response = again.page(request, None, lambda: _page(request, _own(request, pk)))
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_GET
def basis(request, pk):
    """根拠と計算 — the rule, its source, the facts that went in and the days that came out."""
    viewer, duty = request.viewer, _own(request, pk)
    [row] = inbox.rows([duty], viewer)
    code = duty.rule.removeprefix(law.PREFIX)
    context = {
        **duty_basis.context(duty, inbox.known_facts(duty, viewer), viewer.language),
        "said": row.said,
        "rule_page": reverse("desk:rule", args=[code]) if book.named(code) else "",
        "row": row,
        "kept": kept(request),
        "parties": names_of([duty.holder, duty.doer, duty.assignee], viewer),
    }
    return render(request, "desk/basis.html", context)


# — what a person presses —


@require_POST
def done(request, pk):
    """完了 — with one press, or with the day and what shows it."""
    duty, viewer = _own(request, pk), request.viewer
    form = ProofForm(request.POST, auto_id="proof_%s") if "shown_by" in request.POST else None
    if form and not form.is_valid():
        return _page(request, duty, status=422, proof_form=form, form=form)
    try:
        actions.done(duty, by=viewer, on=viewer.on, **(form.cleaned_data if form else {}))
    except Refused as refused:
        if form is None:
            tell(request, refused)
            return redirect(_list_address(request))
        put_on(form, refused)
        return _page(request, duty, status=422, proof_form=form, form=form)
    return redirect(_list_address(request))


@require_POST
def not_done(request, pk):
    """できなかった — with the reason; the duty stays."""
    duty, form = _own(request, pk), WhyForm(request.POST, auto_id="why_%s")
    if form.is_valid():
        said = form.cleaned_data["said"]
        try:
            actions.not_done(duty, said=said, by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("できなかったことを記録しました。やることは一覧に残ります。"))
            return redirect(_list_address(request))
    return _page(request, duty, status=422, why_form=form, form=form)


@require_POST
def later(request, pk):
    """あとで — until tomorrow, next Monday or a day; or back on the list at once."""
    viewer, duty = request.viewer, _own(request, pk)
    if "wake" in request.POST:
        return _wake(request, duty)
    until = _day_of_button(request)
    form = DayForm(None if until else request.POST, auto_id="day_%s")
    if until or form.is_valid():
        until = until or form.cleaned_data["day"]
        try:
            actions.snooze(duty, until=until, by=viewer, on=viewer.on)
        except Refused as refused:
            if not form.is_bound:
                tell(request, refused)
                return redirect("desk:duty", pk)
            for reason in refused.reasons:
                form.add_error("day" if reason.field == "until" else None, reason.words())
        else:
            return redirect(_list_address(request))
    return _page(request, duty, status=422, day_form=form, form=form)


def _wake(request, duty):
    try:
        actions.wake(duty, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("一覧に戻しました。"))
    return redirect(_list_address(request))


def _day_of_button(request) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        return None


@require_POST
def hand_over(request, pk):
    """担当を変える — to a deputy; another body's duty is taken over by it."""
    duty = _own(request, pk)
    to = Party.objects.filter(pk=whole(request.POST.get("to", ""))).first()
    if to is None:
        messages.error(request, _("担当にする人を選んでください。"))
        return redirect("desk:duty", pk)
    try:
        viewer, seen = request.viewer, request.POST.get("seen")
        with transaction.atomic():
            act = actions.hand_over(duty, to=to, by=viewer, on=viewer.on, seen=seen)
            handing.tell_receiver(duty, act, to=to, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:duty", pk)
    return redirect(_list_address(request))


@require_POST
def undo(request, pk):
    """元に戻す — from the strip of the list (`act`), or from the duty's own page."""
    duty, act = _own(request, pk), whole(request.GET.get("act", ""))
    viewer, had, now = request.viewer, duty.assignee, timezone.now()
    try:
        with transaction.atomic():
            undone = actions.undo(duty, by=viewer, on=viewer.on, act=act, at=now)
            duty.refresh_from_db()
            handing.tell_undone(duty, undone, had=had, at=now)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:duty", pk)
    messages.success(request, _("元に戻しました。"))
    return redirect(_list_address(request))

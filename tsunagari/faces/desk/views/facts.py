"""事実 — what is known of a case, a company or a body, edited by one small form a group."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import fact_forms as forms
from tsunagari.faces.desk import talent
from tsunagari.faces.shared.forms import newer
from tsunagari.faces.shared.looking import seen
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.actions import cases as actions
from tsunagari.programmes.talent.people.actions import undoing


@dataclass(frozen=True)
class Subject:
    """Whose facts they are: the row, the law's facts, its groups, how it changes, its page."""

    row: object
    facts: object
    groups: tuple[forms.Group, ...]
    change: Callable
    address: str
    title: str

    @property
    def home(self) -> str:
        return reverse(f"desk:{self.address}", args=[self.row.pk])

    def group(self, code: str) -> forms.Group:
        """The group of an address; Http404 for another."""
        for group in self.groups:
            if group.code == code:
                return group
        raise Http404


def _case(request, pk) -> Subject:
    case = seen(request, get_object_or_404(queries.of(request.viewer), pk=pk))
    title = talent.title_of(case, request.viewer)
    return Subject(case, facts.of_case(case), forms.CASE_GROUPS, actions.change, "case", title)


def _company(request, pk) -> Subject:
    company = queries.company(pk)
    if company is None:
        raise Http404
    known = facts.read(law.Host, company.facts, id=str(pk))
    title = company.organisation.title

    def change(row, **changes):
        return actions.change_company(row.organisation, **changes)

    return Subject(company, known, forms.HOST_GROUPS, change, "company", title)


def _supervisor(request, pk) -> Subject:
    supervisor = queries.supervisor(pk)
    if supervisor is None:
        raise Http404
    known = facts.read(law.Body, supervisor.facts, id=str(pk))
    title = supervisor.organisation.title

    def change(row, **changes):
        return actions.change_supervisor(row.organisation, **changes)

    return Subject(supervisor, known, forms.BODY_GROUPS, change, "supervisor", title)


SUBJECTS = {"case": _case, "company": _company, "supervisor": _supervisor}


def edit(request, pk, group, what):
    """One group of facts that has them by name."""
    subject = SUBJECTS[what](request, pk)
    found = subject.group(group)
    if found.each:
        return _item(request, subject, found, None)
    now = forms.values_of(found.form, subject.facts)
    form = _form(request, found, now, subject)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.fields if name != "version"}
        if _saved(request, subject, form, changes):
            return redirect(subject.home)
        return _page(request, subject, found, form, now=_newer(form, now, subject))
    return _page(request, subject, found, form)


def item(request, pk, group, number, what):
    """One of a list of facts: a plan, an employment, an event …"""
    subject = SUBJECTS[what](request, pk)
    found = subject.group(group)
    if not found.each or number >= len(getattr(subject.facts, group)):
        raise Http404
    return _item(request, subject, found, number)


def _item(request, subject, group, number):
    """Add one (`number` None), change it, or take it out."""
    one = getattr(subject.facts, group.code)[number] if number is not None else None
    now = forms.values_of(group.form, one) if one else {}
    form = _form(request, group, now, subject)
    taken_out = request.method == "POST" and "remove" in request.POST and one is not None
    if request.method == "POST" and (form.is_valid() or taken_out):
        stored = list(subject.row.facts.get(group.code, []))
        seen = form.cleaned_data.get("version", 0)
        changed = None if taken_out else {n: form.cleaned_data[n] for n in _names(group)}
        rows = _with(group, stored, number, changed)
        if _saved(request, subject, form, {group.code: rows}, seen):
            return redirect(subject.home)
        return _page(request, subject, group, form, one=one, now=_newer(form, now, subject))
    return _page(request, subject, group, form, one=one)


def _names(group) -> list[str]:
    return [name for name in group.form.base_fields if name != "version"]


def _with(group, stored: list, number: int | None, changed: dict | None) -> list:
    """The list with one thing added, changed or taken out; every new thing gets its own id."""
    if number is None:
        taken = {str(row.get("id", "")) for row in stored}
        free = next(str(n) for n in range(1, len(stored) + 2) if str(n) not in taken)
        own = {"id": free} if group.own_id else {}
        return [*stored, own | (changed or {})]
    one = [{**stored[number], **changed}] if changed is not None else []
    return [*stored[:number], *one, *stored[number + 1 :]]


def _form(request, group, now, subject):
    version = subject.row.version
    more = {"companies": talent.company_choices()} if group.form is forms.PlacementForm else {}
    form = group.form(request.POST or None, initial={**now, "version": version}, **more)
    form.keep_unknown(now)
    if system := getattr(subject.row, "system", ""):
        form.narrow(system, now)
    return form


def _saved(request, subject, form, changes, seen=None) -> bool:
    """True when it was stored; otherwise every reason stands on the form."""
    seen = form.cleaned_data["version"] if seen is None else seen
    try:
        subject.change(subject.row, seen=seen, by=request.viewer, on=request.viewer.on, **changes)
    except Refused as refused:
        put_on(form, refused)
        return False
    say_saved(request, subject.row, subject.address)
    return True


def say_saved(request, row, address: str) -> None:
    """Saved, with the button that takes it back while nothing else has changed."""
    last = undoing.last_change(row)
    undo = reverse(f"desk:undo_{address}", args=[row.pk, last.pk]) if last else ""
    messages.success(
        request,
        _("保存しました。期限は、いまの内容で計算しなおしました。"),
        extra_tags=f"undo:{undo}" if undo else "",
    )


@require_POST
def undo(request, pk, record, what):
    """Take the last change of facts back."""
    subject = SUBJECTS[what](request, pk)
    try:
        undoing.undo(subject.row, record, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("元に戻しました。"))
    return redirect(subject.home)


def _newer(form, now, subject) -> list[tuple[str, str]]:
    """Both values, when somebody else was faster."""
    stale = form.cleaned_data.get("version") != subject.row.version
    return newer(form, now, subject.row.version) if stale else []


def _page(request, subject, group, form, one=None, now=()):
    return render(
        request,
        "desk/cases/facts.html",
        {"form": form, "subject": subject, "group": group, "one": one, "now": now},
        status=422 if form.errors else 200,
    )

"""登録 — bodies and joint projects, the people in them, and what is known of a party."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.forms import (
    BodyEditForm,
    BodyMemberForm,
    NewBodyForm,
    PersonEditForm,
)
from tsunagari.faces.desk.invitations import admit, known_person
from tsunagari.faces.desk.people import lines
from tsunagari.faces.desk.views.parties import found, head_of
from tsunagari.faces.shared.forms import newer
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents import queries as consents
from tsunagari.kernel.parties import queries
from tsunagari.kernel.parties.kinds import REGISTERED
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles import registry

MOST = 100


def new_body(request):
    """Register an organisation or a joint project; one of the same name is asked about."""
    form = NewBodyForm(request.POST or None, bodies=_bodies())
    if request.method == "POST" and form.is_valid():
        try:
            body = registry.register(
                by=request.viewer,
                on=request.viewer.on,
                different=bool(request.POST.get("different")),
                **form.cleaned_data,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("「%(name)s」を登録しました。") % {"name": body.title})
            return redirect("desk:party", body.party.code)
    alike = queries.named_alike(form.data.get("name", "")) if form.errors else []
    context = {"form": form, "alike": lines(alike, request.viewer)}
    return render(request, "desk/new_body.html", context, status=422 if form.errors else 200)


def _bodies():
    """The bodies that may carry a joint project, by reading."""
    return Organisation.objects.filter(
        pk__in=[party.pk for party in queries.in_order(queries.bodies, size=MOST).rows]
    ).select_related("party")


def edit(request, code):
    """Change what is known of a party; an older screen sees what somebody else wrote."""
    party = found(request, code)
    context = head_of(request, party, "edit")
    now = consents.in_parts(party, to=request.viewer)
    if not context["editable"] or not now:
        raise Http404
    form = _edit_form(request, party, now)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        seen = facts.pop("version")
        row = party.person if party.is_person else party.organisation
        change = registry.change_person if party.is_person else registry.change_body
        try:
            change(row, seen=seen, by=request.viewer, on=request.viewer.on, **facts)
        except Refused as refused:
            put_on(form, refused)
            context["now"] = newer(form, now, queries.by_code(code).version)
        else:
            messages.success(request, _("登録内容を保存しました。"))
            return redirect("desk:party", code)
    return render(
        request,
        "desk/edit_party.html",
        context | {"form": form},
        status=422 if form.errors else 200,
    )


def _edit_form(request, party, now):
    initial = now | {"version": party.version}
    if party.is_person:
        return PersonEditForm(request.POST or None, initial=initial)
    fixed = not set(now["kinds"]) <= set(REGISTERED)
    return BodyEditForm(request.POST or None, initial=initial, fixed=fixed)


def new_person(request, code):
    """Admit somebody to a partner body, with the role that opens its door."""
    party = found(request, code)
    context = head_of(request, party, "people")
    if not context["admits"]:
        raise Http404
    form = BodyMemberForm(request.POST or None, body=party.organisation)
    if request.method == "POST" and form.is_valid():
        names = dict(form.cleaned_data)
        if admit(request, context["body"], names.pop("kind"), form, names):
            return redirect("desk:party", code)
    known = known_person(form)
    context |= {"form": form, "known": lines([known], request.viewer)[0] if known else None}
    return render(request, "desk/new_person.html", context, status=422 if form.errors else 200)

"""事務局の人 — who works here from which day until which, admitting and ending."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.forms import EndForm, MemberForm
from tsunagari.faces.desk.invitations import admit, known_person, send_link
from tsunagari.faces.desk.people import kind_words, lines
from tsunagari.faces.shared import accounts
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.parties.models import Login
from tsunagari.kernel.roles import actions, queries
from tsunagari.kernel.roles.models import DOORS, Role


def show(request):
    """The staff with their days, and who has not signed in safely yet."""
    on = request.viewer.on
    held = queries.everybody_in(request.viewer.body, Role.Kind.STAFF)
    by_party = {line.party.pk: line for line in lines([r.party for r in held], request.viewer)}
    logins = Login.objects.in_bulk([r.party_id for r in held], field_name="person_id")
    safe = accounts.with_second_factor(logins.values())
    rows = [
        {
            "role": role,
            "line": by_party[role.party_id],
            "login": logins.get(role.party_id),
            "safe": role.party_id in logins and logins[role.party_id].pk in safe,
            "over": bool(role.until_day and role.until_day < on),
        }
        for role in held
    ]
    return render(
        request,
        "desk/team.html",
        {
            "now": [row for row in rows if not row["over"]],
            "past": [row for row in rows if row["over"]],
        },
    )


def new(request):
    """Admit a staff member: a person, a role from today, and a link that sets the password."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = dict(form.cleaned_data)
        if admit(request, request.viewer.body, Role.Kind.STAFF, form, names):
            return redirect("desk:team")
    known = known_person(form)
    context = {"form": form, "known": lines([known], request.viewer)[0] if known else None}
    return render(request, "desk/new_member.html", context, status=422 if form.errors else 200)


def end(request, pk):
    """The last day of a role that opens a door: of the staff, of a school's people."""
    role = _role(pk)
    form = EndForm(request.POST or None, initial={"until": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(
                role,
                by=request.viewer,
                on=request.viewer.on,
                until=form.cleaned_data["until"],
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            undo = "undo:" + reverse("desk:reopen_role", args=[pk])
            messages.success(request, _("役割の最後の日を決めました。"), extra_tags=undo)
            return redirect(_home(role))
    [line] = lines([role.party], request.viewer)
    context = {"form": form, "role": role, "line": line, "kind": kind_words(role.kind)}
    context["back"] = _home(role)
    return render(request, "desk/end_role.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request, pk):
    """Take the end of a role back."""
    role = _role(pk)
    try:
        actions.reopen(role, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("役割の終わりを取り消しました。"))
    return redirect(_home(role))


@require_POST
def link(request, pk):
    """Send the link that sets the password once more."""
    role = _role(pk)
    send_link(request, get_object_or_404(Login, person=role.party_id))
    return redirect(_home(role))


def _role(pk: int) -> Role:
    """A role that opens a door: pupils come and go with their class."""
    rows = Role.objects.select_related("party", "body__party").filter(kind__in=DOORS)
    return get_object_or_404(rows, pk=pk)


def _home(role: Role) -> str:
    """The page that lists the people of the role's body."""
    if role.kind == Role.Kind.STAFF:
        return reverse("desk:team")
    return reverse("desk:party", args=[role.body.party.code])

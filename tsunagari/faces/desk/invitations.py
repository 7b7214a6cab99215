"""招待 — admitting somebody to a body: a new person, or one who is known by the same address."""

from django.contrib import messages

from tsunagari.base.languages import gettext as _
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import accounts
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles import actions


def admit(request, body, kind: str, form, names: dict) -> bool:
    """Admit whom the form names and send the link; True when it was done.

    `same` in the form says that the person with this address is meant.
    """
    email = names.pop("email")
    known = parties.login_of(email)
    try:
        if known and request.POST.get("same"):
            actions.give(known.person.party, body, kind, by=request.viewer, on=request.viewer.on)
            messages.success(request, _("役割をつけました。"))
            return True
        login = actions.admit(
            body, kind, email=email, by=request.viewer, on=request.viewer.on, **names
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    send_link(request, login)
    return True


def send_link(request, login) -> None:
    """Send the link that sets the password; say so, or say what to do when the mail did not go."""
    try:
        accounts.invite(request, login)
    except OSError:
        messages.warning(
            request,
            _(
                "メールを送れませんでした。メールの設定を確かめて、「リンクを送る」を押してください。"
            ),
        )
    else:
        messages.success(
            request,
            _("%(email)s に、パスワードを決めるリンクを送りました。") % {"email": login.email},
        )


def known_person(form):
    """The person who signs in with the address that was typed already, for [同じ人] on the form."""
    if not form.is_bound or "email" not in form.errors:
        return None
    known = parties.login_of(form.data.get("email", ""))
    return known.person.party if known else None

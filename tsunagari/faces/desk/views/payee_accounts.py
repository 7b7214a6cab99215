"""受取口座 — of a person or a body: masked, entered, asked about by telephone, read with a reason."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.payment_forms import CallForm, SeeForm
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.parties import found, head_of
from tsunagari.faces.desk.views.payments import told
from tsunagari.faces.shared.payee import AccountForm, entered
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import accounts


def payee(request, code: str):
    """The party of an address; children and forgotten people are paid on no account here."""
    party = found(request, code)
    minor = party.is_person and party.person.minor
    if minor or party.forgotten_on or party.same_as:
        raise Http404
    return party


def show(request, code):
    """The account, masked; a new one ends it."""
    party = payee(request, code)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and entered(request, party, form):
        messages.success(request, _("受取口座を登録しました。番号と名義は封をしてしまいます。"))
        return redirect("desk:party_account", code)
    return _page(request, party, form, CallForm())


def _page(request, party, form, call_form, **more):
    account = queries.account_of(party)
    people = [one for one in (account and account.entered_by, account and account.called_by) if one]
    names = names_of(people, request.viewer)
    context = head_of(request, party, "account") | {
        "form": form,
        "call_form": call_form,
        "account": account,
        "kind": _(account.get_account_type_display()) if account else "",
        "entered_by": names.get(account.entered_by_id, "") if account else "",
        "called_by": names.get(account.called_by_id, "") if account else "",
        "changed": bool(account) and queries.is_changed(account, on=request.viewer.on),
        "before": queries.accounts_before(party),
    }
    status = 422 if form.errors or call_form.errors else 200
    return render(request, "desk/payments/account.html", context | more, status=status)


@require_POST
def call(request, code):
    """電話で確かめた."""
    party, form = payee(request, code), CallForm(request.POST)
    account = queries.account_of(party)
    if account is None:
        raise Http404
    if form.is_valid():
        try:
            accounts.note_call(account, words=form.cleaned_data["words"], **told(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("電話で確かめたことを記録しました。"))
            return redirect("desk:party_account", code)
    return _page(request, party, AccountForm(), form)


def reveal(request, code):
    """Ask for the reason, write the reading down, and show number and name this once."""
    party = payee(request, code)
    account = queries.account_of(party)
    if account is None:
        raise Http404
    form, opened = SeeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            opened = accounts.reveal(
                account, reason=reason, by=request.viewer, on=request.viewer.on
            )
        except Refused as refused:
            put_on(form, refused)
    context = head_of(request, party, "account") | {"form": form, "account": account}
    context |= {"opened": opened}
    status = 422 if form.errors else 200
    response = render(request, "desk/payments/reveal.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response

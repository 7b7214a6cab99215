"""受け取る用意 — what each receiving body is in law and for how long, and to which accounts people pay."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.gift_forms import AccountForm, StatusForm
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import setting_up
from tsunagari.governance.fund.gifts.models import Status
from tsunagari.governance.fund.gifts.rules import status


def show(request):
    """Every body with its forms, the newest first, and its accounts."""
    rows = Status.objects.select_related("book__owner__party").order_by("book_id", "-from_day")
    context = {
        "statuses": [
            {
                "row": row,
                "form": _(row.get_form_display()),
                "relief": _(status.RELIEF[status.relief_of(row.form, credit=row.credit)]),
            }
            for row in rows
        ],
        "accounts": queries.accounts(),
        "books": queries.books(),
    }
    return render(request, "desk/gifts/setup.html", context)


def new_status(request):
    """The form in law from a day on; the row before ends by itself."""
    form = StatusForm(request.POST or None, initial={"from_day": request.viewer.on})
    heading = _("法人の形と税の区分を登録する")
    return _form(request, form, setting_up.note_status, heading, _("区分を登録しました。"))


def new_account(request):
    """An account to which people pay."""
    form = AccountForm(request.POST or None)
    heading = _("受け取る口座を登録する")
    return _form(request, form, setting_up.open_account, heading, _("口座を登録しました。"))


def _form(request, form, act, heading: str, said: str):
    viewer = request.viewer
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            act(told.pop("book"), **told, by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, said)
            return redirect("desk:gift_setup")
    context = {"form": form, "heading": heading}
    return render(
        request, "desk/gifts/setup_form.html", context, status=422 if form.errors else 200
    )

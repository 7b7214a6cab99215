"""基金の公募（公開） — what may be applied for; a new body gets a link by mail and needs no account.

Whoever holds the link writes the application: nothing of it is kept by a proxy or told to another
site, and wrong links are counted by line.
"""

from functools import wraps
from hashlib import sha256

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.ask_counts import EVERYBODY, too_many
from tsunagari.faces.shared import applications as shared
from tsunagari.faces.shared import told_texts
from tsunagari.faces.shared.applications import Place
from tsunagari.faces.shared.line import line_of
from tsunagari.faces.shared.press import once
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import writing
from tsunagari.governance.fund.calls.rules import steps

# From one line within an hour.
LINKS, MISSES = 10, 30
# To one mail address within an hour.
MAILS = 3


def listed(request):
    """公募 — those that take applications first, then those that are over."""
    page = keyset.page(
        queries.public(),
        ["-deadline", "-pk"],
        after=request.GET.get("after", ""),
    )
    titles = shared.call_titles(page.rows)
    funds = told_texts.pages([one.fund for one in page.rows], ["name"], only=True)
    rows = [
        {
            "call": one,
            "state": shared.call_said(one),
            "title": titles[one.pk]["title"],
            "fund": funds[one.fund_id]["name"],
        }
        for one in page.rows
    ]
    return render(request, "portal/calls.html", {"page": page, "rows": rows, "told": titles})


def show(request, code):
    """One call, and the three ways to apply."""
    call = get_object_or_404(queries.public(), code=code)
    context = {
        **shared.call_about(call),
        "state": shared.call_said(call),
        "open": call in queries.open_calls(timezone.now()),
    }
    return render(request, "portal/call.html", context)


class MailForm(forms.Form):
    """Where the link goes."""

    email = forms.EmailField(
        label=_("メールアドレス"),
        max_length=254,
        help_text=_(
            "申請を書くためのリンクを送ります。あとで同じアドレスを入れると、同じ申請の新しいリンクを送ります。新しいリンクを開くと、前のリンクは使えなくなります。"
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


@once
def apply(request, code):
    """申請のリンクを送る — the answer is the same whether the address is known or not."""
    call = get_object_or_404(queries.public(), code=code)
    if call not in queries.open_calls(timezone.now()):
        return redirect("portal:call", code)
    form = MailForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(request, call, form):
        messages.success(
            request,
            _now("リンクをメールで送りました。とどかないときは、迷惑メールも見てください。"),
        )
        return redirect("portal:call", code)
    status = 422 if form.errors else 200
    context = {"form": form, "call": call, "title": shared.call_titles([call])[call.pk]["title"]}
    return render(request, "portal/call_apply.html", context, status=status)


def _sent(request, call, form) -> bool:
    on = timezone.localdate(timezone=steps.TOKYO)
    most = queries.figure("links_an_hour", on)
    email = form.cleaned_data["email"].strip().lower()
    if (
        too_many("links", line_of(request), LINKS)
        or too_many("links-to", sha256(email.encode()).hexdigest(), MAILS)
        or too_many("links", EVERYBODY, most)
    ):
        words = _now(
            "いま、とても多くのリンクを送っています。1時間あとに、もう一度おためしください。"
        )
        form.add_error(None, words)
        return False

    try:
        writing.begin_by_mail(call, email, on=on, at=timezone.now())
    except Refused as refused:
        put_on(form, refused)
        return False
    return True


# — the application behind a link —


def behind_link(view):
    """The application behind an address; nothing of the page stays with anybody else."""

    @wraps(view)
    def shown(request, secret, **kwargs):
        found = writing.open_by(secret)
        if found is None:
            if too_many("application-misses", line_of(request), MISSES):
                return _no_store(render(request, "portal/call_wrong.html", status=429))
            raise Http404
        return _no_store(view(request, Place("portal", secret), found, **kwargs))

    return once(shown)


def _no_store(response):
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response

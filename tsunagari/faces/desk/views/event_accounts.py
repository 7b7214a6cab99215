"""催しの会計（事務局） — the budget beside the books, every line with its journals, and closing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.after_forms import PlanForm
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.actions import accounts as acts
from tsunagari.programmes.community.afterwards.rules import accounts as rules
from tsunagari.programmes.community.events import accounts as money
from tsunagari.programmes.community.events.models import Event

SIDES = {rules.IN: gettext_noop("入ったお金"), rules.OUT: gettext_noop("出たお金")}


def show(request, code):
    """予算と実績 — and, once closed, what changed since."""
    event = own(request, code)
    rows = queries.table(event)
    journals = queries.journals(event)
    last = acts.last_of(event)
    book = ledger.book_of(event.host.organisation) if event.host else None
    context = {
        "event": event,
        "title": shared.title(event),
        "groups": [
            {
                "side": _(SIDES[side]),
                "rows": [_row(one, journals) for one in rows if one.side == side],
            }
            for side in (rules.IN, rules.OUT)
        ],
        "there": bool(rows),
        "sums": rules.sums(rows),
        "over": event.ends_at <= timezone.now(),
        "closing": last,
        "changed": [
            {"words": _(words) if words else "", "then": then, "now": now}
            for words, then, now in (rules.changed(last.snapshot, rows) if last else ())
        ],
        "book": book,
        "kept": money.due(event),
    }
    return render(request, "desk/events/accounts.html", context)


def _row(row: rules.Row, journals) -> dict:
    return {
        "row": row,
        "words": _(row.words) if row.words else "",
        "journals": journals.get(row.account, []) if row.account and row.actual else [],
    }


def plan(request, code):
    """予算を書く — beginning with that of last time."""
    event = own(request, code)
    before = queries.before(event)
    rows = queries.plans(event) or (queries.plans(before) if before else [])
    form = PlanForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            acts.plan(event, form.told(), by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("予算を保存しました。"))
            return redirect("desk:event_accounts", event.code)
    return _plan_page(request, event, form)


def _plan_page(request, event: Event, form: PlanForm):
    context = {
        "event": event,
        "title": shared.title(event),
        "form": form,
        "back": reverse("desk:event_accounts", args=[event.code]),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/events/accounts_plan.html", context, status=status)


@require_POST
def close(request, code):
    """精算する — how it stands now is kept with its print."""
    event, viewer = own(request, code), request.viewer
    try:
        acts.close(event, by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("精算しました。このあとの変わりは、この画面に出ます。"))
    return redirect("desk:event_accounts", event.code)

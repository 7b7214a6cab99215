"""公表する表をつくる — choose, look at what would be published, publish."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.proposal_forms import TableForm
from tsunagari.faces.shared import count_tables
from tsunagari.faces.shared.tell import put_on
from tsunagari.programmes.talent.proposals import actions, queries
from tsunagari.programmes.talent.proposals.models import Table
from tsunagari.programmes.talent.proposals.rules import asking, counts
from tsunagari.programmes.talent.proposals.rules.counts import Asked


def build(request):
    """A look changes nothing; publishing stops the months and keeps the table for good."""
    on = request.viewer.on
    closed = queries.closed_months(on)
    data = request.POST or (request.GET if "rows" in request.GET else None)
    form = TableForm(data or None, closed=closed)
    made = None
    if form.is_bound and form.is_valid():
        asked = form.asked()
        if request.method == "POST" and (published := _published(request, form, asked)):
            messages.success(request, _("表を公表しました。提案の根拠にできます。"))
            return redirect("portal:count_table", published.pk)
        made = _look(form, asked, on)
    context = {
        "form": form,
        "table": made and count_tables.in_words(made, queries.figure("smallest", on), "preview"),
        "seen": queries.digest_of(made) if made else "",
        "closed": closed,
        "definition": count_tables.definition(on),
    }
    status = 422 if form.errors and request.method == "POST" else 200
    return render(request, "desk/proposals/build.html", context, status=status)


def _published(request, form: TableForm, asked: Asked) -> Table | None:
    """The table as it was looked at; None when the form now says why not."""
    viewer, seen = request.viewer, request.POST.get("seen", "")
    try:
        return actions.publish_table(asked, by=viewer, on=viewer.on, seen=seen)
    except Refused as refused:
        put_on(form, refused)
        return None


def _look(form: TableForm, asked: Asked, on: date) -> counts.Table | None:
    """The table as it would be published now; None when the form says why not."""
    made, reasons = None, asking.why_not_ask(asked, queries.closed_months(on))
    if not reasons:
        made = queries.preview(asked, on=on)
        reasons = asking.why_not_publish(made, queries.figure("smallest", on))
    if reasons and not form.errors:
        put_on(form, Refused(reasons))
    return None if reasons else made

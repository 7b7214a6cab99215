"""公表する表をつくる — choose, look at what would be published, publish."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.proposal_forms import TableForm
from tsunagari.faces.shared import count_tables
from tsunagari.faces.shared.tell import put_on
from tsunagari.programmes.talent.proposals import actions, queries
from tsunagari.programmes.talent.proposals.rules import asking


def build(request):
    """A look changes nothing; publishing stops the months and keeps the table for good."""
    viewer = request.viewer
    closed = queries.closed_months(viewer.on)
    data = request.POST or (request.GET if "rows" in request.GET else None)
    form = TableForm(data or None, closed=closed)
    table, k = None, queries.figure("smallest", viewer.on)
    if form.is_bound and form.is_valid():
        asked = form.asked()
        reasons = asking.why_not_ask(asked, closed)
        if not reasons:
            made = queries.preview(asked, on=viewer.on)
            reasons = asking.why_not_publish(made, k)
            table = None if reasons else count_tables.in_words(made, k, "preview")
        if reasons:
            put_on(form, Refused(reasons))
        elif request.method == "POST":
            published = actions.publish_table(asked, by=viewer, on=viewer.on)
            messages.success(request, _("表を公表しました。提案の根拠にできます。"))
            return redirect("portal:count_table", published.pk)
    context = {
        "form": form,
        "table": table,
        "closed": closed,
        "definition": count_tables.definition(viewer.on),
    }
    status = 422 if form.errors and request.method == "POST" else 200
    return render(request, "desk/proposals/build.html", context, status=status)

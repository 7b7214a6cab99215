"""禁じられた行為の知らせ — which acts were reported, by whom they were done, and how far the office is."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from tsunagari.base import keyset
from tsunagari.faces.shared.costs import called_all
from tsunagari.programmes.talent.safety import queries
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.rules.kinds import PARTS

TONES = {"open": "late", "contained": "warn", "closed": "quiet"}


def listed(request):
    """What is not settled; the settled ones are a tab of their own. Nobody's own words are shown."""
    closed = request.GET.get("view") == "closed"
    rows = queries.of(request.viewer)
    ended = Incident.State.CLOSED
    rows = rows.filter(state=ended) if closed else rows.exclude(state=ended)
    page = keyset.page(rows, ["-id"], after=request.GET.get("after", ""))
    context = {"page": page, "reports": rows_of(page.rows, request.viewer), "closed": closed}
    return render(request, "council/reports.html", context)


def rows_of(incidents, viewer) -> list[dict]:
    """Reports in words; the person by the code where the name is not to be read."""
    incidents = list(incidents)
    names = called_all([row.case for row in incidents if row.case], viewer)
    return [_row(row, names, viewer) for row in incidents]


def _row(row: Incident, names: dict[int, str], viewer) -> dict:
    act = queries.law_on(row)
    return {
        "title": _(act.words) if act else row.ban,
        "article": act.article if act else "",
        "who": names.get(row.case_id, ""),
        "part": _(PARTS.get(row.part, PARTS["else"])),
        "body": row.body.title if row.body else "",
        "on": row.on,
        "days": None if row.state == Incident.State.CLOSED else (viewer.on - row.on).days + 1,
        "state": _(row.get_state_display()),
        "tone": TONES[row.state],
    }

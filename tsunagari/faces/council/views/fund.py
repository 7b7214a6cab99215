"""基金評議会の部屋 — what waits for a member: the next meeting, open ballots, minutes to sign."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base import keyset
from tsunagari.faces.shared import council as shared
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.calendar_file import calendar_of
from tsunagari.governance.fund.council.models import Ballot, Meeting


def home(request):
    """What waits for this member now, and the next meeting."""
    viewer = request.viewer
    coming = (
        queries.of(viewer)
        .filter(state__in=queries.UNDER_WAY)
        .order_by("gathering__starts_at", "pk")
    )
    context = {
        "ballots": open_ballots(viewer),
        "coming": [shared.meeting_row(one) for one in coming[:5]],
        "to_sign": [
            {"minutes": one, "meeting": shared.meeting_row(one.meeting)}
            for one in queries.to_sign(viewer)
        ],
    }
    return render(request, "council/fund/home.html", context)


def open_ballots(viewer) -> list[dict]:
    """投票してください — of this member, not yet voted, on items that are open to them."""
    rows = Ballot.objects.filter(
        state=Ballot.State.OPEN, voters__party=viewer.party, voters__voted=False
    )
    rows = rows.select_related("item__entry__call", "item__meeting__gathering")
    items = {
        one.item: one
        for one in rows.prefetch_related("item__recusals", "item__ballots__voters").order_by("pk")
    }
    closed = queries.closed_to(viewer, items)
    return [
        {"ballot": ballot, "item": shared.item_row(item), "meeting": item.meeting}
        for item, ballot in items.items()
        if item.pk not in closed
    ]


def meetings(request):
    """All meetings, the newest first."""
    rows = queries.of(request.viewer)
    page = keyset.page(rows, ["-number"], after=request.GET.get("after", ""))
    context = {"page": page, "rows": [shared.meeting_row(one) for one in page.rows]}
    return render(request, "council/fund/meetings.html", context)


def meeting(request, pk):
    """One meeting: when, where, its agenda as this member may read it, its minutes."""
    one = get_object_or_404(queries.of(request.viewer), pk=pk)
    newest = queries.newest_minutes(one)
    mine = queries.presences(one).get(request.viewer.party.pk)
    context = shared.meeting_row(one) | {
        "items": shared.agenda(one, request.viewer),
        "ballots": {row["ballot"].item_id for row in open_ballots(request.viewer)},
        "minutes": newest,
        "here": bool(mine and mine.here),
        "live": one.state in queries.UNDER_WAY,
    }
    return render(request, "council/fund/meeting.html", context)


def calendar(request, pk):
    """The meeting as a file for the member's own calendar."""
    one = get_object_or_404(queries.of(request.viewer), pk=pk)
    title = f"{one.council.body.title} {shared.meeting_row(one)['title']}"
    response = HttpResponse(
        calendar_of(one, title, at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="council-{one.number}.ics"'
    return response


def of_member(viewer):
    """Minutes that a member may read: of meetings of the own council."""
    return queries.of(viewer).exclude(state=Meeting.State.CANCELLED)


def title_of(row: dict) -> str:
    """What a page about the minutes of a meeting is called."""
    return _("%(meeting)s 議事録") % {"meeting": row["title"]}

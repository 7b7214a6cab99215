"""催しの配信 — the calendar as iCalendar, RSS, open data and a list that other sites embed.

All of them take the filters of the calendar; nothing personal stands in any of them.
"""

from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from tsunagari.faces.portal import event_filters
from tsunagari.faces.portal.views.events import event_of
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper
from tsunagari.programmes.community.events import opendata, queries
from tsunagari.programmes.community.events.calendar_file import calendar_of
from tsunagari.programmes.community.events.models import Event

ICS = "text/calendar; charset=utf-8"
HOME = "122203"  # the town whose code stands in the file's name


def _address(request):
    def address(event: Event) -> str:
        return request.build_absolute_uri(reverse("portal:event", args=[event.code]))

    return address


def _rows(request):
    return event_filters.of(request).rows()[: queries.MOST]


def _calendar(request, events, name: str = "") -> HttpResponse:
    data = calendar_of(
        events,
        language=translation.get_language() or "ja",
        at=timezone.now(),
        address=_address(request),
        name=name,
    )
    response = HttpResponse(data, content_type=ICS)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def calendar(request):
    """カレンダーにつなぐ — every coming event, as calendars subscribe to it."""
    name = _("%(name)sの催し") % {"name": (request.federation or {}).get("name", "")}
    return _calendar(request, queries.titled(_rows(request)), name)


def one(request, code):
    """カレンダーに入れる — one event."""
    response = _calendar(request, [event_of(code)])
    response["Content-Disposition"] = f'attachment; filename="{code.lower()}.ics"'
    return response


def rss(request):
    """RSS — the same list for feed readers."""
    feed = Rss201rev2Feed(
        title=_("催し"),
        link=request.build_absolute_uri(reverse("portal:events")),
        description=_("だれでも来られます。登録はいりません。名前だけで申し込めます。"),
        language=translation.get_language() or "ja",
    )
    address = _address(request)
    for event in queries.titled(_rows(request)):
        gone = event.state == Event.State.CANCELLED
        words = f"{shared.when_words(event)} {event.place}".strip()
        feed.add_item(
            title=f"{_('中止')} {shared.title(event)}" if gone else shared.title(event),
            link=address(event),
            description=words,
            unique_id=f"event-{event.code}@tsunagari-{event.version}",
            unique_id_is_permalink=False,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml")


def sheet(request):
    """イベント一覧（オープンデータ） — the current edition, or the earlier one with ?edition=earlier."""
    asked = request.GET.get("edition", "")
    edition = asked if asked in opendata.EDITIONS else "current"
    data = opendata.sheet(queries.whole(_rows(request)), address=_address(request), edition=edition)
    return paper.file(data, f"{HOME}_event", "csv")


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embedded(request):
    """はめこむ一覧 — for partners' sites; every link opens the whole page."""
    rows = [shared.row(event) for event in queries.titled(_rows(request)[:12])]
    return render(request, "portal/events/embed.html", {"rows": rows})

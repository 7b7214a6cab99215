"""催しの配信 — the calendar as iCalendar, RSS, open data and a list that other sites embed.

All of them take the filters of the calendar; nothing personal stands in any of them.
"""

from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from tsunagari.base.languages import html_lang
from tsunagari.base.readings import plain
from tsunagari.faces.portal import alternates, event_filters
from tsunagari.faces.portal.views.events import event_of
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper, workers
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


def _fresh(response: HttpResponse, events) -> HttpResponse:
    """Asked again, it says that nothing changed; once a day it is read anew: translations come."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    newest = max([midnight, *(one.changed_at for one in events)])
    response["Last-Modified"] = http_date(newest.timestamp())
    response["Cache-Control"] = "public, max-age=300"
    return response


def _calendar(request, events, name: str = "") -> HttpResponse:
    data = calendar_of(
        events,
        language=translation.get_language() or "ja",
        address=_address(request),
        name=name,
    )
    response = HttpResponse(data, content_type=ICS)
    response["X-Content-Type-Options"] = "nosniff"
    return _fresh(response, events)


def calendar(request):
    """カレンダーにつなぐ — every coming event, as calendars subscribe to it."""
    name = _("%(name)sの催し") % {"name": (request.federation or {}).get("name", "")}
    return _calendar(request, list(queries.titled(_rows(request))), plain(name))


def one(request, code):
    """カレンダーに入れる — one event."""
    response = _calendar(request, [event_of(code)])
    response["Content-Disposition"] = f'attachment; filename="{code.lower()}.ics"'
    return response


def rss(request):
    """RSS — the same list for feed readers, which draw no readings over the words."""
    feed = Rss201rev2Feed(
        title=plain(_("催し")),
        link=request.build_absolute_uri(reverse("portal:events")),
        description=plain(_("だれでも来られます。登録はいりません。名前だけで申し込めます。")),
        language=html_lang(translation.get_language() or "ja"),
        feed_url=request.build_absolute_uri(),
    )
    address = _address(request)
    events = list(queries.titled(_rows(request)))
    for event in events:
        gone = event.state == Event.State.CANCELLED
        words = plain(f"{shared.when_words(event)} {event.place}".strip())
        title = f"{_('中止')} {shared.title(event)}" if gone else shared.title(event)
        feed.add_item(
            title=plain(title),
            link=address(event),
            description=words,
            unique_id=f"event-{event.code}@tsunagari-{event.version}",
            unique_id_is_permalink=False,
            pubdate=event.changed_at,
        )
    data = feed.writeString("utf-8")
    return _fresh(HttpResponse(data, content_type="application/rss+xml"), events)


def sheet(request, edition="current"):
    """イベント一覧（オープンデータ） — the current edition, or the earlier one."""
    events = list(queries.whole(_rows(request)))
    data = opendata.sheet(events, address=_address(request), edition=edition)
    return _fresh(paper.file(data, f"{HOME}_event", "csv"), events)


def catalogue(request):
    """オープンデータの目録 — each file with its edition, licence and day; what other sites embed."""
    newest = queries.public().order_by("-changed_at").values_list("changed_at", flat=True).first()
    filters = event_filters.of(request)
    context = {
        "updated": newest,
        "query": filters.query,
        "files": [
            (reverse("portal:events_csv"), _("いまの版（2026年8月1日版、79項目）")),
            (reverse("portal:events_csv_earlier"), _("前の版（推奨データセット、32項目）")),
        ],
        "name": f"{HOME}_event.csv",
        "snippet": _snippet(request, filters.query),
        "alternates": alternates.of(request, reverse("portal:events_open")),
    }
    return render(request, "portal/events/open.html", context)


def _snippet(request, query: str) -> str:
    """はめこむ行 — a frame, and the script that makes it as high as the list; without it, it scrolls."""
    absolute = request.build_absolute_uri
    address = absolute(reverse("portal:events_embed") + (f"?{query}" if query else ""))
    with translation.override("ja"):
        script = absolute(reverse("portal:events_embed_script"))
    return format_html(
        '<iframe src="{}" title="{}" loading="lazy" width="100%" height="480"></iframe>'
        '<script src="{}" async></script>',
        address,
        plain(_("催し")),
        script,
    )


def embed_script(request):
    """The script for the pages of others, at an address that stays."""
    response = workers.script("embed.js")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embedded(request):
    """はめこむ一覧 — for partners' sites; every link opens the whole page."""
    rows = [shared.row(event) for event in queries.titled(_rows(request)[:12])]
    return render(request, "portal/events/embed.html", {"rows": rows})

"""催しの配信 — the calendar as iCalendar, RSS, open data and a list that other sites embed.

All of them take the filters of the calendar; nothing personal stands in any of them.
"""

from dataclasses import dataclass

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
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.community.events import opendata, queries
from tsunagari.programmes.community.events.calendar_file import calendar_of
from tsunagari.programmes.community.events.models import Event

ICS = "text/calendar; charset=utf-8"
PARTS = 1000
HOME = "122203"  # the town whose code stands in the file's name


def _address(request):
    def address(event: Event) -> str:
        return request.build_absolute_uri(reverse("portal:event", args=[event.code]))

    return address


@dataclass(frozen=True)
class Part:
    """一部分 — one file holds so many events; where the rest is, every file says."""

    rows: list[Event]
    following: str = ""


def _part(request, read) -> Part:
    """The part that is asked for (?part=2), and the address of the one after it, if there is one."""
    rows, number = event_filters.of(request).rows(), whole(request.GET.get("part", "")) or 1
    number = min(number, PARTS)
    first = (number - 1) * queries.MOST
    found = list(read(rows[first : first + queries.MOST]))
    if len(found) < queries.MOST or not rows[first + queries.MOST :][:1].exists():
        return Part(found)
    asked = request.GET.copy()
    asked["part"] = str(number + 1)
    return Part(found, request.build_absolute_uri(f"{request.path}?{asked.urlencode()}"))


def _fresh(response: HttpResponse, events, following: str = "") -> HttpResponse:
    """Asked again, it says that nothing changed; once a day it is read anew: translations come."""
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    newest = max([midnight, *(one.changed_at for one in events)])
    response["Last-Modified"] = http_date(newest.timestamp())
    response["Cache-Control"] = "public, max-age=300"
    return response


def _calendar(request, part: Part, name: str = "") -> HttpResponse:
    rest = ""
    if part.following:
        words = _("1つのファイルは%(most)s件までです。続き：%(url)s")
        rest = plain(words % {"most": queries.MOST, "url": part.following})
    data = calendar_of(
        part.rows,
        language=translation.get_language() or "ja",
        address=_address(request),
        name=name,
        words=rest,
    )
    response = HttpResponse(data, content_type=ICS)
    response["X-Content-Type-Options"] = "nosniff"
    return _fresh(response, part.rows, part.following)


def calendar(request):
    """カレンダーにつなぐ — every coming event, as calendars subscribe to it."""
    name = _("%(name)sの催し") % {"name": (request.federation or {}).get("name", "")}
    return _calendar(request, _part(request, queries.titled), plain(name))


def one(request, code):
    """カレンダーに入れる — one event."""
    response = _calendar(request, Part([event_of(code)]))
    response["Content-Disposition"] = f'attachment; filename="{code.lower()}.ics"'
    return response


class _Feed(Rss201rev2Feed):
    """A feed that says where its next part is, as RFC 5005 has it."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["following"]:
            handler.addQuickElement(
                "atom:link", None, {"rel": "next", "href": self.feed["following"]}
            )


def rss(request):
    """RSS — the same list for feed readers, which draw no readings over the words."""
    part = _part(request, queries.titled)
    feed = _Feed(
        title=plain(_("催し")),
        link=request.build_absolute_uri(reverse("portal:events")),
        description=plain(_("だれでも来られます。登録はいりません。名前だけで申し込めます。")),
        language=html_lang(translation.get_language() or "ja"),
        feed_url=request.build_absolute_uri(),
        following=part.following,
    )
    address = _address(request)
    for event in part.rows:
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
    response = HttpResponse(data, content_type="application/rss+xml")
    return _fresh(response, part.rows, part.following)


def sheet(request, edition="current"):
    """イベント一覧（オープンデータ） — the current edition, or the earlier one."""
    part = _part(request, queries.whole)
    data = opendata.sheet(part.rows, address=_address(request), edition=edition)
    return _fresh(paper.file(data, f"{HOME}_event", "csv"), part.rows, part.following)


def catalogue(request):
    """オープンデータの目録 — each file with its edition, licence and day; what other sites embed."""
    newest = queries.public().order_by("-changed_at").values_list("changed_at", flat=True).first()
    filters = event_filters.of(request)
    count = filters.rows().count()
    context = {
        "updated": newest,
        "count": count,
        "most": queries.MOST,
        # The parts behind the first one; most often there are none.
        "more": range(2, -(-count // queries.MOST) + 1),
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
    rows = event_filters.of(request).rows()[:12]
    rows = [shared.row(event) for event in queries.titled(rows)]
    return render(request, "portal/events/embed.html", {"rows": rows})

"""お手伝いのファイル — my shifts for a calendar, and the certificate of hours; both change nothing."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.portal.views.helping import CAME, PLANNED, volunteer_of
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import helping, paper
from tsunagari.programmes.community.shifts import certificate as papers
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.calendar_file import calendar_of

ICS = "text/calendar; charset=utf-8"


@unkept
def calendar(request, secret):
    """カレンダーに入れる — my shifts."""
    found = volunteer_of(secret)
    address = request.build_absolute_uri(reverse("portal:helping", args=[secret]))
    data = calendar_of(
        [one for one in found.assignments.all() if one.state == PLANNED],
        title=shared.title(found.event),
        zone=ZoneInfo(found.event.host.zone),
        at=timezone.now(),
        url=address,
    )
    response = HttpResponse(data, content_type=ICS)
    response["Content-Disposition"] = 'attachment; filename="helping.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@unkept
def certificate(request, secret):
    """お手伝いの証明書 — the hours that were counted, as a paper to keep."""
    found = volunteer_of(secret)
    rows = [one for one in found.assignments.all() if one.state == CAME and one.minutes]
    if not rows or not found.name:
        raise Http404
    language = translation.get_language() or "ja"
    to = helping.printing(request, name=queries.own_name(found), language=language)
    data = papers.made(found, rows, to, title=shared.title(found.event))
    return paper.pdf(data, _("お手伝いの証明書"))


@unkept
def of_year(request, secret, year):
    """1年の証明書 — over all events, of somebody whom the office knows by this offer."""
    found = volunteer_of(secret)
    if found.party is None:
        raise Http404
    language = translation.get_language() or "ja"
    name = queries.own_name(found)
    return helping.paper_of(request, found.party, year, name=name, language=language)

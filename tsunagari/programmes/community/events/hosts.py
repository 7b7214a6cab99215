"""開く団体への知らせ — who holds an event with others hears that it is called off, or held otherwise.

That it is called off is said to whoever registered people for it as well: those hear it from them.
"""

from datetime import datetime

from django.db.models import QuerySet

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import DOORS
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.models import Booking, Event
from tsunagari.programmes.community.events.words import WHY

CALLED_OFF, CHANGED = "event.called_off", "event.held_otherwise"
KINDS = (
    NoticeKind(
        CALLED_OFF,
        _("催しは中止になりました"),
        _("「%(title)s」（%(when)s）は中止になりました。%(reason)s"),
        terms={code: words for code, words in WHY.items() if words},
    ),
    NoticeKind(
        CHANGED,
        _("催しの日時や場所が変わりました"),
        _("いっしょに開く「%(title)s」は、%(when)s %(place)s になりました。"),
    ),
)
# Whoever opens the door behind which the page of the event is.
PEOPLE = tuple(kind for kind, door in DOORS.items() if door == "partner")


def tell(event: Event, kind: str, *, by, at: datetime) -> None:
    """Tell the people of every body that it concerns, except of the one that acted."""
    whom = {event.host_id, *event.cohosts.values_list("pk", flat=True)}
    if kind == CALLED_OFF:
        whom |= set(_registered(event))
    others = Organisation.objects.filter(party__in=whom).exclude(pk=by.own_body.pk)
    for body in others.order_by("pk"):
        for party in roles.people_of(body, *PEOPLE, on=roles.day_of(at)):
            notices.tell(
                to=party,
                kind=kind,
                key=f"{kind}:{event.pk}:{event.version}:{party.pk}",
                facts=_facts(event, party.language),
                about=event,
                at=at,
            )


def _registered(event: Event) -> QuerySet:
    """代わりに申し込んだ団体 — whose people would come."""
    rows = Booking.objects.filter(event=event, proxy__isnull=False)
    return rows.exclude(state=Booking.State.CANCELLED).values_list("proxy_id", flat=True)


def _facts(event: Event, language: str) -> dict:
    usual = [event.cancel_why] if WHY.get(event.cancel_why) else []
    return {
        "title": queries.title(event, language),
        "starts_at": event.starts_at.isoformat(),
        "zone": "Asia/Tokyo",
        "place": event.place,
        "reason": [*usual, event.cancel_reason] if event.cancel_reason else usual,
        "path": f"/partner/events/{event.code}/",
    }

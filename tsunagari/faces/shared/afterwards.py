"""催しのあと — what the page of an event, and of a booking, offers once the event is over."""

from datetime import datetime

from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.actions import asking
from tsunagari.programmes.community.events.models import Booking, Event

FEW = 3  # photographs on the page of the event itself


def of_event(event: Event, now: datetime) -> dict:
    """Whether one may answer, and the first photographs; asks nothing before the event is over."""
    if now < event.ends_at or event.state != Event.State.PUBLIC:
        return {}
    survey = queries.survey_of(event)
    shown = queries.published(event)
    return {
        "may_say": survey is not None
        and survey.link_closed_on is None
        and queries.is_open(survey, now),
        "photos": list(shown[:FEW]),
        "many_photos": shown.count(),
    }


def of_booking(booking: Booking, now: datetime) -> dict:
    """The same for a booking, which answers once and finds the photographs it is on."""
    event = booking.event
    if now < event.ends_at or event.state != Event.State.PUBLIC:
        return {}
    survey = queries.survey_of(event)
    is_open = survey is not None and queries.is_open(survey, now)
    return {
        "may_say": is_open and not asking.has_answered(survey, booking),
        "own_photos": len(queries.of_booking(booking)),
    }

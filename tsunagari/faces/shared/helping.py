"""お手伝いの時間 — somebody's hours year by year, and the certificate of a year, as every face gives them."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper
from tsunagari.faces.shared import shifts as words
from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.community.shifts import certificate, hours


def rows(found: Iterable[hours.Helped]) -> list[dict]:
    """Each year with its hours in all and event by event."""
    found = list(found)
    events = hours.titled(found)
    return [
        {
            "year": one.year,
            "hours": words.hours_words(one.minutes),
            "events": [
                (shared.title(events[event.pk]), words.hours_words(minutes))
                for event, minutes in one.events.items()
            ],
        }
        for one in found
    ]


def printing(request, *, name: str, language: str) -> certificate.Printing:
    federation = request.federation or {}
    return certificate.Printing(
        name,
        language,
        timezone.localtime(),
        federation.get("name", ""),
        bool(federation.get("sample")),
    )


def paper_of(request, party: Party, year: int, *, name: str, language: str = "") -> HttpResponse:
    """お手伝いの証明書 — of one fiscal year; in the language of the last offer where none is asked for."""
    helped = next((one for one in hours.years_of(party) if one.year == year), None)
    if helped is None or not name:
        raise Http404
    language = language or hours.language_of(helped)
    with translation.override(language):
        titles = {pk: shared.title(one) for pk, one in hours.titled([helped]).items()}
        to = printing(request, name=name, language=language)
        data = certificate.made_of_year(helped, to, titles=titles)
        return paper.pdf(data, f"{_('お手伝いの証明書')} {year}")

"""寄附の住所 — what somebody gave, at the same addresses on whichever face it stands."""

from functools import wraps

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from tsunagari.faces.shared.gifts import Place, acts, listed, receipt, sheet, trace


def paths(face: str) -> list[URLPattern]:
    """Addresses for a face's list; the face puts them behind its gate."""
    place = Place(face)
    press = require_POST(_at(place, acts.press))
    found = [
        path("gifts/", _at(place, listed), name="gifts"),
        path("gifts/<int:pk>/", _at(place, trace), name="gift_trace"),
        path("gifts/receipts/<int:pk>.pdf", _at(place, receipt), name="gift_receipt"),
        path("gifts/pledge/<int:pk>/", _at(place, acts.pledge), name="gift_pledge"),
        path("gifts/pledge/<int:pk>/<slug:act>/", press, name="press_gift_pledge"),
    ]
    if place.ours:
        found.append(path("gifts/all.csv", _at(place, sheet.csv_answer), name="gift_sheet"))
    return found


def _at(place: Place, view):
    @wraps(view)
    def shown(request, *args, **keys):
        return view(request, place, *args, **keys)

    return shown

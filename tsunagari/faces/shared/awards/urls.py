"""助成の住所 — the own awards, at the same addresses on whichever face they stand."""

from functools import wraps

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from tsunagari.faces.shared.awards import Place, acts, listed


def paths(face: str) -> list[URLPattern]:
    """Addresses for a face's list; the face puts them behind its gate."""
    place = Place(face)
    return [
        path("awards/", _at(place, listed), name="awards"),
        path("awards/<int:pk>/", _at(place, acts.page), name="award"),
        path("awards/<int:pk>/agree/", require_POST(_at(place, acts.agree)), name="award_agree"),
        path("awards/<int:pk>/report/", _at(place, acts.report), name="award_report"),
        path(
            "awards/<int:pk>/report/send/", require_POST(_at(place, acts.send)), name="award_send"
        ),
        path("awards/<int:pk>/costs/new/", _at(place, acts.new_cost), name="award_new_cost"),
        path("awards/<int:pk>/costs/<int:number>/", acts.voucher, name="award_voucher"),
        path(
            "awards/<int:pk>/costs/<int:number>/drop/",
            require_POST(_at(place, acts.drop_cost)),
            name="award_drop_cost",
        ),
        *(
            path(
                f"awards/<int:pk>/costs/<int:number>/{verb}/",
                require_POST(_at(place, acts.join_cost)),
                {"verb": verb},
                name=f"award_{verb}_cost",
            )
            for verb in ("join", "part")
        ),
        path("awards/<int:pk>/change/", _at(place, acts.change), name="award_change"),
        path("awards/<int:pk>/agreement.pdf", acts.agreement, name="award_agreement"),
        path("awards/<int:pk>/settlement.pdf", acts.settlement, name="award_settlement"),
    ]


def _at(place: Place, view):
    @wraps(view)
    def shown(request, *args, **keys):
        return view(request, place, *args, **keys)

    return shown

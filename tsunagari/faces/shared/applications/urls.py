"""申請の住所 — one's own application, at the same addresses on whichever face it stands."""

from collections.abc import Callable
from functools import wraps

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from tsunagari.faces.shared.applications import Place, acts, file_answer, page
from tsunagari.governance.fund.calls import queries


def paths(begin: str, found: Callable) -> list[URLPattern]:
    """Addresses below `begin`; `found(view)` finds the application that is the asker's own.

    It calls view(request, place, application, **keys) and answers for everybody else.
    """

    def press(view):
        return require_POST(found(view))

    return [
        path(begin, found(page), name="application"),
        path(f"{begin}send/", press(acts.send), name="application_send"),
        path(f"{begin}withdraw/", press(acts.withdraw), name="application_withdraw"),
        path(f"{begin}restore/", press(acts.restore), name="application_restore"),
        path(f"{begin}files/<int:pk>/", found(_file), name="application_file"),
        path(f"{begin}files/<int:pk>/remove/", press(acts.remove), name="application_remove"),
        path(f"{begin}<slug:step>/", found(acts.write), name="application_step"),
        path(f"{begin}<slug:step>/keep/", press(acts.keep), name="application_keep"),
    ]


def of_viewer(face: str) -> Callable:
    """The applications of whoever has come in by this face's door; others are not found."""

    def found(view):
        @wraps(view)
        def shown(request, code, **keys):
            own = get_object_or_404(queries.of(request.viewer), code=code)
            return view(request, Place(face, code, request.viewer), own, **keys)

        return shown

    return found


def _file(request, place: Place, application, pk: int):
    return file_answer(acts.attachment(application, pk))

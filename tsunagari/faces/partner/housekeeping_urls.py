"""家事支援（特定機関） — addresses of an institution's own homes, visits and alarms."""

from functools import wraps

from django.urls import path

from tsunagari.faces.partner.bodies import own
from tsunagari.faces.shared.housekeeping import homes, institutions, watching

HERE = {"face": "partner"}


def of_a_company(view):
    """Only a company has such pages; for other bodies they are not there."""

    @wraps(view)
    def entered(request, *args, **kwargs):
        own(request, "company")
        return view(request, *args, **kwargs)

    return entered


def _path(route, view, name):
    return path(f"housekeeping/{route}", of_a_company(view), HERE, name=name)


PATHS = [
    _path("", watching.running, "housekeeping"),
    _path("visits/", watching.listed, "hk_visits"),
    _path("visits.xlsx", watching.sheet, "hk_visit_sheet"),
    _path("visits/new/", watching.new, "hk_new_visit"),
    _path("visits/<int:pk>/", watching.visit, "hk_visit"),
    _path("visits/<int:pk>/cancel/", watching.cancel, "hk_cancel"),
    _path("visits/<int:pk>/restore/", watching.restore, "hk_restore"),
    _path("alarms/<int:pk>/", watching.alarm, "hk_alarm"),
    _path("alarms/<int:pk>/take/", watching.take, "hk_take"),
    _path("homes/", homes.listed, "hk_homes"),
    _path("homes/new/", homes.new, "hk_new_home"),
    _path("homes/<int:pk>/", homes.show, "hk_home"),
    _path("homes/<int:pk>/address/", homes.open_address, "hk_address"),
    _path("homes/<int:pk>/withdraw/", homes.withdraw, "hk_withdraw"),
    _path("contracts/<int:pk>/end/", homes.end, "hk_end"),
    _path("workers/<int:pk>/", homes.worker, "hk_worker"),
    _path("institution/", institutions.own, "hk_institution"),
    _path("institution/<int:pk>/edit/", institutions.edit, "hk_edit"),
    _path("institution/<int:pk>/event/", institutions.event, "hk_event"),
    _path("looks/<int:pk>/", institutions.look, "hk_look"),
    _path("gate/", institutions.gate, "hk_gate"),
]

"""家事支援（事務局） — addresses of zones, institutions, homes, visits, alarms and the gate."""

from django.urls import path

from tsunagari.faces.desk.views import housekeeping
from tsunagari.faces.shared.housekeeping import homes, institutions, watching

DESK = {"face": "desk"}
PATHS = [
    path("housekeeping/", watching.running, DESK, name="housekeeping"),
    path("housekeeping/visits/", watching.listed, DESK, name="hk_visits"),
    path("housekeeping/visits.xlsx", watching.sheet, DESK, name="hk_visit_sheet"),
    path("housekeeping/visits/new/", watching.new, DESK, name="hk_new_visit"),
    path("housekeeping/visits/<int:pk>/", watching.visit, DESK, name="hk_visit"),
    path("housekeeping/visits/<int:pk>/cancel/", watching.cancel, DESK, name="hk_cancel"),
    path("housekeeping/visits/<int:pk>/restore/", watching.restore, DESK, name="hk_restore"),
    path("housekeeping/alarms/<int:pk>/", watching.alarm, DESK, name="hk_alarm"),
    path("housekeeping/alarms/<int:pk>/take/", watching.take, DESK, name="hk_take"),
    path("housekeeping/homes/", homes.listed, DESK, name="hk_homes"),
    path("housekeeping/homes/new/", homes.new, DESK, name="hk_new_home"),
    path("housekeeping/homes/<int:pk>/", homes.show, DESK, name="hk_home"),
    path("housekeeping/homes/<int:pk>/address/", homes.open_address, DESK, name="hk_address"),
    path("housekeeping/homes/<int:pk>/withdraw/", homes.withdraw, DESK, name="hk_withdraw"),
    path("housekeeping/contracts/<int:pk>/end/", homes.end, DESK, name="hk_end"),
    path("housekeeping/workers/<int:pk>/", homes.worker, DESK, name="hk_worker"),
    path("housekeeping/institutions/", institutions.listed, DESK, name="hk_institutions"),
    path("housekeeping/institutions/<int:pk>/", institutions.show, DESK, name="hk_institution"),
    path("housekeeping/institutions/<int:pk>/edit/", institutions.edit, DESK, name="hk_edit"),
    path(
        "housekeeping/institutions/<int:pk>/confirm/", institutions.confirm, DESK, name="hk_confirm"
    ),
    path("housekeeping/institutions/<int:pk>/event/", institutions.event, DESK, name="hk_event"),
    path(
        "housekeeping/institutions/<int:pk>/look/",
        institutions.new_look,
        DESK,
        name="hk_new_look",
    ),
    path("housekeeping/looks/<int:pk>/", institutions.look, DESK, name="hk_look"),
    path("housekeeping/zones/", institutions.zones, DESK, name="hk_zones"),
    path("housekeeping/gate/", institutions.gate, DESK, name="hk_gate"),
    path("housekeeping/gate/propose/", housekeeping.propose, name="hk_propose"),
]

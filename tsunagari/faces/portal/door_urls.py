"""受付（公開） — addresses of a door: the page, what it keeps, and what is pressed there."""

from django.urls import path

from tsunagari.faces.portal.views import checkin

PATHS = [
    path("checkin/worker.js", checkin.worker, name="door_worker"),
    path("checkin/<slug:secret>/", checkin.show, name="door"),
    path("checkin/<slug:secret>/list/", checkin.listed, name="door_list"),
    path("checkin/<slug:secret>/press/", checkin.press, name="door_press"),
]

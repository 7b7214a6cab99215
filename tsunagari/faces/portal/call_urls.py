"""基金の公募（公開） — addresses of the calls, and of an application behind a mailed link."""

from django.urls import path

from tsunagari.faces.portal.views import calls as views
from tsunagari.faces.shared.applications.urls import paths

PATHS = [
    path("calls/", views.listed, name="calls"),
    *paths("calls/application/<slug:secret>/", views.behind_link),
    path("calls/<slug:code>/", views.show, name="call"),
    path("calls/<slug:code>/apply/", views.apply, name="call_apply"),
]

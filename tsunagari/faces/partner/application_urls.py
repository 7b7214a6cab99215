"""基金の公募（連携団体） — addresses of the calls and of the body's own applications."""

from django.urls import path

from tsunagari.faces.partner.views import applications as views
from tsunagari.faces.shared.applications.urls import of_viewer, paths

PATHS = [
    path("calls/", views.listed, name="fund_calls"),
    path("calls/<slug:code>/", views.call, name="fund_call"),
    path("calls/<slug:code>/begin/", views.begin, name="begin_application"),
    *paths("applications/<slug:code>/", of_viewer("partner")),
]

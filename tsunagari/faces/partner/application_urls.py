"""基金の公募（連携団体） — addresses of the calls and of the body's own applications."""

from django.urls import path

from tsunagari.faces.partner.views import applications as views

PATHS = [
    path("calls/", views.listed, name="fund_calls"),
    path("calls/<slug:code>/", views.call, name="fund_call"),
    path("calls/<slug:code>/begin/", views.begin, name="begin_application"),
    path("applications/<slug:code>/", views.show, name="application"),
    path("applications/<slug:code>/send/", views.send, name="application_send"),
    path("applications/<slug:code>/withdraw/", views.withdraw, name="application_withdraw"),
    path("applications/<slug:code>/restore/", views.restore, name="application_restore"),
    path("applications/<slug:code>/files/<int:pk>/", views.file, name="application_file"),
    path(
        "applications/<slug:code>/files/<int:pk>/remove/", views.remove, name="application_remove"
    ),
    path("applications/<slug:code>/<slug:step>/", views.write, name="application_step"),
    path("applications/<slug:code>/<slug:step>/keep/", views.keep, name="application_keep"),
]

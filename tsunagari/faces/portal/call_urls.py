"""基金の公募（公開） — addresses of the calls, and of an application behind a mailed link."""

from django.urls import path

from tsunagari.faces.portal.views import calls as views

LINK = "calls/application/<slug:secret>/"
PATHS = [
    path("calls/", views.listed, name="calls"),
    path(LINK, views.application, name="application"),
    path(f"{LINK}send/", views.send, name="application_send"),
    path(f"{LINK}withdraw/", views.withdraw, name="application_withdraw"),
    path(f"{LINK}restore/", views.restore, name="application_restore"),
    path(f"{LINK}files/<int:pk>/", views.file, name="application_file"),
    path(f"{LINK}files/<int:pk>/remove/", views.remove, name="application_remove"),
    path(f"{LINK}<slug:step>/", views.write, name="application_step"),
    path(f"{LINK}<slug:step>/keep/", views.keep, name="application_keep"),
    path("calls/<slug:code>/", views.show, name="call"),
    path("calls/<slug:code>/apply/", views.apply, name="call_apply"),
]

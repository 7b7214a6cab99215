"""基金の公募（本人） — addresses of the calls and of one's own applications."""

from django.urls import path

from tsunagari.faces.mypage.views import applications as views

OWN = "applications/<slug:code>/"
PATHS = [
    path("calls/", views.listed, name="fund_calls"),
    path("calls/<slug:code>/", views.call, name="fund_call"),
    path("calls/<slug:code>/begin/", views.begin, name="begin_application"),
    path(OWN, views.show, name="application"),
    path(f"{OWN}send/", views.send, name="application_send"),
    path(f"{OWN}withdraw/", views.withdraw, name="application_withdraw"),
    path(f"{OWN}restore/", views.restore, name="application_restore"),
    path(f"{OWN}files/<int:pk>/", views.file, name="application_file"),
    path(f"{OWN}files/<int:pk>/remove/", views.remove, name="application_remove"),
    path(f"{OWN}<slug:step>/", views.write, name="application_step"),
    path(f"{OWN}<slug:step>/keep/", views.keep, name="application_keep"),
]

"""本人 — addresses; all but the way in go through the gate."""

from django.urls import path

from tsunagari.faces.mypage import gate
from tsunagari.faces.mypage.views import consents, entry, home, survey
from tsunagari.faces.shared.doors import guarded

app_name = "mypage"
urlpatterns = [
    path("enter/", entry.enter, name="enter"),
    path("card/<str:secret>/", entry.card, name="card"),
    path("leave/", entry.leave, name="leave"),
    *guarded(
        [
            path("", home.show, name="home"),
            path("sessions/<int:pk>/", home.session, name="session"),
            path("sessions/<int:pk>/reflection/", home.reflect, name="reflect"),
            path("sessions/<int:pk>/read/", home.read, name="read"),
            path("wrong/", home.wrong, name="wrong"),
            path("survey/<int:pk>/<str:wave>/", survey.answer, name="survey"),
            path("consents/", consents.own, name="consents"),
            path("consents/<str:purpose>/withdraw/", consents.withdraw, name="withdraw"),
            path("guardian/", consents.guardian, name="consent"),
        ],
        gate.enter,
    ),
]

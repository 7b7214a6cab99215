"""本人 — addresses; all but the way in go through a gate, each through its own."""

from django.urls import path

from tsunagari.faces.mypage import gate
from tsunagari.faces.mypage.views import consents, entry, home, survey, writing, wrong
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
            path("sessions/<int:pk>/reflection/", writing.reflect, name="reflect"),
            path("sessions/<int:pk>/draft/", writing.draft, name="draft"),
            path("sessions/<int:pk>/read/", writing.read, name="read"),
            path("wrong/", wrong.tell, name="wrong"),
            path("survey/<int:pk>/<str:wave>/", survey.answer, name="survey"),
            path("consents/", consents.own, name="consents"),
        ],
        gate.pupil,
    ),
    *guarded([path("guardian/", consents.guardian, name="consent")], gate.guardian),
    *guarded(
        [path("consents/<str:purpose>/withdraw/", consents.withdraw, name="withdraw")], gate.enter
    ),
]

"""1円のゆくえ（事務局） — addresses: of a gift forward, of a measure back."""

from django.urls import path

from tsunagari.faces.desk.views import traces

PATHS = [
    path("trace/", traces.effects, name="trace_effects"),
    path("trace/gift/<int:pk>/", traces.gift, name="trace_gift"),
    path("trace/<str:measure>/<int:year>/", traces.effect, name="trace_effect"),
]

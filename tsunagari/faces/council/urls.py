"""協議会・評議会 — addresses; all of them go through the gate of their own council."""

from django.urls import path

from tsunagari.faces.council import gate
from tsunagari.faces.council.views import costs, fund, home, reports
from tsunagari.faces.shared.doors import guarded

app_name = "council"
urlpatterns = [
    *guarded(
        [
            path("", home.show, name="home"),
            path("costs/", costs.listed, name="costs"),
            path("costs/<int:pk>/", costs.show, name="cost"),
            path("reports/", reports.listed, name="reports"),
        ],
        gate.enter,
    ),
    *guarded(
        [
            path("fund/", fund.home, name="fund"),
        ],
        gate.enter_fund,
    ),
]

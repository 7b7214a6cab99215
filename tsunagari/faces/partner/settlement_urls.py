"""定着支援（連携団体） — addresses of a plan: the supporter records, the company reads days."""

from django.urls import path

from tsunagari.faces.partner.views import settlement

PATHS = [
    path("cases/<int:pk>/settlement/", settlement.show, name="settlement_plan"),
    path("cases/<int:pk>/settlement/<slug:code>/", settlement.give, name="give_support"),
    path("supports/<int:pk>/annul/", settlement.annul, name="annul_support"),
]

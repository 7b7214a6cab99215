"""定着支援（事務局） — addresses of the plans and of what is recorded in them."""

from django.urls import path

from tsunagari.faces.desk.views import settlement

PATHS = [
    path("settlement/", settlement.listed, name="settlement"),
    path("cases/<int:pk>/settlement/", settlement.show, name="settlement_plan"),
    path("cases/<int:pk>/settlement/<slug:code>/", settlement.give, name="give_support"),
    path("cases/<int:pk>/settlement/<slug:code>.pdf", settlement.record, name="support_record"),
    path("supports/<int:pk>/annul/", settlement.annul, name="annul_support"),
]

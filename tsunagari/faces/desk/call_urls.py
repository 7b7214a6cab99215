"""公募（事務局） — addresses of the calls, the applications, the declarations and the scores."""

from django.urls import path

from tsunagari.faces.desk.views import fund_calls as views
from tsunagari.faces.desk.views import fund_interests as near

PATHS = [
    path("fund/calls/", views.listed, name="fund_calls"),
    path("fund/calls/new/", views.new, name="new_fund_call"),
    path("fund/calls/<int:pk>/", views.show, name="fund_call"),
    path("fund/calls/<int:pk>/edit/", views.edit, name="edit_fund_call"),
    path("fund/calls/<int:pk>/step/<slug:act>/", views.step, name="fund_call_step"),
    path("fund/calls/<int:pk>/list/", views.show_list, name="fund_call_list"),
    path("fund/calls/<int:pk>/interests/", near.interests, name="fund_interests"),
    path("fund/calls/<int:pk>/scores/", near.spread, name="fund_scores"),
    path("fund/calls/<int:pk>/scores.csv", near.sheet, name="fund_scores_csv"),
    path("fund/interests/<int:pk>/again/", near.ask_again, name="fund_ask_again"),
    path("fund/findings/<int:pk>/", near.clear, name="fund_finding"),
    path("fund/applications/<slug:code>/", views.application, name="fund_application"),
    path("fund/applications/<slug:code>/decide/", views.decide, name="decide_application"),
    path("fund/applications/<slug:code>/register/", views.register, name="register_applicant"),
    path("fund/applications/<slug:code>/files/<int:pk>/", views.file, name="fund_application_file"),
]

"""助成（連携団体） — addresses of the own awards."""

from django.urls import path

from tsunagari.faces.partner.views import awards as views

PATHS = [
    path("awards/", views.listed, name="awards"),
    path("awards/<int:pk>/", views.show, name="award"),
    path("awards/<int:pk>/agree/", views.agree, name="award_agree"),
    path("awards/<int:pk>/report/", views.report, name="award_report"),
    path("awards/<int:pk>/report/send/", views.send, name="award_send"),
    path("awards/<int:pk>/costs/new/", views.new_cost, name="award_new_cost"),
    path("awards/<int:pk>/costs/<int:number>/", views.voucher, name="award_voucher"),
    path("awards/<int:pk>/costs/<int:number>/drop/", views.drop_cost, name="award_drop_cost"),
    path("awards/<int:pk>/change/", views.change, name="award_change"),
    path("awards/<int:pk>/agreement.pdf", views.agreement, name="award_agreement"),
    path("awards/<int:pk>/settlement.pdf", views.settlement, name="award_settlement"),
]

"""助成（事務局） — addresses of what was decided, of the awards, and of their papers."""

from django.urls import path

from tsunagari.faces.desk.views import awards

PATHS = [
    path("awards/", awards.listed, name="awards"),
    path("awards/ready/", awards.ready, name="awards_ready"),
    path("awards/new/<int:pk>/", awards.new, name="new_award"),
    path("awards/<int:pk>/", awards.show, name="award"),
    path("awards/<int:pk>/agreement.pdf", awards.agreement, name="award_agreement"),
    path("awards/<int:pk>/settlement.pdf", awards.settlement, name="award_settlement"),
    path("awards/<int:pk>/vouchers/<int:number>/", awards.voucher, name="award_voucher"),
    path("awards/<int:pk>/release/<int:number>/", awards.release, name="release_instalment"),
    path("awards/<int:pk>/changes/<int:number>/", awards.answer, name="answer_change"),
    path("awards/<int:pk>/assets/<int:number>/", awards.dispose, name="dispose_asset"),
    path("awards/<int:pk>/costs/<int:number>/<str:verb>/", awards.check, name="check_award_cost"),
    path("awards/<int:pk>/<str:act>/", awards.act, name="award_act"),
]

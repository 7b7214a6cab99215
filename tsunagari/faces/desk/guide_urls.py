"""生活の手引きと翻訳 — addresses of the desk; `urls.py` puts them behind the gate."""

from django.urls import path

from tsunagari.faces.desk.views import guide, guide_acts, translations

PATHS = [
    path("guide/", guide.listed, name="guide"),
    path("guide/new/", guide.new, name="new_answer"),
    path("guide/<int:pk>/", guide.show, name="answer"),
    path("guide/<int:pk>/edit/", guide.edit, name="edit_answer"),
    path("guide/<int:pk>/personal/", guide.personal, name="clean_answer"),
    path("guide/<int:pk>/check/", guide.check, name="check_answer"),
    path("guide/<int:pk>/give-back/", guide.give_back, name="give_back_answer"),
    path("guide/<int:pk>/begin/", guide_acts.begin, name="begin_answer"),
    path("guide/<int:pk>/drop/", guide_acts.drop, name="drop_answer"),
    path("guide/<int:pk>/withdraw/", guide_acts.withdraw, name="withdraw_answer"),
    path("guide/<int:pk>/restore/", guide_acts.restore, name="restore_answer"),
    path("guide/<int:pk>/still-right/", guide_acts.look_again, name="answer_still_right"),
    path("guide/remarks/<int:pk>/", guide_acts.settle, name="settle_remark"),
    path("texts/<str:page>/", translations.show, name="translation"),
    path("texts/<str:page>/check/", translations.check, name="check_translation"),
    path("texts/<str:page>/give-back/", translations.give_back, name="give_back_translation"),
]

"""求人と候補者 — addresses of the desk; `urls.py` puts them behind the gate."""

from django.urls import path

from tsunagari.faces.desk.views import matching, orders

PATHS = [
    path("orders/", orders.listed, name="orders"),
    path("orders/<int:pk>/", orders.show, name="order"),
    path("candidates/", orders.candidates, name="candidates"),
    path("candidates/<int:pk>/", orders.candidate, name="candidate"),
    path("candidates/<int:pk>/merge/", orders.merge, name="merge_candidates"),
    path("candidates/<int:pk>/apart/", orders.tell_apart, name="tell_apart_candidates"),
    path("candidates/<int:pk>/part/", orders.part, name="part_candidate"),
    path("partners/<str:code>/act/", orders.act_for, name="act_for_partner"),
    path("matching/", matching.show, name="matching"),
    path("matching/accept/", matching.accept, name="accept_matching"),
    path("matching/decide/", matching.decide, name="decide_pair"),
    path("matching/choices/<int:pk>/drop/", matching.undecide, name="undecide_pair"),
    path("matching/rounds/<int:pk>/take-back/", matching.take_back, name="take_back_round"),
]

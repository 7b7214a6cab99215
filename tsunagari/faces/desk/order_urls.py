"""求人と候補者 — addresses of the desk; `urls.py` puts them behind the gate."""

from django.urls import path

from tsunagari.faces.desk.views import matching, matching_pairs, orders

PATHS = [
    path("orders/", orders.listed, name="orders"),
    path("orders/<int:pk>/", orders.show, name="order"),
    path("candidates/", orders.candidates, name="candidates"),
    path("candidates/<int:pk>/", orders.candidate, name="candidate"),
    path("candidates/<int:pk>/merge/", orders.merge, name="merge_candidates"),
    path("candidates/<int:pk>/apart/", orders.tell_apart, name="tell_apart_candidates"),
    path("candidates/<int:pk>/part/", orders.part, name="part_candidate"),
    path("partners/<str:code>/act/", orders.act_for, name="act_for_partner"),
    path("interviews/", orders.interviews, name="interviews"),
    path("matching/", matching.show, name="matching"),
    path("matching/accept/", matching.accept, name="accept_matching"),
    path("matching/candidates/<int:pk>/", matching_pairs.of_candidate, name="matching_candidate"),
    path("matching/orders/<int:pk>/", matching_pairs.of_order, name="matching_order"),
    path("matching/stable/", matching_pairs.beside_stable, name="matching_stable"),
    path("matching/decide/", matching_pairs.decide, name="decide_pair"),
    path("matching/choices/<int:pk>/drop/", matching_pairs.undecide, name="undecide_pair"),
    path("pairs/<int:pk>/release/", matching_pairs.release, name="release_pair"),
    path("pairs/<int:pk>/put-back/", matching_pairs.put_back, name="put_back_pair"),
    path("matching/rounds/<int:pk>/take-back/", matching.take_back, name="take_back_round"),
]

"""ことば — addresses of the desk; `urls.py` puts them behind the gate."""

from django.urls import path

from tsunagari.faces.desk.views import words

PATHS = [
    path("readings/", words.readings, name="readings"),
    path("readings/new/", words.keep, name="new_reading"),
    path("readings/<int:pk>/check/", words.check, name="check_reading"),
    path("readings/<int:pk>/undo/", words.undo, name="undo_reading"),
    path("readings/doubts/<int:pk>/settle/", words.settle, name="settle_reading"),
    path("readings/doubts/<int:pk>/ask/", words.ask_again, name="ask_reading"),
    path("easy-japanese/", words.easy, name="easy_japanese"),
]

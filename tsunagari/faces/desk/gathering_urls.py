"""教室・講座（事務局） — addresses."""

from django.urls import path

from tsunagari.faces.desk.views import gatherings

PATHS = [
    path("gatherings/", gatherings.listed, name="gatherings"),
    path("gatherings/new/", gatherings.new, name="new_gathering"),
    path("gatherings/<int:pk>/", gatherings.show, name="gathering"),
]

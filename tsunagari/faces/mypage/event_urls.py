"""催し（本人） — addresses: what is coming, joining, my bookings, and where my presence counts."""

from django.urls import path

from tsunagari.faces.mypage.views import counted, events

PATHS = [
    path("events/", events.listed, name="events"),
    path("events/bookings/<int:pk>/", events.booking, name="event_booking"),
    path("events/bookings/<int:pk>/answer/", events.answer, name="answer_event_booking"),
    path("events/helping/<int:year>.pdf", events.helped, name="helping_year"),
    path("events/<slug:code>/", events.show, name="event"),
]
COUNTED = [
    path("counted/", counted.show, name="counted"),
    path("counted/<str:purpose>/", counted.answer, name="answer_counted"),
]

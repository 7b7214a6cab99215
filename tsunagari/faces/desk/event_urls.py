"""催し（事務局） — addresses of events, of those who come, and of the paper for those without a phone."""

from django.urls import path

from tsunagari.faces.desk.views import event_bookings as bookings
from tsunagari.faces.desk.views import event_money, event_more, events

PATHS = [
    path("events/", events.listed, name="events"),
    path("events/new/", events.new, name="new_event"),
    path("events/rooms/", event_more.rooms, name="event_rooms"),
    path("events/<slug:code>/", events.show, name="event"),
    path("events/<slug:code>/edit/", events.edit, name="edit_event"),
    path("events/<slug:code>/copy/", events.copy, name="copy_event"),
    path("events/<slug:code>/publish/", events.publish, name="publish_event"),
    path("events/<slug:code>/drop/", events.drop, name="drop_event"),
    path("events/<slug:code>/cancel/", events.cancel, name="cancel_event"),
    path("events/<slug:code>/draw/", events.draw, name="draw_event"),
    path("events/<slug:code>/preview/", event_more.preview, name="preview_event"),
    path("events/<slug:code>/withdraw/", event_more.withdraw, name="withdraw_event"),
    path("events/<slug:code>/picture/", event_more.picture, name="event_picture"),
    path("events/<slug:code>/picture/drop/", event_more.drop_picture, name="drop_event_picture"),
    path("events/<slug:code>/money/", event_money.show, name="event_money"),
    path("events/<slug:code>/budget/", event_money.keep, name="keep_event_budget"),
    path("events/<slug:code>/budget/free/", event_money.let_go, name="free_event_budget"),
    path("events/<slug:code>/bookings.<slug:form>", event_more.sheet, name="event_sheet"),
    path("events/bookings/<int:pk>/paid/", event_money.take, name="take_event_money"),
    path("events/bookings/<int:pk>/returned/", event_money.give_back, name="return_event_money"),
    path("events/<slug:code>/bookings/", bookings.listed, name="event_bookings"),
    path("events/<slug:code>/bookings/new/", bookings.new, name="new_event_booking"),
    path("events/bookings/<int:pk>/", bookings.show, name="event_booking"),
    path("events/bookings/<int:pk>/cancel/", bookings.cancel, name="cancel_event_booking"),
    path("events/bookings/<int:pk>/print/", bookings.printed, name="print_event_booking"),
]

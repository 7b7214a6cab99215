"""催し（事務局） — addresses of events, of those who come, and of the paper for those without a phone."""

from django.urls import path

from tsunagari.faces.desk.views import event_bookings as bookings
from tsunagari.faces.desk.views import events, shifts, volunteers

PATHS = [
    path("events/", events.listed, name="events"),
    path("events/new/", events.new, name="new_event"),
    path("events/<slug:code>/", events.show, name="event"),
    path("events/<slug:code>/edit/", events.edit, name="edit_event"),
    path("events/<slug:code>/copy/", events.copy, name="copy_event"),
    path("events/<slug:code>/publish/", events.publish, name="publish_event"),
    path("events/<slug:code>/drop/", events.drop, name="drop_event"),
    path("events/<slug:code>/cancel/", events.cancel, name="cancel_event"),
    path("events/<slug:code>/draw/", events.draw, name="draw_event"),
    path("events/<slug:code>/bookings/", bookings.listed, name="event_bookings"),
    path("events/<slug:code>/bookings/new/", bookings.new, name="new_event_booking"),
    path("events/bookings/<int:pk>/", bookings.show, name="event_booking"),
    path("events/bookings/<int:pk>/cancel/", bookings.cancel, name="cancel_event_booking"),
    path("events/bookings/<int:pk>/print/", bookings.printed, name="print_event_booking"),
    path("events/<slug:code>/shifts/", shifts.listed, name="shifts"),
    path("events/<slug:code>/shifts/new/", shifts.new, name="new_shift"),
    path("events/<slug:code>/shifts/copy/", shifts.copy, name="copy_shifts"),
    path("events/<slug:code>/shifts/proposal/", volunteers.proposal, name="shift_proposal"),
    path("events/<slug:code>/shifts/accept/", volunteers.accept, name="accept_shifts"),
    path("events/<slug:code>/shifts/hours/", volunteers.hours, name="shift_hours"),
    path("events/<slug:code>/shifts/thank/", volunteers.thank, name="thank_helpers"),
    path("events/<slug:code>/shifts/print/", volunteers.printed, name="print_shifts"),
    path("events/<slug:code>/shifts/helpers.csv", volunteers.file, name="helpers_csv"),
    path("events/<slug:code>/shifts/helpers/new/", volunteers.new, name="new_helper"),
    path("events/shifts/<int:pk>/", shifts.show, name="shift"),
    path("events/shifts/<int:pk>/edit/", shifts.edit, name="edit_shift"),
    path("events/shifts/<int:pk>/drop/", shifts.drop, name="drop_shift"),
    path("events/shifts/<int:pk>/press/", shifts.press, name="press_shift"),
    path("events/helpers/<int:pk>/", volunteers.show, name="helper"),
    path("events/helpers/<int:pk>/withdraw/", volunteers.withdraw, name="withdraw_helper"),
    path("events/helpers/<int:pk>/paper/", volunteers.paper_of, name="helper_paper"),
]

"""催し（連携団体） — addresses: what a body holds with others, and registering people without a phone."""

from django.urls import path

from tsunagari.faces.partner.views import event_reports, events

PATHS = [
    path("events/", events.listed, name="events"),
    path("events/bookings/<int:pk>/", events.booking, name="event_booking"),
    path("events/bookings/<int:pk>/cancel/", events.cancel, name="cancel_event_booking"),
    path("events/bookings/<int:pk>/print/", events.printed, name="print_event_booking"),
    path("events/funded/", event_reports.funded, name="funded_events"),
    path("events/funded/<int:pk>.xlsx", event_reports.funded_sheet, name="funded_sheet"),
    path("events/<slug:code>/", events.show, name="event"),
    path("events/<slug:code>/counted.csv", events.file, name="event_counted_csv"),
    path("events/<slug:code>/report.<slug:form>", event_reports.file, name="event_report"),
    path("events/<slug:code>/register/", events.new, name="new_event_booking"),
]

"""催し（公開） — addresses of the calendar, its feeds, an event, and the own booking."""

from django.urls import path

from tsunagari.faces.portal.views import bookings, event_feeds, events, helping, helping_files

PATHS = [
    path("events/", events.listed, name="events"),
    path("events/feed.ics", event_feeds.calendar, name="events_ics"),
    path("events/feed.rss", event_feeds.rss, name="events_rss"),
    path("events/open/event.csv", event_feeds.sheet, name="events_csv"),
    path("events/embed/", event_feeds.embedded, name="events_embed"),
    path("events/<slug:code>/", events.show, name="event"),
    path("events/<slug:code>/event.ics", event_feeds.one, name="event_ics"),
    path("events/<slug:code>/draw/", events.draw, name="event_draw"),
    path("events/<slug:code>/help/", helping.join, name="event_help"),
    path("helping/<slug:secret>/", helping.show, name="helping"),
    path("helping/<slug:secret>/wishes/", helping.wishes, name="helping_wishes"),
    path("helping/<slug:secret>/answer/", helping.answer, name="helping_answer"),
    path("helping/<slug:secret>/helping.ics", helping_files.calendar, name="helping_ics"),
    path("helping/<slug:secret>/thanks.pdf", helping_files.certificate, name="helping_pdf"),
    path("booking/<slug:secret>/", bookings.show, name="booking"),
    path("booking/<slug:secret>/change/", bookings.change, name="booking_change"),
    path("booking/<slug:secret>/answer/", bookings.answer, name="booking_answer"),
]

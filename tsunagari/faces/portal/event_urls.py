"""催し（公開） — addresses of the calendar, its feeds, an event, and the own booking."""

from django.urls import path

from tsunagari.faces.portal.views import bookings, event_after, event_feeds, events

PATHS = [
    path("events/", events.listed, name="events"),
    path("events/feed.ics", event_feeds.calendar, name="events_ics"),
    path("events/feed.rss", event_feeds.rss, name="events_rss"),
    path("events/open/event.csv", event_feeds.sheet, name="events_csv"),
    path("events/embed/", event_feeds.embedded, name="events_embed"),
    path("events/<slug:code>/", events.show, name="event"),
    path("events/<slug:code>/event.ics", event_feeds.one, name="event_ics"),
    path("events/<slug:code>/draw/", events.draw, name="event_draw"),
    path("booking/<slug:secret>/", bookings.show, name="booking"),
    path("booking/<slug:secret>/change/", bookings.change, name="booking_change"),
    path("booking/<slug:secret>/answer/", bookings.answer, name="booking_answer"),
    path("events/<slug:code>/say/", event_after.say, name="event_say"),
    path("events/<slug:code>/photos/", event_after.photos, name="event_photos"),
    path("events/<slug:code>/photos/<slug:photo>/", event_after.photo, name="event_photo"),
    path("events/<slug:code>/photos/<slug:photo>/stop/", event_after.stop, name="stop_photo"),
    path("booking/<slug:secret>/say/", event_after.say_own, name="own_say"),
    path("booking/<slug:secret>/photos/", event_after.own_photos, name="own_photos"),
    path("booking/<slug:secret>/photos/<slug:photo>/", event_after.own_photo, name="own_photo"),
]

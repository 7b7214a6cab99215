"""催し（公開） — addresses of the calendar, its feeds, an event, and the own booking."""

from django.urls import path

from tsunagari.faces.portal.views import (
    booking_people,
    booking_tables,
    bookings,
    event_after,
    event_feeds,
    event_pictures,
    events,
    helping,
    helping_files,
)

PATHS = [
    # After a rush everybody reads the own one.
    path("booking/<slug:secret>/", bookings.show, name="booking"),
    path("events/", events.listed, name="events"),
    path("events/feed.ics", event_feeds.calendar, name="events_ics"),
    path("events/feed.rss", event_feeds.rss, name="events_rss"),
    path("events/open/", event_feeds.catalogue, name="events_open"),
    path("events/open/122203_event.csv", event_feeds.sheet, name="events_csv"),
    path(
        "events/open/earlier/122203_event.csv",
        event_feeds.sheet,
        {"edition": "earlier"},
        name="events_csv_earlier",
    ),
    path("events/embed/", event_feeds.embedded, name="events_embed"),
    path("events/embed.js", event_feeds.embed_script, name="events_embed_script"),
    path("events/<slug:code>/", events.show, name="event"),
    path("events/<slug:code>/event.ics", event_feeds.one, name="event_ics"),
    path("events/<slug:code>/card.png", event_pictures.card, name="event_card"),
    path("events/<slug:code>/picture.jpg", event_pictures.picture, name="event_picture"),
    path(
        "events/<slug:code>/picture-<int:width>.<slug:kind>",
        event_pictures.size,
        name="event_picture_size",
    ),
    path("events/<slug:code>/draw/", events.draw, name="event_draw"),
    path("events/<slug:code>/help/", helping.join, name="event_help"),
    path("helping/<slug:secret>/", helping.show, name="helping"),
    path("helping/<slug:secret>/wishes/", helping.wishes, name="helping_wishes"),
    path("helping/<slug:secret>/answer/", helping.answer, name="helping_answer"),
    path("helping/<slug:secret>/helping.ics", helping_files.calendar, name="helping_ics"),
    path("helping/<slug:secret>/thanks.pdf", helping_files.certificate, name="helping_pdf"),
    path("helping/<slug:secret>/<int:year>.pdf", helping_files.of_year, name="helping_year"),
    path("booking/<slug:secret>/people/", booking_people.show, name="booking_people"),
    path("booking/<slug:secret>/change/", bookings.change, name="booking_change"),
    path("booking/<slug:secret>/table/", booking_tables.tell, name="booking_table"),
    path("booking/<slug:secret>/answer/", bookings.answer, name="booking_answer"),
    path("events/<slug:code>/say/", event_after.say, name="event_say"),
    path("events/<slug:code>/say/<slug:key>/", event_after.say_here, name="event_say_here"),
    path("events/<slug:code>/photos/", event_after.photos, name="event_photos"),
    path("events/<slug:code>/photos/<slug:photo>/", event_after.photo, name="event_photo"),
    path("events/<slug:code>/photos/<slug:photo>/stop/", event_after.stop, name="stop_photo"),
    path("booking/<slug:secret>/say/", event_after.say_own, name="own_say"),
    path("booking/<slug:secret>/photos/", event_after.own_photos, name="own_photos"),
    path("booking/<slug:secret>/photos/<slug:photo>/", event_after.own_photo, name="own_photo"),
]

"""催し（事務局） — addresses of events, of those who come, and of the paper for those without a phone."""

from django.urls import path

from tsunagari.faces.desk.door_urls import PATHS as DOORS
from tsunagari.faces.desk.shift_urls import PATHS as SHIFTS
from tsunagari.faces.desk.views import event_bookings as bookings
from tsunagari.faces.desk.views import (
    event_calls,
    event_money,
    event_more,
    events,
    helper_hours,
    participation,
)
from tsunagari.faces.desk.views import event_counts as counts
from tsunagari.faces.desk.views import event_tables as tables

PATHS = [
    path("events/", events.listed, name="events"),
    path("events/new/", events.new, name="new_event"),
    path("events/rooms/", event_more.rooms, name="event_rooms"),
    path("events/helpers/", helper_hours.listed, name="helper_hours"),
    path("events/helpers.csv", helper_hours.file, name="helper_hours_csv"),
    path("events/<slug:code>/", events.show, name="event"),
    path("events/<slug:code>/edit/", events.edit, name="edit_event"),
    path("events/<slug:code>/copy/", events.copy, name="copy_event"),
    path("events/<slug:code>/publish/", events.publish, name="publish_event"),
    path("events/<slug:code>/drop/", events.drop, name="drop_event"),
    path("events/<slug:code>/cancel/", events.cancel, name="cancel_event"),
    path("events/calls/<int:pk>/told/", event_calls.called, name="event_called"),
    path("events/helpers/<int:pk>/told/", event_calls.helper_called, name="helper_called"),
    path("events/<slug:code>/draw/", events.draw, name="draw_event"),
    path("events/<slug:code>/preview/", event_more.preview, name="preview_event"),
    path("events/<slug:code>/withdraw/", event_more.withdraw, name="withdraw_event"),
    path("events/<slug:code>/picture/", event_more.picture, name="event_picture"),
    path("events/<slug:code>/picture/drop/", event_more.drop_picture, name="drop_event_picture"),
    path("events/<slug:code>/money/", event_money.show, name="event_money"),
    path("events/<slug:code>/money/received.csv", event_money.sheet, name="event_money_csv"),
    path("events/<slug:code>/budget/", event_money.keep, name="keep_event_budget"),
    path("events/<slug:code>/budget/free/", event_money.let_go, name="free_event_budget"),
    path("events/<slug:code>/bookings.<slug:form>", event_more.sheet, name="event_sheet"),
    path("events/bookings/<int:pk>/paid/", event_money.take, name="take_event_money"),
    path("events/payments/<int:pk>/undo/", event_money.undo, name="undo_event_money"),
    path("events/bookings/<int:pk>/returned/", event_money.give_back, name="return_event_money"),
    path("events/<slug:code>/counted/", counts.show, name="event_counted"),
    path("events/<slug:code>/counted.csv", counts.file, name="event_counted_csv"),
    path("events/<slug:code>/close/", counts.close, name="close_event"),
    path("events/<slug:code>/reopen/", counts.reopen, name="reopen_event"),
    path("events/guests/<int:pk>/link/", counts.link, name="link_guest"),
    path("counts/", participation.indicator, name="counts"),
    path("counts/cooperation/", participation.cooperation, name="counts_cooperation"),
    path("counts/funder/", participation.funder, name="counts_funder"),
    path("counts/<slug:kind>/file/<slug:act>/", participation.file, name="counts_file"),
    path("counts/<slug:kind>/shut/", participation.shut, name="shut_counts"),
    path("events/<slug:code>/bookings/", bookings.listed, name="event_bookings"),
    path("events/<slug:code>/bookings/new/", bookings.new, name="new_event_booking"),
    path("events/<slug:code>/tables/", tables.show, name="event_tables"),
    path("events/<slug:code>/tables/make/", tables.make, name="event_tables_make"),
    path("events/<slug:code>/tables/step/", tables.step, name="event_tables_step"),
    path("events/<slug:code>/tables/holds/", tables.hold, name="event_table_holds"),
    path("events/<slug:code>/tables/mend/", tables.mend, name="event_tables_mend"),
    path("events/<slug:code>/tables/<slug:kind>.pdf", tables.papers, name="event_tables_pdf"),
    path("events/bookings/<int:pk>/", bookings.show, name="event_booking"),
    path("events/bookings/<int:pk>/cancel/", bookings.cancel, name="cancel_event_booking"),
    path("events/bookings/<int:pk>/print/", bookings.printed, name="print_event_booking"),
    *DOORS,
    *SHIFTS,
]

"""受付（事務局） — addresses of doors, the paper list, badges and the table of who came."""

from django.urls import path

from tsunagari.faces.desk.views import event_doors as doors

PATHS = [
    path("events/<slug:code>/doors/", doors.listed, name="event_doors"),
    path("events/<slug:code>/doors/open/", doors.open_door, name="open_event_door"),
    path("events/<slug:code>/doors/list/", doors.printed, name="print_event_list"),
    path("events/<slug:code>/doors/typed/", doors.typed, name="event_arrivals"),
    path("events/<slug:code>/doors/badges.pdf", doors.badge_sheet, name="event_badges"),
    path("events/<slug:code>/doors/came.csv", doors.sheet, name="event_arrivals_csv"),
    path("events/doors/<int:pk>/", doors.show, name="event_door"),
    path("events/doors/<int:pk>/print/", doors.door_paper, name="print_event_door"),
    path("events/doors/<int:pk>/close/", doors.close, name="close_event_door"),
]

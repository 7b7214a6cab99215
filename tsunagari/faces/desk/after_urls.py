"""催しのあと（事務局） — addresses of looking back: questions, photographs, accounts, the report."""

from django.urls import path

from tsunagari.faces.desk.views import event_accounts as accounts
from tsunagari.faces.desk.views import event_after as after
from tsunagari.faces.desk.views import event_photos as photos
from tsunagari.faces.desk.views import event_sheets as sheets
from tsunagari.faces.desk.views import event_survey as survey

EVENT = "events/<slug:code>/after/"

PATHS = [
    path(EVENT, after.show, name="event_after"),
    path(f"{EVENT}report.pdf", after.file, {"form": "pdf"}, name="event_report"),
    path(f"{EVENT}report.xlsx", after.file, {"form": "xlsx"}, name="event_numbers"),
    path(f"{EVENT}report.csv", after.file, {"form": "csv"}, name="event_numbers_csv"),
    path(f"{EVENT}survey/", survey.show, name="event_survey"),
    path(f"{EVENT}survey/questions/", survey.ask, name="edit_event_survey"),
    path(f"{EVENT}survey/invite/", survey.invite, name="invite_event_survey"),
    path(f"{EVENT}survey/link/", survey.shut_link, name="shut_event_survey_link"),
    path(f"{EVENT}survey/device/", survey.device, name="event_survey_device"),
    path(f"{EVENT}survey/print/", survey.printed, name="print_event_survey"),
    path(f"{EVENT}survey/blank.csv", sheets.blank, name="event_survey_blank"),
    path(f"{EVENT}survey/type/", survey.type_in, name="new_event_sheet"),
    path(f"{EVENT}survey/files/", sheets.listed, name="event_sheet_files"),
    path("events/files/<int:pk>/", sheets.show, name="event_sheet_file"),
    path("events/files/<int:pk>/accept/", sheets.accept, name="accept_event_sheets"),
    path("events/files/<int:pk>/undo/", sheets.undo, name="undo_event_sheets"),
    path(f"{EVENT}photos/", photos.listed, name="event_photos"),
    path("events/photos/<int:pk>/", photos.show, name="event_photo"),
    path("events/photos/<int:pk>/file/", photos.file, name="event_photo_file"),
    path("events/photos/<int:pk>/act/", photos.act, name="act_event_photo"),
    path("events/photos/people/<int:pk>/heard/", photos.heard, name="heard_event_photo"),
    path("events/photos/people/<int:pk>/remove/", photos.remove, name="remove_event_photo_person"),
    path(f"{EVENT}accounts/", accounts.show, name="event_accounts"),
    path(f"{EVENT}accounts/plan/", accounts.plan, name="edit_event_accounts"),
    path(f"{EVENT}accounts/close/", accounts.close, name="close_event_accounts"),
]

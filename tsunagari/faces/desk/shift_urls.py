"""お手伝い（事務局） — addresses of the shifts of an event, and of those who help."""

from django.urls import path

from tsunagari.faces.desk.views import helper_hours, shifts, volunteers

PATHS = [
    path("events/<slug:code>/shifts/", shifts.listed, name="shifts"),
    path("events/<slug:code>/shifts/new/", shifts.new, name="new_shift"),
    path("events/<slug:code>/shifts/copy/", shifts.copy, name="copy_shifts"),
    path("events/<slug:code>/shifts/proposal/", volunteers.proposal, name="shift_proposal"),
    path("events/<slug:code>/shifts/propose/", volunteers.propose, name="propose_shifts"),
    path("events/<slug:code>/shifts/accept/", volunteers.accept, name="accept_shifts"),
    path("events/<slug:code>/shifts/hours/", volunteers.came, name="shift_hours"),
    path("events/<slug:code>/shifts/thank/", volunteers.thank, name="thank_helpers"),
    path("events/<slug:code>/shifts/print/", volunteers.printed, name="print_shifts"),
    path("events/<slug:code>/shifts/helpers.csv", volunteers.file, name="helpers_csv"),
    path("events/<slug:code>/shifts/helpers/new/", volunteers.new, name="new_helper"),
    path("events/shifts/<int:pk>/", shifts.show, name="shift"),
    path("events/shifts/<int:pk>/edit/", shifts.edit, name="edit_shift"),
    path("events/shifts/<int:pk>/drop/", shifts.drop, name="drop_shift"),
    path("events/shifts/<int:pk>/press/", shifts.press, name="press_shift"),
    path("events/helpers/<int:pk>/", volunteers.show, name="helper"),
    path("events/helpers/<int:pk>/who/", helper_hours.link, name="link_helper"),
    path("events/helpers/<slug:code>/<int:year>.pdf", helper_hours.certificate, name="helper_year"),
    path("events/helpers/<int:pk>/withdraw/", volunteers.withdraw, name="withdraw_helper"),
    path("events/helpers/<int:pk>/paper/", volunteers.paper_of, name="helper_paper"),
]

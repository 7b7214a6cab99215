"""連携団体 — addresses; every one goes through the gate."""

from django.urls import path

from tsunagari.faces.partner import gate
from tsunagari.faces.partner.views import (
    calendar,
    cards,
    classes,
    consents,
    day,
    effect,
    home,
    imports,
    incidents,
    papers,
    reflections,
    school,
    sessions,
)
from tsunagari.faces.shared.doors import guarded

app_name = "partner"
urlpatterns = guarded(
    [
        path("", home.show, name="home"),
        path("role/", home.choose_role, name="role"),
        path("leave/", home.leave, name="leave"),
        path("notices/", home.notices, name="notices"),
        path("settings/", home.settings, name="settings"),
        # 学校の用意
        path("school/", school.show, name="school"),
        path("school/settings/", school.settle, name="school_settings"),
        path("school/bells/new/", school.bells, name="new_bells"),
        path("school/bells/<int:pk>/", school.bells, name="bells"),
        path("school/approvals/new/", school.new_approval, name="new_approval"),
        path("school/agreements/new/", school.new_agreement, name="new_agreement"),
        path("school/calendar/", calendar.show, name="calendar"),
        path("school/calendar/<str:kind>/new/", calendar.new, name="new_span"),
        path("school/calendar/<str:kind>/<int:pk>/drop/", calendar.drop, name="drop_span"),
        path("school/calendar/holidays/", calendar.holidays, name="holidays"),
        path("school/calendar/day/", calendar.override, name="override"),
        # 学級と生徒
        path("classes/", classes.listed, name="classes"),
        path("classes/new/", classes.new, name="new_class"),
        path("classes/<int:pk>/", classes.show, name="class"),
        path("classes/<int:pk>/timetable/", classes.timetable, name="timetable"),
        path("classes/<int:pk>/apart/", classes.keep_apart, name="keep_apart"),
        path("classes/<int:pk>/cards/", cards.show, name="cards"),
        path("classes/<int:pk>/cards/print/", cards.issue, name="issue_cards"),
        path("classes/<int:pk>/consents/", consents.show, name="consents"),
        path("classes/<int:pk>/consents/forms/", consents.print_forms, name="consent_forms"),
        path("pupils/<int:pk>/consents/", consents.enter, name="enter_consents"),
        path("papers/<int:pk>/", consents.paper, name="paper"),
        # 名簿の取込
        path("imports/", imports.listed, name="imports"),
        path("imports/template.xlsx", imports.template, name="import_template"),
        path("imports/<int:pk>/", imports.show, name="import"),
        path("imports/<int:pk>/columns/", imports.columns, name="import_columns"),
        path("imports/<int:pk>/accept/", imports.accept, name="accept_import"),
        path("imports/<int:pk>/undo/", imports.undo, name="undo_import"),
        path("imports/<int:pk>/drop/", imports.drop, name="drop_import"),
        path("imports/<int:pk>/faults.xlsx", imports.faults, name="import_faults"),
        # 授業
        path("sessions/", sessions.listed, name="sessions"),
        path("sessions.ics", sessions.calendar_file, name="sessions_ics"),
        path("pairings/<int:pk>/slots/", sessions.slots, name="slots"),
        path("pairings/<int:pk>/propose/", sessions.propose, name="propose"),
        path("pairings/<int:pk>/groups/", day.plan_groups, name="plan_groups"),
        path("sessions/<int:pk>/", sessions.show, name="session"),
        path(
            "sessions/<int:pk>/propose/", sessions.propose_planned, name="propose_planned"
        ),
        path("sessions/<int:pk>/accept/", sessions.accept, name="accept"),
        path("sessions/<int:pk>/change/", sessions.change, name="change"),
        path("sessions/<int:pk>/decline/", sessions.decline, name="decline"),
        path("sessions/<int:pk>/cancel/", sessions.cancel, name="cancel"),
        path("sessions/<int:pk>/move/", sessions.move, name="move"),
        path("sessions/<int:pk>/task/", sessions.task, name="task"),
        path("sessions/<int:pk>/groups/", day.groups, name="groups"),
        path("sessions/<int:pk>/absences/", day.absences, name="absences"),
        path("sessions/<int:pk>/open/", day.open_, name="open"),
        path("sessions/<int:pk>/close/", day.close, name="close"),
        path("sessions/<int:pk>/run/", day.run, name="run"),
        path("sessions/<int:pk>/reflections/", reflections.listed, name="reflections"),
        path("reflections/<int:pk>/", reflections.answer, name="answer_reflection"),
        path("sessions/<int:pk>/seating.pdf", papers.seating, name="seating_pdf"),
        path("sessions/<int:pk>/plan.pdf", papers.plan_pdf, name="plan_pdf"),
        path("sessions/<int:pk>/run.pdf", papers.run_pdf, name="run_pdf"),
        path("incidents/", incidents.listed, name="incidents"),
        path("incidents/<int:pk>/", incidents.show, name="incident"),
        path("exchanges/<int:pk>/effect/", effect.show, name="effect"),
        path("exchanges/<int:pk>/effect/evidence/", effect.evidence, name="effect_evidence"),
        path("exchanges/<int:pk>/effect/report.pdf", effect.report, name="effect_report"),
    ],
    gate.enter,
)

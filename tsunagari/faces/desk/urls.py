"""事務局 — addresses; every one goes through the gate."""

from django.urls import path

from tsunagari.faces.desk import gate
from tsunagari.faces.desk.views import (
    effect,
    exchanges,
    notices,
    parties,
    plan,
    schools,
    search,
    settings,
    team,
    today,
)
from tsunagari.faces.shared.doors import guarded

app_name = "desk"
urlpatterns = guarded(
    [
        path("", today.show, name="today"),
        path("duties/<int:pk>/", today.duty, name="duty"),
        path("duties/<int:pk>/basis/", today.basis, name="basis"),
        path("duties/<int:pk>/done/", today.done, name="done"),
        path("duties/<int:pk>/undo/", today.undo, name="undo"),
        path("duties/<int:pk>/later/", today.later, name="later"),
        path("duties/<int:pk>/hand-over/", today.hand_over, name="hand_over"),
        path("calendar/", today.calendar, name="calendar"),
        path("search/", search.show, name="search"),
        path("people/", parties.people, name="people"),
        path("bodies/", parties.bodies, name="bodies"),
        path("bodies/new/", parties.new_body, name="new_body"),
        path("parties/<str:code>/", parties.show, name="party"),
        path("parties/<str:code>/ties/", parties.ties, name="party_ties"),
        path("parties/<str:code>/timeline/", parties.timeline, name="party_timeline"),
        path("ties/", parties.all_ties, name="ties"),
        path("schools/", schools.listed, name="schools"),
        path("schools/new/", schools.new, name="new_school"),
        path("schools/<str:code>/act/", schools.act_for, name="act_for"),
        path("exchanges/", exchanges.listed, name="exchanges"),
        path("exchanges/new/", exchanges.new, name="new_exchange"),
        path("exchanges/<int:pk>/", exchanges.show, name="exchange"),
        path("exchanges/<int:pk>/pairings/", exchanges.pairings, name="pairings"),
        path("exchanges/<int:pk>/plan/", plan.show, name="plan"),
        path("exchanges/<int:pk>/plan/adopt/", plan.adopt, name="adopt_plan"),
        path("exchanges/<int:pk>/plan.xlsx", plan.sheet, name="plan_sheet"),
        path("exchanges/<int:pk>/effect/", effect.show, name="effect"),
        path("exchanges/<int:pk>/effect/evidence/", effect.evidence, name="effect_evidence"),
        path("exchanges/<int:pk>/effect/report.pdf", effect.report, name="effect_report"),
        path("exchanges/<int:pk>/ties/", effect.ties, name="exchange_ties"),
        path("incidents/", exchanges.incidents, name="incidents"),
        path("incidents/<int:pk>/", exchanges.incident, name="incident"),
        path("pairings/<int:pk>/slots/", plan.slots, name="slots"),
        path("notices/", notices.listed, name="notices"),
        path("team/", team.show, name="team"),
        path("team/new/", team.new, name="new_member"),
        path("team/<int:pk>/end/", team.end, name="end_role"),
        path("settings/", settings.show, name="settings"),
        path("records/", settings.records, name="records"),
    ],
    gate.enter,
)

"""事務局 — addresses; every one goes through the gate."""

from django.urls import path

from tsunagari.faces.desk import gate
from tsunagari.faces.desk.views import (
    calendar,
    cases,
    companies,
    duties,
    effect,
    exchanges,
    facts,
    merging,
    notices,
    numbers,
    parties,
    plan,
    records,
    registry,
    rules,
    schools,
    search,
    settings,
    team,
    ties,
    today,
    what_if,
)
from tsunagari.faces.shared.doors import guarded

app_name = "desk"


def fact_paths():
    """The forms of facts: of a case, a company, a body; a group, or one thing of a list."""
    for what, root in (("case", "cases"), ("company", "companies"), ("supervisor", "supervisors")):
        more = {"what": what}
        group = f"{root}/<int:pk>/facts/<str:group>/"
        yield path(group, facts.edit, more, name=f"{what}_facts")
        yield path(f"{group}<int:number>/", facts.item, more, name=f"{what}_fact")


urlpatterns = guarded(
    [
        path("", today.show, name="today"),
        path("duties/<int:pk>/", duties.duty, name="duty"),
        path("duties/<int:pk>/basis/", duties.basis, name="basis"),
        path("duties/<int:pk>/done/", duties.done, name="done"),
        path("duties/<int:pk>/not-done/", duties.not_done, name="not_done"),
        path("duties/<int:pk>/undo/", duties.undo, name="undo"),
        path("duties/<int:pk>/later/", duties.later, name="later"),
        path("duties/<int:pk>/hand-over/", duties.hand_over, name="hand_over"),
        path("calendar/", calendar.show, name="calendar"),
        path("search/", search.show, name="search"),
        path("people/", parties.people, name="people"),
        path("bodies/", parties.bodies, name="bodies"),
        path("bodies/new/", registry.new_body, name="new_body"),
        path("parties/<str:code>/", parties.show, name="party"),
        path("parties/<str:code>/ties/", ties.of_party, name="party_ties"),
        path("parties/<str:code>/timeline/", parties.timeline, name="party_timeline"),
        path("parties/<str:code>/edit/", registry.edit, name="edit_party"),
        path("parties/<str:code>/merge/", merging.merge, name="merge_party"),
        path("parties/<str:code>/part/", merging.part, name="part_party"),
        path("parties/<str:code>/numbers/", numbers.show, name="party_numbers"),
        path("parties/<str:code>/numbers/<int:pk>/", numbers.reveal, name="reveal_number"),
        path("parties/<str:code>/numbers/<int:pk>/end/", numbers.end, name="end_number"),
        path(
            "parties/<str:code>/numbers/<int:pk>/restore/", numbers.restore, name="restore_number"
        ),
        path("parties/<str:code>/people/new/", registry.new_person, name="new_person"),
        path("ties/", ties.everything, name="ties"),
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
        path("cases/", cases.listed, name="cases"),
        path("cases/new/", cases.new, name="new_case"),
        path("cases/<int:pk>/", cases.show, name="case"),
        path("cases/<int:pk>/parts/", cases.parts, name="case_parts"),
        path("cases/<int:pk>/close/", cases.close, name="close_case"),
        path("cases/<int:pk>/standings/new/", cases.standing, name="new_case_standing"),
        path("cases/<int:pk>/standings/<int:standing>/", cases.standing, name="case_standing"),
        path("companies/", companies.listed, name="companies"),
        path("companies/<int:pk>/", companies.company, name="company"),
        path("supervisors/<int:pk>/", companies.supervisor, name="supervisor"),
        path("supervisors/<int:pk>/licences/new/", companies.licence, name="new_licence"),
        path("supervisors/<int:pk>/licences/<int:standing>/", companies.licence, name="licence"),
        *fact_paths(),
        path("rules/", rules.listed, name="rules"),
        path("rules/changes/", rules.changes, name="rule_changes"),
        path("rules/figures/", rules.figures, name="figures"),
        path("rules/figures/<str:name>/", rules.figure, name="figure"),
        path("rules/<str:code>/", rules.show, name="rule"),
        path("what-if/", what_if.show, name="what_if"),
        path("incidents/", exchanges.incidents, name="incidents"),
        path("incidents/<int:pk>/", exchanges.incident, name="incident"),
        path("pairings/<int:pk>/slots/", plan.slots, name="slots"),
        path("notices/", notices.listed, name="notices"),
        path("notices/<int:pk>/clear-up/", notices.clear_up, name="clear_up_notice"),
        path("team/", team.show, name="team"),
        path("team/new/", team.new, name="new_member"),
        path("team/<int:pk>/end/", team.end, name="end_role"),
        path("team/<int:pk>/reopen/", team.reopen, name="reopen_role"),
        path("team/<int:pk>/link/", team.link, name="send_link"),
        path("settings/", settings.show, name="settings"),
        path("records/", records.listed, name="records"),
        path("records/<int:pk>/", records.show, name="record"),
    ],
    gate.enter,
)

"""本人 — addresses; all but the way in go through a gate, each through its own."""

from django.urls import path

from tsunagari.faces.mypage import gate
from tsunagari.faces.mypage.views import (
    calendar,
    consents,
    entry,
    home,
    home_visits,
    moving,
    notices,
    own,
    survey,
    work,
    work_costs,
    work_documents,
    work_help,
    work_plan,
    writing,
    wrong,
)
from tsunagari.faces.shared.doors import guarded

app_name = "mypage"
urlpatterns = [
    path("enter/", entry.enter, name="enter"),
    path("card/<str:secret>/", entry.card, name="card"),
    path("leave/", entry.leave, name="leave"),
    path("feed/<str:secret>/", calendar.feed, name="feed"),
    *guarded(
        [
            path("", home.show, name="home"),
            path("sessions/<int:pk>/", home.session, name="session"),
            path("sessions/<int:pk>/reflection/", writing.reflect, name="reflect"),
            path("sessions/<int:pk>/draft/", writing.draft, name="draft"),
            path("sessions/<int:pk>/read/", writing.read, name="read"),
            path("wrong/", wrong.tell, name="wrong"),
            path("survey/<int:pk>/<str:wave>/", survey.answer, name="survey"),
            path("consents/", consents.own, name="consents"),
        ],
        gate.pupil,
    ),
    *guarded([path("guardian/", consents.guardian, name="consent")], gate.guardian),
    *guarded(
        [path("consents/<str:purpose>/withdraw/", consents.withdraw, name="withdraw")], gate.family
    ),
    *guarded(
        [
            path("case/", work.show, name="work"),
            path("case/service/", home_visits.listed, name="home_visits"),
            path("case/service/<int:pk>/", home_visits.show, name="home_visit"),
            path("case/service/<int:pk>/danger/", home_visits.danger, name="home_visit_danger"),
            path(
                "case/service/<int:pk>/press/<slug:act>/",
                home_visits.press,
                name="home_visit_press",
            ),
            path("case/papers/", work.own_papers, name="work_papers"),
            path("case/plan/", work_plan.show, name="work_plan"),
            path("case/plan/<int:pk>/", work_plan.answer, name="answer_support"),
            path("case/papers/<int:pk>/", work.paper, name="work_paper"),
            path("case/bring/<slug:code>/", work_documents.document, name="work_document"),
            path("case/sent/<int:pk>/", work_documents.scan, name="work_scan"),
            path("case/sent/<int:pk>/withdraw/", work_documents.withdraw, name="work_withdraw"),
            path("case/mine/", work.own_case, name="work_case"),
            path("case/basis/", work.basis, name="work_basis"),
            path("case/calendar/", calendar.show, name="work_calendar"),
            path("case/calendar/feed/", calendar.make_feed, name="work_feed"),
            path("case/calendar/feed/stop/", calendar.stop_feed, name="work_stop_feed"),
            path("case/calendar/<slug:key>.ics", calendar.one, name="work_ics"),
            path("case/looked/", own.looked, name="work_looked"),
            path("case/consents/", own.agreed, name="work_consents"),
            path("case/consents/<int:pk>/withdraw/", own.withdraw, name="work_take_back"),
            path("case/history/", own.history, name="work_history"),
            path("case/calendar/<slug:key>/move/", moving.move, name="work_move"),
            path("case/help/", work_help.ask, name="work_help"),
            path("case/help/<slug:code>/", work_help.answer, name="work_answer"),
            path("case/help/<slug:code>/solved/", work_help.judge, name="work_judge"),
            path("case/help/<slug:code>/withdraw/", work_help.withdraw, name="work_unask"),
            path("case/help/<slug:code>/share/<int:pk>/", work_help.agree, name="work_share"),
            path("case/help/<slug:code>/photo/<int:pk>/", work_help.photo, name="work_photo"),
            path("case/notices/", notices.listed, name="notices"),
            path("case/notices/how/", notices.how, name="told_by"),
            path("case/notices/how/undo/", notices.undo_how, name="undo_told_by"),
            path("case/costs/", work_costs.show, name="case_costs"),
            path("case/costs.xlsx", work_costs.sheet, name="cost_sheet"),
            path("case/costs/new/", work_costs.new, name="new_cost"),
            path("case/costs/<int:pk>/right/", work_costs.right, name="cost_right"),
            path("case/costs/<int:pk>/receipt/", work_costs.receipt, name="cost_receipt"),
            path("case/costs/<int:pk>/wrong/", work_costs.wrong, name="cost_wrong"),
            path("case/costs/<int:pk>/paid/", work_costs.pay, name="cost_pay"),
            path("case/costs/<int:pk>/back/", work_costs.back, name="cost_back"),
            path("case/costs/<int:pk>/annul/", work_costs.annul, name="cost_annul"),
        ],
        gate.worker,
    ),
]

"""協議会・評議会 — addresses; all of them go through the gate of their own council."""

from django.urls import path

from tsunagari.faces.council import gate
from tsunagari.faces.council.views import (
    costs,
    fund,
    fund_calls,
    fund_votes,
    home,
    reports,
    vouchers,
)
from tsunagari.faces.shared.doors import guarded

app_name = "council"
urlpatterns = [
    *guarded(
        [
            path("", home.show, name="home"),
            path("costs/", costs.listed, name="costs"),
            path("costs/<int:pk>/", costs.show, name="cost"),
            path("reports/", reports.listed, name="reports"),
            path("vouchers/", vouchers.listed, name="vouchers"),
            path("vouchers/zip/", vouchers.zipped, name="zip_vouchers"),
            path("vouchers/<int:pk>/", vouchers.show, name="voucher"),
            path("vouchers/<int:pk>/<int:number>/<int:item>/", vouchers.file, name="voucher_file"),
        ],
        gate.enter,
    ),
    *guarded(
        [
            path("fund/", fund.home, name="fund"),
            path("fund/calls/", fund_calls.listed, name="fund_calls"),
            path("fund/calls/<int:pk>/", fund_calls.show, name="fund_call"),
            path("fund/calls/<int:pk>/rest/", fund_calls.declare_rest, name="fund_declare_rest"),
            path("fund/calls/<int:pk>/scores/", fund_calls.spread, name="fund_scores"),
            path("fund/calls/<int:pk>/scores.csv", fund_calls.sheet, name="fund_scores_csv"),
            path("fund/entries/<slug:code>/", fund_calls.entry, name="fund_entry"),
            path("fund/entries/<slug:code>/declare/", fund_calls.declare, name="fund_declare"),
            path(
                "fund/entries/<slug:code>/change/<int:pk>/", fund_calls.change, name="fund_change"
            ),
            path("fund/entries/<slug:code>/files/<int:pk>/", fund_calls.file, name="fund_file"),
            path("fund/meetings/", fund.meetings, name="fund_meetings"),
            path("fund/meetings/<int:pk>/", fund.meeting, name="fund_meeting"),
            path("fund/meetings/<int:pk>/meeting.ics", fund.calendar, name="fund_calendar"),
            path("fund/ballots/<int:pk>/", fund_votes.vote, name="fund_ballot"),
            path("fund/ballots/<int:pk>/tie/", fund_votes.break_tie, name="fund_tie"),
            path("fund/minutes/<int:pk>/", fund_votes.minutes, name="fund_minutes"),
            path("fund/minutes/<int:pk>/sign/", fund_votes.sign, name="fund_sign"),
            path("fund/minutes/<int:pk>/minutes.pdf", fund_votes.minutes_pdf, name="fund_paper"),
        ],
        gate.enter_fund,
    ),
]

"""枠（本人） — the tabs at the bottom of a person's own page, and what the home lists below them."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.mypage import offline
from tsunagari.faces.shared.frames import Entry, entries

PUPIL = [
    Entry("mypage:home", "home", _("ホーム"), covers=("session", "reflect", "read")),
    Entry("mypage:consents", "ok", _("同意")),
    Entry("mypage:wrong", "alert", _("困った")),
]
# What a worker reaches from the home, besides the four tabs.
MORE = [
    Entry("mypage:work_case", "flag", _("わたしの手続きと、すること")),
    Entry("mypage:work_plan", "heart", _("わたしの支援計画")),
    Entry("mypage:work_gatherings", "school", _("教室・講座")),
    Entry("mypage:events", "flag", _("催し")),
    Entry("mypage:case_costs", "yen", _("わたしの費用")),
    Entry("mypage:work_account", "id", _("受取口座")),
    Entry("mypage:fund_calls", "flag", _("助成の公募")),
    Entry("mypage:work_looked", "eye", _("わたしの情報を見た人")),
    Entry("mypage:work_consents", "ok", _("わたしの同意")),
    Entry("mypage:work_history", "clock", _("わたしのこれまで")),
]
WORKER = [
    Entry(
        "mypage:work",
        "home",
        _("ホーム"),
        covers=(
            *("work_plan", "work_gatherings", "work_account"),
            *("work_case", "work_basis", "work_looked", "work_consents", "work_history"),
            *("fund_calls", "fund_call", "application", "application_step"),
            *("awards", "award", "award_report", "award_new_cost", "award_change"),
            *("events", "event", "event_booking", "counted"),
            *("case_costs", "new_cost", "cost_wrong", "cost_pay", "cost_back", "cost_annul"),
        ),
    ),
    Entry("mypage:work_calendar", "calendar", _("カレンダー"), covers=("work_move",)),
    Entry("mypage:work_papers", "file", _("書類"), covers=("work_document",)),
    Entry("mypage:work_help", "heart", _("困ったとき"), covers=("work_answer", "work_show_to")),
]
EVENTS = Entry("mypage:events", "flag", _("催し"), covers=("event", "event_booking", "counted"))
DONOR = [
    Entry("mypage:gifts", "heart", _("わたしの寄附"), covers=("gift_pledge",)),
    Entry("mypage:gift_notices", "bell", _("お知らせ")),
    EVENTS,
]
GUARDIAN = [Entry("mypage:consent", "ok", _("同意")), EVENTS]


def frame(request) -> dict:
    """Context that every own page needs; one query on one's own phone, else none."""
    listed = {"pupil": PUPIL, "worker": WORKER, "donor": DONOR}.get(request.viewer.kind, GUARDIAN)
    return {"tabs": entries(request, listed), "device": offline.page(request)}

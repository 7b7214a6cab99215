"""枠（事務局） — what stands around every page: the entries on the left, who is signed in."""

from django.urls import reverse

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.frames import Entry, Group, entries
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.notices import queries as notices

EXCHANGE = [
    Entry(
        "desk:exchanges",
        "video",
        _("授業の交流"),
        covers=(
            "exchange",
            "plan",
            "slots",
            "effect",
            "effect_evidence",
            "new_exchange",
            "pairings",
        ),
    ),
    Entry("desk:schools", "school", _("学校"), covers=("new_school",)),
]
TALENT = [
    Entry(
        "desk:orders",
        "list",
        _("求人と候補者"),
        covers=(
            "order",
            "candidates",
            "candidate",
            "interviews",
            "matching",
            "matching_candidate",
            "matching_order",
            "matching_stable",
            "decide_pair",
        ),
    ),
    Entry(
        "desk:cases",
        "id",
        _("人材の案件"),
        covers=(
            "case",
            "new_case",
            "case_parts",
            "close_case",
            "case_facts",
            "case_fact",
            "registers",
            "register",
            "case_standing",
            "new_case_standing",
            "case_costs",
            "new_cost",
            "base_pay",
            "cost_wrong",
            "cost_pay",
            "cost_back",
            "cost_annul",
            "worker_card",
            "documents",
            "case_documents",
            "case_document",
            "case_papers",
            "case_paper",
            "case_way",
            "what_if",
        ),
    ),
    Entry(
        "desk:companies",
        "building",
        _("受入れ企業"),
        covers=(
            "company",
            "company_facts",
            "company_fact",
            "supervisor",
            "supervisor_facts",
            "supervisor_fact",
            "licence",
            "new_licence",
        ),
    ),
    Entry(
        "desk:visits",
        "search",
        _("訪問・監査・面談"),
        covers=(
            "visit",
            "new_visit",
            "visit_draw",
            "visit_person",
            "close_visit",
            "move_visit",
            "cancel_visit",
            "finding",
        ),
    ),
    Entry(
        "desk:help_calls",
        "heart",
        _("助けの知らせ"),
        covers=("help_call", "report_act", "report_company_act"),
    ),
    Entry("desk:disputed_costs", "yen", _("費用の食い違い")),
]
LIFE = [
    Entry(
        "desk:advice",
        "chat",
        _("相談"),
        covers=("consultation", "new_consultation", "advice_act", "advice_counts", "poster"),
    ),
    Entry(
        "desk:settlement",
        "flag",
        _("定着支援"),
        covers=("settlement_plan", "give_support", "annul_support"),
    ),
    Entry("desk:gatherings", "school", _("教室・講座"), covers=("new_gathering", "gathering")),
    Entry(
        "desk:housekeeping",
        "home",
        _("家事支援"),
        covers=(
            "hk_visits",
            "hk_new_visit",
            "hk_visit",
            "hk_alarm",
            "hk_homes",
            "hk_new_home",
            "hk_home",
            "hk_worker",
            "hk_institutions",
            "hk_institution",
            "hk_edit",
            "hk_confirm",
            "hk_event",
            "hk_new_look",
            "hk_look",
            "hk_zones",
            "hk_gate",
        ),
    ),
    Entry(
        "desk:guide",
        "chat",
        _("生活の手引き"),
        covers=(
            "answer",
            "new_answer",
            "edit_answer",
            "clean_answer",
            "check_answer",
            "translation",
            "check_translation",
        ),
    ),
    Entry(
        "desk:proposals",
        "chart",
        _("施策提言"),
        covers=(
            "proposal",
            "new_proposal",
            "edit_proposal",
            "build_table",
            "send_proposal",
            "ask_proposal",
            "answer_proposal",
            "withdraw_proposal",
        ),
    ),
]
# お金 — the fund adds its pages here, one Entry each; empty, the group is not drawn.
MONEY: list[Entry] = [
    Entry(
        "desk:council",
        "users",
        _("基金評議会"),
        covers=(
            "council_members",
            "new_council_member",
            "end_council_member",
            "council_articles",
            "new_council_articles",
            "council_board",
            "new_council_meeting",
            "council_meeting",
            "cancel_council_meeting",
            "new_council_item",
            "council_item",
            "council_minutes",
            "edit_council_minutes",
            "council_signers",
        ),
    ),
    Entry(
        "desk:books",
        "yen",
        _("帳簿"),
        covers=(
            "book",
            "new_book",
            "new_fund",
            "book_fund",
            "new_purpose",
            "book_journals",
            "new_journal",
            "journal",
            "close_month",
            "book_budget",
            "set_budget",
            "book_statements",
        ),
    ),
    Entry(
        "desk:donations",
        "building",
        _("企業版ふるさと納税"),
        covers=(
            "donation",
            "new_donation",
            "donation_act",
            "town_projects",
            "town_project",
            "new_town_project",
        ),
    ),
    Entry(
        "desk:payments",
        "send",
        _("支払い"),
        covers=(
            "owed",
            "payment",
            "expenses",
            "new_expense",
            "expense",
            "transfers",
            "new_transfer",
            "transfer",
            "payment_source",
        ),
    ),
]
FEDERATION = [
    Entry("desk:people", "users", _("人"), covers=("search",)),
    Entry(
        "desk:bodies",
        "network",
        _("団体とつながり"),
        covers=(
            "party",
            "party_ties",
            "party_timeline",
            "edit_party",
            "party_numbers",
            "reveal_number",
            "merge_party",
            "new_person",
            "ties",
            "new_body",
        ),
    ),
    Entry("desk:team", "user-check", _("事務局の人"), covers=("new_member", "end_role")),
    Entry(
        "desk:readings",
        "edit",
        _("ことば"),
        covers=("new_reading", "easy_japanese"),
    ),
    Entry(
        "desk:rules",
        "list",
        _("根拠の一覧"),
        covers=("rule", "rule_changes", "figures", "figure"),
    ),
    Entry("desk:settings", "settings", _("設定"), covers=("records", "record")),
]
# At most nine with the two under every list (困ったとき, ことばの説明): interface.md 1.3.
ENTRIES = [
    Entry("desk:today", "inbox", _("今日のやること"), covers=("duty", "basis")),
    Entry("desk:calendar", "calendar", _("予定表")),
    Group("globe", _("国際交流"), EXCHANGE),
    Group("id", _("外国人材"), TALENT),
    Group("heart", _("くらし"), LIFE),
    Group("yen", _("お金"), MONEY),
    Group("network", _("連合会"), FEDERATION),
]


def frame(request) -> dict:
    """Context that every desk page needs; three short queries."""
    viewer = request.viewer
    due_now = getattr(request, "due_now", None)
    due_now = duties.open_count(viewer) if due_now is None else due_now
    return {
        "nav": entries(request, ENTRIES, {"desk:today": due_now or None}),
        "viewer_name": shown([viewer.party], to=viewer)[viewer.party.pk],
        "search_url": reverse("desk:search"),
        "q": request.GET.get("q", ""),
        "bell_url": reverse("desk:notices"),
        "unread": notices.unread_count(viewer.party),
        "keys_off": not request.user.keys_on,
    }

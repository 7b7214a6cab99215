"""枠（事務局） — what stands around every page: the entries on the left, who is signed in."""

from django.urls import reverse

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.frames import Entry, entries
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.notices import queries as notices

ENTRIES = [
    Entry("desk:today", "inbox", _("今日のやること"), covers=("duty", "basis")),
    Entry("desk:calendar", "calendar", _("予定表")),
    Entry(
        "desk:exchanges",
        "video",
        _("国際交流"),
        _("事業"),
        ("exchange", "plan", "slots", "effect", "effect_evidence", "new_exchange", "pairings"),
    ),
    Entry("desk:schools", "school", _("学校"), _("事業"), ("new_school",)),
    Entry(
        "desk:visits",
        "search",
        _("訪問・監査・面談"),
        _("事業"),
        (
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
        "desk:orders",
        "list",
        _("求人と候補者"),
        _("事業"),
        (
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
        _("事業"),
        (
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
        "desk:advice",
        "chat",
        _("相談"),
        _("事業"),
        ("consultation", "new_consultation", "advice_act", "advice_counts", "poster"),
    ),
    Entry(
        "desk:help_calls",
        "heart",
        _("助けの知らせ"),
        _("事業"),
        ("help_call", "report_act", "report_company_act"),
    ),
    Entry(
        "desk:settlement",
        "flag",
        _("定着支援"),
        _("事業"),
        ("settlement_plan", "give_support", "annul_support"),
    ),
    Entry("desk:disputed_costs", "yen", _("費用の食い違い"), _("事業")),
    Entry(
        "desk:companies",
        "building",
        _("受入れ企業"),
        _("事業"),
        (
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
        "desk:rules",
        "list",
        _("根拠の一覧"),
        _("事業"),
        ("rule", "rule_changes", "figures", "figure"),
    ),
    Entry("desk:people", "users", _("人"), _("連合会"), ("search",)),
    Entry(
        "desk:bodies",
        "network",
        _("団体とつながり"),
        _("連合会"),
        (
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
    Entry(
        "desk:readings",
        "edit",
        _("ことば"),
        _("連合会"),
        ("new_reading", "easy_japanese"),
    ),
    Entry("desk:team", "user-check", _("事務局の人"), _("連合会"), ("new_member", "end_role")),
    Entry("desk:settings", "settings", _("設定"), _("連合会"), ("records", "record")),
]


def frame(request) -> dict:
    """Context that every desk page needs; three short queries."""
    viewer = request.viewer
    return {
        "nav": entries(request, ENTRIES, {"desk:today": duties.open_count(viewer) or None}),
        "viewer_name": shown([viewer.party], to=viewer)[viewer.party.pk],
        "search_url": reverse("desk:search"),
        "q": request.GET.get("q", ""),
        "bell_url": reverse("desk:notices"),
        "unread": notices.unread_count(viewer.party),
        "keys_off": not request.user.keys_on,
    }

"""枠（連携団体） — the entries on the left, the body, its own clock."""

from django.urls import reverse
from django.utils import timezone

from tsunagari.base import days
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.partner.bodies import in_fund, kind_of
from tsunagari.faces.shared.frames import Entry, entries
from tsunagari.kernel.consents.queries import own_name
from tsunagari.kernel.notices import queries as notices
from tsunagari.programmes.talent.housekeeping.queries import institution

ENTRIES = [
    Entry("partner:home", "home", _("はじめに"), covers=("basis",)),
    Entry(
        "partner:sessions",
        "video",
        _("授業"),
        covers=("session", "slots", "groups", "run", "reflections", "change", "effect"),
    ),
    Entry(
        "partner:classes",
        "users",
        _("学級と生徒"),
        covers=(
            "class",
            "timetable",
            "cards",
            "consents",
            "enter_consents",
            "class_papers",
            "new_class",
            "class_settings",
        ),
    ),
    Entry("partner:imports", "upload", _("名簿の読みこみ"), covers=("import", "import_columns")),
    Entry("partner:calendar", "calendar", _("学校の予定"), covers=("new_span", "span", "override")),
    Entry(
        "partner:school",
        "school",
        _("学校の設定"),
        covers=(
            "school_settings",
            "bells",
            "new_bells",
            "new_approval",
            "approval",
            "new_agreement",
        ),
    ),
    Entry("partner:incidents", "alert", _("困ったこと"), covers=("incident",)),
]


COSTS = ("case_costs", "new_cost", "cost_wrong", "cost_pay", "cost_back", "cost_annul")
PLAN = ("settlement_plan", "give_support", "annul_support")
TALENT = {
    "company": [
        ENTRIES[0],
        Entry("partner:orders", "list", _("求人"), covers=("order", "new_order", "edit_order")),
        Entry("partner:pairs", "users", _("候補者・面接"), covers=("pair", "candidate")),
        Entry("partner:cases", "id", _("案件"), covers=("case", "company", *PLAN, *COSTS)),
        Entry(
            "partner:donations",
            "building",
            _("ふるさと納税"),
            covers=(
                "donation",
                "new_donation",
                "tell_donation",
                "estimate_donation",
                "disclose_donation",
            ),
        ),
    ],
    "sending": [
        ENTRIES[0],
        Entry(
            "partner:candidates",
            "users",
            _("候補者"),
            covers=("candidate", "new_candidate", "edit_candidate", "new_result"),
        ),
        Entry("partner:imports", "upload", _("取込"), covers=("import", "import_columns")),
        Entry("partner:pairs", "video", _("面接"), covers=("pair",)),
        Entry("partner:cases", "id", _("案件"), covers=("case", *COSTS)),
    ],
    "training": [
        ENTRIES[0],
        Entry(
            "partner:learners",
            "school",
            _("候補者の授業と成績"),
            covers=("candidate", "new_lesson", "lesson", "new_result", "new_results"),
        ),
        Entry("partner:imports", "upload", _("取込"), covers=("import", "import_columns")),
        Entry("partner:cases", "id", _("案件"), covers=("case", *COSTS)),
    ],
}

# A body outside the schools and the talents' ways: what people show it.
OTHERS = [
    ENTRIES[0],
    Entry("partner:advice", "chat", _("本人が見せた相談"), covers=("consultation",)),
]


HOUSEKEEPING = Entry(
    "partner:housekeeping",
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
        "hk_institution",
        "hk_edit",
        "hk_event",
        "hk_look",
        "hk_gate",
    ),
)


GATHERINGS = Entry(
    "partner:gatherings", "school", _("教室・講座"), covers=("new_gathering", "gathering")
)


EVENTS = Entry(
    "partner:events", "flag", _("催し"), covers=("event", "event_booking", "new_event_booking")
)


FUND = Entry(
    "partner:fund_calls",
    "yen",
    _("助成の公募"),
    covers=(
        "fund_call",
        "application",
        "application_step",
        *("awards", "award", "award_report", "award_new_cost", "award_change"),
    ),
)


# For a body that gave to the fund or takes part in it.
GIFTS = Entry("partner:gifts", "heart", _("わたしたちの寄附"), covers=("gift_trace", "gift_pledge"))


def entries_of(body) -> list[Entry]:
    """The entries of a body's kind; any other body has what people show it."""
    kind = kind_of(body)
    found = ENTRIES if kind == "school" else TALENT.get(kind, OTHERS)
    found = [*found, GATHERINGS, EVENTS, FUND, *([GIFTS] if in_fund(body.party) else [])]
    # A specified institution of zone housekeeping has one more.
    return [*found, HOUSEKEEPING] if kind == "company" and institution(body.pk) else found


def frame(request) -> dict:
    """Context that every partner page needs."""
    viewer = request.viewer
    now = days.clock(timezone.now(), viewer.zone)
    return {
        "nav": entries(request, entries_of(viewer.own_body)),
        "settings_url": reverse("partner:settings"),
        "viewer_name": own_name(viewer),
        "body_name": viewer.own_body.title,
        "clock_zone": f"{days.zone_name(viewer.zone, viewer.language)} {now}",
        "acting": viewer.on_behalf is not None,
        "other_roles": [r for r in request.roles if r.body_id != viewer.body.pk],
        "bell_url": reverse("partner:notices"),
        "unread": notices.unread_count(viewer.party),
        "keys_off": not request.user.keys_on,
    }

"""矛盾の及ぶ所 — which triggers rest on which facts: what a contradiction holds back."""

# Which triggers rest on which facts.
ENTRY: tuple[str, ...] = (
    "entry",
    "arrived",
    "landed",
    "uninsured",
    "uninsured_20_59",
    "titp_training",
)
DEPARTED = ("departed", "return_planned", "titp_end", "esd_end_of_case", "titp_training")
STAYS = (
    "stay_end",
    "stay_end_long",
    "stay_end_short",
    "special",
    "status_application",
    "month_without_start",
    "ssw1_cap_end",
    "ssw1_cap_excluded",
    "permitted_in_japan",
    "ssw1_cap_6y",
    "hsp_held",
    "hsp_held_80",
    "hsp_two_card",
    "away_until_stay_end",
    "coop_application",
)
CARDS = ("card_end", "card_end_at_16")
PLACEMENTS: tuple[str, ...] = (
    "hired_insured",
    "hired_uninsured",
    "joined_insurance",
    "work",
    "regular_work",
    "hired_regular",
    "org_event",
    "new_host",
    "left_insured",
    "left_uninsured",
    "contract_end",
    "commissioned_end",
    "own_support_end",
    "idle",
    "spouse_idle",
    "hsp_idle",
    "hsp_two_idle",
    "hsp_ab_event",
    "hsp_c_event",
    "hsp_new_host",
    "hk_first_contract",
    "hk_before_ban",
    "ssw1_work",
    "titp_first_work",
    "month_without_start",
    "ssw1_work_quarters",
    "hsp_a_work",
    "hsp_bc_work",
    "esd_first_work",
    "esd_a1_open",
)
PLANS: tuple[str, ...] = (
    "esd_plan",
    "esd_year1",
    "esd_end",
    "esd_a1_open",
    "esd_a2_open",
    "esd_end_of_case",
)
PLANS += ("esd_first_work", "esd_transfer_from")
PLANS += ("titp_plan_s1", "titp_plan_s2", "titp_plan_s3", "titp_end_s1", "titp_end_s2")
PLANS += ("titp_end_s3", "titp_stage3", "titp_training", "titp_end", "plan_filed")
STAGE3 = ("titp_plan_s3", "titp_end_s3", "titp_stage3", "titp_end", "titp_training")
STAGE2 = ("titp_plan_s2", "titp_end_s2", *STAGE3)
COUNTRY: tuple[str, ...] = (
    "vn_abroad",
    "vn_in_japan",
    "vn_not_needed",
    "id_abroad",
    "id_p3mi",
    "id_in_japan",
)
COUNTRY += ("ph_all",)
FIELD: tuple[str, ...] = ("esd_transfer_from", "field_application")
HOST_PEOPLE: tuple[str, ...] = ("titp_people", "titp_first_stage", "titp_years", "titp_started")
HOST_PEOPLE += ("esd_people", "esd_first_stage", "esd_years", "ssw_years")
HOST_PEOPLE += ("titp_people_quarters", "esd_people_quarters")
CAP = ("ssw1_cap_end", "ssw1_cap_excluded", "ssw1_cap_6y")
TRAINING = ("titp_first_work", "esd_first_work")
# Triggers that an event wakes under another name.
OF_EVENTS: dict[str, tuple[str, ...]] = {
    "left_with_reentry": ("away", "away_until_stay_end"),
    "address_left": ("address_gone",),
    "host_change_planned": ("hsp_change_planned",),
    "inactive": ("month_inactive", "idle", "spouse_idle", "hsp_idle", "hsp_two_idle"),
    "spouse_lost": ("idle", "spouse_idle"),
    "insurance_lost": ("uninsured", "uninsured_20_59"),
    "activity_changed": ("activity_event",),
    "organisation_changed": ("org_event", "hsp_ab_event", "hsp_c_event"),
    "transferred": ("org_event", "hsp_ab_event", "hsp_c_event"),
    "temporary_return": ("titp_stage3", "return_planned"),
    "became_resident": ("landed",),
}


def of_event(kind: str) -> tuple[str, ...]:
    """Everything that hangs on events of a kind."""
    prefixed = (f"{name}_{kind}" for name in ("titp", "esd", "so", "sso", "rso", "hk"))
    return (kind, *prefixed, *OF_EVENTS.get(kind, ()))

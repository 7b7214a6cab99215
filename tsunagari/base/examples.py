"""問いの例 — an example for each calculator: on its page, and in its schema."""

_JAPAN = [
    {"code": "P3", "start": "10:45", "end": "11:35"},
    {"code": "P4", "start": "11:45", "end": "12:35"},
]
_PHILIPPINES = [
    {"code": "S4", "start": "10:05", "end": "10:50"},
    {"code": "S5", "start": "10:50", "end": "11:35"},
]
EXAMPLES = {
    "transfer-file": {
        "header": {
            "client_code": "1234567890",
            "client_name": "ｼﾔ)ﾂﾅｶﾞﾘ",
            "on": "2027-01-25",
            "bank_code": "9900",
            "branch_code": "101",
            "account_number": "1234567",
        },
        "payments": [
            {
                "bank_code": "9901",
                "branch_code": "001",
                "account_number": "7654321",
                "payee": "ﾄｸﾋ)ｱｼﾞｱ",
                "yen": 300_000,
            }
        ],
        "today": "2027-01-12",
    },
    "quorum": {
        "members": 7,
        "recused": 2,
        "present": 4,
        "quorum_ratio": "1/2",
        "votes": {"for": 3, "against": 1, "abstain": 0},
    },
    "shifts": {
        "shifts": [
            {
                "id": "reception",
                "starts": "2027-05-02T09:00",
                "ends": "2027-05-02T11:00",
                "needs": 2,
                "languages": ["vi"],
            },
            {
                "id": "kitchen",
                "starts": "2027-05-02T10:00",
                "ends": "2027-05-02T13:00",
                "needs": 2,
                "skills": ["cooking"],
            },
        ],
        "people": [
            {"id": "A", "languages": ["ja"], "wants": ["reception"]},
            {"id": "B", "languages": ["ja", "vi"], "can": ["reception"], "most_hours": 3},
            {"id": "C", "skills": ["cooking"], "wants": ["kitchen"], "can": ["reception"]},
        ],
        "vetoes": [["B", "kitchen"]],
    },
    "tables": {
        "people": [
            {"id": "A", "generation": "60s", "nationality": "JP", "languages": ["ja"]},
            {"id": "B", "generation": "30s", "nationality": "VN", "languages": ["vi", "ja"]},
            {"id": "C", "generation": "child", "nationality": "VN", "with": ["B"]},
            {"id": "D", "generation": "20s", "nationality": "PH", "languages": ["fil", "en"]},
            {"id": "E", "generation": "20s", "nationality": "JP", "languages": ["ja", "en"]},
            {"id": "F", "generation": "60s", "nationality": "JP", "not_with": ["A"]},
        ],
        "table_size": 3,
        "rounds": 2,
        "met_before": [["A", "E"]],
    },
    "lottery": {
        "seed": "2026-11-26 見本",
        "entries": [{"id": "A1", "people": 2}, {"id": "B2"}, {"id": "C3", "before": 1}, "D4"],
        "places": 3,
    },
    "easy-japanese": {"text": "3日以内に在留カードを持参してください。18:30までにご提出ください。"},
    "slots": {
        "from": "2026-11-24",
        "until": "2026-12-18",
        "a": {"name": "見本中学校", "zone": "Asia/Tokyo", "periods": _JAPAN},
        "b": {
            "name": "Sample High School",
            "zone": "Asia/Manila",
            "periods": _PHILIPPINES,
            "closed": ["2026-11-30"],
        },
        "limit": 10,
    },
    "groups": {
        "sides": [
            {"name": "A", "people": [{"id": f"A{i}", "gender": "fm"[i % 2]} for i in range(1, 9)]},
            {"name": "B", "people": [{"id": f"B{i}", "gender": "fm"[i % 2]} for i in range(1, 9)]},
        ],
        "per_group": [2, 2],
        "sessions": 3,
        "keep_apart": [["A1", "A2"]],
        "absent": {"2": ["B3"]},
    },
    "effect": {
        "pre": [2, 3, 3, 4, 2, 5, 3, 4, 3, 2, 4, 3],
        "post": [3, 4, 3, 5, 3, 5, 4, 4, 4, 3, 4, 4],
    },
    "due": {"function": "months_after", "event": "2027-02-28", "n": 2, "office": "national"},
    "special-period": {"expiry": "2027-05-31", "filed_on": "2027-05-20"},
    "card-number": {"number": "AB12345678CD"},
    "duties": {
        "case": {
            "system": "TITP",
            "country": "VN",
            "field": "food_mfg",
            "entry": "2026-12-01",
            "address_fixed": "2026-12-01",
            "plans": [{"id": "1", "stage": 1, "starts": "2026-12-01", "ends": "2027-11-30"}],
            "placements": [{"id": "1", "starts": "2027-01-04"}],
            "stays": [{"id": "1", "since": "2026-12-01", "until": "2027-11-30"}],
            "audits": [{"on": "2027-02-15"}],
        },
        "as_of": "2027-03-01",
        "until": "2027-06-30",
    },
    "caps": {"staff": 45, "address": "千葉県流山市", "there": {"s1": 4, "s2": 8}},
    "status-fit": {
        "order": {"field": "care", "place": "client_home", "starts": "2027-06-01"},
        "candidate": {"age": 24, "japanese": "N4", "skill_test": True, "care_japanese": True},
        "on": "2026-11-24",
    },
    "transfer-cost": {
        "starts": "2027-07-01",
        "transferred": "2028-07-01",
        "standard_yen": 400_000,
        "actual_yen": 60_000,
    },
    "housekeeping": {
        "on": "2026-11-24",
        "area": "chiba",
        "place": "care_home",
        "work": ["cleaning", "bodily_care"],
        "lives_in": False,
    },
    "points": {
        "class": "b",
        "on": "2026-11-24",
        "age": 33,
        "degree": "bachelor_or_equiv",
        "experience_years": 8,
        "annual_pay_yen": 7_200_000,
        "bonuses": ["degree_from_japan", "japanese_n1_or_major"],
    },
    "hometown-tax": {
        "donation_yen": 1_000_000,
        "corporation_tax_yen": 23_200_000,
        "prefecture_corporate_levy_yen": 232_000,
        "municipal_corporate_levy_yen": 1_392_000,
        "enterprise_tax_yen": 6_800_000,
        "effective_rate": 0.30,
        "on": "2026-11-24",
    },
    "settlement": {
        "decided_yen": 1_000_000,
        "rate": 0.8,
        "period": {"from": "2026-04-01", "until": "2027-03-31"},
        "lines": [{"name": "謝金", "yen": 600_000, "unit_limit_yen": 10_000}],
        "shift_percent": 20,
        "costs": [
            {
                "on": "2026-06-30",
                "payee": "見本 講師",
                "yen": 300_000,
                "line": "謝金",
                "units": 30,
                "voucher_sha256": "a" * 64,
            },
            {
                "on": "2027-04-01",
                "payee": "見本 講師",
                "yen": 50_000,
                "line": "謝金",
                "units": 5,
                "voucher_sha256": "b" * 64,
            },
        ],
        "other_income_yen": 20_000,
        "advances": [{"on": "2026-05-11", "yen": 200_000}],
    },
}

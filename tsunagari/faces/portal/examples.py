"""問いの例 — an example for each calculator's page."""

_JAPAN = [
    {"code": "P3", "start": "10:45", "end": "11:35"},
    {"code": "P4", "start": "11:45", "end": "12:35"},
]
_PHILIPPINES = [
    {"code": "S4", "start": "10:05", "end": "10:50"},
    {"code": "S5", "start": "10:50", "end": "11:35"},
]
EXAMPLES = {
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
}

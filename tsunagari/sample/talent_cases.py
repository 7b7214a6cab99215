"""見本の案件 — invented people on their way, from candidates to colleagues; days follow the sample's.

(key, family, given, kana, country, system, state, company, facts, standings): days are numbers,
counted from the day on which the sample is made.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.counting import DAY, span


class Held(NamedTuple):
    """A status or a card: its kind, from and until which day, and when the next was filed."""

    kind: str
    from_day: date
    until_day: date
    filed_on: date | None = None


class Sample(NamedTuple):
    """One invented person's case."""

    family: str
    given: str
    kana: tuple[str, str]
    nationality: str
    system: str
    state: str
    company: str
    known: dict[str, Any]
    held: tuple[Held, ...] = ()
    sent: bool = True


def every(on: date) -> list[Sample]:
    """The cases of the sample."""
    return [*_trainees(on), *_developing(on), *_skilled(on)]


def _ago(on: date, days: int) -> date:
    return on - timedelta(days=days)


def _plan(stage: int, starts: date, months: int, **more) -> dict:
    return {
        "id": str(stage),
        "stage": stage,
        "starts": starts,
        "ends": span(starts, months),
        **more,
    }


def _stays(stage: int, since: date, months: int) -> tuple[Held, ...]:
    until = span(since, months)
    return (Held(f"status.TITP{stage}", since, until), Held("card", since, until))


def _trainees(on: date) -> list[Sample]:
    soon, landed = on + timedelta(days=150), _ago(on, 10)
    first, near, second = _ago(on, 150), _ago(on, 300), _ago(on, 560)
    return [
        Sample(
            "NGUYEN",
            "Van An",
            ("グエン", "ヴァン アン"),
            "VNM",
            "TITP",
            "plan_drafting",
            "seisakusho",
            {"country": "VN", "field": "industrial_mfg", "plans": [_plan(1, soon, 12)]},
        ),
        Sample(
            "TRAN",
            "Thi Mai",
            ("チャン", "ティ マイ"),
            "VNM",
            "TITP",
            "coe_issued",
            "seisakusho",
            {
                "country": "VN",
                "field": "industrial_mfg",
                "application_on": _ago(on, 50),
                "plans": [
                    _plan(
                        1,
                        on + timedelta(days=40),
                        12,
                        applied_on=_ago(on, 130),
                        certified_on=_ago(on, 70),
                    )
                ],
            },
        ),
        Sample(
            "LE",
            "Minh Duc",
            ("レ", "ミン ドゥック"),
            "VNM",
            "TITP",
            "post_entry_training",
            "seisakusho",
            {
                "country": "VN",
                "field": "industrial_mfg",
                "entry": landed,
                "address_fixed": landed + 2 * DAY,
                "training_from": landed + 3 * DAY,
                "training_until": landed + 33 * DAY,
                "plans": [_plan(1, landed, 12, hours=1920)],
                "placements": [{"id": "1", "starts": landed + 34 * DAY}],
            },
            _stays(1, landed, 12),
        ),
        Sample(
            "PHAM",
            "Thi Hoa",
            ("ファム", "ティ ホア"),
            "VNM",
            "TITP",
            "stage1_working",
            "shokuhin",
            {
                "country": "VN",
                "field": "food_mfg",
                "entry": first,
                "address_fixed": first + DAY,
                "training_from": first + 2 * DAY,
                "training_until": first + 31 * DAY,
                "plans": [_plan(1, first, 12, hours=1920)],
                "placements": [{"id": "1", "starts": first + 32 * DAY}],
            },
            _stays(1, first, 12),
        ),
        Sample(
            "HOANG",
            "Quoc Bao",
            ("ホアン", "クオック バオ"),
            "VNM",
            "TITP",
            "stage1_exam",
            "shokuhin",
            {
                "country": "VN",
                "field": "food_mfg",
                "entry": near,
                "address_fixed": near + DAY,
                "plans": [
                    _plan(1, near, 12, hours=1920),
                    _plan(2, span(near, 12) + DAY, 24, applied_on=_ago(on, 20)),
                ],
                "placements": [{"id": "1", "starts": near + 32 * DAY}],
            },
            _stays(1, near, 12),
        ),
        Sample(
            "VO",
            "Thanh Tung",
            ("ヴォ", "タイン トゥン"),
            "VNM",
            "TITP",
            "stage2_working",
            "seisakusho",
            {
                "country": "VN",
                "field": "industrial_mfg",
                "entry": second,
                "address_fixed": second + DAY,
                "plans": [
                    _plan(1, second, 12, hours=1920),
                    _plan(2, span(second, 12) + DAY, 24),
                ],
                "placements": [{"id": "1", "starts": second + 32 * DAY}],
                "exams": [{"id": "1", "kind": "stage1", "on": _ago(on, 230), "passed": True}],
            },
            (*_stays(1, second, 12), *_stays(2, span(second, 12) + DAY, 24)),
        ),
        # What cannot be true: left Japan before coming to it.
        Sample(
            "DANG",
            "Thi Thu",
            ("ダン", "ティ トゥー"),
            "VNM",
            "TITP",
            "stage1_working",
            "shokuhin",
            {
                "country": "VN",
                "field": "food_mfg",
                "entry": _ago(on, 200),
                "address_fixed": _ago(on, 199),
                "departed": _ago(on, 230),
                "plans": [_plan(1, _ago(on, 200), 12, hours=1920)],
                "placements": [{"id": "1", "starts": _ago(on, 168)}],
            },
            _stays(1, _ago(on, 200), 12),
        ),
    ]


def _developing(on: date) -> list[Sample]:
    begins = max(ESD_DAY + timedelta(days=90), on + timedelta(days=200))
    return [
        Sample(
            "SARI",
            "Dewi",
            ("サリ", "デウィ"),
            "IDN",
            "ESD",
            "candidate",
            "kaigo",
            {"country": "ID", "field": "care", "plans": [_plan(0, begins, 36)]},
            sent=False,
        ),
        Sample(
            "BUI",
            "Van Hung",
            ("ブイ", "ヴァン フン"),
            "VNM",
            "ESD",
            "plan_applied",
            "kaigo",
            {
                "country": "VN",
                "field": "care",
                "plans": [_plan(0, begins + timedelta(days=30), 36, applied_on=_ago(on, 15))],
            },
        ),
    ]


def _skilled(on: date) -> list[Sample]:
    start, long_ago = _ago(on, 285), _ago(on, 700)
    return [
        Sample(
            "SANTOS",
            "Grace",
            ("サントス", "グレース"),
            "PHL",
            "SSW1",
            "working",
            "kaigo",
            {
                "country": "PH",
                "field": "care",
                "entry": start,
                "address_fixed": start + DAY,
                "placements": [{"id": "1", "starts": start + 10 * DAY}],
                "interviews": [{"id": "1", "on": _ago(on, 190)}, {"id": "2", "on": _ago(on, 75)}],
            },
            (
                Held("status.SSW1", start, span(start, 12)),
                Held("card", start, span(start, 12)),
            ),
            sent=False,
        ),
        Sample(
            "NGO",
            "Thi Yen",
            ("ゴー", "ティ イエン"),
            "VNM",
            "SSW1",
            "applied",
            "shokuhin",
            {
                "country": "VN",
                "field": "food_mfg",
                "in_japan": True,
                "application_on": _ago(on, 20),
                "contract_on": _ago(on, 35),
            },
            (Held("status.TITP2", _ago(on, 690), on + timedelta(days=40), _ago(on, 20)),),
        ),
        Sample(
            "WIJAYA",
            "Budi",
            ("ウィジャヤ", "ブディ"),
            "IDN",
            "SSW2",
            "working",
            "shokuhin",
            {
                "country": "ID",
                "field": "food_mfg",
                "entry": long_ago,
                "address_fixed": long_ago + DAY,
                "placements": [{"id": "1", "starts": long_ago + 7 * DAY}],
            },
            (
                Held("status.SSW2", long_ago, span(long_ago, 36)),
                Held("card", long_ago, span(long_ago, 36)),
            ),
            sent=False,
        ),
        Sample(
            "REYES",
            "Carlo",
            ("レイエス", "カルロ"),
            "PHL",
            "HSP",
            "working",
            "seisakusho",
            {
                "country": "PH",
                "hsp_class": "b",
                "entry": _ago(on, 400),
                "address_fixed": _ago(on, 398),
                "placements": [{"id": "1", "starts": _ago(on, 395)}],
            },
            (Held("status.HSP", _ago(on, 400), span(_ago(on, 400), 60)),),
            sent=False,
        ),
    ]


def companies(on: date) -> dict[str, dict]:
    """What is known of each company."""
    audits = [_ago(on, days) for days in range(550, 39, -85)]
    visits = [_ago(on, days) for days in range(544, 11, -28)]
    watched = {
        "audits": [{"id": f"a{n}", "on": d, "kind": "periodic"} for n, d in enumerate(audits, 1)],
        "visits": [{"id": f"v{n}", "on": d} for n, d in enumerate(visits, 1)],
    }
    return {
        # The newest audit of this company is the visit of the sample, which brings it by itself.
        "seisakusho": watched
        | {
            "audits": watched["audits"][:-1],
            "staff": 42,
            "fields": ["industrial_mfg"],
            "address": "千葉県流山市見本1-2-3",
        },
        "kaigo": {"staff": 24, "fields": ["care"], "address": "千葉県流山市見本4-5-6"},
        "shokuhin": watched
        | {"staff": 66, "fields": ["food_mfg"], "address": "千葉県柏市見本7-8-9"},
    }


def federation(on: date) -> dict:
    """What is known of the federation as a supervising body."""
    since = _ago(on, 700)
    return {
        "offices": [
            {
                "id": "1",
                "kind": "SO",
                "starts": since,
                "outside": "auditor",
                "outside_audits": [_ago(on, days) for days in range(50, 700, 85)],
                "accompanied": [_ago(on, 120), _ago(on, 470)],
            }
        ],
        "holders": [
            {
                "id": "1",
                "role": "manager",
                "kind": "SO",
                "starts": since,
                "courses": [_ago(on, 710)],
            },
            {
                "id": "2",
                "role": "outside_auditor",
                "kind": "SO",
                "starts": since,
                "courses": [_ago(on, 710)],
            },
        ],
        "staff": [{"id": "1", "on": since, "full_time": 3, "managers": 1, "officers": 1}],
    }

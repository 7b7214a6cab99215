"""配役（定着支援） — Linh as a specified skilled worker, twelve days after landing."""

from datetime import timedelta

import pytest

from tests.cast import TODAY

ENTRY = TODAY - timedelta(days=12)


@pytest.fixture
def ssw(linh, maker, sato):
    """Linh's case under 特定技能1号, whom the company supports itself."""
    from tsunagari.programmes.talent.people.actions import cases

    known = {
        "country": "VN",
        "field": "care",
        "entry": ENTRY,
        "address_fixed": ENTRY + timedelta(days=1),
        "placements": [{"id": "1", "starts": ENTRY + timedelta(days=3)}],
    }
    return cases.open_case(
        linh, "SSW1", state="working", by=sato, on=TODAY, known=known, company=maker
    )


@pytest.fixture
def give(sato):
    """give(case, …): the orientation of eight hours, given by the office with a note in it."""
    from tsunagari.programmes.talent.settlement import actions
    from tsunagari.programmes.talent.settlement.rules import items

    def given(case, *, body=None, by=None, **more):
        case.refresh_from_db()
        told = {
            "parts": list(items.ITEMS[items.ORIENTATION].parts),
            "held_on": TODAY,
            "minutes": 480,
            "language": "vi",
            "words": "秘密の助言",
        }
        return actions.give(
            case, items.ORIENTATION, body=body or sato.body, by=by or sato, on=TODAY, **told | more
        )

    return given

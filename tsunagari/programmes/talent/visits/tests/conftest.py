"""配役 — a company with trainees and skilled workers, and visits to it."""

from datetime import UTC, datetime, time

import pytest

from tests.cast import TODAY
from tsunagari.kernel.parties import actions as parties
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import plan
from tsunagari.programmes.talent.visits.actions.fill import Filled, fill
from tsunagari.programmes.talent.visits.rules.visits import Typed

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TRAINEE = {
    "country": "VN",
    "entry": "2026-04-01",
    "plans": [
        {"id": "one", "stage": 1, "starts": "2026-04-01", "ends": "2027-03-31", "hours": 1920}
    ],
    "placements": [{"id": "first", "starts": "2026-05-01"}],
}
SKILLED = {"country": "PH", "field": "care", "placements": [{"id": "a", "starts": "2026-09-01"}]}


@pytest.fixture
def maker(federation):
    """流山製作所 — a company."""
    return parties.add_organisation("流山製作所", kinds=["company"], municipality="流山市")


@pytest.fixture
def hire(maker, sato):
    """hire(4): so many trainees of the company; hire(2, "SSW1"): skilled workers."""

    def many(number, system="TITP", language="vi"):
        known = TRAINEE if system == "TITP" else SKILLED
        return [
            cases.open_case(
                parties.add_person(
                    family_latin=f"NGUYEN{n}", given_latin="Linh", language=language
                ),
                system,
                state="working",
                by=sato,
                on=TODAY,
                known=dict(known),
                company=maker,
            )
            for n in range(number)
        ]

    return many


@pytest.fixture
def planned(maker, sato):
    """planned("audit"): a visit of today at ten."""

    def make(kind="audit", day=TODAY):
        return plan.plan(maker, kind, day=day, at=time(10), by=sato, on=TODAY)

    return make


def everything(visit, **changes):
    """はい to every question of a visit, but for `changes` by key."""
    keys = queries.asked(visit, queries.interviews_of(visit))
    return {key: changes.get(key, Typed("yes")) for key in keys}


@pytest.fixture
def filled(sato):
    """filled(visit, key=Typed(…)): all answered, signed by name."""

    def make(visit, at=AT, **changes):
        sent = Filled(answers=everything(visit, **changes), was={}, signed_name="山本 社長")
        return fill(visit, sent, by=sato, on=TODAY, received=at, pressed=at)

    return make

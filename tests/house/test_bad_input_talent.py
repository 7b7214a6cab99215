"""わるい入力（人材） — whatever a worker, a body or the office sends about costs, numbers and help."""

import pytest

from tests.cast import NOW, TODAY
from tests.house.test_bad_input import faces, failures
from tests.house.test_doors import path_of
from tsunagari.kernel.roles import identifiers
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.costs.actions import lines
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.safety import actions as safety

WHEN = {"on": TODAY, "at": NOW}
OURS = ("cost", "base_pay", "help_call", "worker_card", "number", "work", "advice", "consultation")


def ours(face):
    return [one for one in faces(f"{face}:") if any(word in one[0] for word in OURS)]


@pytest.fixture
def keys(linh, linh_case, tran, linh_viewer, sato):
    """{first word of the path that says so: key} of one of everything."""
    cost = lines.ask(
        linh_case,
        Money(50_000),
        whom="sending",
        category="fee",
        asked_by=linh_case.sending,
        asked_on=TODAY,
        by=tran,
        **WHEN,
    )
    call = safety.report(linh_case, kind="pay", part="else", words="", by=linh_viewer, **WHEN)
    asked = advice.ask(
        topic="work", words="?", language="vi", channel="page", person=linh, by=linh_viewer, **WHEN
    )
    number = identifiers.note(linh.party, "passport", "QZ8765431", by=sato, on=TODAY)
    return {
        "numbers": number.pk,
        "help-calls": call.pk,
        "advice": asked.pk,
        "costs": cost.pk,
        "cases": linh_case.pk,
        "code": linh.party.code,
    }


def path(name, pattern, keys) -> str:
    """The word that stands before the number says whose number it is."""
    before = str(pattern.pattern).split("<int:pk>")[0].strip("/").split("/")[-1]
    return path_of(name, pattern, pk=keys.get(before, 1), code=keys["code"])


def test_every_page_of_a_worker_answers_whatever_is_sent(keys, linh, worker_client):
    paths = [path(*one, keys) for one in ours("mypage")]

    assert failures(worker_client(linh), *paths) == []


def test_every_page_of_the_desk_answers_whatever_is_sent(keys, staff_client):
    assert failures(staff_client, *(path(*one, keys) for one in ours("desk"))) == []


def test_every_page_of_a_body_answers_whatever_is_sent(keys, partner_client, tran_login):
    client = partner_client(tran_login)

    assert failures(client, *(path(*one, keys) for one in ours("partner"))) == []


def test_every_page_of_the_council_answers_whatever_is_sent(keys, kato_client):
    paths = [path(*one, keys) for one in faces("council:")]

    assert failures(kato_client, *paths) == []

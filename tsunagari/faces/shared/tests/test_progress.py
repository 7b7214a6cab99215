from datetime import timedelta

import pytest

from tests.cast import TODAY, viewer
from tests.cast_talent import make_body, make_case, make_member
from tests.pages import words
from tsunagari.faces.shared import progress
from tsunagari.programmes.talent.people.actions import cases, moves


@pytest.fixture
def school_login(federation):
    body = make_body("ハノイ訓練校", "training")
    return make_member(body, "trainer", "lan@example.vn", family="Hoàng", given="Lan")


@pytest.fixture
def case(linh, maker, hanoi, school_login, federation, sato):
    """Linh's case with everybody around it, one step after its first day."""
    office = federation.party.organisation
    parts = {"company": maker, "sending": hanoi, "school": viewer(school_login).body}
    case = make_case(linh, by=sato, supervisor=office, **parts)
    case = cases.change(case, seen=case.version, by=sato, on=TODAY, field="care")
    day = TODAY + timedelta(days=2)
    return moves.move(case, "pre_entry_training", by=sato, on=day, seen=case.version)


def test_everybody_around_a_case_reads_the_same_way(
    case, linh, worker_client, partner_client, school_login, tran_login, mori_login, staff_client
):
    doors = {
        "/me/case/mine/": worker_client(linh),
        f"/desk/cases/{case.pk}/way/": staff_client,
    }
    pages = [words(client.get(path)) for path, client in doors.items()]
    for login in (school_login, tran_login, mori_login):
        pages.append(words(partner_client(login).get(f"/partner/cases/{case.pk}/")))

    for page in pages:
        assert "候補者" in page
        assert "2026年11月26日（木） 入国前の講習" in page
        assert "つぎ：計画をつくっている" in page
        assert "みんなが出す書類：0％そろいました" in page


def test_a_step_that_was_taken_back_is_not_on_the_way(case, sato):
    moves.undo_move(case, by=sato, on=TODAY + timedelta(days=2), seen=case.version)
    case.refresh_from_db()

    stages = progress.of(case, TODAY)["stages"]

    assert [(one.words, one.now, one.ahead) for one in stages] == [
        ("候補者", True, False),
        ("入国前の講習", False, True),
    ]


def test_a_closed_case_goes_nowhere(case, sato):
    closed = cases.close(case, by=sato, on=TODAY + timedelta(days=3))

    assert not any(one.ahead for one in progress.of(closed, TODAY)["stages"])

"""同時に押す — two people at once: no yen comes back twice, and no answer is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.roles import identifiers
from tsunagari.programmes.talent.costs.actions import agreeing, answers, lines
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import Answer, Cost

pytestmark = pytest.mark.django_db(transaction=True)
WHEN = {"on": TODAY, "at": NOW}


def at_once(*acts) -> list:
    """The answers of acts that start in the same moment; a refusal is an answer too."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def cost(linh_case, tran):
    return lines.ask(
        linh_case,
        Money(50_000),
        whom="sending",
        category="fee",
        asked_by=linh_case.sending,
        asked_on=TODAY,
        paid_on=TODAY,
        by=tran,
        **WHEN,
    )


def test_money_comes_back_once(cost, tran, sato):
    said = at_once(
        *[
            lambda by=by: lines.give_back(cost, Money(30_000), paid_on=TODAY, by=by, **WHEN)
            for by in (tran, sato, tran)
        ]
    )

    assert sum(isinstance(one, Cost) for one in said) == 1
    assert Cost.objects.filter(gives_back=cost).count() == 1


def test_of_two_answers_to_the_same_line_one_is_asked_to_look_again(cost, linh_viewer):
    said = at_once(
        lambda: answers.answer(cost, right=True, seen=1, by=linh_viewer, **WHEN),
        lambda: answers.answer(cost, right=False, seen=1, by=linh_viewer, **WHEN),
    )

    assert sum(isinstance(one, Refused) for one in said) == 1
    assert Answer.objects.count() == 1


def test_a_line_is_not_taken_back_while_it_is_answered(cost, linh_viewer, tran):
    at_once(
        lambda: answers.answer(cost, right=False, seen=1, by=linh_viewer, **WHEN),
        lambda: lines.annul(cost, reason="まちがい", by=tran, **WHEN),
    )

    cost.refresh_from_db()
    assert (cost.annulled_at is None) == Answer.objects.exists()


def test_two_people_enter_the_same_number_once(linh, sato):
    at_once(*[lambda: identifiers.note(linh.party, "passport", "QZ8765431", by=sato, on=TODAY)] * 3)

    assert linh.party.identifiers.count() == 1


def test_one_amount_is_agreed_once(cost, linh_viewer, tran):
    answers.answer(cost, right=False, seen=1, words="4", claimed=40_000, by=linh_viewer, **WHEN)

    said = at_once(*[lambda: agreeing.agree(cost, claimed=40_000, seen=2, by=tran, **WHEN)] * 3)

    assert len({one.pk for one in said}) == 1
    assert Cost.objects.filter(replaces=cost).count() == 1


def test_an_amount_is_not_agreed_while_the_candidate_says_that_the_line_is_right(
    cost, linh_viewer, tran
):
    answers.answer(cost, right=False, seen=1, words="4", claimed=40_000, by=linh_viewer, **WHEN)

    said = at_once(
        lambda: agreeing.agree(cost, claimed=40_000, seen=2, by=tran, **WHEN),
        lambda: answers.answer(cost, right=True, seen=2, by=linh_viewer, **WHEN),
    )

    cost.refresh_from_db()
    assert sum(isinstance(one, Refused) for one in said) == 1
    assert bool(cost.annulled_at) == Cost.objects.filter(replaces=cost).exists()

"""同時に — two screens decide one paper, send one document, or move one case at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY
from tests.cast_talent import make_case
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.documents import actions
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.people.actions import moves

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kept_files")]
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"


def at_once(*acts) -> list:
    """The answers (or refusals) of acts that start in the same moment."""
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


def refused(found) -> int:
    return sum(isinstance(answer, Refused) for answer in found)


def test_of_two_decisions_at_once_one_counts(linh_case, tran, sato):
    found = actions.submit(linh_case, "cv", PDF, name="a.pdf", by=tran, on=TODAY)

    answers = at_once(
        lambda: actions.accept(found, by=sato, on=TODAY),
        lambda: actions.refuse(found, reasons=["pages"], by=sato, on=TODAY, at=NOW),
        lambda: actions.accept(found, by=sato, on=TODAY),
    )

    assert refused(answers) == 2
    decided = ("document.accepted", "document.refused")
    assert Record.objects.filter(did__in=decided).count() == 1


def test_of_papers_sent_at_once_one_is_current(linh_case, tran):
    send = [
        lambda: actions.submit(linh_case, "cv", PDF, name="a.pdf", by=tran, on=TODAY)
        for _screen in range(4)
    ]

    at_once(*send)

    assert Submission.objects.filter(current=True).count() == 1
    assert Submission.objects.count() == 4


def test_of_moves_at_once_one_is_made(linh, maker, sato):
    case = make_case(linh, "TITP", by=sato, state="stage1_working", company=maker)

    answers = at_once(
        *[lambda: moves.move(case, "stage1_exam", by=sato, on=TODAY, seen=case.version)] * 3
    )

    assert refused(answers) == 2
    assert Record.objects.filter(did="case.moved").count() == 1

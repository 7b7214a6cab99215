"""Threads with connections of their own: two phones send the same visit, two desks close it."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from PIL import Image

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.people.models import Company
from tsunagari.programmes.talent.visits.actions import close
from tsunagari.programmes.talent.visits.actions.fill import Filled, fill
from tsunagari.programmes.talent.visits.actions.pictures import Photo
from tsunagari.programmes.talent.visits.models import Answer, Visit
from tsunagari.programmes.talent.visits.rules.visits import Typed
from tsunagari.programmes.talent.visits.tests.conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_of_two_phones_that_disagree_one_is_asked(hire, planned, sato):
    hire(1)
    visit = planned()

    def send(said):
        sent = Filled(answers={"log": Typed(said, said), "hours": Typed("yes")}, was={})
        return fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)

    found = at_once(lambda: send("no"), lambda: send("unseen"))

    assert sum(isinstance(answer, Refused) for answer in found) == 1
    assert Answer.objects.count() == 2
    assert Record.objects.filter(did="visit.filled").count() == 1


def test_two_desks_that_plan_at_once_draw_once(hire, planned):
    hire(3)

    found = at_once(*[lambda: planned("audit")] * 3)

    assert sum(isinstance(answer, Refused) for answer in found) == 2
    assert Visit.objects.count() == 1


def test_two_desks_that_close_at_once_close_once(hire, planned, filled, maker, sato):
    hire(1)
    visit = planned()
    filled(visit)
    day = date(2026, 11, 24)

    found = at_once(
        *[lambda: close.close(visit, held_on=day, due={}, by=sato, on=TODAY, at=AT)] * 3
    )

    assert sum(isinstance(answer, Refused) for answer in found) == 2
    assert len(Company.objects.get(pk=maker.pk).facts["audits"]) == 1


def test_one_photograph_that_two_pages_send_at_once_is_kept_once(hire, planned, sato):
    hire(1)
    visit, out = planned(), io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    sent = Filled(answers={}, was={}, photos=(Photo(out.getvalue(), "log", AT, "one"),))

    at_once(*[lambda: fill(visit, sent, by=sato, on=TODAY, received=AT, pressed=AT)] * 3)

    picture = visit.pictures.get()
    assert (picture.item, picture.taken_at) == ("log", AT)

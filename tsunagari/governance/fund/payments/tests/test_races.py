"""同時と停電 — two approvers in the same moment, two files, and a program that is killed while a file leaves."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests import killed
from tests.cast import NOW, TODAY
from tests.cast_payments import PAY_DAY
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import batches, requests
from tsunagari.governance.fund.payments.models import Batch, Download, Item, Request
from tsunagari.kernel.approvals.models import Approval
from tsunagari.kernel.ledger.models import Due

pytestmark = pytest.mark.django_db(transaction=True)


def told(by):
    return {"by": by, "on": TODAY, "at": NOW}


def at_once(*acts) -> list:
    """What acts that start in the same moment answer; a refusal is the answer None."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_who_press_at_once_approve_file_and_lock_once(
    source, owe, payee, give_account, sato, ito, midori_mori
):
    give_account(payee, sato)
    row = requests.request(owe(1_000), **told(sato))
    seen = queries.look(row, on=TODAY).digest

    said = at_once(
        *[lambda who=who: requests.say(row, seen=seen, **told(who)) for who in (ito, midori_mori)]
        * 2
    )
    made = at_once(*[lambda: batches.make(source, [row.pk], pay_on=PAY_DAY, **told(sato))] * 3)

    assert len([one for one in said if one]) == Approval.objects.count() == 1
    [batch] = [one for one in made if one]
    assert Batch.objects.count() == Item.objects.count() == 1
    batches.say(batch, seen=queries.batch_digest(batch), **told(ito))
    locked = at_once(*[lambda: batches.lock(batch, **told(ito))] * 3)
    assert len([one for one in locked if one]) == 1
    taken = at_once(*[lambda: batches.take(batch, key="one", **told(ito))] * 3)
    assert len(set(taken)) == Download.objects.count() == 1


def lock(**told):
    batches.lock(Batch.objects.get(), at=NOW, **told)


def test_a_file_whose_program_was_killed_leaves_once_or_not_at_all(
    source, owe, pay, payee, give_account, sato, ito
):
    give_account(payee, sato)
    rows = [pay(owe(yen)) for yen in (1_000, 2_000)]
    batch = batches.make(source, [row.pk for row in rows], pay_on=PAY_DAY, **told(sato))
    batches.say(batch, seen=queries.batch_digest(batch), **told(ito))

    # In the middle: nothing has left, and it can be done again.
    assert killed.run(lock, ito, until=25) == killed.KILLED
    assert Batch.objects.get().state == "draft"
    assert {row.state for row in Request.objects.all()} == {"filed"}
    assert {due.state for due in Due.objects.all()} == {"approved"}
    with pytest.raises(Refused):
        batches.make(source, [row.pk for row in rows], pay_on=PAY_DAY, **told(sato))
    # At its end, before anybody has the file: it is there, the same, and only this one.
    assert killed.run(lock, ito) == killed.WHOLE
    with pytest.raises(Refused):
        batches.lock(batch, **told(ito))
    data = batches.take(batch, key="after", **told(sato))
    assert data == batches.take(batch, key="again", **told(sato))
    assert {row.state for row in Request.objects.all()} == {"sent"}
    assert Item.objects.filter(live=True).count() == 2

"""Two workers, two acts: threads with connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from tsunagari.kernel.notices import actions, letters
from tsunagari.kernel.notices.models import Choice, Delivery, LetterBatch, Notice
from tsunagari.kernel.records.models import Record

NOW = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """The answers of acts that start in the same moment."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def tell(party, key):
    return actions.tell(to=party, kind="session.accepted", key=key, facts={}, at=NOW)


def test_three_workers_at_once_send_every_mail_once(yamada):
    for i in range(40):
        tell(yamada.party, str(i))

    sent = at_once(*[lambda: actions.send_due(NOW)] * 3)

    assert sum(sent) == len(mail.outbox) == 40
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 40
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert Record.objects.filter(did="notice.sent").count() == 40


def test_the_same_thing_told_from_four_places_at_once_is_told_once(yamada):
    found = at_once(*[lambda: tell(yamada.party, "one")] * 4)

    assert sum(notice is not None for notice in found) == 1
    assert Notice.objects.count() == Delivery.objects.count() == 1


def test_two_workers_make_a_batch_of_letters_once(linh, sato, kept_files):
    for i in range(3):
        Choice.objects.update_or_create(
            party=linh.party, defaults={"email": False, "letter": True, "address": "流山市中1"}
        )
        tell(linh.party, str(i))
    letters.step(LetterBatch.objects.get(), "make", by=sato, on=NOW.date(), at=NOW)

    made = at_once(*[lambda: letters.make_waiting(NOW)] * 3)

    assert sum(made) == 1
    assert LetterBatch.objects.get().tries == 1


def test_letters_told_at_once_gather_in_one_batch(linh, sato):
    Choice.objects.create(party=linh.party, email=False, letter=True, address="流山市中1")

    at_once(*[lambda i=i: tell(linh.party, str(i)) for i in range(4)])

    assert LetterBatch.objects.get().letters.count() == 4

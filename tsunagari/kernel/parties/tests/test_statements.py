"""書いてある文 — what is sent a thousand times finds what is there now."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import DatabaseError, OperationalError
from django.test.utils import CaptureQueriesContext

from tsunagari.base.statements import added, cursor_of, found, put, ready
from tsunagari.kernel.parties.models import Party

pytestmark = pytest.mark.django_db
TAIL = "FROM parties_party WHERE name_latin = %s ORDER BY id"


def parties_called(name: str) -> list[Party]:
    return [party for (party,) in found((Party,), TAIL, [name])]


def test_a_written_statement_finds_what_was_written_a_moment_ago():
    assert parties_called("NGUYEN AN") == []
    made = Party.objects.create(kind="person", name_latin="NGUYEN AN")
    assert parties_called("NGUYEN AN") == [made]


def test_a_row_that_was_made_ready_is_put_with_what_became_known_since():
    one = ready(Group(name="ready"))
    assert not Group.objects.filter(name="ready").exists()

    assert put(one, name="known")

    assert Group.objects.get(name="known") == one.row
    assert not put(ready(Group(name="known"), once=True))


@pytest.mark.parametrize("key", [1, 40_000, 3_000_000_000])
def test_a_key_of_any_size_goes_into_the_same_statement(key):
    """What is told later is put in as what was known before: PostgreSQL is told how long a number is."""
    party = Party.objects.create(pk=key, kind="person")
    for _time in range(2):
        assert put(ready(Party(kind="person")), same_as_id=party.pk)

    assert Party.objects.filter(same_as=party).count() == 2


def test_what_a_written_statement_may_not_do_is_an_error_as_django_has_it():
    added(Group(name="once"))

    with pytest.raises(IntegrityError), transaction.atomic():
        added(Group(name="once"))
    with pytest.raises((OperationalError, ProgrammingError)), transaction.atomic():
        cursor_of().execute("SELECT nothing FROM nowhere")
    assert Group.objects.filter(name="once").count() == 1


@transaction.atomic
def written_after_an_error() -> None:
    with suppress(ValueError), transaction.atomic(savepoint=False):
        raise ValueError
    added(Group(name="after"))


def test_after_an_error_nothing_more_is_written_in_the_same_transaction():
    with pytest.raises(DatabaseError):
        written_after_an_error()

    assert not Group.objects.filter(name="after").exists()


def test_whoever_listens_hears_a_written_statement():
    with CaptureQueriesContext(connection) as captured:
        parties_called("NGUYEN AN")
    assert "name_latin" in captured.captured_queries[-1]["sql"]

    heard = []

    def listens(execute, sql, params, many, context):
        heard.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listens):
        parties_called("NGUYEN AN")
    assert len(heard) == 1

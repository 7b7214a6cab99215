from datetime import date

import pytest
from django.db import connection

from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.triggers import allow_flush


@pytest.fixture(autouse=True)
def _flush_is_allowed():
    allow_flush(connection)


@pytest.fixture
def people(db):
    """The keys of so many new people, smallest first."""

    def make(count):
        made = [Party.objects.create(kind="person", name=f"生徒{i}") for i in range(count)]
        return [party.pk for party in made]

    return make


@pytest.fixture
def act(db):
    """A new record that ties can be made because of."""

    def make(on=date(2026, 11, 23)):
        return records.add(by=None, did="meeting.closed", on=on)

    return make

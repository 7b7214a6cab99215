from datetime import date

import pytest

from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records


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

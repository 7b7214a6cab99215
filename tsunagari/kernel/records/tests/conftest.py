import pytest
from django.db import connection

from tsunagari.kernel.parties.models import Organisation, Party, Person
from tsunagari.kernel.records.triggers import drop_triggers, install_triggers


@pytest.fixture
def person(db):
    """Makes one person after another, each with a name that must never be printed."""

    def make(name="流山花"):
        party = Party.objects.create(kind="person", name=name)
        return Person.objects.create(party=party, called=name)

    return make


@pytest.fixture
def hana(person):
    return person("花")


@pytest.fixture
def sato(person):
    return person("佐藤")


@pytest.fixture
def school(db):
    party = Party.objects.create(kind="organisation", name="南中学校")
    return Organisation.objects.create(party=party, kinds=["school"])


@pytest.fixture
def tampering(db):
    """Runs SQL as somebody would who owns the database file and took the triggers away."""

    def run(sql, params=()):
        drop_triggers(connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
        install_triggers(connection)

    return run

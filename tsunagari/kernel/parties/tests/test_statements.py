"""書いてある文 — what is sent a thousand times finds what is there now."""

import pytest

from tsunagari.base.statements import found
from tsunagari.kernel.parties.models import Party

pytestmark = pytest.mark.django_db
TAIL = "FROM parties_party WHERE name_latin = %s ORDER BY id"


def parties_called(name: str) -> list[Party]:
    return [party for (party,) in found((Party,), TAIL, [name])]


def test_a_written_statement_finds_what_was_written_a_moment_ago():
    assert parties_called("NGUYEN AN") == []
    made = Party.objects.create(kind="person", name_latin="NGUYEN AN")
    assert parties_called("NGUYEN AN") == [made]

import pytest
from django.db import connection

from tsunagari.kernel.records.triggers import allow_flush


@pytest.fixture(autouse=True)
def _flush_is_allowed():
    allow_flush(connection)

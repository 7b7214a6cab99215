"""言語 — sentences of these tests are read in Japanese, whatever another test left behind."""

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_japanese():
    with override("ja"):
        yield

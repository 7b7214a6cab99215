import pytest

from tests.cast import admitted


@pytest.fixture
def takahashi_login(federation):
    """高橋 — a second staff member."""
    return admitted(federation, "takahashi@example.jp", family="高橋", given="誠")

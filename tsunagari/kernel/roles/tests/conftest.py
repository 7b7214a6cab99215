import pytest

from tests.cast import PASSWORD, TODAY


@pytest.fixture
def takahashi_login(federation):
    """高橋 — a second staff member."""
    from tsunagari.kernel.roles.actions import admit

    return admit(
        federation.party.organisation,
        "staff",
        email="takahashi@example.jp",
        password=PASSWORD,
        by=None,
        on=TODAY,
        family="高橋",
        given="誠",
    )

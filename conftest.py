"""試験の用意 — fixtures for all tests; the cast lives in tests/cast.py."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.cast", "tests.cast_talent", "tests.cast_case", "tests.cast_orders"]
BAD_INPUT = Path(__file__).parent / "tests" / "house" / "test_bad_input.py"


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only the tests that touch a database, without the browser",
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--only-database"):
        return
    kept = [item for item in items if _uses_database(item) and not _once(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _once(item) -> bool:
    """Journeys and the walks of the house over every page: one database is enough.

    Bad input walks on PostgreSQL, which takes less than SQLite does.
    """
    return bool({"journeys", "house"} & {*item.path.parts}) and item.path != BAD_INPUT


def _uses_database(item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("django_db")) or "db" in fixtures


@pytest.fixture(autouse=True)
def _a_fresh_cache(request):
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _a_japanese_reader():
    """A page that was asked for in English leaves its language behind in the thread."""
    from django.utils import translation

    translation.activate("ja")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Tests with threads or a browser empty the tables; the triggers of records would refuse."""
    from django.db import connection

    from tsunagari.kernel.records.triggers import allow_flush

    allow_flush(connection)

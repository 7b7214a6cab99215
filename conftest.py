"""試験の用意 — fixtures for all tests; the cast lives in tests/cast.py."""

import gc
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = [
    "tests.layers",
    "tests.cast",
    "tests.cast_talent",
    "tests.cast_orders",
    "tests.cast_guide",
    "tests.cast_gifts",
    "tests.cast_housekeeping",
    "tests.cast_settlement",
    "tests.cast_proposals",
    "tests.cast_council",
    "tests.cast_payments",
    "tests.cast_hometown",
    "tests.cast_awards",
    "tests.cast_calls",
    "tests.cast_ledger",
    "tests.cast_events",
    "tests.cast_doors",
    "tests.cast_tables",
    "tests.cast_afterwards",
    "tests.cast_attendance",
]
HERE = Path(__file__).parent
# More examples find little more, and every one of them costs on each run. No test looks at a clock.
PATIENT = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("house", max_examples=60, **PATIENT)
hypothesis.settings.register_profile("again", max_examples=15, **PATIENT)
hypothesis.settings.load_profile("house")
HOUSE, JOURNEYS = HERE / "tests/house", HERE / "tests/journeys"
FACES, BASE = HERE / "tsunagari/faces", HERE / "tsunagari/base"
# How a database is made is tried on both.
MAKING = FACES / "console/tests/test_prepare.py"


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run the subjects' tests that touch a database, the desk's pages and bad input",
    )
    parser.addoption(
        "--beside-database",
        action="store_true",
        help="leave out the pages that --only-database tries beside this run",
    )


def pytest_configure(config):
    """What was tried with many examples on SQLite is tried with a few on PostgreSQL."""
    if config.getoption("--only-database"):
        hypothesis.settings.load_profile("again")


def pytest_ignore_collect(collection_path, config):
    """Subjects are tried on both databases; the house and the faces once, the desk on PostgreSQL.

    The journeys walk over all pages on SQLite, and bad input goes where the database is stricter.
    What runs elsewhere is not even read: that alone takes half a minute.
    """
    if not collection_path.is_file():
        return None
    desk = _desk(collection_path)
    if config.getoption("--only-database"):
        return True if not desk and _once(collection_path) else None
    return True if desk and config.getoption("--beside-database") else None


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL no rule is asked again that needs no database."""
    if not config.getoption("--only-database"):
        return
    kept = [item for item in items if _desk(item.path) or _uses_database(item)]
    left = set(items) - set(kept)
    config.hook.pytest_deselected(items=[*left])
    items[:] = kept


def pytest_collection_finish():
    """Modules and thousands of tests stay to the end: Python need not look for garbage in them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _once(file: Path) -> bool:
    return bool({HOUSE, JOURNEYS, FACES, BASE} & {*file.parents}) and file != MAKING


def _desk(file: Path) -> bool:
    return FACES / "desk" in file.parents or file.stem == "test_bad_input"


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


@pytest.fixture(scope="session", autouse=True)
def _a_short_diary(django_test_environment):
    """What a page was given is kept for `response.context`; not what each of its parts was given.

    Django copies the context of every template that is drawn: hundreds of copies a page.
    """
    from django.template import RequestContext, Template
    from django.test.signals import template_rendered

    def drawn(template, context):
        if isinstance(context, RequestContext) and context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(Template, "_render", drawn)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_blocker, django_db_modify_db_settings):
    """The tests' database is begun as the product begins one, not migrated to."""
    from django.db import connection

    from tsunagari.faces.console import prepare

    facts = connection.settings_dict
    own = facts["NAME"]
    with django_db_blocker.unblock():
        connection.creation._create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        facts["NAME"] = str(connection.creation._get_test_db_name())
        try:
            prepare.database()
        finally:
            connection.close()
            facts["NAME"] = own
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Tests with threads or a browser empty the tables; the triggers of records would refuse."""
    from django.db import connection

    from tsunagari.kernel.records.triggers import allow_flush

    allow_flush(connection)

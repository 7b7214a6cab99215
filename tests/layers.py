"""地層 — what the fixtures of one test wrote lies there for the next test that asks for the same.

Two thirds of a run went into casting the same schools, cases and funds again. So the tests of a file
share one transaction: after each fixture of ours there is a savepoint, after each test all goes
back to the last one, and a test whose fixtures begin alike goes on from there. It gets copies
of what they returned, related to each other as they were. Before anything else is asked of the
database, what lies above the test's own layers is taken away.

Not kept: what a fixture with an effect outside the database wrote (a setting, a folder, a mocked
function), anything after it in that test, and what holds a function of its own test.
"""

import copy
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from inspect import isgeneratorfunction
from pathlib import Path
from types import FunctionType, MethodType

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, models, transaction

EFFECTS = {
    "caplog",
    "capsys",
    "client",
    "django_capture_on_commit_callbacks",
    "mailoutbox",
    "monkeypatch",
    "rf",
    "settings",
    "time_machine",
    "tmp_path",
    "tmp_path_factory",
}
OURS = ("tests.", "tsunagari.")


@dataclass
class Layer:
    """One fixture: which, the savepoint after it, what it returned, mails and callbacks by then."""

    key: tuple
    mark: str
    value: object = None
    runs_again: bool = False
    letters: tuple = ()
    callbacks: int = 0
    files: dict = field(default_factory=dict)
    changed: list = field(default_factory=list)  # rows of other layers that it left otherwise


class Layers:
    """The savepoints of the running transaction, deepest first; `at` of them are this test's."""

    def __init__(self):
        self.open, self.file, self.running = None, None, False
        self.root = Path(settings.MEDIA_ROOT)
        self.layers: list[Layer] = []
        self.before: list[tuple] = []  # what was set up before the database was asked for
        self.under: list[tuple] = []  # what was so when the layers were laid
        self._fresh()

    def _fresh(self):
        self.at, self.loose, self.asked = 0, False, 0
        self.given: dict = {}  # id of what lies here: what this test got of it
        self.live: dict = {}  # id of what this test got: what lies here

    @contextmanager
    def test(self, file: Path):
        """A test: all that it writes goes when it ends, but for its layers.

        Each file of tests has its transaction: both databases grow slow in one that never ends.
        """
        self._fresh()
        if self.file != file:
            self.end()
            self.file = file
        if self.open is None:
            self._begin()
        if self.before != self.under:
            self.only_own()
            self.under = self.before
        self.running = True
        try:
            yield
            self.only_own()
            if connection.features.can_defer_constraint_checks and not connection.needs_rollback:
                connection.check_constraints()
        finally:
            self.running = False
            self._back()

    @contextmanager
    def fixture(self, definition, request):
        """Sets a fixture up, or gives what it returned the last time."""
        if not _ours(definition):
            yield
            return
        key = (definition.func, getattr(request, "param", None))
        if not self.running:
            self.before.append(key)
            yield
            return
        if not self.loose and self._is_next(key) and not self.layers[self.at].runs_again:
            known = definition.func
            definition.func = partial(self._copy, self.layers[self.at])
            self.at += 1
            try:
                yield
            finally:
                definition.func = known
            return
        asked = self.asked
        yield
        self._keep(key, definition, quiet=asked == self.asked)

    def _keep(self, key, definition, *, quiet):
        value = definition.cached_result[0]
        if self.loose:
            return
        if quiet:
            if not self._is_next(key):
                self.only_own()
                self._add(Layer(key, self._mark(), runs_again=True))
            self.at += 1
        elif EFFECTS & {*definition.argnames} or _holds_functions(value) or _yields(definition):
            self.loose = True
        else:
            self.only_own()
            try:
                lying = self._laid(value)
            except TypeError:  # what holds a lock or a file has no copy
                self.loose = True
                return
            self._add(Layer(key, transaction.savepoint(), lying, changed=self._changed()))
            self.at += 1

    def _add(self, layer):
        layer.letters, layer.callbacks = (*mail.outbox,), len(connection.run_on_commit)
        if Path(settings.MEDIA_ROOT) != self.root:
            layer.files = _files(Path(settings.MEDIA_ROOT))
        self.layers.append(layer)

    def _is_next(self, key) -> bool:
        return self.at < len(self.layers) and self.layers[self.at].key == key

    def _copy(self, layer, /, **_arguments):
        value = copy.deepcopy(layer.value, self.given)
        for lying, facts in layer.changed:
            vars(self.given[id(lying)]).update(copy.deepcopy(facts))
        for lying in self.given.get(id(self.given), ()):
            got = self.given.get(id(lying), lying)
            self.live[id(got)] = lying
        mail.outbox[:] = layer.letters
        for name, text in layer.files.items():
            file = Path(settings.MEDIA_ROOT, name)
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text)
        return value

    def _laid(self, value):
        """What the test got of other layers is, in a copy that stays, what lies there."""
        known = {**self.live}
        lying = copy.deepcopy(value, known)
        for own in known.get(id(known), ()):
            laid = known.get(id(own), own)
            self.live[id(own)] = laid
            self.given[id(laid)] = own
            self.given.setdefault(id(self.given), []).append(laid)
        return lying

    def _changed(self):
        """Rows that fixtures before it returned, where they are no longer what they were then."""
        found = []
        for lying in self.live.values():
            if isinstance(lying, models.Model):
                now, then = _facts(self.given[id(lying)]), _facts(lying)
                if now != then:
                    found.append((lying, copy.deepcopy(now)))
        return found

    def only_own(self):
        """Takes away what other tests laid above this test's layers."""
        if self.open is not None and len(self.layers) > self.at:
            del self.layers[self.at :]
            self._back()

    def _watch(self, execute, sql, *rest):
        self.asked += 1
        self.only_own()
        return execute(sql, *rest)

    def _mark(self):
        return self.layers[-1].mark if self.layers else self.base

    def _begin(self):
        self.open = transaction.atomic()
        self.open._from_testcase = True
        self.open.__enter__()
        connection.execute_wrappers.append(self._watch)
        self.base = transaction.savepoint()

    def _back(self):
        """To the last layer, or to where the transaction began; a broken connection begins anew."""
        self.asked += 1
        own, self.at = self.at, len(self.layers)
        try:
            connection.needs_rollback = False
            connection.savepoint_rollback(self._mark())
            callbacks = self.layers[-1].callbacks if self.layers else 0
            del connection.run_on_commit[callbacks:]
        finally:
            self.at = own

    def end(self):
        """Takes everything away: the next test has the database to itself."""
        if self.open is None:
            return
        connection.execute_wrappers.remove(self._watch)
        connection.needs_rollback = True
        self.open.__exit__(None, None, None)
        self.open, self.layers = None, []


def _ours(definition) -> bool:
    place = definition.func.__module__
    return definition.scope == "function" and place.startswith(OURS) and place != __name__


def _facts(row) -> dict:
    names = {one.attname for one in row._meta.concrete_fields}
    return {name: value for name, value in vars(row).items() if name in names}


def _files(folder: Path) -> dict:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder): file.read_bytes() for file in found}


def _yields(definition) -> bool:
    return isgeneratorfunction(definition.func)


def _holds_functions(value) -> bool:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, (list, tuple)):
        return any(_holds_functions(one) for one in value)
    return isinstance(value, (FunctionType, MethodType, partial))


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    global layers
    layers = Layers()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """In each file, tests that ask for the same stand together, what most ask for is set up first."""
    files: dict[Path, list] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    for own in files.values():
        often = Counter(name for item in own for name in getattr(item, "fixturenames", ()))
        for item in own:
            if hasattr(item, "fixturenames"):
                item.fixturenames.sort(key=partial(_rank, item, often))
        own.sort(key=lambda item: [*getattr(item, "fixturenames", ())])
    # What a test leaves behind that has the database to itself, nobody may find.
    items[:] = sorted((item for own in files.values() for item in own), key=_alone)


def _rank(item, often, name):
    found = item._fixtureinfo.name2fixturedefs.get(name)
    if not found or not _ours(found[-1]) or found[-1]._autouse or _yields(found[-1]):
        return (0, 0, "")
    return (1, -often[name], name)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    with layers.fixture(fixturedef, request):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    layers.before = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call():
    if layers.running:
        layers.only_own()


def _alone(item) -> bool:
    """Whether a test needs the database to itself, with commits of its own."""
    marker = item.get_closest_marker("django_db")
    return bool(
        {"transactional_db", "live_server"} & {*getattr(item, "fixturenames", ())}
        or (marker and (marker.args or marker.kwargs))
    )


@pytest.fixture
def _django_db_helper(request, django_db_setup, django_db_blocker):
    """pytest-django's, but for tests that may share a transaction."""
    with django_db_blocker.unblock():
        if _alone(request.node):
            layers.end()
            request.getfixturevalue("_django_db_helper")
            yield
        else:
            with layers.test(request.node.path):
                yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        layers.end()

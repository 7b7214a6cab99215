"""F1 · F5 画面 — every page with the sample's data and with a thousand times as much; a worker's size.

F1: milliseconds, times a hello of the same process, and how many times slower the page gets with a
thousand times the sample's rows (a hundred times for what hangs on pupils). Gates: every page
answers 200 and says the same with more data around it; none loads numpy, pandas, scipy or a solver.
F5: start and resident memory of a web process that has answered a page, against a bare Django
project that says hello.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from bench._site import Visitor, against_hello, own_site

HEAVY = ("numpy", "pandas", "scipy", "ortools", "networkx", "openpyxl", "typst", "holidays")
NEVER = ("numpy", "pandas", "scipy", "ortools")
DESK = (
    "/desk/",
    "/desk/calendar/",
    "/desk/people/",
    "/desk/bodies/",
    "/desk/search/?q=yamada",
    "/desk/ties/",
    "/desk/schools/",
    "/desk/exchanges/",
    "/desk/exchanges/new/",
    "/desk/exchanges/{exchange}/",
    "/desk/exchanges/{exchange}/pairings/",
    "/desk/exchanges/{exchange}/plan/",
    "/desk/exchanges/{exchange}/effect/",
    "/desk/pairings/{pairing}/slots/",
    "/desk/parties/{school_code}/",
    "/desk/parties/{school_code}/timeline/",
    "/desk/incidents/",
    "/desk/notices/",
    "/desk/team/",
    "/desk/settings/",
    "/desk/records/",
)
SCHOOL = (
    "/partner/",
    "/partner/notices/",
    "/partner/school/",
    "/partner/school/calendar/",
    "/partner/classes/",
    "/partner/classes/{school_class}/",
    "/partner/classes/{school_class}/timetable/",
    "/partner/classes/{school_class}/cards/",
    "/partner/classes/{school_class}/consents/",
    "/partner/imports/",
    "/partner/sessions/",
    "/partner/sessions/?view=past",
    "/partner/pairings/{pairing}/slots/",
    "/partner/sessions/{session}/",
    "/partner/sessions/{session}/groups/",
    "/partner/sessions/{session}/run/",
    "/partner/sessions/{closed}/reflections/",
    "/partner/exchanges/{exchange}/effect/",
    "/partner/incidents/",
)
PUPIL = ("/me/",)
OPEN = (
    "/",
    "/help/",
    "/events/",
    "/en/events/",
    "/events/?lang=en",
    "/events/{event}/",
    "/en/events/{event}/",
    "/exchange/",
    "/privacy/",
    "/calculators/",
    "/calculators/slots/",
    "/api/v1/openapi.json",
)
# What many open at once; with however many rows around them.
CROWDED, GOAL = ("/", "/events/", "/en/events/", "/events/{event}/", "/en/events/{event}/"), 10
# Copied a hundred times only: they hang on pupils, of whom one page never shows more than a class.
MANY_ROWS = 3_000
KEEP = ("django_", "auth_", "account_", "mfa_", "parties_federation", "parties_login", "records_")


def main() -> None:
    """Print all figures; AssertionError when a page fails or says something else."""
    worker()
    with own_site():
        from django.utils import timezone

        from tsunagari.sample.load import load

        load(timezone.localdate())
        asked = addresses()
        before = {address: measured(visitor, address) for visitor, address in asked}
        rows = multiply()
        after = {address: measured(visitor, address) for visitor, address in asked}
        show(asked, before, after, rows)
        assert not [name for name in NEVER if name in sys.modules]


def measured(visitor: Visitor, address: str) -> tuple[float, float, bytes]:
    milliseconds, times = against_hello(visitor, address, rounds=5)
    return milliseconds, times, visitor.get(address)[1]


def addresses() -> list[tuple[Visitor, str]]:
    """Every page with the visitor who opens it, filled with the sample's own rows."""
    from tsunagari.kernel.parties.models import AccessCard, Login
    from tsunagari.programmes.exchange.class_exchange.models import Session

    session = Session.objects.filter(state="accepted", pairing__exchange=1).first()
    closed = Session.objects.filter(state="closed", pairing=session.pairing).first()
    pairing = session.pairing
    facts = {
        "event": coming_event().code,
        "exchange": pairing.exchange_id,
        "pairing": pairing.pk,
        "session": session.pk,
        "closed": closed.pk if closed else session.pk,
        "school_class": pairing.a_class_id,
        "school_code": pairing.exchange.a.organisation.party.code,
    }
    card = AccessCard.objects.filter(purpose="pupil", revoked_at=None).first()
    doors = (
        (Visitor(Login.objects.get(email="sato@mihon.example")), DESK),
        (Visitor(Login.objects.get(email="yamada@mihon.example")), SCHOOL),
        (Visitor(card=card), PUPIL),
        (Visitor(), OPEN),
    )
    made = [(visitor, page.format(**facts)) for visitor, pages in doors for page in pages]
    return [(visitor, page) for visitor, page in made if _opens(visitor, page)]


def coming_event():
    """A public event to come."""
    from django.utils import timezone

    from tsunagari.programmes.community.events import queries

    return queries.coming(timezone.now()).filter(state="public").order_by("starts_at", "pk").first()


def _opens(visitor: Visitor, address: str) -> bool:
    status, _body = visitor.get(address)
    if status != 200:
        print(f"  not measured: {address} answers {status}")
    assert status < 500, address
    return status == 200


def multiply() -> int:
    """Copy every row of the product's tables, keys and references moved along; how many there are.

    Copies point at copies: a copied session belongs to a copied pair of copied classes.
    """
    from django.apps import apps
    from django.db import IntegrityError, connection

    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    tables = {name: model for name, model in tables.items() if not name.startswith(KEEP)}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("CREATE TEMP TABLE copies (k integer)")
        cursor.executemany("INSERT INTO copies VALUES (%s)", [[k] for k in range(1, 1_000)])
        total = 0
        for name, model in tables.items():
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608
            count = cursor.fetchone()[0]
            times = 1_000 if count <= MANY_ROWS else 100
            try:
                cursor.execute(_copy(name, model, tables, times))
                total += count * (times - 1)
            except IntegrityError as error:
                print(f"  not copied: {name} ({error})")
        cursor.execute(
            "INSERT INTO party_search(rowid, words) SELECT party_search.rowid + k * 10000000, words"
            " FROM party_search, copies"
        )
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("ANALYZE")
    return total


def _copy(name: str, model, tables: dict, times: int) -> str:
    """INSERT … SELECT of one table."""
    unique = {
        field.column
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key and not field.is_relation
    }
    columns, values = [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        own = field.is_relation and field.related_model._meta.db_table in tables
        if own or (field.primary_key and not field.is_relation):
            values.append(f'"{field.column}" + k * 10000000')
        elif field.column == "code":
            key = model._meta.pk.column
            values.append(f"printf('Z%04d%05d', k, \"{key}\" % 100000)")
        elif field.column in unique:
            values.append(f"\"{field.column}\" || '-' || k")
        else:
            values.append(f'"{field.column}"')
    return (
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values)}"  # noqa: S608
        f" FROM {name}, copies WHERE k < {times}"
    )


def show(asked, before, after, rows: int) -> None:
    """One line a page, the slowest first."""
    print(f"F1 pages: sample / sample and {rows:,} copied rows, times a hello of the same process")
    slower = []
    for _visitor, address in sorted(asked, key=lambda one: -after[one[1]][0]):
        (small, _times, _body), (large, times, _more) = before[address], after[address]
        slower.append(large / small)
        print(f"  {address:<48} {small:8.1f} ms {large:8.1f} ms {times:6.1f} × hello")
    for page in CROWDED:
        address = page.format(event=coming_event().code)
        times = after[address][1]
        said = "reached" if times <= GOAL else "MISSED"
        print(f"  GOAL {said}: {address} {times:.1f} × hello (≤ {GOAL})")
    print(f"  median of slower with the copies: {statistics.median(slower):.2f} ×")


def worker() -> None:
    """F5: three starts of either in turn; both answer one page before they are measured."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        started(PREPARE, folder)
        for _ in range(4):
            bare.append(started(BARE, folder))
            ours.append(started(OURS, folder))
    (start, memory), (own_start, own_memory) = (
        [statistics.median(column) for column in zip(*rows[1:], strict=True)]
        for rows in (bare, ours)
    )
    print("F5 worker: seconds to the first answer, resident MB, against a bare Django project")
    print(
        f"  {own_start:.2f} s ({own_start / start:.1f} × {start:.2f} s), "
        f"{own_memory:.0f} MB ({own_memory / memory:.1f} × {memory:.0f} MB)"
    )


BARE = """
import django
from django.conf import settings
settings.configure(SECRET_KEY="x", STATIC_URL="/static/", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
], INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages"]}}],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from django.contrib import admin
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("hello", lambda r: HttpResponse("hello")), path("admin/", admin.site.urls)]
from django.test.client import RequestFactory
from django.core.handlers.wsgi import WSGIHandler
assert WSGIHandler().get_response(RequestFactory().get("/admin/login/")).status_code == 200
"""
OURS = """
from tsunagari.wsgi import application
from django.test.client import RequestFactory
page = application.get_response(RequestFactory(SERVER_NAME="127.0.0.1").get("/start/"))
assert page.status_code == 200, page.status_code
import sys
heavy = [name for name in {heavy!r} if name in sys.modules]
assert not heavy, heavy
"""
PREPARE = """
import django
django.setup()
from tsunagari.faces.console import prepare
prepare.everything()
"""
MEASURE = """
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def started(program: str, folder: str) -> tuple[float, float]:
    """(seconds, resident MB) of a process that runs a program."""
    source = (program.replace("{heavy!r}", repr(HEAVY)) if program is OURS else program) + MEASURE
    environment = os.environ | {"TSUNAGARI_DATA": folder}
    environment["DJANGO_SETTINGS_MODULE"] = "tsunagari.settings"
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return time.perf_counter() - began, float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()

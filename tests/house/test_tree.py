"""家の形 — where things stand, how they are called, who may write."""

import ast
import re

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command

from tests.house.places import PACKAGE, ROOT, name, python_files, templates
from tsunagari.base import figures

JAPANESE = re.compile("[぀-ヿ㐀-鿿]")
WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "delete",
}
LONGEST = 480
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL | re.IGNORECASE)
# An inline script, an inline style or handler, an address of somebody else.
ALIEN = [
    r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>",
    r"<style|\sstyle=|\son[a-z]+=\"",
    r"(?:src|href)=\"(?:https?:)?//",
]
# One regime, one table of rules: it is looked things up in, not read through.
TABLES = "programmes/talent/law/rules"


def test_a_module_says_its_japanese_term_first():
    said = {name(file): _said(file) for file in python_files() if file.read_text()}

    assert {file: text for file, text in said.items() if not JAPANESE.search(text)} == {}


def _said(file) -> str:
    return (ast.get_docstring(ast.parse(file.read_text())) or "").split("\n")[0]


def test_a_file_can_be_read_at_one_sitting():
    lines = {file: file.read_text().count("\n") for file in python_files(tests=True)}

    assert [f"{name(file)}: {n}" for file, n in lines.items() if n > _longest(file)] == []


def _longest(file) -> int:
    return LONGEST * 2 if "tests" in file.parts or TABLES in name(file) else LONGEST


def test_no_file_is_named_for_nothing_in_particular():
    vague = {"utils.py", "helpers.py", "misc.py", "common.py", "services.py", "managers.py"}

    assert [name(f) for f in python_files(tests=True) if f.name in vague] == []


def test_a_face_does_not_write():
    """Every write is an action of a subject; a face only translates."""
    faces = [file for file in python_files() if PACKAGE / "faces" in file.parents]

    assert [f"{name(file)}:{line}" for file in faces for line in _writes(file)] == []


def _writes(file) -> list[str]:
    tree = ast.parse(file.read_text())
    stored = _models_of(tree)
    return [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in WRITES or (node.func.attr == "update" and _asks(node, stored)))
        and not _is_cache_or_session(node)
    ]


def _models_of(tree):
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models")
        for alias in node.names
    }


def _asks(node, stored) -> bool:
    """True for Model.objects.….update(…)."""
    words = set(re.findall(r"\w+", ast.unparse(node.func)))
    return "objects" in words or bool(words & stored)


def _is_cache_or_session(node) -> bool:
    return ast.unparse(node.func).split(".")[0] in {"cache", "session", "writer", "segno"}


# Asking from a wall needs no cookie, so no token can be compared; it acts in nobody's name.
# The same holds for joining an event, and for a booking behind its secret address.
NAMELESS = {
    "_asking.html",
    "asked.html",
    "ask_find.html",
    *(
        f"portal/events/{page}.html"
        for page in (
            *("event", "booking", "change", "people", "table"),
            *("say", "say_here", "photos", "own_photos"),
        )
    ),
    # A door acts for whoever holds its secret address.
    *(f"portal/doors/{page}.html" for page in ("door", "_group")),
    *(f"portal/helping/{page}.html" for page in ("join", "helping", "wishes")),
}


def _of_face(file) -> str:
    """A page as views call it: portal/events/event.html."""
    return str(file).rpartition("/templates/")[2]


def test_a_form_that_acts_is_safe_from_strangers_and_from_double_presses():
    named = [file for file in templates() if not {file.name, _of_face(file)} & NAMELESS]
    forms = [(name(file), form) for file in named for form in FORM.findall(file.read_text())]

    assert [form for form in forms if "{% csrf_token %}" not in form[1]] == []


@pytest.mark.parametrize("what", ALIEN, ids=["script", "style", "address"])
def test_a_page_has_no_inline_script_style_or_foreign_address(what):
    found = {name(file): re.findall(what, file.read_text()) for file in templates()}

    assert {file: there for file, there in found.items() if there} == {}


def test_every_figure_has_a_first_day_a_source_and_a_confidence():
    found = list(PACKAGE.rglob("figures.toml"))

    for file in found:
        for figure in figures.read(file.parent).values():
            assert figure.title, figure
            assert figure.unit, figure
            for value in figure.values:
                assert value.source, (file, figure.name)
                assert value.confidence in figures.CONFIDENCES
            assert len({v.from_day for v in figure.values}) == len(figure.values)
    assert found


def test_django_itself_has_nothing_to_say():
    assert checks.run_checks() == []


def test_every_app_has_the_migrations_that_its_models_need(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_table_is_ours_or_named_with_its_reason():
    """One memory: no second history, no generic relations, no queue we do not use."""
    foreign = {app.label for app in apps.get_app_configs() if not app.name.startswith("tsunagari")}

    assert foreign == {
        "auth",
        "contenttypes",
        "sessions",
        "messages",
        "staticfiles",
        "forms",
        "allauth",
        "account",
        "mfa",
        "django_htmx",
        "django_cotton",
        "csp",
        "ninja",
    }


def test_the_page_of_commands_lists_every_command():
    from tsunagari.__main__ import HELP

    commands = {
        file.stem.replace("_", "-")
        for file in (PACKAGE / "faces/console/management/commands").glob("[a-z]*.py")
    }

    listed = set(re.findall(r"^  ([a-z-]+)  ", HELP, re.MULTILINE))
    assert commands - {"work"} <= listed
    assert listed - {"calc"} <= commands


def test_nothing_names_a_registry_or_a_machine():
    hosts = re.compile("py" + r"pi\.org|pythonhos" + r"ted|npm" + r"js\.org|deb\.deb" + "ian")
    texts = [*ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "pyproject.toml"]
    texts += [*ROOT.glob("requirements/*.txt"), *(ROOT / "docs").rglob("*.md")]

    assert [name(file) for file in texts if hosts.search(file.read_text())] == []

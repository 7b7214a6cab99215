"""書かれた言葉 — no field can hold a sentence without our knowing who reads it, and in which language."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIST = tomllib.loads((HERE / "written_words.toml").read_text())
# What is shorter holds a name or a code.
SENTENCE = 100
# Criteria stand on the page of their call.
PUT_UP_BY = {"reviews.criterion": "tsunagari/governance/fund/calls"}
READ_BY_OTHERS = {"text": "訳", "languages": "各言語", "name": "名前", "as_written": "そのまま"}


def fields() -> set[tuple[str, str]]:
    """Every field of ours that can hold a sentence."""
    return {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("tsunagari.")
        for field in model._meta.local_fields
        if _can_hold_a_sentence(field)
    }


def _can_hold_a_sentence(field) -> bool:
    if field.choices or isinstance(field, models.URLField | models.EmailField):
        return False
    if isinstance(field, models.CharField):
        return field.max_length >= SENTENCE
    return isinstance(field, models.TextField | models.JSONField)


def listed(kind: str) -> list[tuple[str, str]]:
    return [(table, name) for table, names in LIST[kind].items() for name in names.split()]


def test_every_field_that_can_hold_a_sentence_is_listed_once():
    found = [one for kind in LIST for one in listed(kind)]

    assert sorted(set(found) - fields()) == [], "these are no fields (any more)"
    assert sorted(fields() - set(found)) == [], "who writes these, who reads them?"
    assert len(found) == len(set(found)), "listed twice"


@pytest.mark.parametrize("table", LIST["text"])
def test_what_staff_write_for_others_goes_through_the_texts(table):
    """The subject of the table, or of the row that it belongs to, puts the field up or attaches it."""
    own = Path(apps.get_model(table).__module__.replace(".", "/")).parent
    folder = ROOT / PUT_UP_BY.get(table, own)
    code = "".join(
        file.read_text()
        for file in folder.rglob("*.py")
        if "tests" not in file.parts and re.search(r"kernel\.texts", file.read_text())
    )

    assert [
        name for name in LIST["text"][table].split() if not re.search(rf"\b{name}\b", code)
    ] == []


def test_the_table_for_people_says_the_same():
    rows = re.findall(
        r"^\| `([\w.]+)` \| (.+?) \| (\S+) \|", (ROOT / "docs/house.md").read_text(), re.M
    )
    said = {
        (table, name, kind) for table, names, kind in rows for name in re.findall(r"`(\w+)`", names)
    }

    assert said == {
        (table, name, words)
        for kind, words in READ_BY_OTHERS.items()
        for table, name in listed(kind)
    }

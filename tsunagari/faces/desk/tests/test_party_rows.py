"""人・団体の行 — what is written out is what the component draws."""

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from tests.cast_talent import make_body
from tsunagari.faces.desk import party_rows
from tsunagari.faces.desk.people import Line
from tsunagari.kernel.parties.actions import add_person

DRAWN = """<c-row href="{% url 'desk:party' row.code %}" :title="row.title" icon="{{ row.icon }}" level="2">
{% if row.kana or row.latin %}<div>{{ row.kana|default:row.latin }}{% if row.kana and row.latin %}
<c-tail>{{ row.latin }}</c-tail>{% endif %}</div>{% endif %}{% for note in row.notes %}{% if forloop.first %}<span>{{ note }}</span>{% else %}
<c-tail>{{ note }}</c-tail>{% endif %}{% endfor %}<c-slot name="end">{% if row.minor %}<c-chip tone="info">生徒</c-chip>{% endif %}</c-slot></c-row>"""


def drawn(line: Line) -> str:
    return Template(CottonCompiler().process(DRAWN)).render(Context({"row": line}))


def plainly(html: str) -> str:
    return re.sub(r"\s+", " ", html).replace("> <", "><").strip()


@pytest.mark.parametrize(
    "said",
    [
        {"name": "<b>佐藤</b> 恵"},
        {"name": "佐藤 恵", "kana": "サトウ メグミ"},
        {"name": "PHAM Hoa", "latin": 'PHAM "Hoa"'},
        {"name": "佐藤 恵", "kana": "サトウ", "latin": "SATO", "notes": ["職員・連合会"]},
        {"name": "佐藤 恵", "notes": ["職員・連合会", "先生・<学校>", "保護責任者・学校"]},
        {"name": "柿-01", "notes": ["1年1組・みどり台中"], "minor": True},
    ],
)
def test_a_row_that_is_written_out_says_what_the_component_draws(db, said):
    line = Line(add_person(family="佐藤", given="恵").party, **said)

    assert plainly(party_rows.written([line], level=2)) == plainly(drawn(line))


def test_a_body_has_no_honorific_and_another_sign(federation):
    line = Line(make_body("見本 製作所", "company").party, "見本 製作所", notes=["企業"])

    assert plainly(party_rows.written([line], level=2)) == plainly(drawn(line))
    assert "さん" not in drawn(line)


def test_each_language_has_its_own_addresses(db):
    line = Line(add_person(family="佐藤", given="恵").party, "佐藤 恵")
    with override("en"):
        assert f'href="/en/desk/parties/{line.code}/"' in party_rows.written([line])
    assert f'href="/desk/parties/{line.code}/"' in party_rows.written([line])


def test_nobody_has_no_row():
    assert party_rows.written([]) == ""

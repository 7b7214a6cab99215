"""合わせることの試験 — a component cut to its place says what the library's component says."""

import re
from pathlib import Path

import pytest
from django.template import Context
from django.template.base import NodeList
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import override
from django_cotton.templatetags._component import CottonComponentNode

from tsunagari.faces.shared.fitting import Fitted
from tsunagari.faces.shared.tests.test_folding import compiled, folded

FACES = Path(__file__).parents[2]
SEEN = {
    "name": "花 <b>",
    "safe": SafeString("<i>花</i>"),
    "on": True,
    "off": False,
    "none": None,
    "empty": "",
    "number": 3,
    "pairs": [("年", 2026), ("<月>", "四")],
    "csrf_token": "T",
}
DISSOLVES = [
    "<c-stack>{{ name }}</c-stack>",
    '<c-stack data-tight id="{{ name }}"><c-list>{{ safe }}</c-list></c-stack>',
    '<c-disclosure summary="{{ name }} {{ number }}" open="">{{ name }}</c-disclosure>',
    '<c-button type="submit" name="to" value="{{ name }}">{{ safe }}</c-button>',
    '<c-act action="/x/{{ number }}/" data-key="e" title="{{ name }}">{{ name }}</c-act>',
    '<c-why href="">{{ name }}</c-why>',
]
KEEPS_ITS_NAMES = [
    '<c-todo state="done">x</c-todo>',
    '<c-button href="{{ empty }}" icon="x" :wide="on">{{ name }}</c-button>',
    '<c-button href="{{ name }}" :disabled="off" :hidden="on" :x="none">{{ name }}</c-button>',
    '<c-act action="{{ name }}" :wide="off" :data-n="number" icon="{{ empty }}">y</c-act>',
    '<c-act action="a"><c-slot name="fields">{{ safe }}</c-slot>{{ name }}</c-act>',
    '<c-card title="{{ name }}" level="{{ number }}">{% if on %}{{ name }}{% endif %}</c-card>',
    '<c-card title="x" :level="number" tone="{% if off %}late{% endif %}">{{ name }}</c-card>',
    '<c-kv :items="pairs">{{ name }}</c-kv><c-kv><c-fact term="{{ name }}">y</c-fact></c-kv>',
    '<c-todo state="{% if on %}fix{% endif %}">{{ name }}</c-todo>',
    '<c-pick label="x" value="{{ name }}"><li>{{ name }}</li></c-pick>',
    '<c-banner title="{{ name }}"><c-slot name="actions"><c-button href="/">{{ name }}'
    "</c-button></c-slot></c-banner>",
    '<c-group title="{{ name }}" count="{{ nobody }}">{{ nobody }}</c-group>',
    '<c-table caption="{{ name }}" data-a="{{ safe }}"><tr><td>{{ name }}</td></tr></c-table>',
    '<c-button href="/" :x="nobody.knows">{{ name }}</c-button>',
    '<c-stack :x="nobody">{{ name }}</c-stack>',
]
STAYS = [
    '<c-stack :attrs="found">{{ name }}</c-stack>',
    '<c-banner title="x">{% if on %}<c-slot name="actions">{{ name }}</c-slot>{% endif %}</c-banner>',
]


def said(template) -> str:
    seen = SEEN | {"found": {"id": "x"}}
    return re.sub(r"\b[0-9a-f]{32}\b", "KEY", template.render(Context(seen)))


def components(template) -> set[type]:
    """The kinds of components that a template still draws one by one."""
    found = NodeList(template.nodelist).get_nodes_by_type((CottonComponentNode, Fitted))
    return {type(node) for node in found}


@pytest.mark.parametrize("source", [*DISSOLVES, *KEEPS_ITS_NAMES, *STAYS])
def test_a_component_says_the_same_where_it_was_cut(source):
    for language in ("ja", "en", "ja-easy"):
        with override(language):
            assert said(folded(source)) == said(compiled(source))


@pytest.mark.parametrize("source", DISSOLVES)
def test_what_is_handed_only_texts_and_words_of_the_page_is_no_component_any_more(source):
    assert components(folded(source)) == set()


@pytest.mark.parametrize("source", KEEPS_ITS_NAMES)
def test_what_asks_about_a_name_keeps_its_names(source):
    assert CottonComponentNode not in components(folded(source))


@pytest.mark.parametrize("source", STAYS)
def test_what_nobody_can_know_before_stays_as_the_library_draws_it(source):
    assert CottonComponentNode in components(folded(source))


def test_a_name_of_the_page_is_not_that_of_a_component_inside():
    source = (
        '<c-card title="{{ name }}"><c-stack>{{ title }}</c-stack>{{ title }}</c-card>{{ title }}'
    )

    assert said(folded(source)) == said(compiled(source))
    assert "花" in said(folded(source))


def test_a_template_is_cut_again_for_each_place():
    one, other = '<c-act action="a" kind="fill">{{ name }}</c-act>', '<c-act action="b">x</c-act>'

    assert said(folded(one + other)) == said(folded(one)) + said(folded(other))
    assert 'data-kind="fill"' in said(folded(one))
    assert 'data-kind="outline"' in said(folded(other))


def test_no_row_of_a_list_is_left_as_the_library_draws_it():
    """A list draws its row fifty times. A slot that comes only sometimes keeps the row from being
    cut: the condition goes inside the slot.
    """
    names = [
        path.as_posix().rpartition("/templates/")[2]
        for path in FACES.rglob("templates/**/*.html")
        if "cotton" not in path.parts
    ]
    left = {
        name
        for name in names
        for node in get_template(name).template.nodelist.get_nodes_by_type(CottonComponentNode)
        if node.component_name == "row"
    }

    assert len(names) > 500
    assert left == set()

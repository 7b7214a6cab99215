"""畳むことの試験 — a template written out per language says what it said before, to everybody."""

import pytest
from django.template import Context, Engine, engines
from django.template.base import TextNode, VariableNode
from django.utils.translation import override

from tsunagari.faces.shared.folding import fold
from tsunagari.faces.shared.hanging import needs

SAME = [
    '{% translate "保存する" %}<a href="{% url "portal:words" %}">{% icon "check" size="s" %}</a>',
    "{% blocktranslate %}さがす{% endblocktranslate %}",
    '{% include "tn/_mark.html" %}{# nobody reads this #}',
    '{% if "a" == "b" %}x{% else %}{% translate "さがす" %}{% endif %}',
]
HANGING = [
    "{{ name }}",
    "{% press %}",
    "{% csrf_token %}",
    '{% now "Y-m-d" %}',
    "{% query_with view=1 %}",
    '{{ "2026-11-24"|day }}',
    '{% translate "さがす" as said %}{{ said }}',
    "{% blocktranslate %}{{ name }} さん{% endblocktranslate %}",
    '{% include "tn/_nav.html" %}',
    '{% url "desk:party" name %}',
]


def compiled(source):
    engine = engines["django"].engine
    contents = engine.template_loaders[0].loaders[0].cotton_compiler.process(source)
    return engine.from_string(contents)


def folded(source):
    template = compiled(source)
    fold(template.nodelist, template)
    return template


@pytest.mark.parametrize("source", SAME)
def test_what_hangs_on_the_language_alone_becomes_one_text_that_says_the_same(source):
    for language in ("ja", "en", "ja-easy"):
        with override(language):
            template = folded(source)

            assert [type(node) for node in template.nodelist] == [TextNode]
            assert template.render(Context()) == compiled(source).render(Context())


@pytest.mark.parametrize("source", HANGING)
def test_what_hangs_on_anything_else_stays_as_it_was_written(source):
    assert None in (template_needs := [needs(node) for node in compiled(source).nodelist]) or (
        template_needs == [frozenset({"name"})]
    )


CARD = (
    '<c-card title="{% translate \'さがす\' %}" href="{% url \'portal:words\' %}" icon="help">'
    "%s</c-card>"
)


def test_a_component_with_nothing_of_its_own_is_a_text_and_one_with_a_name_is_not():
    same, own = CARD.replace("%s", "どなたでも"), CARD.replace("%s", "{{ name }}")

    assert [type(node) for node in folded(same).nodelist] == [TextNode]
    assert folded(same).render(Context()) == compiled(same).render(Context())
    for name in ("花 <b>", "Maria"):
        found = folded(own)
        assert found.render(Context({"name": name})) == compiled(own).render(
            Context({"name": name})
        )
        assert [type(node) for node in found.nodelist] == [TextNode, VariableNode, TextNode]


def test_a_slot_that_shows_a_name_keeps_its_component():
    source = '<c-empty title="x">y<c-slot name="action">{{ name }}</c-slot></c-empty>'

    assert "花" in folded(source).render(Context({"name": "花"}))
    assert "Maria" in folded(source).render(Context({"name": "Maria"}))


def test_a_part_in_another_language_stays_in_it():
    source = '{% load i18n %}{% language "en" %}{% translate "さがす" %}{% endlanguage %}'
    with override("ja"):
        said = folded(source).render(Context())
    with override("en"):
        assert said == compiled('{% translate "さがす" %}').render(Context())


def test_each_language_has_a_template_of_its_own():
    engine = Engine.get_default()
    with override("ja"):
        japanese = engine.get_template("portal/help.html")
    with override("en"):
        english = engine.get_template("portal/help.html")
        assert engine.get_template("portal/help.html") is english

    assert english is not japanese

"""Controls drawn here are those that Django's own templates draw, sign by sign."""

import pytest
from django import forms
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from tsunagari.faces.shared import controls

ROWS = [("", "—"), (1, '<b>"one"</b>'), ("2", mark_safe("<b>two</b>")), ("x", gettext_lazy("はい"))]
GROUPED = [("", "—"), ("A & B", [("a", "a < b"), ("b", "b")]), ("c", "c")]
ATTRS = {"id": 'own"id', "class": "a&b", "required": True, "disabled": False, "min": 3}
WIDGETS = [
    forms.TextInput(ATTRS),
    forms.NumberInput(ATTRS),
    forms.EmailInput(),
    forms.PasswordInput(),
    forms.HiddenInput(),
    forms.DateInput(),
    forms.TimeInput({"type": "time"}),
    forms.FileInput({"accept": "image/*", "multiple": False}),
    forms.CheckboxInput(ATTRS),
    forms.Textarea(ATTRS | {"rows": 3}),
    forms.Select(ATTRS, ROWS),
    forms.Select(choices=GROUPED),
    forms.SelectMultiple(choices=ROWS),
]
VALUES = [None, "", "x", 1, '"><script>', "a\nb", mark_safe("&amp;"), gettext_lazy("はい")]


def by_django(template: str, widget: dict) -> str:
    return get_template(template).render({"widget": widget}).strip()


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda one: type(one).__name__)
def test_a_control_is_the_one_that_its_template_draws(widget, value):
    said = widget.get_context("a&b", value, {"aria-describedby": "e"})["widget"]

    drawn = controls.drawn(widget.template_name, said)

    assert drawn == by_django(widget.template_name, said)


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_a_choice_is_the_one_that_its_template_draws_with_and_without_a_label(kind):
    for one in kind(ATTRS, ROWS).subwidgets("how", "2", {"id": "id_how"}):
        for label in (True, False):
            said = one | {"wrap_label": label}
            drawn = controls.drawn(one["template_name"], said)

            assert drawn == by_django(one["template_name"], said)


def test_what_is_not_known_here_is_left_to_its_template():
    assert controls.drawn("tn/forms/field.html", {}) is None
    assert controls.drawn(forms.ClearableFileInput.template_name, {}) is None

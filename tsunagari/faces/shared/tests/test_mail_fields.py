"""メールの欄 — no form takes an address that the database cannot hold."""

from importlib import import_module
from pkgutil import walk_packages

from django import forms

from tsunagari import faces

LONGEST = 254  # of RFC 5321, and of the columns


def every_form(of=forms.BaseForm):
    return {of}.union(*(every_form(one) for one in of.__subclasses__()))


def test_no_form_takes_an_address_that_is_too_long_to_be_kept():
    for module in walk_packages(faces.__path__, "tsunagari.faces."):
        if "tests" not in module.name and "management" not in module.name:
            import_module(module.name)

    found = [
        (form.__module__, name)
        for form in every_form()
        if form.__module__.startswith("tsunagari.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.EmailField) and field.max_length > LONGEST
    ]

    assert found == []

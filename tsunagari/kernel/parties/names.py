"""氏名 — a person's name is sealed: it opens only where consents decide who may read it."""

from django.db import models
from django.db.models.query_utils import DeferredAttribute


class NameLeak(RuntimeError):
    """A person's name was about to be printed without asking consents.shown()."""


class Name:
    """A sealed name. Printing or formatting it raises; `reveal` is for consents.shown alone."""

    __slots__ = ("_text",)

    def __init__(self, text: str):
        self._text = text

    def reveal(self) -> str:
        return self._text

    def _leak(self, *_):
        raise NameLeak("a name is shown only through consents.shown()")

    __str__ = __format__ = __iter__ = __add__ = __radd__ = __mod__ = _leak

    def __repr__(self):
        return "<Name>"

    def __bool__(self):
        return bool(self._text)

    def __eq__(self, other):
        return self._text == (other._text if isinstance(other, Name) else other)

    def __hash__(self):
        return hash(self._text)


class _Sealing(DeferredAttribute):
    """Seals what is assigned, so that a name leaks no sooner than it is stored."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class NameField(models.CharField):
    """A text column whose value comes out sealed."""

    descriptor_class = _Sealing

    def from_db_value(self, value, expression, connection):
        return None if value is None else Name(value)

    def to_python(self, value):
        return value if isinstance(value, Name) or value is None else Name(value)

    def get_prep_value(self, value):
        return value.reveal() if isinstance(value, Name) else value

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

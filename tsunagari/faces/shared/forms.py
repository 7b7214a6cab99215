"""入力 — how forms look, and the fields that every face needs."""

from datetime import date
from functools import lru_cache

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tsunagari.base import names
from tsunagari.base.days import NotADay, day_words, parse_day
from tsunagari.base.languages import active, listed
from tsunagari.base.languages import gettext as _
from tsunagari.faces.shared import controls
from tsunagari.faces.shared.typed import whole

# Full-width signs as they stand on the other side of the keyboard's switch.
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("￥"): "¥"}


SEPARATOR = "｜"


def lines_of_parts(text: str):
    """(number, parts) of each line that is not empty; parts stand between ｜ of any width."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, [part.strip() for part in line.replace("|", SEPARATOR).split(SEPARATOR)]


class Renderer(TemplatesSetting):
    """Django's forms drawn with our fields: label, need, help, control, error."""

    form_template_name = "tn/forms/form.html"
    field_template_name = "tn/forms/field.html"

    def render(self, template_name, context, request=None):
        widget = context.get("widget")
        drawn = controls.drawn(template_name, widget) if widget else None
        return drawn or super().render(template_name, context, request)


CHOOSE = gettext_lazy("選んでください")
NOTHING = gettext_lazy("えらばない")


class RowField(forms.ModelChoiceField):
    """One of some rows; a number that no row can have is a wrong choice, not an accident."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("empty_label", CHOOSE if kwargs.get("required", True) else NOTHING)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        if value not in self.empty_values and whole(str(value)) is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().to_python(value)


class KnownRowField(forms.ChoiceField):
    """One of rows that were read already: the database is not asked again."""

    def offer(self, rows: dict, *, blank: bool = False) -> None:
        """Let one of these be chosen: {row: its words}; with `blank` none is before somebody does."""
        self.by_key = {str(row.pk): row for row in rows}
        nothing = [("", CHOOSE if self.required else NOTHING)] if blank else []
        self.choices = nothing + [(str(row.pk), words) for row, words in rows.items()]

    def clean(self, value):
        return self.by_key.get(super().clean(value))


class RowsField(forms.ModelMultipleChoiceField):
    """Some of some rows, as careful as `RowField`."""

    def clean(self, value):
        for number in value or ():
            if whole(str(number)) is None:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": number}
                )
        return super().clean(value)


class TidyField(forms.CharField):
    """A text in whatever width it was typed; it comes back as it is stored."""

    def clean(self, value):
        return super().clean(names.tidy(value) if isinstance(value, str) else value)


class KanaField(forms.CharField):
    """A reading: hiragana and half-width kana become full-width katakana."""

    def clean(self, value):
        typed = super().clean(value)
        if typed and not names.is_kana(typed):
            raise forms.ValidationError(_("かなで入力してください。例：サトウ"))
        return names.kana(typed)


class YenField(forms.IntegerField):
    """A sum of money as people write it: 210000, 210,000円 or ２１０，０００."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value):
        if isinstance(value, str):
            value = value.translate(NARROW).strip().removesuffix("円")
            value = value.removeprefix("¥").replace(",", "").strip()
        return super().to_python(value)


class DayInput(forms.MultiWidget):
    """Year, month and day in three boxes; the year may be 2026, R8 or 令和8."""

    template_name = "tn/forms/day.html"

    def __init__(self, attrs=None):
        box = {"inputmode": "numeric", "autocomplete": "off"}
        year = forms.TextInput({"autocomplete": "off", "size": "7"})
        parts = {
            "y": year,
            "m": forms.TextInput(box | {"size": "2"}),
            "d": forms.TextInput(box | {"size": "2"}),
        }
        super().__init__(parts, attrs)

    def decompress(self, value):
        return [value.year, value.month, value.day] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day, typed as people write it: era or western year, any width of digits."""

    widget = DayInput

    def __init__(self, **kwargs):
        parts = [forms.CharField(max_length=12, required=False) for _part in range(3)]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        if not any(data_list or []):
            return None
        year, month, day = (str(part or "").strip() for part in data_list)
        if month and day:
            year = year.removesuffix("年")
            month, day = month.removesuffix("月"), day.removesuffix("日")
        # A whole date pasted into the first box is understood as well.
        typed = year if not month and not day else f"{year}/{month}/{day}"
        if not all((year, month, day)) and typed != year:
            raise forms.ValidationError(_("年・月・日を全部入力してください。"))
        try:
            return parse_day(typed)
        except NotADay as refused:
            raise forms.ValidationError([reason.words() for reason in refused.reasons]) from refused


class Blank:
    """A form that nobody has filled in, drawn once per language and day; for c-form it is a form."""

    errors = hidden_fields = ()
    is_multipart = False

    def __init__(self, form: type[forms.Form], *, auto_id: str, on: date, **initial):
        drawn = _blank(form, auto_id, on, tuple(initial.items()), active())
        self.as_field_group = drawn
        self.visible_fields = (self,)


@lru_cache(maxsize=256)
def _blank(form, auto_id: str, _on: date, initial: tuple, _language: str) -> SafeString:
    made = form(auto_id=auto_id, initial=dict(initial))
    return SafeString("".join(field.as_field_group() for field in made.visible_fields()))


def newer(form, now: dict, version: int) -> list[tuple[str, str]]:
    """(label, what is stored now) of every field that was typed otherwise.

    For a form that somebody else was faster with: both values stand on the page, and sending it
    once more means these.
    """
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = version
    return [
        (field.label, _in_words(field.field, now[field.name]) or _("（空）"))
        for field in form
        if field.name in now and _said(form.cleaned_data.get(field.name)) != _said(now[field.name])
    ]


def _said(value):
    """A value as it is compared: nothing is nothing, however it is kept."""
    return None if value is False or value in (None, "", []) else value


def _in_words(field, value) -> str:
    if isinstance(field, forms.BooleanField):
        return _("はい") if value else _("いいえ")
    if isinstance(value, date):
        return day_words(value, active())
    if isinstance(field, YenField) and value is not None:
        return f"{value:,}"
    words = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return listed(str(words.get(one, one)) for one in value)
    value = "" if value is None else value
    return str(words.get(value, value))

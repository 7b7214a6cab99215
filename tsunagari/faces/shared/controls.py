"""部品 — the controls of a form as Django's own templates write them, sign by sign, but written here.

A page of thirty choices draws sixty of those templates: half of what the whole page costs.
"""

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

PLACE = "django/forms/widgets/{}.html"
KINDS = ("input", "text", "number", "email", "url", "password", "hidden", "checkbox", "file")
INPUTS = {PLACE.format(kind) for kind in (*KINDS, "date", "time", "datetime", "tel", "search")}
OPTIONS = {PLACE.format(f"{kind}_option") for kind in ("input", "radio", "checkbox")}


def drawn(template: str, widget: dict) -> SafeString | None:
    """A control in HTML; None for one that its template draws."""
    if template in INPUTS:
        return SafeString(_input(widget))
    if template in OPTIONS:
        return SafeString(_labelled(widget))
    if template == PLACE.format("textarea"):
        return SafeString(_textarea(widget))
    if template == PLACE.format("select"):
        return _select(widget)
    return None


def _input(widget: dict) -> str:
    value = widget.get("value")
    said = "" if value is None else f' value="{_escaped(value)}"'
    name, kind = _escaped(widget["name"]), _escaped(widget["type"])
    return f'<input type="{kind}" name="{name}"{said}{_attributes(widget)}>'


def _labelled(widget: dict) -> str:
    if not widget.get("wrap_label"):
        return _input(widget)
    own = widget["attrs"].get("id")
    to = f' for="{_escaped(own)}"' if own else ""
    return f"<label{to}>{_input(widget)}\n {_escaped(widget['label'])}</label>"


def _textarea(widget: dict) -> str:
    value = widget.get("value")
    said = _escaped(value) if value else ""
    return f'<textarea name="{_escaped(widget["name"])}"{_attributes(widget)}>\n{said}</textarea>'


def _select(widget: dict) -> SafeString | None:
    own = PLACE.format("select_option")
    parts = [f'<select name="{_escaped(widget["name"])}"{_attributes(widget)}>']
    for group, options, _number in widget["optgroups"]:
        if any(one["template_name"] != own for one in options):
            return None
        parts += [f'\n  <optgroup label="{_escaped(group)}">'] if group else []
        parts += [f"\n  {_option(one)}" for one in options]
        parts += ["\n  </optgroup>"] if group else []
    return SafeString("".join([*parts, "\n</select>"]))


def _option(widget: dict) -> str:
    value, label = _escaped(widget["value"]), _escaped(widget["label"])
    return f'<option value="{value}"{_attributes(widget)}>{label}</option>\n'


def _attributes(widget: dict) -> str:
    return "".join(
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _escaped(value) -> str:
    """A value as it is read; what was escaped before stays as it is."""
    return conditional_escape(value if isinstance(value, str | Promise) else str(value))

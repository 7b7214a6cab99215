"""道具 — tags and filters that every template may use; they say dates, money and names our way."""

import re
import uuid
from datetime import date, datetime, time
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tsunagari.base import days
from tsunagari.base.languages import CODES, LANGUAGES, gettext_noop, html_lang
from tsunagari.base.languages import gettext as _
from tsunagari.faces.shared import furigana, read_names
from tsunagari.faces.shared.icons import SHAPES
from tsunagari.kernel.parties.models import Organisation

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=2_000, typed=True)
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A line icon; without a label it only accompanies the text beside it."""
    drawn = '<svg class="ic" viewBox="0 0 24 24"{}{}>' + SHAPES[name] + "</svg>"
    bigger = format_html(' data-size="{}"', size) if size else ""
    if label:
        return format_html(drawn, bigger, format_html(' role="img" aria-label="{}"', label))
    return format_html(drawn, bigger, mark_safe(' aria-hidden="true"'))


@register.filter
def day(value: date | datetime | None, form: str = "long") -> str:
    """A day in the reader's language, with its weekday; "short" leaves out this fiscal year."""
    if not value:
        return ""
    value = _local(value)
    value = value.date() if isinstance(value, datetime) else value
    language = get_language() or "ja"
    if form == "short" and days.fiscal_year(value) == days.fiscal_year(timezone.localdate()):
        return days.day_words(value, language, year=False)
    return days.day_words(value, language)


@register.filter
def edition(version: str) -> str:
    """A rule's version: the first day of its law; what names no day is said as it is."""
    try:
        return day(date.fromisoformat(version[-10:]))
    except ValueError:
        return version


@register.filter
def month_words(value: date) -> str:
    """11月, November, tháng 11 — what stands below the number of a day."""
    return days.month_words(value.month, get_language() or "ja")


@register.filter
def clock(value: datetime | time | None) -> str:
    """14:00 — the local time of day."""
    return _local(value).strftime("%H:%M") if value else ""


def _local(value):
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value


@register.filter
def yen(amount: int | None, form: str = "text") -> str:
    """12,300円 in text, ¥12,300 in tables; a true minus sign."""
    if amount is None:
        return ""
    figure = f"{abs(amount):,}"
    sign = "−" if amount < 0 else ""
    return f"{sign}¥{figure}" if form == "table" else _("%(yen)s円") % {"yen": sign + figure}


@register.filter
def linked(source: str) -> SafeString:
    """A source with its address as a link, also where a Japanese colon stands before it."""
    return SafeString(urlize(source.replace("：http", "： http"), autoescape=True))


@register.filter
def place(name: str) -> str:
    """The name of a town or a place, with its reading in easy Japanese."""
    return read_names.place(name)


@register.filter
def body(named: Organisation) -> str:
    """A body's name as the reader is told it, with its reading in easy Japanese."""
    return read_names.body(named)


@register.filter(name="ruby")
def ruby_filter(text: str) -> SafeString:
    """Text with {漢字|かんじ} as HTML ruby."""
    return furigana.ruby(text)


@register.simple_tag
def ruby(text: str) -> SafeString:
    """Text with {漢字|かんじ} as HTML ruby."""
    return furigana.ruby(text)


@register.simple_tag
def press() -> SafeString:
    """The hidden key by which the server knows a second press of the same button."""
    return format_html('<input type="hidden" name="press_key" value="{}">', uuid.uuid4().hex)


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """The address's parameters with some changed; None or "" takes one away. No leading "?"."""
    request = context.get("request")
    query = dict(request.GET.lists()) if request else {}
    query.update({name: [value] for name, value in changes.items()})
    gone = {name for name, value in changes.items() if value in (None, "")}
    return urlencode([one for one in query.items() if one[0] not in gone], doseq=True)


# Where the address of the page stands in the drawn menu, with and without its language.
BARE, HERE = "/-page-without-language-/", "/-page-/"


@register.simple_tag(takes_context=True)
def lang_links(context, inline: bool = False) -> SafeString:
    """The language menu: this very page in every language."""
    request = context.get("request")
    drawn = _languages(get_language() or settings.LANGUAGE_CODE, context.get("furigana"), inline)
    own = {
        BARE: escape(_without_language(request)) if request else "",
        HERE: escape(request.get_full_path()) if request else "/",
    }
    return SafeString("".join(own.get(part, part) for part in drawn))


@lru_cache(maxsize=64)
def _languages(now: str, furigana: str | None, inline: bool) -> list[str]:
    """The menu as every page has it, in parts: between them stands the page's own address."""
    drawn = render_to_string(
        "tn/_languages.html",
        {
            "inline": inline,
            "now": dict(LANGUAGES).get(now, LANGUAGES[0][1]),
            "now_lang": html_lang(now),
            "furigana": furigana,
            "here": HERE,
            "languages": [
                {
                    "code": code,
                    "name": name,
                    "lang": html_lang(code),
                    "href": _prefixed(code, BARE),
                    "current": code == now,
                }
                for code, name in LANGUAGES
            ],
        },
    )
    return re.split(f"({BARE}|{HERE})", drawn)


def in_language(request, code: str) -> str:
    """The address of the page being shown, under the prefix of another language."""
    return _prefixed(code, _without_language(request) if request else "")


def _prefixed(code: str, bare: str) -> str:
    return f"/{bare}" if code == settings.LANGUAGE_CODE else f"/{code}/{bare}"


def _without_language(request) -> str:
    """The page's address after the language's prefix, with its query."""
    path = request.path_info.lstrip("/")
    first, _slash, rest = path.partition("/")
    bare = rest if first in CODES else path
    query = request.GET.urlencode()
    return f"{bare}?{query}" if query else bare


@register.filter
def attributes(attrs) -> SafeString:
    """The attributes a component passes through, each value escaped."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else _attribute(name, value),)
            for name, value in attrs.attrs_dict().items()
            if value is not False and value is not None
        ),
    )


def _attribute(name: str, value) -> SafeString:
    return format_html(' {}="{}"', name, conditional_escape(value))


EMPTY = gettext_noop("%(label)sを入力してください。")
NOT_TICKED = gettext_noop("「%(label)s」にチェックをつけてください。")
NOT_CHOSEN = gettext_noop("%(label)sを選んでください。")
TOO_LONG = gettext_noop("%(label)sは%(most)s文字までにしてください（いまは%(now)s文字）。")


@register.filter
def faults(field) -> list[str]:
    """What is wrong with a form field, as it stands at the field."""
    return [sentence for error in field.errors.as_data() for sentence in _sentences(field, error)]


@register.filter
def named_faults(field) -> list[str]:
    """The same in the summary, where a sentence that does not name its field is given its label."""
    sentences, label = faults(field), field.field.label
    if not label:
        return sentences
    named = _("%(label)s：%(value)s")
    return [
        one if str(label) in one else named % {"label": _named(field), "value": one}
        for one in sentences
    ]


def _sentences(field, error) -> list[str]:
    if error.code == "required":
        return [_(_empty(field)) % {"label": _named(field)}]
    if error.code == "max_length" and "limit_value" in error.params:
        facts = {"most": error.params["limit_value"], "now": error.params["show_value"]}
        return [_(TOO_LONG) % {"label": _named(field), **facts}]
    return error.messages


def _named(field) -> str:
    """A label within a sentence: a question stands in quotation marks."""
    label = str(field.label)
    asks = label.endswith(("か", "?", "？")) and _empty(field) != NOT_TICKED
    if not asks:
        return label
    japanese = (get_language() or "ja").startswith("ja")
    return f"「{label}」" if japanese else f"“{label}”"


def _empty(field) -> str:
    kind = field.field.widget.__class__.__name__
    if kind == "CheckboxInput":
        return NOT_TICKED
    chosen = ("Select", "SelectMultiple", "RadioSelect", "CheckboxSelectMultiple")
    return NOT_CHOSEN if kind in chosen or "File" in kind else EMPTY


@register.simple_tag
def fault_count(form) -> int:
    """How many sentences the error summary of a form has."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def undo_address(message) -> str:
    """Where a message's ［元に戻す］ leads: extra_tags="undo:/desk/…"."""
    tags = getattr(message, "extra_tags", "") or ""
    return tags.removeprefix("undo:") if tags.startswith("undo:/") else ""


@register.filter
def widget_kind(field) -> str:
    """text, choice (one box), choices (a group), day, file or hidden: how a field is laid out."""
    name = field.field.widget.__class__.__name__
    kinds = {
        "CheckboxInput": "choice",
        "RadioSelect": "choices",
        "CheckboxSelectMultiple": "choices",
        "DayInput": "day",
        "FileInput": "file",
        "ClearableFileInput": "file",
    }
    return kinds.get(name, "text")


@register.filter
def focus_id(field) -> str:
    """The id of the box that a link of the error summary moves to."""
    kind = widget_kind(field)
    if kind == "day":
        return f"{field.auto_id}_y"
    return f"{field.auto_id}_0" if kind == "choices" else field.id_for_label

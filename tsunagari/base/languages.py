"""言語 — the six languages, and texts that people enter in several of them.

Rules import `gettext_noop` from here, so that they need no framework; `gettext` asks Django's
catalogue when it is there and otherwise answers with the Japanese source.
"""

import hashlib

SOURCE = "ja"
LANGUAGES = [
    ("ja", "日本語"),
    ("ja-easy", "やさしい日本語"),
    ("en", "English"),
    ("vi", "Tiếng Việt"),
    ("id", "Bahasa Indonesia"),
    ("fil", "Filipino"),
]
CODES = [code for code, _name in LANGUAGES]


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return text


def gettext(text: str) -> str:
    """The sentence in the reader's language; outside the web site, the Japanese source."""
    from django.conf import settings

    if not settings.configured:
        return text
    from django.utils.translation import gettext as translated

    return translated(text)


def everywhere(text: str) -> list[str]:
    """The sentence as each of the languages says it; outside the web site, the Japanese source."""
    from django.conf import settings

    if not settings.configured:
        return [text]
    from django.utils.translation import override

    said = []
    for code in CODES:
        with override(code):
            said.append(gettext(text))
    return said


def listed(words) -> str:
    """Words one after another, parted as the reader's language does: 英語、総合 or English, Art."""
    return gettext("、").join(str(word) for word in words)


def active() -> str:
    """The reader's language; outside the web site, that of the source."""
    from django.conf import settings

    if not settings.configured:
        return SOURCE
    from django.utils.translation import get_language

    return get_language() or SOURCE


def html_lang(code: str) -> str:
    """The value of an HTML lang attribute: やさしい日本語 is Japanese for a screen reader."""
    return "ja" if code == "ja-easy" else code


def print_of(text: str) -> str:
    """The fingerprint that a translation keeps of the sentence it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def text_in(field: dict, language: str, source: str = SOURCE) -> str:
    """What a {language: {"text", "of", "by"}} field says to a reader of `language`."""
    return field.get(language_in(field, language, source), {}).get("text", "")


def language_in(field: dict, language: str, source: str = SOURCE) -> str:
    """In which language a reader gets it; "" when nothing is written.

    Missing languages fall back ja-easy → ja, others → en → ja-easy → source.
    """
    chain = [language, "ja-easy", source] if language.startswith("ja") else [language, "en"]
    return next((code for code in [*chain, "ja-easy", source, *field] if field.get(code)), "")


def state_in(field: dict, language: str, source: str = SOURCE) -> str:
    """最新・古い・まだない — how a language of such a field stands to its source."""
    if not field.get(language):
        return "missing"
    return "outdated" if is_outdated(field, language, source) else "current"


def written_in(before: dict, typed: dict[str, str], *, by: str, source: str = SOURCE) -> dict:
    """The field after its form was saved: a translation left as it was keeps what it was made from."""
    of = print_of(typed.get(source, ""))
    found = {}
    for code, text in typed.items():
        old = before.get(code, {})
        same = old.get("text") == text and code != source
        if text:
            kept = old.get("of", of) if same else of
            found[code] = {"text": text, "of": kept, "by": old.get("by", by) if same else by}
    return found


def is_outdated(field: dict, language: str, source: str = SOURCE) -> bool:
    """True when the source sentence changed after this translation was made."""
    entry, original = field.get(language), field.get(source)
    if not entry or not original or language == source:
        return False
    return entry.get("of") != print_of(original["text"])

"""相談の言語 — those of the guidebook, those of our partners first; by their own names."""

from tsunagari.base.languages import LANGUAGES

# Guidebook on Living and Working: fifteen languages and easy Japanese (secondary source).
MORE = {
    "zh": "中文",
    "ne": "नेपाली",
    "my": "မြန်မာ",
    "ko": "한국어",
    "es": "Español",
    "pt": "Português",
    "th": "ไทย",
    "km": "ខ្មែរ",
    "mn": "Монгол",
    "tr": "Türkçe",
    "uk": "Українська",
}
NAMES = dict(LANGUAGES) | MORE
OTHER = "other"


def known(code: str) -> str:
    """The code itself, or `other` for a language that is not on the list."""
    return code if code in NAMES else OTHER


def html_lang(code: str) -> str:
    """The value of an HTML lang attribute; "" where the language is not known."""
    return "ja" if code == "ja-easy" else "" if code == OTHER else code

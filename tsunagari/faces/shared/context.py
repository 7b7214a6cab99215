"""画面の前提 — what every page knows; only a face's own frame may ask the database."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from tsunagari.base.languages import LANGUAGES, html_lang


def page(request) -> dict:
    """languages, html_lang, easy, viewer, sample (見本のデータ), help_url, here, furigana, and the face's frame."""
    federation = getattr(request, "federation", None) or {}
    language = get_language() or "ja"
    return {
        "languages": LANGUAGES,
        "html_lang": html_lang(language),
        "easy": language == "ja-easy",
        "viewer": getattr(request, "viewer", None),
        "federation_name": federation.get("name", ""),
        "sample": bool(federation.get("sample")),
        "home_url": "/" if language == "ja" else f"/{language}/",
        "help_url": _help_url(),
        "here": request.get_full_path(),
        "furigana": "off" if request.COOKIES.get("furigana") == "off" else "on",
        **_frame(request),
    }


def _frame(request) -> dict:
    """What the face puts around its pages; nobody who was turned away gets it."""
    frame = getattr(request, "frame", None)
    return frame(request) if frame and getattr(request, "viewer", None) else {}


def _help_url() -> str:
    try:
        return reverse("portal:help")
    except NoReverseMatch:
        return ""

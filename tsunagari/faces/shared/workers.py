"""番人の台本 — service workers, each put together from its parts and served inside its own folder."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse

from tsunagari.faces.shared.static import without_notes


def script(*parts: str) -> HttpResponse:
    """The parts one after the other; a browser asks again at each visit whether they changed."""
    files = [Path(finders.find(f"tn/js/{part}")) for part in parts]
    text = without_notes("\n".join(file.read_text(encoding="utf-8") for file in files))
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response

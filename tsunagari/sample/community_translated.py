"""見本の催しの訳 — the cooking day in every language; the other events wait for their translators."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from tsunagari.base.languages import CODES, SOURCE
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.community.events.models import Event
from tsunagari.sample.translating import translate

WRITTEN = Path(__file__).with_name("events.toml")
SERIES, DAYS = "見本 世界の台所", 3


def load(*, by: Viewer, second: Viewer, on: date) -> None:
    """Both days of the series say the same."""
    lines = tomllib.loads(WRITTEN.read_text("utf-8"))["line"]
    when = {"on": on - timedelta(DAYS), "at": timezone.now() - timedelta(DAYS)}
    for event in Event.objects.filter(series=SERIES).order_by("pk"):
        for language in CODES:
            if language != SOURCE:
                said = [line[language] for line in lines]
                translate(event.text, language, said, by=by, second=second, when=when)

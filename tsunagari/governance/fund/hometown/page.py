"""公表する結果の文 — what a donation through a municipality was for, as one text."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.hometown import queries
from tsunagari.governance.fund.hometown.models import Donation
from tsunagari.kernel.texts import attaching
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.split import Piece

NAME = _("企業版ふるさと納税の結果（%(title)s）")
LANGUAGES = ("en",)


def pieces_of(donation: Donation) -> list[Piece]:
    """The project, every use, and what the indicators are called."""
    parts = split.title(donation.project.title, "project")
    for use in donation.uses.filter(annulled_on=None).order_by("pk"):
        parts += split.title(use.words, f"use-{use.pk}")
    for place, (name, unit, _planned, _reached) in enumerate(indicators(donation)):
        parts += split.title(f"{name}（{unit}）", f"indicator-{place}")
    return parts


def indicators(donation: Donation) -> list[list]:
    """Of every year that was confirmed: [indicator, unit, planned, reached]."""
    return [line for year in donation.confirmations.all() for line in year.indicators]


def put_up(donation: Donation, *, by, on: date) -> None:
    """結果の文をのせる — when everybody may read it."""
    name = NAME % {"title": donation.project.title}
    parts = pieces_of(donation)
    attaching.put_up(donation, parts, name=name, languages=LANGUAGES, by=by, on=on)


def put_up_all(*, on: date) -> None:
    """Published results that are older than their texts; safe to run twice."""
    for donation in texts.not_put_up(queries.published()):
        put_up(donation, by=None, on=on)

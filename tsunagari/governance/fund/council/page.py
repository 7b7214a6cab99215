"""公表する議事録の文 — what people wrote in the minutes, as far as it is published, as one text."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.models import Meeting, Minutes
from tsunagari.kernel.texts import attaching
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.split import Piece

NAME = _("基金評議会の決定と理由（第%(number)s回）")
LANGUAGES = ("en",)


def pieces_of(body: dict) -> list[Piece]:
    """Opening, closing, and of every item its title, discussion, reasons and dissent.

    An application is called by its number, and what may hurt its applicant stays closed.
    """
    words = body["words"]
    parts = split.pieces(words["opening"], "opening")
    for item in body["facts"]["items"]:
        number, decided = item["number"], item["decision"] or {}
        written = words["items"].get(str(number), {})
        if not item["entry"]:
            parts += split.title(item["title"], f"title-{number}")
        if written.get("public"):
            parts += split.pieces(written.get("discussion", ""), f"discussion-{number}")
            parts += split.pieces(decided.get("reasons", ""), f"reasons-{number}")
            parts += split.pieces(written.get("dissent", ""), f"dissent-{number}")
    return parts + split.pieces(words["closing"], "closing")


def put_up(meeting: Meeting, minutes: Minutes, *, by, on: date) -> None:
    """議事録の文をのせる — from the version that was signed."""
    name = NAME % {"number": meeting.number}
    parts = pieces_of(minutes.body)
    attaching.put_up(meeting, parts, name=name, languages=LANGUAGES, by=by, on=on)


def put_up_all(*, on: date) -> None:
    """Published meetings that are older than their texts; safe to run twice."""
    for meeting in texts.not_put_up(queries.published()):
        put_up(meeting, queries.newest_minutes(meeting), by=None, on=on)

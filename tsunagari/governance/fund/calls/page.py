"""公募の文 — what a call says to everybody: one text, wanted in every language while it is open."""

from datetime import date

from tsunagari.base.languages import CODES
from tsunagari.governance.fund.calls.models import Call
from tsunagari.kernel.texts import attaching
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.split import Piece

FIELDS = ("title", "purpose", "eligibility", "procedure", "cost_rules")


def pieces_of(call: Call) -> list[Piece]:
    """Its title, what an applicant has to know, and by what it is judged."""
    parts = split.title(call.title, "title")
    for field in FIELDS[1:]:
        parts += split.pieces(getattr(call, field), field)
    for one in call.review.criteria.all():
        parts += split.title(one.title, f"criterion-{one.place}")
        parts += split.pieces(one.descriptor, f"scale-{one.place}")
    return parts


def put_up(call: Call, *, by, on: date) -> None:
    """公募の文をのせる — as it is typed, so that it can be translated before it opens."""
    wanted = CODES if call.state == Call.State.PUBLISHED else ()
    attaching.put_up(
        call,
        pieces_of(call),
        name=call.title,
        languages=wanted,
        measure=call.measure,
        by=by,
        on=on,
    )


def put_up_all(*, on: date) -> None:
    """Calls that are older than their texts; safe to run twice."""
    for call in texts.not_put_up(Call.objects.exclude(state=Call.State.ARCHIVED)):
        put_up(call, by=None, on=on)

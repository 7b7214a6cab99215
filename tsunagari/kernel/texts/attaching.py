"""つけた文 — the text of a row elsewhere: what one person is told, or what it says to everybody.

The row keeps what was typed; the text holds the same sentence by sentence, with its translations.
Each is part of an act of the subject whose row it is, and stands in that act's record.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from tsunagari.base.languages import SOURCE
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.texts import actions, queries
from tsunagari.kernel.texts.models import Attached, Text
from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.split import Piece


@transaction.atomic
def attach(
    row, field: str, words: str, *, reader: str, name: str, on: date, measure: str = "", by=None
) -> Text | None:
    """文をつける — what a row says to one reader, with the state of its translation, and a duty for it.

    None when nothing has to be translated: nothing is said, or it is said in the reader's language.
    What cannot be cut into sentences stays as it was typed. Writing it again renews it.
    """
    parts, source = split.pieces(words), split.language_of(words, reader)
    text = queries.attached_to([row], field).get(row.pk)
    if not parts or source == reader or split.why_not_write(parts):
        detach(row, field, on=on, by=by)
        return None
    if text and text.source == source:
        actions.rewrite(text, parts, seen=text.version, name=name, on=on, by=by)
        return text
    detach(row, field, on=on, by=by)
    text = actions.write(
        parts, on=on, source=source, languages=[reader], measure=measure, name=name, by=by
    )
    _attach(text, row, field)
    return text


def reader_of(party: Party | None) -> str:
    """In which language somebody reads what they are told; a body's people read the Japanese."""
    return party.language if party and party.is_person else SOURCE


def _attach(text: Text, row, field: str) -> None:
    about = {"about_kind": row._meta.label_lower, "about_key": str(row.pk)}
    Attached.objects.create(text=text, field=field, **about)


@transaction.atomic
def put_up(
    row,
    parts: Sequence[Piece],
    *,
    name: str,
    on: date,
    languages: Collection[str] = (),
    measure: str = "",
    by=None,
) -> Text | None:
    """のせる — all that a row says to everybody, in one text; putting it up again renews it.

    `languages` are those in which it is wanted now: none before it is public, none afterwards.
    """
    parts = split.fitting(parts)
    if not parts:
        detach(row, queries.PAGE, on=on, by=by)
        return None
    text = queries.attached_to([row]).get(row.pk)
    if text is None:
        text = actions.put_down(parts, SOURCE, name, measure, on)
        _attach(text, row, queries.PAGE)
    elif (queries.pieces(text), text.name) != (parts, name):
        text = Text.objects.select_for_update().get(pk=text.pk)
        actions.put_anew(text, parts, name, on, by)
    actions.ask_for(text, languages, by=by, on=on)
    return text


@transaction.atomic
def detach(row, field: str, *, on: date, by=None) -> None:
    """文を外す — it is not said any more, or who it was about is forgotten: its sentences go."""
    text = queries.attached_to([row], field).get(row.pk)
    if text:
        duties.wait_for_turn(text)
        duties.reconcile(text, [], on=on, by=by)
        text.delete()

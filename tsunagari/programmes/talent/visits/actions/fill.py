"""確認票の記入 — answers, words, pictures and signatures, as they arrive from a device."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import Refused
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import pictures
from tsunagari.programmes.talent.visits.actions.pictures import Photo
from tsunagari.programmes.talent.visits.models import Answer, Interview, Visit
from tsunagari.programmes.talent.visits.rules import visits as rules
from tsunagari.programmes.talent.visits.rules.visits import Typed


@dataclass(frozen=True)
class Filled:
    """What one sending says; `was` is what the page came with, for what it may overwrite."""

    answers: Mapping[str, Typed]
    was: Mapping[str, Typed]
    words: str | None = None
    words_was: str = ""
    photos: tuple[Photo, ...] = ()
    photo_words: str = ""
    signature: str = ""
    signed_name: str = ""


class Clash(Refused):
    """Refused because somebody else was first; `clash` holds (mine, theirs) by key."""

    def __init__(self, reasons, clash):
        super().__init__(reasons)
        self.clash = clash


WORDS = "words"


@transaction.atomic
def fill(
    visit: Visit, filled: Filled, *, by, on: date, received: datetime, pressed: datetime | None
) -> Visit:
    """確認票に記入する — what was touched is written; a quarrel with somebody else's words is shown."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    interviews = list(visit.interviews.all())
    known = _keys(visit, interviews)
    mine = {key: one for key, one in filled.answers.items() if key in known}
    now = queries.typed(visit)
    was = dict(filled.was)
    if filled.words is not None:
        mine[WORDS], was[WORDS] = Typed("", filled.words.strip()), Typed("", filled.words_was)
        now[WORDS] = Typed("", visit.words)
    found = rules.merged(was, mine, now)
    reasons = rules.why_not_fill(state=visit.state, clash=found.clash, typed=mine)
    photos = pictures.new(visit, filled.photos)
    reasons += pictures.why_not(visit, photos, filled.signature)
    if reasons:
        raise Clash(reasons, found.clash)
    at, clock_off = rules.moment(pressed, received)
    write = dict(found.write)
    words = write.pop(WORDS, None)
    met = {key: write.pop(key) for key in list(write) if key.endswith(f"-{queries.AWAY}")}
    _write(visit, write, by=by, at=at, received=received, clock_off=clock_off)
    _met(interviews, met, write)
    taken = pictures.keep(
        visit,
        photos,
        filled.photo_words,
        of=known,
        drawn=filled.signature,
        signer=filled.signed_name,
        on=on,
        received=received,
    )
    if words:
        visit.words = words.words
    if filled.signed_name.strip():
        visit.signed_name = filled.signed_name.strip()[:100]
    visit.state, visit.version = Visit.State.OPEN, visit.version + 1
    visit.save(update_fields=["words", "signed_name", "state", "version"])
    records.add(
        by=by,
        did="visit.filled",
        about=visit,
        on=on,
        answers=len(write),
        photos=len(taken),
        taken=pictures.told(taken),
        pressed_at=at.isoformat(timespec="seconds"),
        clock_off=clock_off,
    )
    return visit


def _keys(visit: Visit, interviews: list[Interview]) -> set[str]:
    """Every key that this visit's page can send."""
    sheet = queries.sheet_of(visit)
    keys = {item.code for item in sheet.items}
    for one in interviews:
        who = "worker" if one.case_id else "boss"
        keys |= {f"{one.pk}-{item.code}" for item in sheet.of(who)} | {f"{one.pk}-{queries.AWAY}"}
    return keys


def _write(visit: Visit, write: Mapping[str, Typed], *, by, at, received, clock_off) -> None:
    stored = {queries.key_of(row): row for row in visit.answers.all()}
    for key, one in write.items():
        interview, _dash, item = key.rpartition("-")
        row = stored.get(key) or Answer(
            visit=visit, interview_id=int(interview) if interview else None, item=item
        )
        row.said, row.words = one.said, one.words.strip()
        row.pressed_at, row.received_at, row.clock_off = at, received, clock_off
        row.by = by.party if by else None
        row.save()


def _met(interviews: list[Interview], met: Mapping[str, Typed], write) -> None:
    """Who was met, and who was not and why; somebody with answers was met."""
    answered = {
        int(key.rpartition("-")[0]) for key, one in write.items() if "-" in key and one.said
    }
    for one in interviews:
        state, words = one.state, one.away_words
        if said := met.get(f"{one.pk}-{queries.AWAY}"):
            gone = said.said == queries.AWAY
            back = one.answers.exclude(said="").exists()
            words = said.words.strip()[:300]
            state = Interview.State.HELD if back else Interview.State.WANTED
            state = Interview.State.AWAY if gone else state
        elif one.pk in answered:
            state, words = Interview.State.HELD, ""
        if (state, words) != (one.state, one.away_words):
            one.state, one.away_words = state, words
            one.save(update_fields=["state", "away_words"])

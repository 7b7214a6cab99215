"""議事録 — drafted from the data, written in versions, signed as it was read, published redacted."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if, why_stale
from tsunagari.governance.fund.council import duties, minuting, notices, page, queries
from tsunagari.governance.fund.council.actions.meetings import locked, step
from tsunagari.governance.fund.council.models import Meeting, Minutes, Signature, Signer
from tsunagari.governance.fund.council.rules import steps
from tsunagari.kernel.records import actions as records


@transaction.atomic
def write(meeting: Meeting, words: dict | None = None, *, by, on: date, seen: int = 0) -> Minutes:
    """議事録の案を書く — a new version with the facts of now; the signatures of older ones lapse.

    `seen` is the number of the version that was on the screen.
    """
    meeting = locked(meeting)
    newest = queries.newest_minutes(meeting)
    number = newest.number if newest else 0
    refuse_if(why_stale(seen, number))
    step(meeting, steps.DRAFT)
    facts = minuting.facts_of(meeting)
    body = {"facts": facts, "words": words or minuting.first_words(facts)}
    made = Minutes.objects.create(
        meeting=meeting,
        number=number + 1,
        body=body,
        digest=minuting.digest_of(body),
        written_by=by.party,
        written_on=on,
    )
    _record("minutes.written", meeting, by=by, on=on, version=made.number, digest=made.digest)
    duties.follow(meeting, on=on, by=by)
    return made


@transaction.atomic
def choose_signers(meeting: Meeting, parties: Iterable[int], *, by, on: date, at: datetime) -> None:
    """署名人を決める — of those who were there; they are told that the minutes wait for them."""
    meeting = locked(meeting)
    chosen, there = set(parties), queries.were_there(meeting)
    chair = queries.chair_of(meeting)
    refuse_if(
        ([] if meeting.state == steps.DRAFT else steps.why_not_step(state=meeting.state, to=""))
        + steps.why_not_signers(
            chosen=len(chosen),
            wanted=min(meeting.articles.signers, len(there)),
            present=chosen <= there,
            chair=chair not in there or chair in chosen,
        )
    )
    meeting.signers.exclude(party__in=chosen).delete()
    Signer.objects.bulk_create(
        [Signer(meeting=meeting, party_id=pk) for pk in sorted(chosen)], ignore_conflicts=True
    )
    _record("minutes.signers", meeting, by=by, on=on, signers=len(chosen))
    notices.tell(meeting, notices.SIGN, at=at, only=chosen)


@transaction.atomic
def sign(minutes: Minutes, digest: str, *, by, on: date, at: datetime) -> Signature:
    """署名する — the version as it was read; the last signature makes it the minutes."""
    meeting = locked(minutes.meeting)
    newest = queries.newest_minutes(meeting)
    signers = set(meeting.signers.values_list("party_id", flat=True))
    refuse_if(
        steps.why_not_sign(
            state=meeting.state,
            newest=bool(newest and newest.pk == minutes.pk),
            signer=by.party.pk in signers,
            signed=minutes.signatures.filter(party=by.party).exists(),
            same=digest == minutes.digest,
        )
    )
    made = Signature.objects.create(minutes=minutes, party=by.party, digest=digest, at=at)
    concerns = [by.party.pk]
    _record(
        "minutes.signed",
        meeting,
        by=by,
        on=on,
        version=minutes.number,
        digest=digest,
        concerns=concerns,
    )
    if signers == set(minutes.signatures.values_list("party_id", flat=True)):
        step(meeting, steps.SIGNED)
    duties.follow(meeting, on=on, by=by)
    return made


@transaction.atomic
def publish(meeting: Meeting, *, by, on: date) -> Meeting:
    """公表する — the signed version, redacted for everybody from the same source."""
    meeting = locked(meeting)
    meeting.published_on = on
    step(meeting, steps.PUBLISHED, "published_on")
    minutes = queries.newest_minutes(meeting)
    page.put_up(meeting, minutes, by=by, on=on)
    _record("minutes.published", meeting, by=by, on=on, digest=minutes.digest)
    duties.follow(meeting, on=on, by=by)
    return meeting


def _record(did: str, meeting: Meeting, *, by, on: date, concerns=(), **facts) -> None:
    records.add(by=by, did=did, about=meeting, on=on, concerns=concerns, **facts)

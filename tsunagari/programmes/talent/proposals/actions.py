"""施策提言 — months are counted, tables published, proposals drafted, checked, sent, followed, published."""

import hashlib
import json
from collections.abc import Collection
from datetime import date

from django.db import connection, transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts.rules import split
from tsunagari.programmes.talent.guide import queries as guide
from tsunagari.programmes.talent.proposals import queries
from tsunagari.programmes.talent.proposals.models import Month, Obstacle, Proposal, Step, Table
from tsunagari.programmes.talent.proposals.rules import asking, counts, steps

State = Proposal.State
MEASURE = "2-3"
TURN = 0x70726F70  # our number among PostgreSQL's advisory locks
PAPER = "proposal"
LANGUAGES = ("en",)


# — counts —


def _wait_for_turn() -> None:
    """One table at a time: two at once would not know of each other. SQLite sees to it itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


@transaction.atomic
def publish_table(asked: counts.Asked, *, by, on: date, seen: str | None = None) -> Table:
    """表を公表する — its months stop, it is checked against everything published, and stands for good.

    The same table again is the one that was published. `seen` is the print of the look: what came
    out meanwhile may have changed what can be shown.
    """
    _wait_for_turn()
    refuse_if(asking.why_not_ask(asked, queries.closed_months(on)))
    _count(counts.months(asked.first, asked.last), by=by, on=on)
    made = queries.preview(asked, on=on)
    k = queries.figure("smallest", on)
    refuse_if(asking.why_not_publish(made, k))
    digest = queries.digest_of(made)
    refuse_if(asking.why_not_as_seen(seen=digest if seen is None else seen, now=digest))
    kept = Table.objects.filter(digest=digest).first()
    if kept:
        return kept
    table = Table.objects.create(
        digest=digest,
        smallest=k,
        published_on=on,
        by=by.party if by else None,
        **queries.content_of(made),
    )
    records.add(
        by=by,
        did="table.published",
        about=table,
        on=on,
        digest=digest,
        shown=len(made.shown),
        hidden=made.hidden,
    )
    return table


def _count(months: Collection[str], *, by, on: date) -> None:
    """数えて止める — what comes in later for such a month is counted nowhere."""
    for month in sorted(set(months) - set(Month.objects.values_list("pk", flat=True))):
        places = [
            [place.topic, place.language, place.town, n]
            for place, n in sorted(queries.counted(month).items())
        ]
        row = Month.objects.create(month=month, counted_on=on, places=places)
        digest = hashlib.sha256(json.dumps(places).encode()).hexdigest()
        records.add(by=by, did="month.counted", about=row, on=on, month=month, digest=digest)


# — proposals —


@transaction.atomic
def draft(
    *,
    title: str,
    topic: str,
    asked_of: str,
    words: str,
    by,
    on: date,
    voices: str = "",
    tables: Collection[Table] = (),
    obstacles: Collection[tuple[str, str, str, str]] = (),
) -> Proposal:
    """下書きを書く — with its published tables, and the obstacles of the law by article."""
    refuse_if(
        steps.why_not_write(title=title, words=words, tables=len(tables), obstacles=obstacles)
        + _why_not_voices(voices)
    )
    made = Proposal.objects.create(
        title=title.strip()[:200],
        topic=topic,
        asked_of=asked_of,
        words=words.strip(),
        voices=voices.strip(),
        drafted_on=on,
        written_by=by.party,
    )
    made.tables.set(tables)
    _set_obstacles(made, obstacles)
    _step(made, "drafted", by=by, on=on)
    return made


@transaction.atomic
def change(
    proposal: Proposal,
    *,
    seen: int,
    by,
    on: date,
    tables: Collection[Table],
    obstacles: Collection[tuple[str, str, str, str]],
    **told: str,
) -> Proposal:
    """下書きを変える — while it is a draft; nobody who ever wrote in it checks it."""
    proposal = _locked(proposal)
    reasons = steps.why_not_write(
        title=told["title"], words=told["words"], tables=len(tables), obstacles=obstacles
    )
    reasons += _why_not_voices(told.get("voices", ""))
    refuse_if(reasons + _why_not(proposal, State.DRAFT, seen))
    for name, value in told.items():
        setattr(proposal, name, value.strip())
    proposal.written_by = by.party
    _save(proposal, *told, "written_by")
    proposal.tables.set(tables)
    _set_obstacles(proposal, obstacles)
    _step(proposal, "changed", by=by, on=on)
    return proposal


def _why_not_voices(voices: str):
    return steps.why_not_voices([one.words for one in guide.personal_in(voices)])


def _set_obstacles(proposal: Proposal, rows: Collection[tuple[str, str, str, str]]) -> None:
    proposal.obstacles.all().delete()
    Obstacle.objects.bulk_create(
        Obstacle(
            proposal=proposal,
            words=words,
            article=article[:200],
            source=source[:300],
            confidence=confidence,
        )
        for words, article, source, confidence in rows
    )


@transaction.atomic
def check(proposal: Proposal, *, seen: int, by, on: date) -> Proposal:
    """確かめる — by somebody who did not write it."""
    proposal = _stepped(proposal, steps.CHECKED, seen=seen, by=by)
    proposal.checked_on = on
    _save(proposal, "state", "checked_on")
    _step(proposal, "checked", by=by, on=on)
    return proposal


@transaction.atomic
def reopen(proposal: Proposal, *, seen: int, by, on: date) -> Proposal:
    """下書きにもどす — what was checked and not sent can be changed, and is checked again."""
    proposal = _locked(proposal)
    refuse_if(_why_not(proposal, State.CHECKED, seen))
    proposal.state, proposal.checked_on = State.DRAFT, None
    _save(proposal, "state", "checked_on")
    _step(proposal, "reopened", by=by, on=on)
    return proposal


@transaction.atomic
def send(
    proposal: Proposal,
    *,
    to: str,
    how: str,
    sent_on: date | None,
    letter: bytes,
    seen: int,
    by,
    on: date,
) -> Proposal:
    """送る — to whom, how, on which day; the letter is kept as it was sent."""
    refuse_if(steps.why_not_send(to=to, how=how, sent_on=sent_on, on=on))
    proposal = _stepped(proposal, steps.SENT, seen=seen, by=by)
    proposal.sent_to, proposal.how, proposal.sent_on = to.strip()[:200], how, sent_on
    proposal.paper = papers.keep(
        letter, name=f"proposal-{proposal.pk}.pdf", kind=PAPER, on=on, about=proposal
    )
    _save(proposal, "state", "sent_to", "how", "sent_on", "paper")
    _step(proposal, "sent", by=by, on=sent_on, words=proposal.sent_to)
    return proposal


@transaction.atomic
def ask_again(proposal: Proposal, *, asked_on: date | None, words: str, by, on: date) -> Proposal:
    """返事をたずねる — again, on a day; the next time is counted from it."""
    proposal = _locked(proposal)
    refuse_if(
        steps.why_not_day(asked_on, "asked_on", on, proposal.sent_on)
        + _why_not(proposal, State.SENT, proposal.version)
    )
    _step(proposal, "asked", by=by, on=asked_on, words=words)
    return proposal


@transaction.atomic
def answer(
    proposal: Proposal,
    *,
    outcome: str,
    words: str,
    answered_on: date | None,
    seen: int,
    by,
    on: date,
) -> Proposal:
    """返事を記録する — what they said, and whether they take it up."""
    refuse_if(
        steps.why_not_answer(
            outcome=outcome,
            words=words,
            answered_on=answered_on,
            sent_on=proposal.sent_on,
            on=on,
        )
    )
    proposal = _stepped(proposal, steps.ANSWERED, seen=seen, by=by)
    proposal.outcome, proposal.answer, proposal.answered_on = outcome, words.strip(), answered_on
    _save(proposal, "state", "outcome", "answer", "answered_on")
    _step(proposal, "answered", by=by, on=answered_on, words=words)
    return proposal


@transaction.atomic
def publish(proposal: Proposal, *, seen: int, by, on: date) -> Proposal:
    """公表する — by somebody who did not type the answer in, which was never checked before.

    The English is asked for as a translation, checked by another.
    """
    proposal = _stepped(proposal, steps.PUBLISHED, seen=seen, by=by)
    proposal.published_on = on
    proposal.text = texts.write(
        [
            split.Piece(proposal.title, "title"),
            *split.pieces(prose_of(proposal)),
            *_obstacles(proposal),
        ],
        languages=LANGUAGES,
        measure=MEASURE,
        by=by,
        on=on,
    )
    _save(proposal, "state", "published_on", "text")
    _step(proposal, "published", by=by, on=on)
    return proposal


VOICES, ANSWER = _("相談の声：%(words)s"), _("返事：%(words)s")


def _obstacles(proposal: Proposal) -> list[split.Piece]:
    """The obstacles of the law, each a part of its own; articles and sources are cited as they are."""
    rows = proposal.obstacles.all()
    return [one for row in rows for one in split.pieces(row.words, f"obstacle-{row.pk}")]


def prose_of(proposal: Proposal) -> str:
    """What the public reads of a proposal, in paragraphs: what is asked, what was heard, the answer."""
    parts = [proposal.words]
    parts += [VOICES % {"words": proposal.voices}] if proposal.voices else []
    parts += [ANSWER % {"words": proposal.answer}] if proposal.answer else []
    return "\n\n".join(parts)


@transaction.atomic
def withdraw(proposal: Proposal, *, why: str, by, on: date) -> Proposal:
    """取り下げる — with a reason; the history stays."""
    proposal = _locked(proposal)
    refuse_if(steps.why_not_withdraw(state=proposal.state, why=why))
    proposal.state, proposal.withdrawn_why = State.WITHDRAWN, why.strip()[:300]
    _save(proposal, "state", "withdrawn_why")
    _step(proposal, "withdrawn", by=by, on=on, words=why)
    return proposal


def _locked(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _why_not(proposal: Proposal, state: str, seen: int):
    return steps.why_not_stand(
        state=proposal.state, states=(state,), seen=seen, version=proposal.version
    )


def _stepped(proposal: Proposal, to: str, *, seen: int, by) -> Proposal:
    proposal = _locked(proposal)
    refuse_if(
        steps.why_not_step(
            state=proposal.state,
            to=to,
            seen=seen,
            version=proposal.version,
            by=by.party.pk,
            writers=queries.writers(proposal),
            answerers=queries.answerers(proposal),
        )
    )
    proposal.state = State(to)
    return proposal


def _save(proposal: Proposal, *fields: str) -> None:
    proposal.version += 1
    proposal.save(update_fields=[*fields, "version"])


def _step(proposal: Proposal, did: str, *, by, on: date, words: str = "") -> None:
    Step.objects.create(proposal=proposal, did=did, words=words.strip()[:2000], on=on, by=by.party)
    records.add(by=by, did=f"proposal.{did}", about=proposal, on=on, state=proposal.state)
    follow(proposal, on=by.on, by=by)


@transaction.atomic
def follow(proposal: Proposal, *, on: date, by=None) -> None:
    """The check of the draft, and asking for the answer."""
    duties.wait_for_turn(proposal)
    started = federation()
    rows = proposal.steps.filter(did__in=("sent", "asked")).order_by("on", "pk")
    ended = proposal.state == State.WITHDRAWN
    wanted = steps.wanted(
        key=proposal.pk,
        office=started.party_id if started else 0,
        drafted_on=proposal.drafted_on,
        checked_on=proposal.checked_on,
        asked=list(rows.values_list("on", flat=True)),
        answered_on=proposal.answered_on,
        title=proposal.title,
        days_to_check=queries.figure("days_to_check", proposal.drafted_on),
        days_to_ask=queries.figure("days_to_ask_again", proposal.sent_on or on),
        ended_on=on if ended else None,
    )
    duties.reconcile(proposal, wanted, on=on, by=by)


def follow_all(*, on: date) -> None:
    """Every proposal that waits for somebody; safe to run twice."""
    for proposal in Proposal.objects.exclude(state__in=(State.PUBLISHED, State.WITHDRAWN)):
        follow(proposal, on=on)

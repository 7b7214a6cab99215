"""手紙 — letters gather in a batch, become one file, are printed and posted; each exactly once."""

import hashlib
import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.notices import choices, duties, letter_paper, routes, rules
from tsunagari.kernel.notices.models import Delivery, LetterBatch, Notice
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.forgetting import drop
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.queries import day_of

log = logging.getLogger("tsunagari.letters")
LEASE = timedelta(minutes=5)
MOST_TRIES = 3
STATES = LetterBatch.State
# What a press makes of a batch: (from these states, to that one).
STEPS = {
    "make": ((STATES.COLLECTING, STATES.STOPPED), STATES.MAKING),
    "again": ((STATES.READY, STATES.PRINTED), STATES.MAKING),
    "printed": ((STATES.READY,), STATES.PRINTED),
    "posted": ((STATES.PRINTED,), STATES.POSTED),
    "unprinted": ((STATES.PRINTED,), STATES.READY),
    "unposted": ((STATES.POSTED,), STATES.PRINTED),
}


def queue(notice: Notice, *, urgent: bool, at: datetime) -> Delivery | None:
    """手紙にする — into the batch that is open now; None when this notice has its letter already."""
    if notice.deliveries.filter(channel=rules.LETTER).exists():
        return None
    batch = _open(day_of(at), urgent=urgent)
    return Delivery.objects.create(notice=notice, channel=rules.LETTER, next_at=at, batch=batch)


def _open(on: date, *, urgent: bool) -> LetterBatch:
    """The batch that collects, locked; the constraint lets there be only one."""
    collecting = LetterBatch.objects.select_for_update().filter(state=STATES.COLLECTING)
    batch, tries = collecting.first(), 0
    while batch is None and tries < MOST_TRIES:
        tries += 1
        new = LetterBatch(state=STATES.COLLECTING, opened_on=on)
        LetterBatch.objects.bulk_create([new], ignore_conflicts=True)
        batch = collecting.first()
    if batch is None:
        raise RuntimeError("every open batch of letters was closed while this one was looking")
    if urgent and not batch.urgent:
        batch.urgent = True
        batch.save(update_fields=["urgent"])
    duties.follow(batch, on=on)
    return batch


@transaction.atomic
def step(batch: LetterBatch, act: str, *, by, on: date, at: datetime) -> LetterBatch:
    """束を進める — make the file (again), printed, posted, and back by one step."""
    batch = LetterBatch.objects.select_for_update().get(pk=batch.pk)
    sources, target = STEPS[act]
    letters = batch.letters.filter(channel=rules.LETTER)
    refuse_if(_why_not(batch, sources, empty=not letters.exists(), act=act, on=on))
    if act == "unprinted" and batch.blob_id is None:
        # A letter of its file went elsewhere meanwhile: the file is made anew without it.
        target = STATES.MAKING
    batch.state = target
    if target == STATES.MAKING:
        _begin(batch, by)
    else:
        _mark(batch, letters, act, on)
    batch.save()
    duties.follow(batch, on=on, by=by)
    concerned = letters.values_list("notice__to", flat=True) if act == "posted" else ()
    records.add(
        by=by, did=f"letters.{act}", about=batch, concerns=concerned, on=on, letters=letters.count()
    )
    return batch


def _why_not(batch, sources, *, empty: bool, act: str, on: date) -> list[Reason]:
    if batch.state not in sources:
        said = _("この束は、ほかの人が先に進めました。いまの内容を見てください。")
        return [Reason(said, rule="state")]
    if empty:
        return [Reason(_("この束に手紙はありません。"), rule="empty")]
    if act == "unposted" and batch.posted_on != on:
        said = _(
            "投函した日をすぎたので、元に戻せません。届かなかった手紙は、1通ずつ記録できます。"
        )
        return [Reason(said, rule="late")]
    return []


def _begin(batch: LetterBatch, by) -> None:
    old, batch.blob = batch.blob, None
    batch.by, batch.tries, batch.lease_until = getattr(by, "party", by), 0, None
    batch.made_at = batch.printed_on = None
    batch.save()
    if old:
        drop(old)


def _mark(batch: LetterBatch, letters, act: str, on: date) -> None:
    if act == "printed":
        batch.printed_on = on
    elif act == "unprinted":
        batch.printed_on = None
    elif act == "posted":
        batch.posted_on = on
        letters.filter(state=Delivery.State.QUEUED).update(state=Delivery.State.SENT)
    else:
        batch.posted_on = None
        letters.filter(state=Delivery.State.SENT).update(state=Delivery.State.QUEUED)


@transaction.atomic
def once_more(letter: Delivery, *, by, on: date, at: datetime) -> Delivery:
    """この1通を刷りなおす — a spoilt or returned letter goes into the batch that is open now."""
    letter = _letter(letter)
    batch = letter.batch
    done = batch is not None and batch.state in (STATES.PRINTED, STATES.POSTED)
    refuse_if([] if done or letter.state == Delivery.State.GIVEN_UP else [_not_yet()])
    letter.batch = _open(day_of(at), urgent=False)
    letter.state, letter.said = Delivery.State.QUEUED, ""
    letter.save(update_fields=["batch", "state", "said"])
    if batch is not None:
        made_anew(LetterBatch.objects.select_for_update().get(pk=batch.pk), on=on)
    notice = letter.notice
    records.add(by=by, did="letters.once_more", about=notice, concerns=[notice.to_id], on=on)
    return letter


def made_anew(batch: LetterBatch, *, on: date) -> None:
    """A letter left this batch, which is locked: its old file goes, so that nobody prints it again."""
    old, batch.blob = batch.blob, None
    if not batch.letters.exists() and batch.state != STATES.POSTED:
        duties.drop(batch, on=on)
        batch.delete()
    else:
        waits = batch.state in (STATES.READY, STATES.MAKING)
        batch.state = STATES.MAKING if waits else batch.state
        batch.lease_until, batch.tries = (None, 0) if waits else (batch.lease_until, batch.tries)
        batch.save()
    if old:
        drop(old)


@transaction.atomic
def returned(letter: Delivery, *, by, on: date) -> Delivery:
    """戻ってきた手紙 — from now on it is among those of which somebody has to tell by telephone."""
    letter = _letter(letter)
    refuse_if([] if letter.state == Delivery.State.SENT else [_not_yet()])
    letter.state, letter.said = Delivery.State.GIVEN_UP, rules.RETURNED
    letter.save(update_fields=["state", "said"])
    notice = letter.notice
    records.add(by=by, did="letters.returned", about=notice, concerns=[notice.to_id], on=on)
    return letter


def _letter(letter: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("notice", "batch")
    return rows.get(pk=letter.pk, channel=rules.LETTER)


def _not_yet() -> Reason:
    return Reason(_("この手紙は、まだ印刷していないか、ほかの人がもう記録しました。"), rule="state")


# ワーカーで ---------------------------------------------------------------------------------


def make_waiting(at: datetime) -> int:
    """待っている束の PDF を作る — how many were made. Two workers never make the same one.

    A claim is one conditional UPDATE and ends by itself; a worker that is killed has written
    nothing, and the third one that does not come to an end stops the batch in words.
    """
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    made = 0
    for batch in list(LetterBatch.objects.filter(free, state=STATES.MAKING).order_by("pk")):
        mine = LetterBatch.objects.filter(
            pk=batch.pk, state=STATES.MAKING, lease_until=batch.lease_until
        )
        if batch.tries >= MOST_TRIES:
            mine.update(state=STATES.STOPPED, lease_until=None)
        elif mine.update(lease_until=at + LEASE, tries=F("tries") + 1):
            made += _make(batch.pk, at)
    return made


def _make(pk: int, at: datetime) -> bool:
    batch = LetterBatch.objects.select_related("by").get(pk=pk)
    lease = batch.lease_until
    letters = list(
        batch.letters.filter(channel=rules.LETTER)
        .select_related("notice__to__person", "notice__to__organisation")
        .order_by("pk")
    )
    going = routes.on_paper(letters)
    try:
        made = letter_paper.make(batch, going, at=at)
    except Exception:
        log.exception("the letters of batch %s could not be made", pk)
        return False
    return _keep(pk, lease, made, [one for one in letters if one not in going], at)


@transaction.atomic
def _keep(pk: int, lease: datetime | None, made, unwanted: list[Delivery], at: datetime) -> bool:
    """Everything of a batch at once, and only while the claim is still ours."""
    batch = LetterBatch.objects.select_for_update().get(pk=pk)
    if batch.state != STATES.MAKING or batch.lease_until != lease:
        return False
    for letter, language, text in made.letters:
        digest = hashlib.sha256(text.encode()).hexdigest()
        Notice.objects.filter(pk=letter.notice_id).update(language=language, sent_hash=digest)
    routes.instead_of(unwanted, at=at)
    lost = [letter.pk for letter in made.lost]
    batch.letters.filter(pk__in=lost).update(
        state=Delivery.State.GIVEN_UP, said=rules.NO_ADDRESS, batch=None
    )
    if not made.letters:
        duties.drop(batch, on=day_of(at))
        batch.delete()
        return False
    batch.blob, batch.state = papers.store(made.pdf), STATES.READY
    batch.made_at, batch.lease_until = at, None
    batch.save()
    return True


def can_write_to(party) -> bool:
    """True when the party chose letters, and they have somewhere to go."""
    choice = choices.of(party)
    return choice.letter and bool(choice.address.strip())

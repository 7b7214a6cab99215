"""道すじ — by which way one notice goes, and which way instead when its letter is not wanted."""

from collections.abc import Iterable
from datetime import datetime

from tsunagari.kernel.notices import duties, rules, wordings
from tsunagari.kernel.notices.models import Choice, Delivery, LetterBatch, Notice
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles.queries import day_of

STATES = Delivery.State
GATHERS = (LetterBatch.State.COLLECTING, LetterBatch.State.STOPPED)
FIRST = {
    rules.EMAIL: (STATES.QUEUED, ""),
    rules.PAGE: (STATES.SENT, ""),
    rules.BY_PHONE: (STATES.GIVEN_UP, rules.CALL),
}


def set_out(notice: Notice, channel: str, *, due: datetime) -> Delivery:
    """On its way by anything but a letter: that one gathers in a batch."""
    state, said = FIRST[channel]
    return Delivery.objects.create(
        notice=notice, channel=channel, state=state, next_at=due, said=said
    )


def on_paper(letters: Iterable[Delivery]) -> list[Delivery]:
    """Those that may become paper: their readers chose letters, and the words bear a mailbox."""
    letters = list(letters)
    readers = {letter.notice.to_id for letter in letters}
    chosen = Choice.objects.filter(party__in=readers, letter=True)
    wanted = set(chosen.values_list("party", flat=True))
    return [
        letter
        for letter in letters
        if letter.notice.to_id in wanted and not wordings.of(letter.notice.kind).private
    ]


def without_letters(party: Party, *, at: datetime) -> None:
    """手紙をやめた — what still gathers goes the other way; an emptied batch goes too."""
    batches = LetterBatch.objects.select_for_update().filter(
        state__in=GATHERS, letters__notice__to=party
    )
    for batch in {batch.pk: batch for batch in batches}.values():
        letters = batch.letters.filter(notice__to=party, state=STATES.QUEUED)
        instead_of(letters.select_related("notice"), at=at)
        if not batch.letters.exists():
            duties.drop(batch, on=day_of(at))
            batch.delete()


def instead_of(letters: Iterable[Delivery], *, at: datetime) -> None:
    """No letter: by mail where that is chosen; a mail that failed before asks for a person."""
    letters = list(letters)
    readers = {letter.notice.to_id for letter in letters}
    without = Choice.objects.filter(party__in=readers, email=False)
    by_mail = readers - set(without.values_list("party", flat=True))
    for letter in letters:
        notice = letter.notice
        letter.delete()
        others = notice.deliveries.all()
        others.filter(state=STATES.INSTEAD).update(state=STATES.GIVEN_UP)
        if others.exists():
            continue
        urgent = wordings.of(notice.kind).urgent
        for way in rules.channels(email=notice.to_id in by_mail, letter=False, urgent=urgent):
            set_out(notice, way, due=at)

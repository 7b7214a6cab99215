"""評議員の審査 — declaring, scoring, locking, changing; the duties of the member follow each of them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tsunagari.governance.fund.calls import following
from tsunagari.governance.fund.calls.models import Call
from tsunagari.kernel.reviews import actions as reviews
from tsunagari.kernel.reviews.models import Entry, Finding, Interest, Review


@transaction.atomic
def declare(entry: Entry, kind: str, *, by, on: date, at: datetime, words: str = "") -> Interest:
    """利益相反を申告する — before anything of the application opens."""
    made = reviews.declare(entry, kind, by=by, on=on, at=at, words=words)
    _follow(entry, by, on)
    return made


@transaction.atomic
def score(
    entry: Entry, values: Mapping[int, int], *, by, on: date, at: datetime, words: str | None = None
) -> Review:
    """点数を入れる — only the member reads it until it is locked."""
    return reviews.score(entry, values, by=by, on=on, at=at, words=words)


@transaction.atomic
def lock(
    entry: Entry, values: Mapping[int, int], *, by, on: date, at: datetime, words: str | None = None
) -> Review:
    """点数を確定する — what stands on the page, with every criterion."""
    reviews.score(entry, values, by=by, on=on, at=at, words=words)
    review = reviews.lock(entry, by=by, on=on, at=at)
    _follow(entry, by, on)
    return review


@transaction.atomic
def change(
    entry: Entry, values: Mapping[int, int], reason: str, *, by, on: date, at: datetime
) -> Review:
    """話し合いのあとで点数を変える — with a reason; the first value stays beside it."""
    return reviews.change(entry, values, reason, by=by, on=on, at=at)


@transaction.atomic
def ask_again(interest: Interest, why: str, *, by, on: date) -> None:
    """申告しなおしてもらう — by the office, when something was pressed wrongly."""
    reviews.ask_again(interest, why, by=by, on=on)
    _follow(interest.entry, by, on)


@transaction.atomic
def clear(finding: Finding, why: str, *, by, on: date) -> None:
    """見つかった関係は利益相反ではないと確かめる — by the office, with a reason."""
    reviews.clear(finding, why, by=by, on=on)
    _follow(finding.entry, by, on)


@transaction.atomic
def stand(finding: Finding, *, by, on: date) -> None:
    """確かめたのを取り消す — it keeps the member out again."""
    reviews.stand(finding, by=by, on=on)
    _follow(finding.entry, by, on)


def _follow(entry: Entry, by, on: date) -> None:
    call = Call.objects.select_related("review").filter(review=entry.call_id).first()
    if call:
        following.follow(call, on=on, by=by)

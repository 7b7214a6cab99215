"""審査 — opening a call, the list, declarations, scores: given alone, locked, changed with a reason."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties.models import new_code
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews import queries
from tsunagari.kernel.reviews.models import (
    Call,
    Criterion,
    Entry,
    Finding,
    Interest,
    Rater,
    Review,
    Score,
)
from tsunagari.kernel.reviews.rules import interests, scores


@dataclass(frozen=True)
class Measure:
    """A criterion as it is set up: title, weight, scale and what its ends mean."""

    title: str
    weight: int
    least: int = 1
    most: int = 5
    descriptor: str = ""


# — the call and its list —


@transaction.atomic
def open_call(
    title: str, *, body, criteria: Iterable[Measure], by, on: date, fund: str = ""
) -> Call:
    """審査を用意する — with its criteria; who judges is named when the list stands."""
    call = Call.objects.create(title=title, body=body, fund=fund)
    set_criteria(call, criteria)
    records.add(by=by, did="review.opened", about=call, on=on)
    return call


@transaction.atomic
def set_criteria(call: Call, criteria: Iterable[Measure]) -> None:
    """審査基準を決める — until the list stands; after it nobody moves the measure."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    said = _("申請者の一覧が出たあとは、審査基準を変えられません。")
    refuse_if([Reason(said, rule="listed")] if call.listed_on else [])
    call.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(call=call, place=place, **one.__dict__) for place, one in enumerate(criteria, 1)
    )


@transaction.atomic
def show_list(
    call: Call, entries: Iterable[Mapping], *, members: Iterable[int], closes_on: date, by, on: date
) -> list[Entry]:
    """申請者の一覧を出す — entries and members stand from now on; what our books show is looked up.

    Each entry is {code, called, applicant}; `called` is all that is read before the declaration.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    members = list(dict.fromkeys(members))
    refuse_if(_why_not_list(call, members, closes_on, on))
    call.listed_on, call.closes_on = on, closes_on
    call.save(update_fields=["listed_on", "closes_on"])
    Rater.objects.bulk_create(Rater(call=call, member_id=member) for member in members)
    rows = [Entry(call=call, **{"code": new_code(), **one}) for one in entries]
    Entry.objects.bulk_create(rows)
    made = list(call.entries.select_related("call").order_by("pk"))
    _look(made, members, on=on)
    _look(made, _office(members, on), on=on, gifts=False)
    records.add(
        by=by, did="review.listed", about=call, on=on, entries=len(made), members=len(members)
    )
    return made


def _why_not_list(call: Call, members, closes_on: date, on: date) -> list[Reason]:
    reasons = []
    if call.listed_on:
        reasons.append(Reason(_("申請者の一覧は、もう出ています。"), rule="listed"))
    if not members:
        said = _("審査する委員がいません。先に、委員の役割をつけてください。")
        reasons.append(Reason(said, rule="members"))
    if not call.criteria.exists():
        reasons.append(Reason(_("審査基準を1つ以上入れてください。"), rule="criteria"))
    return [*reasons, *_why_not_close(closes_on, on)]


def _why_not_close(closes_on: date, on: date) -> list[Reason]:
    said = _("点数のしめきりは、今日か、今日より後の日にしてください。")
    return [Reason(said, rule="closes", field="closes_on")] if closes_on < on else []


def _why_not_judged(call: Call) -> list[Reason]:
    if call.listed_on is None:
        return [Reason(_("一覧はまだ出ていません"), rule="list")]
    return [Reason(_("この審査はもう終わっています。"), rule="ended")] if call.ended_on else []


@transaction.atomic
def move_closing(call: Call, closes_on: date, *, by, on: date) -> Call:
    """点数のしめきりを変える — while it is judged; who has not locked saw nothing and may go on."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    refuse_if(_why_not_close(closes_on, on) + _why_not_judged(call))
    call.closes_on = closes_on
    call.save(update_fields=["closes_on"])
    records.add(by=by, did="review.closing_moved", about=call, on=on, day=closes_on.isoformat())
    return call


@transaction.atomic
def unseat(call: Call, member, *, by, on: date) -> None:
    """委員から外す — today is the last day; the scores that were locked stay in the history."""
    rater = Rater.objects.select_for_update().get(call=call, member=member)
    rater.until_day = on
    rater.save(update_fields=["until_day"])
    records.add(by=by, did="review.unseated", about=call, concerns=[member], on=on)


@transaction.atomic
def withdraw(entry: Entry, *, by, on: date) -> None:
    """取り下げ — nobody opens or scores it any more."""
    Entry.objects.filter(pk=entry.pk, withdrawn_on=None).update(withdrawn_on=on)
    records.add(by=by, did="review.entry_withdrawn", about=entry, on=on)


@transaction.atomic
def end(call: Call, *, by, on: date) -> Call:
    """審査を終える — no score or change comes after it; who becomes near still says so."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    refuse_if([Reason(_("この審査はもう終わっています。"), rule="ended")] if call.ended_on else [])
    call.ended_on = on
    call.save(update_fields=["ended_on"])
    records.add(by=by, did="review.ended", about=call, on=on)
    return call


# — interests —


@transaction.atomic
def declare(entry: Entry, kind: str, *, by, on: date, at: datetime, words: str = "") -> Interest:
    """申告する — before anything of the entry opens; what our books show counts beside it."""
    entry = _locked(entry)
    member = by.party
    before = Interest.objects.filter(member=member, entry=entry, current=True).first()
    refuse_if(
        interests.why_not_declare(
            seated=member.pk in queries.members(entry.call, on=on),
            listed=bool(entry.call.listed_on and entry.call.listed_on <= on),
            withdrawn=entry.withdrawn_on is not None,
            kind=kind,
            before=before.kind if before else "",
            words=words,
        )
    )
    if before:
        if (before.kind, before.words) == (kind, words.strip()):
            return before
        Interest.objects.filter(pk=before.pk).update(current=False)
    made = Interest.objects.create(
        member=member, entry=entry, kind=kind, words=words.strip()[:500], on=on, at=at
    )
    _look([entry], [member.pk], on=on)
    records.add(
        by=by, did="interest.declared", about=entry, concerns=[member], on=on, at=at, kind=kind
    )
    return made


@transaction.atomic
def ask_again(interest: Interest, why: str, *, by, on: date) -> None:
    """申告しなおしてもらう — a declaration was pressed wrongly; until the new one nothing opens."""
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    refuse_if(interests.why_not_undo(why=why, own=by.party.pk == interest.member_id))
    interest.current = False
    interest.save(update_fields=["current"])
    _note("interest.asked_again", interest.entry, interest.member_id, why, by=by, on=on)


@transaction.atomic
def clear(finding: Finding, why: str, *, by, on: date) -> Finding:
    """関係がないと確かめる — a nearness that was found is none; the reason stays for the auditor."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    refuse_if(interests.why_not_undo(why=why, own=by.party.pk == finding.member_id))
    finding.cleared_on, finding.cleared_by = on, by.party
    finding.cleared_why = why.strip()[:500]
    finding.save(update_fields=["cleared_on", "cleared_by", "cleared_why"])
    _note("interest.cleared", finding.entry, finding.member_id, why, by=by, on=on)
    return finding


@transaction.atomic
def stand(finding: Finding, *, by, on: date) -> Finding:
    """確かめたのを取り消す — the nearness keeps the member out again."""
    Finding.objects.filter(pk=finding.pk).update(cleared_on=None, cleared_by=None, cleared_why="")
    _note("interest.stands", finding.entry, finding.member_id, "", by=by, on=on)
    return finding


def _note(did: str, entry: Entry, member: int, why: str, *, by, on: date) -> None:
    private = {"why": why.strip()} if why else None
    records.add(by=by, did=did, about=entry, concerns=[member], on=on, private=private)


@transaction.atomic
def look(call: Call, *, on: date) -> int:
    """関係をさがす — members and office, all entries of a call; how many were found anew."""
    members = queries.members(call, on=on)
    entries = list(call.entries.filter(withdrawn_on=None).select_related("call"))
    office = _look(entries, _office(members, on), on=on, gifts=False)
    return _look(entries, members, on=on) + office


def _office(members: Iterable[int], on: date) -> list[int]:
    """Who works at the office and does not sit; what they gave to the fund decides nothing there."""
    return sorted(set(queries.office(on=on)) - set(members))


def look_all(*, on: date) -> None:
    """Every call whose entries may still wait for their decision; safe to run twice."""
    still = Q(ended_on=None) | Q(ended_on__gte=on - queries.UNDECIDED)
    for call in Call.objects.exclude(listed_on=None).filter(still):
        look(call, on=on)


def _look(entries: Iterable[Entry], members: Iterable[int], *, on: date, gifts: bool = True) -> int:
    """Store what our books show; what was cleared before stays cleared."""
    by_key = {entry.pk: entry for entry in entries}
    fresh = queries.fresh_all(by_key.values(), members, on=on, gifts=gifts)
    found = [(by_key[pk], near) for pk, rows in fresh.items() for near in rows]
    Finding.objects.bulk_create(
        [
            Finding(member_id=n.member, entry=entry, kind=n.kind, why=n.why, found_on=on)
            for entry, n in found
        ],
        ignore_conflicts=True,
    )
    for entry, member in dict.fromkeys((entry, near.member) for entry, near in found):
        records.add(by=None, did="interest.found", about=entry, concerns=[member], on=on)
    return len(found)


# — scores —


@transaction.atomic
def score(
    entry: Entry, values: Mapping[int, int], *, by, on: date, at: datetime, words: str | None = None
) -> Review:
    """点数を入れる — kept as often as one likes, read by nobody else, until it is locked."""
    entry = _opened(entry, by, on)
    review = _own(entry, by)
    refuse_if(
        scores.why_not_score(
            locked=review.locked_at is not None,
            ended=entry.call.ended_on is not None,
            late=scores.late(on=on, closes_on=entry.call.closes_on),
            scales=queries.scales(entry.call),
            values=values,
        )
    )
    for key, value in values.items():
        Score.objects.update_or_create(review=review, criterion_id=key, defaults={"value": value})
    review.words = review.words if words is None else words.strip()[:4000]
    review.version += 1
    review.save(update_fields=["words", "version"])
    return review


@transaction.atomic
def lock(entry: Entry, *, by, on: date, at: datetime) -> Review:
    """点数を確定する — with every criterion; its salted print is recorded, the values are not."""
    entry = _opened(entry, by, on)
    review = _own(entry, by)
    given = {one.criterion_id: one for one in review.scores.all()}
    refuse_if(
        scores.why_not_lock(
            locked=review.locked_at is not None,
            ended=entry.call.ended_on is not None,
            late=scores.late(on=on, closes_on=entry.call.closes_on),
            missing=[one.title for one in queries.criteria(entry.call) if one.pk not in given],
        )
    )
    for one in given.values():
        one.first = one.value
    Score.objects.bulk_update(given.values(), ["first"])
    review.locked_at = at
    review.version += 1
    review.save(update_fields=["locked_at", "version"])
    _record("score.locked", review, given, by=by, on=on, at=at)
    return review


@transaction.atomic
def change(
    entry: Entry, values: Mapping[int, int], reason: str, *, by, on: date, at: datetime
) -> Review:
    """話し合いのあとで変える — with a reason; what was locked first stays beside it."""
    entry = _opened(entry, by, on)
    review = _own(entry, by)
    sheet = queries.sheets([entry], on=on)[entry.pk]
    refuse_if(
        scores.why_not_change(
            locked=review.locked_at is not None,
            ended=entry.call.ended_on is not None,
            seen=sheet.open,
            scales=queries.scales(entry.call),
            values=values,
            reason=reason,
        )
    )
    given = {one.criterion_id: one for one in review.scores.all()}
    changed = [given[key] for key, value in values.items() if given[key].value != value]
    for one in changed:
        one.value, one.reason = values[one.criterion_id], reason.strip()[:500]
    Score.objects.bulk_update(changed, ["value", "reason"])
    if changed:
        review.version += 1
        review.save(update_fields=["version"])
        _record("score.changed", review, given, by=by, on=on, at=at)
    return review


def digest_of(review: Review, given: Mapping[int, Score]) -> str:
    """The salted print of a review's values: it proves later what was locked, and tells nothing now."""
    values = [[key, given[key].value, given[key].first] for key in sorted(given)]
    return hashlib.sha256(f"{review.salt}{json.dumps(values)}".encode()).hexdigest()


def _record(did: str, review: Review, given, *, by, on: date, at: datetime) -> None:
    digest = digest_of(review, given)
    records.add(by=by, did=did, about=review.entry, on=on, at=at, digest=digest)


def _locked(entry: Entry) -> Entry:
    return Entry.objects.select_for_update(of=("self",)).select_related("call").get(pk=entry.pk)


def _opened(entry: Entry, by, on: date) -> Entry:
    """The entry under lock, for a member who may open it also by what our books show right now."""
    entry = _locked(entry)
    member = by.party.pk
    seated = member in queries.members(entry.call, on=on) and not by.on_behalf
    said = Interest.objects.filter(member=member, entry=entry, current=True).first()
    declared = said.kind if said and entry.withdrawn_on is None else ""
    near = Finding.objects.filter(member=member, entry=entry, cleared_on=None).exists()
    near = near or bool(queries.fresh(entry, [member], on=on))
    not_seated = [Reason(_("この審査の委員ではありません。"), rule="seat")]
    refuse_if(interests.why_not_open(declared=declared, found=near) if seated else not_seated)
    return entry


def _own(entry: Entry, by) -> Review:
    review, _made = Review.objects.get_or_create(rater=by.party, entry=entry)
    return Review.objects.select_for_update().get(pk=review.pk)

"""番号 — a number is entered, ended, and read: every reading is on record, and the person sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tsunagari.base.asked import AskedRows
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.parties import numbers
from tsunagari.kernel.parties.models import Identifier, Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records import queries as history
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.kernel.roles import rules

READ = "identifier.read"


@transaction.atomic
def note(
    party: Party,
    kind: str,
    number: str,
    *,
    by,
    on: date,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Identifier:
    """番号を登録する — a new number of the same kind ends the one before it."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    number = numbers.normal(number)
    refuse_if(
        rules.why_not_note_number(
            number=number,
            elsewhere=bool(number) and _elsewhere(party, kind, number),
            valid_from=valid_from,
            valid_until=valid_until,
            person=party.is_person,
        )
    )
    standing = party.identifiers.filter(kind=kind, ended_on=None).first()
    if standing and standing.mark in numbers.ring().marks(number):
        found = standing
    else:
        _end(standing, on)
        found = Identifier(party=party, kind=kind)
    found.valid_from, found.valid_until = valid_from, valid_until
    numbers.close(found, number)
    found.save()
    records.add(by=by, did="identifier.noted", about=found, concerns=[party], on=on, kind=kind)
    return found


def _elsewhere(party: Party, kind: str, number: str) -> bool:
    """True when somebody else has this number; a duplicate of the same person is nobody else."""
    canonical = party.same_as_id or party.pk
    own = Q(party=canonical) | Q(party__same_as=canonical)
    return numbers.same(kind, number).exclude(own).exists()


def _end(identifier: Identifier | None, on: date) -> None:
    if identifier:
        identifier.ended_on = on
        identifier.save(update_fields=["ended_on"])


@transaction.atomic
def reveal(identifier: Identifier, *, reason: str, by, on: date) -> str:
    """番号を見る — for staff who say why; the reading is written first, then the number is opened."""
    identifier = Identifier.objects.select_for_update().get(pk=identifier.pk)
    reason = reason.strip()
    refuse_if(rules.why_not_read_number(reason=reason, kind=getattr(by, "kind", "")))
    records.add(
        by=by,
        did=READ,
        about=identifier,
        concerns=[identifier.party_id],
        on=on,
        kind=identifier.kind,
        private={"reason": reason},
    )
    return numbers.reveal(identifier)


@transaction.atomic
def end(identifier: Identifier, *, by, on: date) -> Identifier:
    """使わなくする — a card that was given back or lost; the sealed number stays until forgotten."""
    identifier = Identifier.objects.select_for_update().get(pk=identifier.pk)
    refuse_if(rules.why_not_end_number(ended_on=identifier.ended_on))
    _end(identifier, on)
    _record("identifier.ended", identifier, by=by, on=on)
    return identifier


@transaction.atomic
def restore(identifier: Identifier, *, by, on: date) -> Identifier:
    """終わりを取り消す — unless another number of the same kind stands by now."""
    identifier = Identifier.objects.select_for_update().get(pk=identifier.pk)
    others = Identifier.objects.filter(
        party=identifier.party_id, kind=identifier.kind, ended_on=None
    )
    refuse_if(rules.why_not_restore_number(another=others.exclude(pk=identifier.pk).exists()))
    identifier.ended_on = None
    identifier.save(update_fields=["ended_on"])
    _record("identifier.restored", identifier, by=by, on=on)
    return identifier


def _record(did: str, identifier: Identifier, *, by, on: date) -> None:
    concerns = [identifier.party_id]
    records.add(by=by, did=did, about=identifier, concerns=concerns, on=on, kind=identifier.kind)


# — who reads what —


def masked(party: Party) -> list[Identifier]:
    """番号の一覧 — those that stand first; of each only the last two characters are open."""
    rows = _numbers(party=party.pk)
    return sorted(rows, key=lambda row: (row.ended_on is not None, row.kind, -row.pk))


@AskedRows
def _numbers(*, party: int):
    return Identifier.objects.filter(Q(party=party) | Q(party__same_as=party))


@dataclass(frozen=True)
class Reading:
    """Who read a number, when, of which kind and why."""

    on: date
    at: datetime
    by: int | None
    kind: str
    reason: str


def readings(party: Party, limit: int = 50) -> list[Reading]:
    """だれが番号を見たか — the newest first, for the person's own page; two queries."""
    rows = _readings(limit, party=party.pk)
    said = history.privates_of([row.pk for row in rows])
    return [
        Reading(
            on=row.on,
            at=row.at,
            by=row.by_id,
            kind=Identifier.Kind(row.facts["kind"]).label,
            reason=(said.get(row.pk) or {}).get("reason", ""),
        )
        for row in rows
    ]


@AskedRows
def _readings(limit: int, *, party: int):
    keys = RecordParty.objects.filter(party=party, record__did=READ).values("record_id")
    return Record.objects.filter(pk__in=keys).order_by("-id")[:limit]


def reseal() -> int:
    """鍵を替える — every number that is not sealed with the newest key is sealed anew; how many."""
    return numbers.reseal(
        Identifier,
        lambda row: numbers.close(row, numbers.reveal(row)),
        fields=("sealed", "mark", "last_two"),
    )

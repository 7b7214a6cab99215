"""まとめる — two entries of the same person or body count as one; taken back without a trace in the counts.

Ties and timelines follow; roles, sign-ins and consents never do: they stay with their own entry.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import RecordParty
from tsunagari.kernel.records.queries import history
from tsunagari.kernel.ties import actions, queries


def why_not_merge(kept: Party, gone: Party) -> list[Reason]:
    """Every reason not to take `gone` for another entry of `kept`."""
    if kept.pk == gone.pk:
        return [Reason(_("同じ登録です。もう1つの登録を選んでください。"), field="into")]
    reasons = []
    if kept.kind != gone.kind or _minor(kept) != _minor(gone):
        reasons.append(
            Reason(_("人と団体、大人と生徒は、まとめられません。"), rule="kind", field="into")
        )
    if kept.same_as_id or gone.same_as_id:
        reasons.append(
            Reason(_("もうまとめてある登録です。画面を新しくしてください。"), rule="merged")
        )
    if kept.forgotten_on or gone.forgotten_on:
        reasons.append(Reason(_("名前を消した登録は、まとめられません。"), rule="gone"))
    return reasons


def _minor(party: Party) -> bool:
    return party.is_person and party.person.minor


@dataclass(frozen=True)
class Moving:
    """What would count for the kept entry: ties that stand and records on the timeline."""

    ties: int
    records: int


def preview(gone: Party) -> Moving:
    """まとめる前に — how much of an entry would count for the other one."""
    keys = queries.same(gone)
    return Moving(
        ties=queries.count_of(keys),
        records=RecordParty.objects.filter(party_id__in=keys).count(),
    )


@transaction.atomic
def merge(kept: Party, gone: Party, *, by, on: date) -> None:
    """同じとまとめる — `gone` and its own duplicates count for `kept` from now on."""
    kept, gone = _locked(kept, gone)
    refuse_if(why_not_merge(kept, gone))
    moved = Party.objects.filter(same_as=gone)
    keys = list(moved.order_by("pk").values_list("pk", flat=True))
    moved.update(same_as=kept)
    gone.same_as = kept
    gone.save(update_fields=["same_as"])
    actions.recount(kept)
    _record("party.merged", kept, gone, by=by, on=on, moved=",".join(map(str, keys)))


@transaction.atomic
def part(gone: Party, *, by, on: date) -> Party:
    """別々にもどす — answers the entry that it had been merged into."""
    kept = gone.same_as
    refuse_if([] if kept else [Reason(_("この登録は、まとめてありません。"), rule="merged")])
    kept, gone = _locked(kept, gone)
    last = history(gone).filter(did="party.merged").last()
    moved = [int(key) for key in last.facts["moved"].split(",") if key] if last else []
    Party.objects.filter(pk__in=moved, same_as=kept).update(same_as=gone)
    gone.same_as = None
    gone.save(update_fields=["same_as"])
    for party in (kept, gone):
        actions.recount(party)
    _record("party.parted", kept, gone, by=by, on=on)
    return kept


def _locked(kept: Party, gone: Party) -> list[Party]:
    """Both, read again under lock, always in the same order."""
    rows = Party.objects.select_for_update().in_bulk(sorted({kept.pk, gone.pk}))
    return [rows[kept.pk], rows[gone.pk]]


def _record(did: str, kept: Party, gone: Party, *, by, on: date, **facts) -> None:
    records.add(by=by, did=did, about=gone, concerns=[kept, gone], on=on, kept=kept.code, **facts)

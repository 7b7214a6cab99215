"""忘れる — what the tables of orders and candidates know of one person."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from tsunagari.kernel.imports import forgetting as imports
from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.talent.orders.actions import class_files
from tsunagari.programmes.talent.orders.importer import KIND, LESSONS, TESTS
from tsunagari.programmes.talent.orders.models import (
    Apart,
    Candidate,
    Choice,
    Interview,
    Pair,
    Result,
    Round,
)


@transaction.atomic
def forget(party, *, on: date) -> int:
    """候補者を消す — birthday, wishes, tests, words said; rows of files; that there was a pair stays."""
    Round.objects.filter(by=party.pk).update(by=None)
    candidate = Candidate.objects.select_related("sending").filter(pk=party.pk).first()
    if candidate is None:
        return 0
    schools = _schools(candidate)
    gone = Result.objects.filter(candidate=candidate).delete()[0]
    gone += Apart.objects.filter(Q(a=candidate) | Q(b=candidate)).delete()[0]
    gone += Choice.objects.filter(candidate=candidate).delete()[0]
    gone += Pair.objects.filter(candidate=candidate).update(said="")
    gone += Interview.objects.filter(pair__candidate=candidate).update(said="", how="")
    _empty(candidate)
    for batch in imports.decided(KIND, candidate.sending):
        imports.empty(batch, undo=_without(batch.undo, candidate.pk))
        gone += 1
    for batch in [
        one for kind in (LESSONS, TESTS) for at in schools for one in imports.decided(kind, at)
    ]:
        imports.empty(batch, undo=class_files.without(batch.undo, candidate.pk))
        gone += 1
    return gone + 1


def _schools(candidate: Candidate) -> list[Organisation]:
    """Where the person learnt: whose files may hold the name."""
    there = candidate.person.party.presences.filter(meeting__lesson__isnull=False)
    keys = {candidate.school_id, *candidate.results.values_list("body", flat=True)}
    keys |= set(there.values_list("meeting__lesson__school", flat=True))
    return list(Organisation.objects.filter(pk__in=keys - {None}))


def _empty(candidate: Candidate) -> None:
    if candidate.state == Candidate.State.LOOKING:
        candidate.state = Candidate.State.LEFT
    candidate.born_on = candidate.wish_yen = None
    candidate.number = candidate.japanese = candidate.spelt = ""
    candidate.sound = candidate.short = candidate.written = ""
    candidate.fields, candidate.skills, candidate.years, candidate.facts = [], [], {}, {}
    candidate.save()


def _without(undo: dict, key: int) -> dict:
    """How to take a file back, without one person (see actions.imports)."""
    if not undo:
        return undo
    return undo | {
        "made": [pk for pk in undo["made"] if pk != key],
        "before": [row for row in undo["before"] if row[0] != key],
        "after": [row for row in undo["after"] if row[0] != key],
    }

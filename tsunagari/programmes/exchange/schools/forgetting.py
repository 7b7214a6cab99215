"""忘れる — what a school's tables know of a pupil or a teacher."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from tsunagari.kernel.imports import forgetting as imports
from tsunagari.programmes.exchange.schools.importer import KIND
from tsunagari.programmes.exchange.schools.models import KeepApart, Pupil, SchoolClass


@transaction.atomic
def forget(party, *, on: date) -> int:
    """生徒・先生を消す — number, gender, level and pairs; rows of rosters; the class a teacher leads."""
    gone = SchoolClass.objects.filter(teacher=party).update(teacher=None)
    gone += KeepApart.objects.filter(Q(a=party.pk) | Q(b=party.pk)).delete()[0]
    pupil = Pupil.objects.filter(pk=party.pk).select_related("school_class__school").first()
    if pupil is None:
        return gone
    pupil.number, pupil.gender, pupil.level, pupil.age_band = 0, "", None, ""
    if pupil.until_day is None or pupil.until_day > on:
        pupil.until_day = max(on, pupil.from_day)
    pupil.save(update_fields=["number", "gender", "level", "age_band", "until_day"])
    for batch in imports.decided(KIND, pupil.school_class.school.organisation):
        imports.empty(batch, undo=_without(batch.undo, pupil.pk))
        gone += 1
    return gone + 1


def _without(undo: dict, key: int) -> dict:
    """How to take a roster back, without one pupil (see enrolment.write)."""
    if not undo:
        return undo
    return undo | {
        "pupils": [pk for pk in undo["pupils"] if pk != key],
        "before": [row for row in undo["before"] if row[0] != key],
        "after": [row for row in undo["after"] if row[0] != key],
        "apart": [pair for pair in undo["apart"] if key not in pair],
    }

"""だれの・どの書類の — whose case a duty belongs to, and which paper it asks for."""

from collections.abc import Iterable

from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.talent.documents import queries
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.people.models import Case

CASE, PAPER = Case._meta.label_lower, Submission._meta.label_lower


def case_of(duty: Duty) -> int | None:
    """The key of the case that a duty is about, or that its facts name."""
    return whole(duty.about_key if duty.about_kind == CASE else str(duty.facts.get("case", "")))


def papers(found: Iterable[Duty]) -> dict[int, str]:
    """{duty: the paper to check or to bring again}; one query."""
    keys = {duty.pk: whole(duty.about_key) for duty in found if duty.about_kind == PAPER}
    if not keys:
        return {}
    rows = Submission.objects.select_related("case").in_bulk(set(keys.values()))
    return {pk: queries.words_of(rows[key]) for pk, key in keys.items() if key in rows}

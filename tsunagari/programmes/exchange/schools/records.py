"""学校の記録 — one record of what was done to a school."""

from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record


def record(school, did: str, *, by, on, **facts) -> Record:
    """What was done, on the school's own timeline."""
    return records.add(
        by=by, did=did, about=school, concerns=[school.organisation.party], on=on, **facts
    )

"""助けの知らせの行 — reports in the reader's words, for every page that shows what stands still."""

from collections.abc import Iterable

from tsunagari.base.languages import gettext
from tsunagari.programmes.talent.documents.papers.parts import CONFIDENCE
from tsunagari.programmes.talent.safety import queries
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.rules.kinds import PARTS, words_of

TONES = {"open": "late", "contained": "warn", "closed": "quiet"}


def told(incidents: Iterable[Incident]) -> list[dict]:
    """Reports in the reader's words."""
    return [words_in(incident) for incident in incidents]


def words_in(incident: Incident) -> dict:
    """A report in the reader's words."""
    said = queries.law_on(incident)
    return {
        "incident": incident,
        "kind": gettext(words_of(incident.kind, incident.ban)),
        "part": gettext(PARTS.get(incident.part, PARTS["else"])),
        "tone": TONES[incident.state],
        "ban": said,
        "act": gettext(said.words) if said else "",
        "sure": gettext(CONFIDENCE[said.confidence]) if said else "",
        "penalty": gettext(said.penalty) if said and said.penalty else "",
    }

"""何についての書類か — what is known of one case, in plain data, for every paper about it."""

from dataclasses import dataclass, field
from datetime import date

from tsunagari.programmes.talent.documents.papers.parts import Row, Word
from tsunagari.programmes.talent.law.rules.facts import Case, Placement, Plan


@dataclass(frozen=True)
class About:
    """One case as its papers need it: who, with whom, the law's facts, and what was typed for it.

    `answers` are the words that somebody typed for one paper, by the paper's own keys.
    """

    case: Case
    on: date
    name: str = ""
    nationality: str = ""
    company: str = ""
    company_place: str = ""
    supervisor: str = ""
    sending: str = ""
    industry: str = ""
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def placement(self) -> Placement | None:
        """The employment that goes on, or the newest one."""
        return max(self.case.placements, key=lambda one: one.starts, default=None)

    @property
    def stay(self):
        """The newest period of stay."""
        return max(self.case.stays, key=lambda one: one.since, default=None)

    def plan(self, stage: int | None = None) -> Plan | None:
        """The newest plan, or the newest of a stage."""
        found = [one for one in self.case.plans if stage is None or one.stage == stage]
        return max(found, key=lambda one: one.starts, default=None)

    @property
    def country(self):
        """The nationality as a word of the house."""
        return Word(self.nationality) if self.nationality else ""

    @property
    def work_field(self):
        """The industry field as a word of the house."""
        return Word(self.industry) if self.industry else ""

    def row(self, asked: dict[str, str], key: str, known=None, *, optional: bool = False) -> Row:
        """A row: what was typed wins over what is known; neither is a blank."""
        value = self.answers.get(key) or known
        return Row(asked[key], value if value is not None else "", optional)

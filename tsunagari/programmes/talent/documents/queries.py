"""案件の書類 — what a case needs, what is there, who must bring the rest."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from tsunagari.base import figures
from tsunagari.base.asked import Asked, AskedRows
from tsunagari.base.languages import gettext
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents import rules
from tsunagari.programmes.talent.documents.models import Issued, Submission
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.queries import of as cases_of
from tsunagari.programmes.talent.people.rules import employers, ways

PERSON = "PERSON"


@dataclass
class Needed:
    """One document that a step needs, with what was handed in for it, the newest first."""

    document: ways.Document
    state: str
    brings: Organisation | None
    history: list[Submission] = field(default_factory=list)

    @property
    def current(self) -> Submission | None:
        return next((one for one in self.history if one.current), None)

    @property
    def earlier(self) -> list[Submission]:
        return [one for one in self.history if not one.current]

    @property
    def again_by(self) -> Organisation | None:
        """The body that sent what came back, and brings it again; None: nobody, or not a body."""
        return self.current.body if self.current and self.state == rules.REFUSED else None

    @property
    def words(self) -> str:
        return gettext(self.document.words)

    @property
    def who(self) -> str:
        """Who has to bring it, in the reader's language."""
        role = gettext(ways.ACTOR_WORDS[self.document.brings])
        return f"{role}（{self.brings.title}）" if self.brings else role


@dataclass
class StepPapers:
    """A step and its documents."""

    step: ways.Step
    rows: list[Needed]
    now: bool = False
    coming: bool = False

    @property
    def words(self) -> str:
        return gettext(self.step.words)

    @property
    def percent(self) -> int | None:
        return rules.percent([row.state for row in self.rows])

    @property
    def open_rows(self) -> list[Needed]:
        return [row for row in self.rows if row.state != rules.ACCEPTED]


@dataclass
class Board:
    """Every step of a case that needs papers: what is behind, what is now, what comes next."""

    steps: list[StepPapers]

    @property
    def rows(self) -> list[Needed]:
        """Each document once, of the steps up to now."""
        found = {r.document.code: r for s in self.steps if not s.coming for r in s.rows}
        return list(found.values())

    @property
    def percent(self) -> int | None:
        return rules.percent([row.state for row in self.rows])

    @property
    def missing(self) -> list[Needed]:
        return [row for row in self.rows if row.state not in (rules.ACCEPTED, rules.RECEIVED)]

    def named(self, code: str) -> Needed | None:
        """A document anywhere on the board."""
        found = (row for step in self.steps for row in step.rows if row.document.code == code)
        return next(found, None)


def of(viewer: Viewer) -> QuerySet[Submission]:
    """What somebody may look at: staff everything, a body or a worker what they brought themselves."""
    rows = Submission.objects.filter(case__in=cases_of(viewer)).select_related(
        "case", "paper__blob", "body__party"
    )
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    if viewer.kind == "worker":
        return rows.filter(case__person=viewer.party.pk, sent_by=viewer.party.pk)
    return rows.filter(body=viewer.own_body)


def board(case: Case, *, on, body: Organisation | None = None, person: bool = False) -> Board:
    """案件の書類 — the documents of a case by step; only what a `body` or the `person` brings.

    One query, however many documents there are.
    """
    way = ways.of(case.system)
    if way is None:
        return Board([])
    known = facts.of_case(case, [])
    history = _history(case)
    path = ways.path_to(way, case.state) or [case.state]
    ahead = [move.to for move in way.after(case.state) if move.to not in path]
    used = [step.code for step in way.steps if set(step.papers) & set(history)]
    steps = []
    for step in way.steps:
        coming = step.code in ahead
        if step.code not in (*path, *used) and (step.end or not coming):
            continue
        rows = [
            _needed(one, case, history.get(one.code, []), on)
            for one in ways.papers_of(way, step.code, known)
        ]
        if person:
            rows = [row for row in rows if brought_by_person(row.document)]
        mine = [row for row in rows if body is None or row.brings == body]
        if mine:
            steps.append(StepPapers(step, mine, now=step.code == case.state, coming=coming))
    return Board(steps)


def _history(case: Case) -> dict[str, list[Submission]]:
    found: dict[str, list[Submission]] = {}
    for row in _submitted(case=case.pk):
        row.case = case
        found.setdefault(row.document, []).append(row)
    return found


@AskedRows
def _submitted(*, case: int):
    rows = Submission.objects.filter(case=case).select_related("body__party", "paper")
    return rows.order_by("-pk")


def _needed(document: ways.Document, case: Case, history: list[Submission], on) -> Needed:
    newest = next((one for one in history if one.current), None)
    state = rules.state_of(newest.state, newest.valid_until, on) if newest else rules.MISSING
    return Needed(document, state, bringer(case, document.brings), history)


def brought_by_person(document: ways.Document) -> bool:
    """Whether the person of a case may bring a paper from their own page."""
    return document.brings == PERSON or document.code in rules.OWN_PAPERS


def bringer(case: Case, role: str) -> Organisation | None:
    """The body that has to bring it; None: the person, or nobody has that part yet."""
    return getattr(case, ways.PARTS.get(role, ""), None)


def is_office(body: Organisation | None) -> bool:
    """Whether a body is the federation itself."""
    started = federation()
    return bool(body and started and started.party_id == body.pk)


def accepted(case: Case) -> frozenset[str]:
    """The codes of the documents that were accepted."""
    rows = Submission.objects.filter(case=case, current=True, state=rules.ACCEPTED)
    return frozenset(rows.values_list("document", flat=True))


def issued(case: Case) -> QuerySet[Issued]:
    """出した書類 — of one case, the newest first."""
    rows = Issued.objects.filter(case=case).select_related("paper__blob", "issued_by")
    return rows.order_by("-pk")


def issued_about(*acts) -> QuerySet[Issued]:
    """出した書類 — that tell of one of these acts (rows of one table), the newest first."""
    kind = acts[0]._meta.label_lower
    rows = Issued.objects.filter(about_kind=kind, about_key__in=[str(act.pk) for act in acts])
    return rows.select_related("paper__blob", "issued_by").order_by("-pk")


def issued_of(viewer: Viewer) -> QuerySet[Issued]:
    """What was given out: the office sees all, others the papers of the cases that they see."""
    rows = Issued.objects.select_related("paper__blob", "case")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    return rows.filter(case__in=cases_of(viewer), about_kind="")


def handed_to(body: Organisation, case: Case) -> list[Issued]:
    """渡した書類 — what the office gave out and concerns a body; a company's are those of its own time."""
    rows = issued(case).filter(about_kind="").exclude(paper=None)
    known = facts.of_case(case, [])
    return [
        row
        for row in rows
        if (case.sending_id == body.pk and row.kind in rules.HANDED["sending"])
        or (
            row.kind in rules.HANDED["company"]
            and employers.at(known, row.issued_on, case.company_id) == body.pk
        )
    ]


def taken_back(papers: Collection[int]) -> dict[int, date]:
    """{paper: the day on which it was taken back}, of those that were given out by mistake."""
    return dict(_taken_back(papers=papers)) if papers else {}


@Asked
def _taken_back(*, papers):
    rows = Issued.objects.filter(paper__in=papers, withdrawn_on__isnull=False)
    return rows.values_list("paper", "withdrawn_on")


def replaced(papers: Collection[int]) -> set[int]:
    """Those papers that were brought for a case and do not count any more."""
    return {pk for (pk,) in _replaced(papers=papers)} if papers else set()


@Asked
def _replaced(*, papers):
    return Submission.objects.filter(paper__in=papers, current=False).values_list("paper")


def to_check(viewer: Viewer) -> QuerySet[Submission]:
    """確かめる書類 — received and not decided, the oldest first."""
    rows = of(viewer).filter(current=True, state=rules.RECEIVED)
    return rows.select_related("case__person__party").order_by("pk")


def words_of(submission: Submission) -> str:
    """What a paper is, in the reader's language."""
    way = ways.of(submission.case.system)
    document = way.document(submission.document) if way else None
    return gettext(document.words) if document else submission.document


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date):
    """A number of this subject on a day."""
    return _figures()[name].on(on).value

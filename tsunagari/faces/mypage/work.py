"""はたらく人のページ — what stands on it: my case, my days, who does what, in plain words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.http import Http404

from tsunagari.base.asked import AskedRows, how_many
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.mypage import appointments
from tsunagari.faces.shared import case_documents, consultations, read_names, told_texts
from tsunagari.faces.shared.bilingual import both
from tsunagari.faces.shared.read_names import who_of
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices import queries as notices
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles import identifiers
from tsunagari.kernel.roles.rules import parts_of_reason
from tsunagari.programmes.talent.costs import queries as costs
from tsunagari.programmes.talent.documents import queries as documents
from tsunagari.programmes.talent.documents import rules as document_rules
from tsunagari.programmes.talent.documents.papers.prepared import TITLES
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import states, ways
from tsunagari.programmes.talent.safety import queries as safety

# By part in the case: what this body does for the person, in plain words.
PARTS = {
    "company": _("働く会社"),
    "supervisor": _("あなたを守り、相談を聞く団体"),
    "sending": _("国で手続をする会社"),
    "school": _("勉強する学校"),
}
SHOWN = 20
DOT = 22
HAVE = (document_rules.ACCEPTED, document_rules.RECEIVED)


def own_case(request) -> Case:
    """The case of whoever holds this card: the open one, or the last."""
    if request.case is None:
        raise Http404
    return request.case


@dataclass(frozen=True)
class Has:
    """What a person has something of now: most have none of most of it, so all is counted at once."""

    costs_to_answer: int
    answers: int
    calls: int
    notices: int
    appointments: list[int]

    @property
    def home_visits(self) -> int:
        return self.appointments[appointments.HOME_VISITS]


def has(person, now: datetime) -> Has:
    """One statement for the whole of the home."""
    first = (
        costs.waiting_for.counted(person=person.pk),
        consultations.with_answer.counted(person=person.pk),
        _called.counted(person=person.pk),
        notices.unread.counted(to=person.pk),
    )
    counts = how_many(*first, *appointments.questions(person, now))
    return Has(*counts[: len(first)], counts[len(first) :])


@AskedRows
def _called(*, person: int):
    return safety.of_person(person)[:SHOWN]


@dataclass(frozen=True)
class Line:
    """One duty of mine: what, why, how, and its days in plain words."""

    title: str
    why: str
    steps: list[str]
    safe: date
    statutory: date | None
    effective: date | None
    due: tuple[str, str]
    opens: date | None


def lines_of(person, on: date, language: str) -> list[Line]:
    """わたしのすること — what the law asks of me, what is open before what comes."""
    rows = (_line(row, on, language) for row in _to_do(doer=person.pk))
    return sorted(rows, key=lambda line: line.opens is not None)


@AskedRows
def _to_do(*, doer: int):
    rows = Duty.objects.filter(doer=doer, state__in=(rules.OPEN, rules.WAITING))
    return rows.order_by("safe_due", "pk")[:SHOWN]


def _line(row: Duty, on: date, language: str) -> Line:
    said = rulebook.said(row, language, face="mypage", on=on)
    return Line(
        title=said.title,
        why=said.why,
        steps=said.steps,
        safe=row.safe_due,
        statutory=row.statutory_due,
        effective=row.effective_due if row.effective_due != row.statutory_due else None,
        due=duties.due_words(row.safe_due, on),
        opens=row.opens_on if row.state == rules.WAITING else None,
    )


@dataclass(frozen=True)
class Next:
    """The next thing that somebody does in my case, who does it, and until when."""

    title: str
    who: str
    until: date


def next_of(case: Case, language: str, on: date) -> Next | None:
    """つぎにすること — the earliest open duty of the case that is somebody else's."""
    row = _others.first(about=str(case.pk), doer=case.person_id)
    if row is None:
        return None
    said = rulebook.said(row, language, face="mypage", on=on)
    who = next((read_names.body(one) for _part, one in parts_of(case) if one.pk == row.doer_id), "")
    return Next(said.title, who or gettext(_("連合会の事務局")), row.safe_due)


@AskedRows
def _others(*, about: str, doer: int):
    rows = Duty.objects.filter(about_kind=Case._meta.label_lower, about_key=about, state=rules.OPEN)
    return rows.exclude(doer=doer).order_by("safe_due", "pk")[:1]


def to_bring(case: Case, on: date) -> list[dict]:
    """わたしが出す書類 — up to where my case stands; what came back first."""
    if case.closed_on:
        return []
    board = documents.board(case, on=on, person=True)
    told = case_documents.told_beside(board.rows)
    rows = [_to_bring(needed, told) for needed in board.rows]
    return sorted(rows, key=lambda row: not row["why"])


def _to_bring(needed: documents.Needed, told) -> dict:
    """One of them; what a body sent, and brings again itself, is not asked of me."""
    row = case_documents.row(needed, told) | {"have": needed.state in HAVE}
    if not needed.again_by:
        return row
    state = row["state"] | {"tone": "info", "icon": ""}
    return row | {"have": True, "why": [], "state": state, "by": by_them(needed.again_by)}


def by_them(body: Organisation) -> str:
    """Who brings again what came back to them."""
    return gettext(_("%(body)sが出しなおします。")) % {"body": read_names.body(body)}


def calls_told(person, most: int) -> list:
    """知らせたことへの答え — my calls with what I was told, in my language as far as it is there."""
    calls = _called(person=person.pk)[:most]
    prefetch_related_objects(calls, "steps")
    steps = [step for call in calls for step in call.steps.all() if step.told]
    told = told_texts.of(steps, "told")
    for step in steps:
        step.read = told.get(step.pk)
    return calls


def count_of(board: list[dict]) -> dict:
    """書類はあといくつ — what I have sent or had accepted, of everything that I bring; drawn as dots."""
    have = len([row for row in board if row["have"]])
    missing = len(board) - have
    return {
        "have": have,
        "total": len(board),
        "missing": missing,
        "said": both(_("あと%(n)sつの書類をそろえる"), n=missing),
        "width": DOT * len(board),
        "dots": [{"x": DOT * at, "on": at < have} for at in range(len(board))],
    }


def papers_of(party, case: Case, limit: int) -> list[dict]:
    """わたしの書類 — the newest first, by what they are; a file's own name says little."""
    rows = _papers(limit, of=party.pk)
    keys = [row.pk for row in rows]
    back, replaced = documents.taken_back(keys), documents.replaced(keys)
    return [
        {
            "paper": row,
            "title": _title(row, case),
            "back_on": back.get(row.pk),
            "replaced": row.pk in replaced,
        }
        for row in rows
    ]


@AskedRows
def _papers(limit: int, *, of: int):
    return Paper.objects.filter(of=of).order_by("-received_on", "-pk")[:limit]


def _title(paper: Paper, case: Case) -> str:
    way, code = ways.of(case.system), paper.kind.removeprefix("case.")
    document = way.document(code) if way and code != paper.kind else None
    if paper.kind.startswith("issued."):
        return gettext(TITLES.get(paper.kind.removeprefix("issued."), paper.name))
    if document is None and paper.kind == "receipt":
        return gettext(_("領収書"))
    return gettext(document.words) if document else paper.name


def readings_of(party, viewer) -> list[dict]:
    """番号を見た人 — who read a number, when and why, as far as it can be said in my language."""
    rows = identifiers.readings(party)
    names = written([row.by for row in rows if row.by], to=viewer)
    return [
        {"reading": row, "who": who_of(names.get(row.by), viewer), **why_of(row)} for row in rows
    ]


def why_of(reading) -> dict[str, str]:
    usual, words = parts_of_reason(reading.reason)
    return {"usual": gettext(usual) if usual else "", "words": words}


def parts_of(case: Case) -> list[tuple[str, Organisation]]:
    """(part, body) of everybody around my case."""
    return [(part, body) for part in PARTS if (body := getattr(case, part))]


def bodies_of(case: Case) -> list[tuple[str, str]]:
    """だれが何をするか — (what they do for me, who)."""
    return [(gettext(PARTS[part]), read_names.body(body)) for part, body in parts_of(case)]


def state_of(case: Case) -> str:
    """Where my case stands."""
    return states.words(case.state)

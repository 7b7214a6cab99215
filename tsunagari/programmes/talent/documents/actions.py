"""案件の書類 — brought, checked, accepted or refused, taken back; and papers that we give out."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import SOURCE
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import attaching as texts
from tsunagari.programmes.talent.documents import duties, notices, queries, rules
from tsunagari.programmes.talent.documents.models import Issued, Submission, Typed
from tsunagari.programmes.talent.documents.papers import prepared
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people.actions.cases import concerned
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import ways

STATE = Submission.State
SYSTEM_OF = "%s.%s"
SAID = _("書類を出しなおしてもらう理由")


@transaction.atomic
def submit(
    case: Case,
    document: str,
    data: bytes,
    *,
    name: str,
    by,
    on: date,
    issued_on: date | None = None,
    until: date | None = None,
) -> Submission:
    """書類を出す — the newest counts; what was there before stays as history."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    needed, body = _needed(case, document), _body(by)
    before = Submission.objects.filter(case=case, document=document, current=True).first()
    state = rules.state_of(before.state, before.valid_until, on) if before else rules.MISSING
    refuse_if(
        [
            *rules.why_not_submit(
                known=needed is not None,
                closed=case.closed_on is not None,
                state=state,
                theirs=before is not None and not _same_side(before, by, body),
                issued_on=issued_on,
                on=on,
            ),
            *(papers.why_not_keep(data) or rules.why_not_take(data)),
        ]
    )
    paper = papers.keep(
        data,
        name=name,
        kind=f"case.{document}",
        on=on,
        about=case,
        of=case.person.party,
        held_by=body.party if body else None,
    )
    if before:
        before.current = False
        before.save(update_fields=["current"])
    valid = rules.valid_until(issued_on=issued_on, months=needed.months, said=until)
    found = Submission.objects.create(
        case=case,
        document=document,
        paper=paper,
        body=body,
        sent_by=getattr(by, "party", None),
        sent_on=on,
        issued_on=issued_on,
        valid_until=valid,
    )
    _record("document.received", found, by=by, on=on)
    for one in filter(None, (before, found)):
        duties.follow(one, on=on, by=by)
    return found


def _needed(case: Case, code: str) -> ways.Document | None:
    way = ways.of(case.system)
    found = way.document(code) if way else None
    return found if found and found.needed(facts.of_case(case)) else None


def _body(by):
    """The body for which somebody acts; None when the office itself took it in."""
    body = getattr(by, "own_body", None)
    return None if body is None or queries.is_office(body) else body


def _same_side(before: Submission, by, body) -> bool:
    """Whether who brings it now brought it before; the office may always."""
    if getattr(by, "kind", "staff") == "worker":
        return before.by_person
    return body is None or before.body_id == body.pk


@transaction.atomic
def accept(submission: Submission, *, by, on: date, until: date | None = None) -> Submission:
    """確かめた — from now on it counts; `until` when the paper itself says its last day."""
    submission = _locked(submission)
    refuse_if(rules.why_not_decide(state=submission.state, current=submission.current))
    if until:
        submission.valid_until = until
        submission.save(update_fields=["valid_until"])
    return _decided(submission, STATE.ACCEPTED, "document.accepted", by=by, on=on)


@transaction.atomic
def refuse(
    submission: Submission, *, reasons: list[str], said: str = "", by, on: date, at: datetime
) -> Submission:
    """出しなおしてもらう — who sent it is told why, in the own language."""
    submission = _locked(submission)
    refuse_if(
        [
            *rules.why_not_decide(state=submission.state, current=submission.current),
            *rules.why_not_refuse(reasons=reasons, said=said),
        ]
    )
    submission.reasons, submission.said = list(reasons), said.strip()
    submission.save(update_fields=["reasons", "said"])
    found = _decided(submission, STATE.REFUSED, "document.refused", by=by, on=on)
    _to_translate(found, by=by, on=on)
    notices.tell_refused(found, at=at)
    return found


def _to_translate(submission: Submission, *, by, on: date) -> None:
    """The office's own words about a paper, for whose it is: the person, or the body abroad that sent it."""
    body = submission.body.party.language if submission.body else SOURCE
    reader = submission.case.person.party.language if notices.is_own(submission) else body
    texts.attach(submission, "said", submission.said, reader=reader, name=SAID, on=on, by=by)


@transaction.atomic
def undo(submission: Submission, *, by, on: date) -> Submission:
    """決定を取り消す — the paper waits for a check again."""
    submission = _locked(submission)
    refuse_if(rules.why_not_undo(state=submission.state, current=submission.current))
    submission.reasons, submission.said = [], ""
    submission.save(update_fields=["reasons", "said"])
    texts.detach(submission, "said", on=on, by=by)
    return _decided(submission, STATE.RECEIVED, "document.undone", by=by, on=on)


@transaction.atomic
def withdraw(submission: Submission, *, by, on: date) -> Submission:
    """出したのを取り消す — sent by mistake and not decided yet; the one before counts again."""
    submission = _locked(submission)
    refuse_if(rules.why_not_withdraw(state=submission.state, current=submission.current))
    submission.state, submission.current = STATE.WITHDRAWN, False
    submission.save(update_fields=["state", "current"])
    earlier = Submission.objects.filter(case=submission.case, document=submission.document)
    before = earlier.exclude(state=STATE.WITHDRAWN).order_by("-pk").first()
    if before:
        before.current = True
        before.save(update_fields=["current"])
    _record("document.withdrawn", submission, by=by, on=on)
    for one in filter(None, (submission, before)):
        duties.follow(one, on=on, by=by)
    return submission


def note_read(submission: Submission, *, by, on: date) -> bytes:
    """見た — looking at somebody's paper is on record; answers the bytes."""
    _record("document.read", submission, by=by, on=on)
    return papers.read(submission.paper.blob)


@transaction.atomic
def give_out(
    case: Case | None,
    kind: str,
    data: bytes,
    *,
    name: str,
    by,
    on: date,
    about=None,
    concerns: Collection[int] = (),
    language: str = "",
    version: str = "",
    gaps: int = 0,
    keep_until: date | None = None,
) -> Issued:
    """書類を出す — kept as it was given out; `about` is the act, where it is not the case itself.

    `concerns` are the parties who find it on their timeline; none: everybody of the case.
    """
    told = about or case
    paper = Paper.objects.create(
        blob=papers.store(data),
        name=name[:200],
        kind=f"issued.{kind}"[:40],
        of=case.person.party if case else None,
        received_on=on,
        keep_until=keep_until,
        about_kind=told._meta.label_lower,
        about_key=str(told.pk),
    )
    found = Issued.objects.create(
        case=case,
        about_kind=about._meta.label_lower if about else "",
        about_key=str(about.pk) if about else "",
        kind=kind,
        paper=paper,
        language=language,
        version=version[:60],
        gaps=gaps,
        issued_by=getattr(by, "party", None),
        issued_on=on,
    )
    records.add(
        by=by,
        did="paper.issued",
        about=told,
        concerns=list(concerns) or concerned(case),
        on=on,
        paper=kind,
        sha256=paper.blob.sha256,
    )
    return found


def note_seen(issued: Issued, *, body: Organisation, by, on: date) -> bytes:
    """見た — a body looks at what was handed over; answers the bytes."""
    records.add(
        by=by,
        did="paper.seen",
        about=issued.case,
        concerns=[issued.case.person_id, body.pk],
        on=on,
        paper=issued.kind,
    )
    return papers.read(issued.paper.blob)


def note_taken_out(codes: list[str], *, by, on: date) -> None:
    """帳簿を取り出した — names leave the house in a file: who took which books is on record."""
    records.add(by=by, did="registers.taken_out", on=on, books=" ".join(codes))


@transaction.atomic
def take_back(issued: Issued, *, by, on: date) -> Issued:
    """取り下げる — given out by mistake; the paper stays, and says that it does not count."""
    return _marked(issued, on, "paper.taken_back", by=by, on=on)


@transaction.atomic
def put_back(issued: Issued, *, by, on: date) -> Issued:
    """取り下げをもどす — it counts as before."""
    return _marked(issued, None, "paper.put_back", by=by, on=on)


def _marked(issued: Issued, withdrawn: date | None, did: str, *, by, on: date) -> Issued:
    issued = Issued.objects.select_for_update(of=("self",)).get(pk=issued.pk)
    refuse_if(rules.why_not_mark(withdrawn=bool(withdrawn), was=bool(issued.withdrawn_on)))
    issued.withdrawn_on = withdrawn
    issued.save(update_fields=["withdrawn_on"])
    records.add(by=by, did=did, about=issued, on=on, paper=issued.kind)
    return issued


@transaction.atomic
def write(case: Case, kind: str, answers: dict[str, str], *, seen: int, by, on: date) -> Typed:
    """書きたす — words for the blanks of a paper; `seen` is the version on the screen."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    paper = prepared.named(kind, case.system)
    typed = Typed.objects.filter(case=case, kind=kind).first() or Typed(
        case=case, kind=kind, version=0
    )
    refuse_if(
        rules.why_not_write(
            known=set(paper.asked) if paper else set(),
            asked=answers,
            seen=seen,
            version=typed.version,
        )
    )
    kept = {key: text.strip() for key, text in answers.items() if text.strip()}
    changed = {
        key: [typed.answers.get(key), kept.get(key)]
        for key in answers
        if typed.answers.get(key) != kept.get(key)
    }
    typed.answers, typed.version = kept, typed.version + 1
    typed.save()
    if changed:
        records.add(
            by=by,
            did="paper.written",
            about=case,
            concerns=concerned(case),
            on=on,
            paper=kind,
            private=changed,
        )
    return typed


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related(
        "case__person__party", "body__party"
    )
    return rows.get(pk=submission.pk)


def _decided(submission: Submission, state: str, did: str, *, by, on: date) -> Submission:
    submission.state = state
    waits = state == STATE.RECEIVED
    submission.decided_by = None if waits else getattr(by, "party", None)
    submission.decided_on = None if waits else on
    submission.save(update_fields=["state", "decided_by", "decided_on"])
    _record(did, submission, by=by, on=on)
    duties.follow(submission, on=on, by=by)
    return submission


def _record(did: str, submission: Submission, *, by, on: date) -> None:
    """The person and the body that brought it find it on their timeline."""
    case = submission.case
    concerns = dict.fromkeys(pk for pk in (case.person_id, submission.body_id) if pk)
    records.add(
        by=by,
        did=did,
        about=case,
        concerns=list(concerns),
        on=on,
        paper=SYSTEM_OF % (case.system, submission.document),
    )

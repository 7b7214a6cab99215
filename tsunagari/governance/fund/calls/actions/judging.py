"""要件の確認と決定 — the secretariat looks first, the council decides; nobody is refused without a reason."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.calls import following, mails, queries
from tsunagari.governance.fund.calls.models import Application, Judgement
from tsunagari.governance.fund.calls.rules import eligibility, steps
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews.models import Entry
from tsunagari.kernel.texts import attaching

State = Application.State
ANSWER = _("申請への返事（%(title)s）")
AFTER = {"ok": State.ELIGIBLE, "returned": State.RETURNED, "rejected": State.REJECTED}


@transaction.atomic
def judge(
    application: Application,
    outcome: str,
    *,
    by,
    on: date,
    at: datetime,
    reasons: Iterable[str] = (),
    words: str = "",
    fix_by: date | None = None,
) -> Judgement:
    """要件を確かめる — before the list goes to the council; looking again replaces the outcome."""
    application, reasons = _locked(application), list(reasons)
    refuse_if(
        eligibility.why_not_judge(
            state=application.state,
            outcome=outcome,
            reasons=reasons,
            words=words,
            fix_by=fix_by,
            on=on,
            found=queries.found(application, on=on),
        )
        + _why_not_listed(application)
    )
    made = Judgement.objects.create(
        application=application,
        sent=queries.latest(application),
        outcome=outcome,
        reasons=reasons,
        words=words.strip()[:1000],
        fix_by=fix_by if outcome == eligibility.RETURNED else None,
        on=on,
        by=by.party,
    )
    _to_translate(application, made, "words", made.words, by=by, on=on)
    application.state, application.fix_by = AFTER[outcome], made.fix_by
    application.version += 1
    application.save(update_fields=["state", "fix_by", "version"])
    records.add(
        by=by,
        did=f"application.{AFTER[outcome]}",
        about=application,
        concerns=[application.applicant] if application.applicant else [],
        on=on,
        at=at,
        reasons=", ".join(reasons),
    )
    if outcome != eligibility.OK:
        mails.tell(application, f"application.{outcome}", at=at)
    following.follow(application.call, on=on, by=by)
    return made


def _to_translate(application: Application, row, field: str, words: str, *, by, on: date) -> None:
    """A person who applied reads it in their own language, or somebody has to translate it."""
    reader = attaching.reader_of(application.applicant)
    name = ANSWER % {"title": application.call.title}
    attaching.attach(row, field, words, reader=reader, name=name, on=on, by=by)


def _why_not_listed(application: Application) -> list[Reason]:
    words = _("申請者の一覧が評議員に出たあとは、要件の確認を変えられません。")
    return [Reason(words, rule="listed")] if application.call.review.listed_on else []


@transaction.atomic
def register(application: Application, *, by, on: date) -> Application:
    """団体として登録する — a new body gets its place on the register, so that it can be paid."""
    application = _locked(application)
    words = _("この申請の団体は、もう登録されています。")
    refuse_if([Reason(words, rule="registered")] if application.applicant_id else [])
    sent = queries.latest(application)
    body = parties.add_organisation(
        sent.content["name"] if sent else application.name,
        kinds=["other"],
        municipality=application.town,
        email=application.email,
    )
    application.applicant = body.party
    application.save(update_fields=["applicant"])
    Entry.objects.filter(code=application.code).update(applicant=body.party)
    records.add(by=by, did="party.added", about=body, concerns=[body.party], on=on)
    return application


@transaction.atomic
def decide(
    application: Application,
    outcome: str,
    *,
    by,
    on: date,
    at: datetime,
    yen: int = 0,
    words: str = "",
) -> Application:
    """決定を写す — what was decided (awarded, declined, deferred) and why; money moves elsewhere."""
    application = _locked(application)
    refuse_if(
        steps.why_not_decide(
            state=application.state,
            call_state=application.call.state,
            outcome=outcome,
            yen=yen,
            asked=queries.asked_yen(application),
        )
    )
    _to_translate(application, application, "decided", words, by=by, on=on)
    application.state = State(outcome)
    application.version += 1
    application.save(update_fields=["state", "version"])
    records.add(
        by=by,
        did=f"application.{outcome}",
        about=application,
        concerns=[application.applicant] if application.applicant else [],
        on=on,
        at=at,
        yen=yen,
    )
    mails.tell(application, f"application.{outcome}", at=at)
    following.follow(application.call, on=on, by=by)
    return application


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "call__review", "call__fund", "applicant"
    )
    return rows.get(pk=application.pk)

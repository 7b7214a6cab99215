"""指摘 — mended with what shows it, and taken back when that was a mistake."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.people.actions import events
from tsunagari.programmes.talent.people.actions.duties import closed_about, show
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import duties
from tsunagari.programmes.talent.visits.models import Finding
from tsunagari.programmes.talent.visits.rules import visits as rules


@transaction.atomic
def mend(
    finding: Finding, *, words: str, seen: int, by, on: date, scan: bytes = b"", name: str = ""
) -> Finding:
    """直ったことを確かめる — in words, and with a photograph or a paper where there is one."""
    finding = Finding.objects.select_for_update().select_related("visit").get(pk=finding.pk)
    visit = finding.visit
    refuse_if(
        rules.why_not_mend(
            mended_on=finding.mended_on,
            words=words,
            seen=seen,
            version=finding.version,
            on=on,
            held_on=visit.held_on or visit.day,
        )
    )
    if scan:
        finding.paper = papers.keep(
            scan,
            name=name or "evidence",
            kind="finding_evidence",
            on=on,
            about=finding,
            keep_until=queries.keep_until(visit, on),
        )
    finding.mended_on, finding.mended_words = on, words.strip()[: rules.LONGEST]
    finding.version += 1
    finding.save(update_fields=["paper", "mended_on", "mended_words", "version"])
    record = _record("finding.mended", finding, by, on)
    duties.follow_finding(finding, on=on, by=by)
    show(closed_about(finding, on), record)
    return finding


@transaction.atomic
def judge(finding: Finding, *, seen: int, by, on: date) -> Finding:
    """法令違反と判断する — the authority has to be told: the law's duties follow from the event."""
    finding = _locked(finding)
    refuse_if(rules.why_not_judge(judged_on=finding.judged_on, seen=seen, version=finding.version))
    _judged(finding, "finding.judged", on, by=by, on=on)
    case, happened = _case(finding), _happened(finding)
    if case and case.system.startswith("SSW"):
        events.of_case(case, "violation_found", happened, by=by, on=on)
    else:
        events.of_company(finding.visit.company, "labour_breach_found", happened, by=by, on=on)
    return finding


@transaction.atomic
def judge_back(finding: Finding, *, by, on: date) -> Finding:
    """判断を取り消す — it was no breach of law after all: the duties that followed are void."""
    finding = _locked(finding)
    refuse_if(rules.why_not_judge_back(judged_on=finding.judged_on))
    _judged(finding, "finding.judged_back", None, by=by, on=on)
    told = finding.visit.company, _case(finding)
    events.take_away(_happened(finding), *told, by=by, on=on)
    return finding


def _locked(finding: Finding) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("visit__company")
    return rows.get(pk=finding.pk)


def _judged(finding: Finding, did: str, day: date | None, *, by, on: date) -> None:
    finding.judged_on, finding.version = day, finding.version + 1
    finding.save(update_fields=["judged_on", "version"])
    _record(did, finding, by, on)


def _case(finding: Finding) -> Case | None:
    """The case of the person who was asked."""
    return finding.interview.case if finding.interview_id else None


def _happened(finding: Finding) -> str:
    """By which name the law's facts know it."""
    return f"finding-{finding.pk}"


@transaction.atomic
def reopen(finding: Finding, *, by, on: date) -> Finding:
    """まだ直っていないことにもどす — the evidence stays on record."""
    finding = Finding.objects.select_for_update().select_related("visit").get(pk=finding.pk)
    words = _("この指摘は、まだ直ったことになっていません。")
    refuse_if([] if finding.mended_on else [Reason(words, rule="finding.open")])
    finding.mended_on, finding.version = None, finding.version + 1
    finding.save(update_fields=["mended_on", "version"])
    _record("finding.reopened", finding, by, on)
    duties.follow_finding(finding, on=on, by=by)
    return finding


def _record(did: str, finding: Finding, by, on: date):
    visit = finding.visit
    return records.add(
        by=by,
        did=did,
        about=finding,
        concerns=[visit.company_id, visit.supervisor_id],
        on=on,
        item=finding.item,
        private={"words": finding.mended_words},
    )

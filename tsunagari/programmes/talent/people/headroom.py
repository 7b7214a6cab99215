"""空き — whether a company, and the body that watches it, have room for the person of a case.

Asked when a plan or a certificate is applied for: over the cap a plan is not certified. Heads are
counted on the day on which the person's plan begins, with the person among them.
"""

from datetime import date

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.duties.rulebook import CONFIDENCES
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor
from tsunagari.programmes.talent.people.rules import caps

# The steps with which a new person is asked for at an office.
FILING = ("plan_applied", "coe_applied", "stage2_plan")
# A body with too few hosts is short of work, not of room; fields have exceptions of their own.
NO_ROOM = "esd_sso_staff_ratio"


def against(case: Case) -> list[Reason]:
    """Every cap and ratio that would be broken by the person of a case; none while facts lack."""
    company = Company.objects.filter(pk=case.company_id).first()
    if company is None or case.system not in caps.COUNTED:
        return []
    known = facts.read_all(list(queries.employed(company.pk)))
    mine = next((read for one, read in known if one.pk == case.pk), None)
    plan = _plan(mine) if mine else None
    if plan is None:
        return []
    host = facts.of_company(company, known)
    return _caps(host, plan, case) + _ratios(case, plan.starts)


def _plan(known: law.Case) -> law.Plan | None:
    """The plan that is asked for: the last one that is not certified, else the last."""
    plans = sorted(known.plans, key=lambda one: (one.certified_on is None, one.starts))
    return plans[-1] if plans else None


def _caps(host: law.Host, plan: law.Plan, case: Case) -> list[Reason]:
    general = case.supervisor_id in queries.generals(plan.starts)
    mine = {"esd"} if case.system == book.ESD else {f"s{plan.stage}", "care"}
    return [
        _with_basis(reason, line.cap.article, line.cap.confidence)
        for line in caps.of_host(host, general=general, on=plan.starts)
        if line.code in mine and line.broken
        for reason in line.reasons
    ]


def _ratios(case: Case, on: date) -> list[Reason]:
    supervisor = Supervisor.objects.filter(pk=case.supervisor_id).first()
    if supervisor is None or case.system != book.ESD:
        return []
    body = facts.of_supervisor(supervisor, [])
    heads = queries.heads_of([supervisor.pk])[supervisor.pk]
    return [
        _with_basis(reason, *_basis(reason.rule))
        for ratio in caps.ratios(body, heads, on)
        for reason in ratio.reasons
        if reason.rule == NO_ROOM
    ]


def _basis(code: str) -> tuple[str, str]:
    rule = book.named(code)[0]
    return rule.article, rule.confidence


def _with_basis(reason: Reason, article: str, confidence: str) -> Reason:
    words = _("%(what)s 根拠：%(article)s（%(confidence)s）")
    told = {
        "what": reason.words(),
        "article": article,
        "confidence": gettext(CONFIDENCES[confidence]),
    }
    return Reason(words, told, rule=reason.rule)

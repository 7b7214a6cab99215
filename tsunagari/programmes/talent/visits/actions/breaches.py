"""禁じられた行為の知らせ — opened by a visit or by hand, and looked into by somebody."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.visits.actions import duties, events
from tsunagari.programmes.talent.visits.models import Breach, Visit
from tsunagari.programmes.talent.visits.rules import breaches as rules
from tsunagari.programmes.talent.visits.rules.visits import LONGEST, why_not_look

SUSPECTED = "revocation_ground_suspected"


@transaction.atomic
def open_breach(
    code: str,
    *,
    company: Organisation | None,
    system: str,
    words: str,
    by,
    on: date,
    who: str = rules.HOST,
    case: Case | None = None,
    visit: Visit | None = None,
) -> Breach:
    """知らせを受ける — it stops new steps of the case (or of the whole company) at once."""
    reasons = []
    if not rules.binds(code, system=system, who=who):
        text = _("この行為は、この制度ではその団体の禁止行為として決められていません。")
        reasons.append(Reason(text, rule="breach.code", field="code"))
    if not words.strip():
        text = _("見たこと・聞いたことを書いてください。")
        reasons.append(Reason(text, rule="breach.words", field="words"))
    refuse_if(reasons)
    breach = Breach.objects.create(
        code=code,
        who=who,
        company=company,
        case=case,
        visit=visit,
        system=system,
        words=words.strip()[:LONGEST],
        on=on,
    )
    records.add(by=by, did="breach.opened", about=breach, on=on, code=code)
    duties.follow_breach(breach, doer=_office(breach), on=on, by=by)
    return breach


def _office(breach: Breach) -> int:
    """The body that supervises, else the federation's office: never the company itself."""
    if breach.visit_id:
        return breach.visit.supervisor_id
    if breach.case_id and breach.case.supervisor_id:
        return breach.case.supervisor_id
    return federation().party_id


@transaction.atomic
def look_into(
    breach: Breach, *, words: str, seen: int, by, on: date, suspected: bool = False
) -> Breach:
    """確かめた — what was found and done; new steps are possible again.

    `suspected`: there may be a ground to revoke the plan, so that an audit follows at once.
    """
    breach = Breach.objects.select_for_update().get(pk=breach.pk)
    refuse_if(
        why_not_look(looked_on=breach.looked_on, words=words, seen=seen, version=breach.version)
    )
    breach.looked_on, breach.looked_words = on, words.strip()[:LONGEST]
    breach.version += 1
    breach.save(update_fields=["looked_on", "looked_words", "version"])
    record = records.add(
        by=by,
        did="breach.looked_into",
        about=breach,
        on=on,
        code=breach.code,
        private={"words": breach.looked_words},
    )
    if suspected and breach.company:
        events.of_company(breach.company, SUSPECTED, f"breach-{breach.pk}", by=by, on=on)
    duties.follow_breach(breach, doer=_office(breach), on=on, by=by)
    duties.show(duties.closed_about(breach, on), record)
    return breach

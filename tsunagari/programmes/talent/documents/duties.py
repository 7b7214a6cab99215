"""務め — a paper that came in is checked, one that was refused is brought again."""

from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rulebook import DutyRule
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.programmes.talent.documents import queries, rules
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.people.actions.duties import measure_of

VERSION = "2026-11"
OWN = _("連合会の決まり（書類の手順）")
CHECK = DutyRule(
    code="2-1.check_paper",
    title=_("届いた書類を確かめる"),
    why=_("%(sent_on)s に届きました。期限までに、この書類でよいか決めます。"),
    verb=_("確かめる"),
    steps=(
        _("書類を見る"),
        _("「この書類でよい」を押すか、理由を選んで出しなおしてもらう"),
    ),
    icon="file",
    measure="2-1",
    source=OWN,
    version=VERSION,
    desk=("desk:documents", ""),
)
AGAIN = DutyRule(
    code="2-1.bring_paper_again",
    title=_("書類を出しなおす"),
    why=_("%(refused_on)s に、出しなおすように頼みました。期限までに出してください。"),
    verb=_("書類を出す"),
    steps=(_("理由を読む"), _("直した書類を選んで出す")),
    icon="file",
    measure="2-1",
    source=OWN,
    version=VERSION,
    desk=("desk:case_documents", "case"),
    partner=("partner:case_documents", "case"),
)
RULES = (CHECK, AGAIN)
FACTS = {
    "sent_on": _("届いた日"),
    "refused_on": _("出しなおしを頼んだ日"),
    "case": _("案件の番号"),
}


def follow(submission: Submission, *, on: date, by=None) -> None:
    """Bring the duties about one paper in step with what became of it."""
    duties.wait_for_turn(submission)
    duties.reconcile(submission, _wanted(submission, on), on=on, by=by)


def _wanted(one: Submission, on: date) -> list[Wanted]:
    if one.state == rules.WITHDRAWN:
        return []
    office = federation().party_id
    holder = one.body_id or (one.case.person_id if one.by_person else office)
    decided = None if one.state == rules.RECEIVED else one.decided_on
    wanted = [_duty(CHECK, one, office, one.sent_on, "days_to_check", decided, "sent_on")]
    if one.state == rules.REFUSED:
        again = None if one.current else on
        wanted.append(
            _duty(AGAIN, one, holder, one.decided_on, "days_to_bring_again", again, "refused_on")
        )
    return wanted


def _duty(rule: DutyRule, one: Submission, party: int, since, figure, met, fact) -> Wanted:
    return Wanted(
        rule=rule.code,
        occurrence="1",
        holder=party,
        doer=party,
        opens_on=since,
        due=since + timedelta(days=queries.figure(figure, since)),
        facts={"case": one.case_id, fact: since.isoformat()},
        met=met,
        measure=measure_of(one.case.system),
    )

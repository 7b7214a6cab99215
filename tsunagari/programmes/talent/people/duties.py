"""務めのことば — facts that cannot be true together are to be put right: they hold back deadlines."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor

VERSION = "2026-11"
# By the table of what it is about: the code of the rule.
MEND = {
    Case._meta.label_lower: "2-1.mend_case",
    Company._meta.label_lower: "2-1.mend_company",
    Supervisor._meta.label_lower: "2-1.mend_body",
}
PAGES = {
    Case._meta.label_lower: "desk:case",
    Company._meta.label_lower: "desk:company",
    Supervisor._meta.label_lower: "desk:supervisor",
}


def _rule(kind: str) -> DutyRule:
    return DutyRule(
        code=MEND[kind],
        title=_("つじつまの合わないことを直す"),
        why=_(
            "いっしょには正しくないことが%(faults)s件あります。"
            "直すまで、%(held)s件の期限は計算されず、一覧にも出ません。"
        ),
        verb=_("見る"),
        steps=(_("どれがまちがいかを、書類で確かめる"), _("「直す」から、正しい日や数を入れる")),
        icon="alert",
        measure="2-1",
        source=_("連合会の運用（人材の案件）"),
        confidence="own",
        desk=(PAGES[kind], "about"),
        version=VERSION,
    )


RULES = tuple(_rule(kind) for kind in MEND)
FACTS = {
    "faults": _("つじつまの合わないことの数"),
    "held": _("計算していない期限の数"),
}

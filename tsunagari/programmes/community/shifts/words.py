"""お手伝いのことば — what people can do, and what records of helping say."""

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words

KINDS = {
    "setup": _("準備"),
    "reception": _("受付係"),
    "guide": _("案内係"),
    "kitchen": _("調理"),
    "interpreting": _("通訳"),
    "children": _("子どもの見守り"),
    "cleanup": _("片づけ"),
    "other": _("そのほか"),
}

SKILLS = {
    "interpreting": _("通訳"),
    "cooking": _("料理"),
    "driving": _("車の運転"),
    "lifting": _("重い物を運ぶ"),
    "children": _("子どもの世話"),
    "first_aid": _("応急手当"),
}

RECORDS = {
    "shift.planned": Words(_("お手伝いの係を書きました。"), "meeting", BODIES),
    "shift.changed": Words(_("お手伝いの係を直しました。"), "meeting", BODIES),
    "shift.dropped": Words(_("お手伝いの係を消しました。"), "meeting", BODIES),
    "shift.copied": Words(_("前の催しから、係を%(shifts)s件写しました。"), "meeting", BODIES),
    "shift.joined": Words(_("お手伝いに申し込みました。"), "meeting", EVERYBODY),
    "shift.wished": Words(_("お手伝いの希望を変えました。"), "meeting", EVERYBODY),
    "shift.withdrew": Words(_("お手伝いをやめました。"), "meeting", EVERYBODY),
    "shift.proposed": Words(_("お手伝いの割り当ての案を頼みました。"), "meeting", BODIES),
    "shift.accepted": Words(_("割り当てを決めました（%(pairs)s件）。"), "meeting", BODIES),
    "shift.put": Words(_("お手伝いの係に入りました。"), "meeting", EVERYBODY),
    "shift.removed": Words(_("お手伝いの係から外れました。"), "meeting", EVERYBODY),
    "shift.vetoed": Words(_("係に入れない人を決めました。"), "meeting"),
    "shift.unvetoed": Words(_("係に入れない決まりをやめました。"), "meeting"),
    "shift.offered": Words(
        _("お手伝いの係を、ほかの人にゆずりたいと言いました。"), "meeting", EVERYBODY
    ),
    "shift.kept": Words(_("お手伝いの係をゆずるのをやめました。"), "meeting", EVERYBODY),
    "shift.taken": Words(_("お手伝いの係を、ほかの人から受けました。"), "meeting", EVERYBODY),
    "shift.linked": Words(_("お手伝いの人がだれか、事務局が確かめました。"), "meeting"),
    "shift.unlinked": Words(_("お手伝いの人との結びつきを、事務局が外しました。"), "meeting"),
    "shift.hours_printed": Words(_("お手伝いの1年の証明書を印刷しました。"), "paper"),
    "shift.paper_printed": Words(_("お手伝いの紙を印刷しました。"), "paper"),
    "shift.told_by_phone": Words(_("電話で知らせました。"), "contact", EVERYBODY),
    "shift.untold": Words(_("「電話で知らせた」をもどしました。"), "contact", EVERYBODY),
    "shift.came": Words(_("お手伝いに来た時間を書きました。"), "meeting", EVERYBODY),
    "shift.thanked": Words(_("お手伝いのお礼を送りました（%(people)s人）。"), "contact", BODIES),
}


def name_of(shift) -> str:
    """What a shift is called: its kind in the reader's language, and what the office added."""
    if shift.kind == "other" and shift.title:
        return shift.title
    return " ".join(part for part in (gettext(KINDS[shift.kind]), shift.title) if part)

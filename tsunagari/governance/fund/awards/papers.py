"""助成の書類 — the agreement in an edition, and the notice of the fixed amount."""

from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE
from tsunagari.base.languages import gettext as _
from tsunagari.base.shares import said
from tsunagari.governance.fund import printing
from tsunagari.governance.fund.awards import queries
from tsunagari.governance.fund.awards.models import Agreement, Award, Settlement
from tsunagari.governance.fund.printing import Letter, Table, yen


def agreement(award: Award, row: Agreement, *, to: str, at) -> bytes:
    """助成の契約書 — what was sent, and when it was agreed."""
    days = {"from_day": _day(award.from_day), "until_day": _day(award.until_day)}
    letter = Letter(
        heading=_("助成の契約（第%(edition)s版）") % {"edition": row.edition},
        to=to,
        sender=at.body,
        on=row.sent_on,
        facts=[
            (_("事業"), award.title),
            (_("助成の額"), yen(award.yen)),
            (_("助成の割合"), said(award.rate)),
            (_("期間"), _("%(from_day)s から %(until_day)s まで") % days),
            (_("報告の期限"), _day(award.report_by)),
            (_("同意した日"), _day(row.agreed_on) if row.agreed_on else _("まだ")),
            (_("確かめる番号"), row.digest[:16]),
        ],
        tables=[
            Table(
                _("費目"),
                [_("費目"), _("1つあたりの上限"), _("額")],
                [
                    [name, yen(limit) if limit else "－", yen(sum_)]
                    for name, sum_, limit in row.lines
                ],
            ),
            Table(
                _("支払の回"),
                [_("回"), _("いつ"), _("額")],
                [
                    [
                        str(one.number),
                        _day(one.due_on) if one.due_on else _(one.get_trigger_display()),
                        yen(one.due.yen),
                    ]
                    for one in queries.instalments(award)
                ],
            ),
        ],
        items=row.conditions,
        items_title=_("条件"),
    )
    return printing.made(letter, at)


def settled(award: Award, row: Settlement, *, to: str, at) -> bytes:
    """額の確定の通知 — the amount, its limits, and what follows."""
    facts = [
        (_("事業"), award.title),
        (_("決めた額"), yen(award.yen)),
        (_("数える費用"), yen(row.eligible)),
        (_("数える費用 × 割合"), yen(row.by_rate)),
        (_("数える費用 − ほかの収入"), yen(row.by_income)),
        (_("確定した額"), yen(row.fixed)),
        (_("支払った額"), yen(row.advance)),
    ]
    if row.refund:
        facts.append((_("返していただく額"), yen(row.refund)))
    elif row.final_payment:
        facts.append((_("これから支払う額"), yen(row.final_payment)))
    letter = Letter(
        heading=_("助成の額の確定"), to=to, sender=at.body, on=row.fixed_on, facts=facts
    )
    return printing.made(letter, at)


def _day(day) -> str:
    return day_words(day, SOURCE)

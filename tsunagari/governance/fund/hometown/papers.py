"""用意する書類 — the offer to the municipality, and what it gets of a year; both are no official form."""

from datetime import date

from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE
from tsunagari.base.languages import gettext as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund import printing
from tsunagari.governance.fund.hometown import queries
from tsunagari.governance.fund.hometown.models import Donation
from tsunagari.governance.fund.hometown.rules import eligibility
from tsunagari.governance.fund.printing import Letter, Table, yen


def offer(donation: Donation, *, on: date, at) -> bytes:
    """寄附申出書の下書き — from the company to the municipality."""
    project = donation.project
    unknown = eligibility.open_points(queries.facts_of(donation, on))
    letter = Letter(
        heading=_("寄附の申し出（下書き）"),
        to=_name(project.town),
        sender=_name(donation.company),
        on=on,
        paragraphs=[
            _("下の事業のために、寄附を申し出ます。寄附は貴団体に直接納めます。"),
            _("寄附のお返しに、経済的な利益は受けません。"),
        ],
        facts=[
            (_("事業"), project.title),
            (_("地域再生計画"), project.plan),
            (_("寄附の額"), yen(donation.yen)),
            (_("寄附の種類"), _(donation.get_kind_display())),
            (_("本社の場所"), donation.head_office),
            (_("会社の名前の公表"), _("してよい") if donation.name_shown else _("しない")),
            *_dispatched(donation),
        ],
        items=[reason.words() for reason in unknown],
        items_title=_("まだ確かめられていないこと"),
        official_form=True,
    )
    return printing.made(letter, at)


def _dispatched(donation: Donation) -> list[tuple[str, str]]:
    one = getattr(donation, "dispatch", None)
    if one is None:
        return []
    facts = {"from_day": _day(one.from_day), "until_day": _day(one.until_day)}
    return [
        (_("派遣先"), _name(one.host)),
        (_("仕事"), one.work),
        (_("派遣の期間"), _("%(from_day)s から %(until_day)s まで") % facts),
        (_("寄附のうち人件費"), yen(one.cost_yen)),
    ]


def report(donation: Donation, *, year: int, indicators, on: date, at) -> bytes:
    """年度の資料 — what the subsidy was used for, with its vouchers, and the indicators."""
    project = donation.project
    uses = donation.uses.filter(
        annulled_on=None, on__gte=date(year, 4, 1), on__lte=date(year + 1, 3, 31)
    )
    letter = Letter(
        heading=Reason(_("%(year)s年度の使い道と指標の資料"), {"year": year}).words(),
        to=_name(project.town),
        sender=at.body,
        on=on,
        paragraphs=[_("国に出す確認の書面のための資料です。")],
        facts=[
            (_("事業"), project.title),
            (
                _("寄附した会社"),
                _name(donation.company) if donation.name_shown else _("公表しない"),
            ),
            (_("市町村への寄附"), yen(donation.yen)),
            (_("市町村から受けた額"), yen(donation.subsidised_yen)),
            (_("まだ使っていない額"), yen(queries.left(donation))),
        ],
        tables=[
            Table(
                _("この年度の使い道"),
                [_("日"), _("使い道"), _("証憑"), _("額")],
                [
                    [_day(one.on), one.words, one.voucher.name, yen(one.yen)]
                    for one in uses.select_related("voucher")
                ],
            ),
            Table(
                _("指標"),
                [_("指標"), _("単位"), _("目標"), _("実績")],
                [list(row) for row in indicators],
            ),
        ],
        official_form=True,
    )
    return printing.made(letter, at)


def _name(body) -> str:
    return body.party.name.reveal()


def _day(day: date) -> str:
    return day_words(day, SOURCE)

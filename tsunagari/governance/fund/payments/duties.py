"""務めのことば — an expense and a payment to approve, a bank's result to take in."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

EXPENSE, PAYMENT, RESULT = "fund.approve_expense", "fund.approve_payment", "fund.bank_result"
ROLL = "fund.approve_roll"
OWN = _("連合会の決まり（支払いの手順：用意する人と承認する人を分ける）")
VERSION = "2026-11"

RULES = (
    DutyRule(
        code=EXPENSE,
        title=_("経費を承認してください（%(yen)s円）"),
        why=_("%(since)s に入りました。入れた人と受け取る人ではない人が、領収書を見て承認します。"),
        verb=_("経費を見る"),
        steps=(_("領収書の日付・金額・宛名を見る"), _("基金と科目が合っているかを見る")),
        icon="yen",
        source=OWN,
        version=VERSION,
        desk=("desk:expense", "expense"),
    ),
    DutyRule(
        code=ROLL,
        title=_("支払いの一覧を承認してください（%(count)s件、%(yen)s円）"),
        why=_("%(since)s に入りました。入れた人ではない人が、人と金額と期間を見て承認します。"),
        verb=_("一覧を見る"),
        steps=(_("だれに、いくら、いつの分かを見る"), _("基金と科目が合っているかを見る")),
        icon="yen",
        source=OWN,
        version=VERSION,
        desk=("desk:payment_roll", "roll"),
    ),
    DutyRule(
        code=PAYMENT,
        title=_("支払いを承認してください（%(yen)s円）"),
        why=_("%(since)s に依頼されました。用意した人ではない人が承認します。"),
        verb=_("支払いを見る"),
        steps=(_("何のお金か、決定と金額を確かめる"), _("口座が変わっていれば、電話で確かめる")),
        icon="yen",
        source=OWN,
        version=VERSION,
        desk=("desk:payment", "payment"),
    ),
    DutyRule(
        code=RESULT,
        title=_("振込の結果を取り込んでください（%(yen)s円）"),
        why=_("振込指定日は %(day)s です。銀行の結果を取り込むと、帳簿の未払金が消えます。"),
        verb=_("振込ファイルを見る"),
        steps=(
            _("銀行の画面から結果のファイルをとる"),
            _("取り込んで、振り込めなかったものを見る"),
        ),
        icon="yen",
        source=OWN,
        version=VERSION,
        desk=("desk:transfer", "transfer"),
    ),
)
FACTS = {
    "expense": _("経費の番号"),
    "roll": _("支払いの一覧の番号"),
    "payment": _("支払依頼の番号"),
    "transfer": _("振込ファイルの番号"),
}

"""記録のことば — what each record about gifts says on a timeline, and who may see it."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.gifts.models import Gift
from tsunagari.kernel.records.words import STAFF, Words

OWN = STAFF | {"self"}
KINDS = dict(Gift.Kind.choices)
RECORDS = {
    "gifts.donor_noted": Words(_("寄附者として登録しました。"), "change", OWN),
    "gifts.donor_changed": Words(_("寄附者の名前・住所を変えました。"), "change", OWN),
    "gifts.received": Words(_("%(kind)sを受け取りました（%(yen)s円）。"), "paper", OWN, KINDS),
    "gifts.goods_received": Words(_("品物の寄附を受け取りました。"), "paper", OWN),
    "gifts.annulled": Words(_("受け取りの入力を取り消しました（%(yen)s円）。"), "paper", OWN),
    "gifts.given_back": Words(_("寄附を返しました（%(yen)s円）。"), "paper", OWN),
    "gifts.thanked": Words(_("お礼を送りました（%(count)s件）。"), "contact", OWN),
    "gifts.pledged": Words(_("継続の寄附・会費を登録しました（%(yen)s円）。"), "change", OWN),
    "gifts.pledge_changed": Words(_("継続の寄附・会費を変えました。"), "change", OWN),
    "gifts.pledge_stopped": Words(_("継続の寄附・会費をやめました。"), "change", OWN),
    "gifts.pledge_restored": Words(
        _("継続の寄附・会費を、前の内容にもどしました。"), "change", OWN
    ),
    "gifts.turn_let_go": Words(_("届かなかった1回分を、待たないことにしました。"), "change", OWN),
    "gifts.missed": Words(_("継続の寄附が届いていないことを、お知らせしました。"), "contact", OWN),
    "gifts.offered": Words(_("振込の参照番号を出しました。")),
    "gifts.offers_dropped": Words(_("使われなかった参照番号を消しました（%(count)s件）。")),
    "gifts.statement_taken": Words(
        _("入出金明細を取り込みました（新しい行%(new)s、前にある行%(known)s）。"), "paper"
    ),
    "gifts.lines_booked": Words(
        _("明細の行を受け取りとして記帳しました（%(count)s行）。"), "paper"
    ),
    "gifts.line_aside": Words(_("明細の行を、寄附ではないとしました。"), "paper"),
    "gifts.line_back": Words(_("明細の行を、確認待ちにもどしました。"), "paper"),
    "gifts.receipt_issued": Words(_("領収書 %(number)s を出しました。"), "paper", OWN),
    "gifts.receipt_voided": Words(_("領収書 %(number)s を無効にしました。"), "paper", OWN),
    "gifts.receipts_sent": Words(
        _("領収書ができたことを知らせました（%(count)s件）。"), "contact", OWN
    ),
    "gifts.receipt_read": Words(_("領収書 %(number)s を開きました。"), "paper", OWN),
    "gifts.status_noted": Words(_("法人の形と税の区分を登録しました。")),
    "gifts.account_noted": Words(_("受け取る口座を登録しました。")),
    "gifts.list_exported": Words(_("寄附者名簿を取り出しました（%(count)s件）。"), "paper"),
    "gifts.fee_of_the_year": Words(_("前に受け取った会費を、この年度の収益にしました。"), "paper"),
}

"""記録のことば — a donation through a municipality, step by step."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

STEPS = {
    "opened": _("相談が始まった"),
    "told": _("会社のことを書いた"),
    "estimated": _("税金の見積もりをした"),
    "checked": _("対象かどうかを確かめた"),
    "disclosed": _("つながりの届けを出した"),
    "passed_on": _("つながりの届けを市町村に伝えた"),
    "offered": _("寄附申出書を市町村にとどけた"),
    "accepted": _("市町村が受け入れた"),
    "declined": _("市町村が受け入れなかった"),
    "paid": _("市町村に入金した"),
    "receipted": _("市町村の受領証が出た"),
    "funded": _("市町村から補助・委託を受けた"),
    "used": _("使い道を記録した"),
    "annulled": _("使い道を取り消した"),
    "confirmed": _("年度の資料を市町村にわたした"),
    "dispatched": _("人材派遣の内容を書いた"),
    "published": _("結果を公表した"),
    "withdrawn": _("取りやめた"),
}
RECORDS = {
    **{f"hometown.{did}": Words(words, "change") for did, words in STEPS.items()},
    "hometown.project": Words(_("寄附を使う事業を登録しました。"), "change"),
    "hometown.project_changed": Words(_("寄附を使う事業のことを変えました。"), "change"),
}

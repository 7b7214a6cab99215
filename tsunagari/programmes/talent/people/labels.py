"""事実の呼び名 — what each fact of a case, a company or a body is called on forms and in records."""

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _

LABELS = {
    "country": _("国籍"),
    "field": _("分野"),
    "born_on": _("生年月日"),
    "hsp_class": _("高度専門職1号の区分"),
    "hsp_two": _("高度専門職2号である"),
    "in_japan": _("もう日本にいる（在留資格の変更）"),
    "via_bridge": _("特定活動などからの変更"),
    "via_p3mi": _("インドネシアの P3MI を通す"),
    "restriction_years": _("契約で決めた転籍の制限（年）"),
    "contract_on": _("最初の会社と雇用契約を結んだ日"),
    "application_on": _("在留資格の申請の日（予定）"),
    "municipalities": _("協力確認書を出す市区町村（1行に1つ）"),
    "entry": _("入国の日"),
    "address_fixed": _("最初の住所が決まった日"),
    "training_from": _("入国後の講習のはじめの日"),
    "training_until": _("入国後の講習のおわりの日"),
    "a1_passed_on": _("日本語 A1 に合格した日"),
    "departed": _("帰国した日"),
    "exam_exception": _("2号の試験に8割で不合格（6年の特例）"),
    "commissioned": _("登録支援機関に支援の全部を委託している"),
    "employee_insured": _("会社の健康保険と厚生年金に入っている"),
    "plans": _("計画"),
    "placements": _("働く会社"),
    "audits": _("監査"),
    "visits": _("訪問指導"),
    "interviews": _("定期の面談"),
    "health_checks": _("健康診断"),
    "exams": _("試験"),
    "leaves": _("通算に入れない期間"),
    "events": _("出来事"),
    "done": _("済んだ務め"),
    "staff": _("常勤の職員の数（実習生・海外の職員を除く）"),
    "excellent": _("優良な実施者である"),
    "fields": _("分野（会社）"),
    "address": _("登記の住所（都道府県から）"),
    "people": _("ほかの実習生・労働者"),
    "offices": _("監理する事業所"),
    "holders": _("役割の人と講習"),
    "full_time": _("監理・支援の仕事をする常勤の職員の数"),
    "managers": _("常勤の支援責任者の数"),
    "officers": _("常勤の支援担当者の数"),
    "audited": _("協議会の監査の日（1行に1つ）"),
    "supports_from": _("支援の全部の委託のはじめの日"),
    "supports_until": _("支援の全部の委託のおわりの日"),
    "licences": _("許可・登録"),
    "company": _("受入れ企業"),
    "sending": _("送出機関"),
    "school": _("職業訓練校"),
    "supervisor": _("監理・支援をする団体"),
}
# What an authority allows: the kinds of Standing that the law's engine reads.
STATUSES = {
    "status.TITP1": _("在留資格：技能実習1号"),
    "status.TITP2": _("在留資格：技能実習2号"),
    "status.TITP3": _("在留資格：技能実習3号"),
    "status.ESD": _("在留資格：育成就労"),
    "status.SSW1": _("在留資格：特定技能1号"),
    "status.SSW2": _("在留資格：特定技能2号"),
    "status.HSP": _("在留資格：高度専門職1号"),
    "status.HSP2": _("在留資格：高度専門職2号"),
    "status.HK": _("在留資格：特定活動（家事支援）"),
    "status.DA": _("在留資格：特定活動（つなぎ）"),
    "status.SPOUSE": _("在留資格：日本人・永住者の配偶者等"),
    "status.DEPENDENT": _("在留資格：家族滞在"),
    "status.OTHER": _("ほかの在留資格"),
}
CARD = {"card": _("在留カード")}
# What a choice of the form says beside it.
CARD_ASKED = {"card": _("在留カード（番号はここに入れません）")}
LICENCES = {
    "licence.SO": _("監理団体の許可（特定監理）"),
    "licence.SO.general": _("監理団体の許可（一般監理）"),
    "licence.SSO": _("監理支援機関の許可"),
    "licence.RSO": _("登録支援機関の登録"),
    "licence.HK": _("家事支援の特定機関の確認"),
}
STANDINGS = STATUSES | CARD | LICENCES


def standing(kind: str) -> str:
    """A kind of Standing in the reader's language; an unknown one says its own name."""
    return gettext(STANDINGS[kind]) if kind in STANDINGS else kind

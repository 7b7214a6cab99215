"""監査の確認票 — what an audit of a host of technical interns looks at, by five methods (Ord. 52)."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.visits.rules.sheets.form import OWN, Item, Sheet

ORD, LAW, LSA = ("REG-TITP",), ("LAW-TITP",), ("LSA",)
FIVE = "規則52条1号"

WORK = (
    Item(
        "as_planned", "work", _("計画にある仕事を、計画にある場所と時間でしています。"), FIVE, ORD
    ),
    Item("instructor", "work", _("指導員がそばにいて、教えています。"), FIVE, ORD),
    Item(
        "safe_work",
        "work",
        _("機械の安全カバー、保護具、避難の道が整っています。"),
        "規則52条1号（確かめる中身は連合会の運用）",
        ORD,
        OWN,
    ),
    Item("manager_said", "report", _("実習の責任者から報告を受けました。"), FIVE, ORD),
    Item("instructor_said", "report", _("実習の指導員から報告を受けました。"), FIVE, ORD),
)
BOOKS = (
    Item(
        "register",
        "books",
        _("実習生の管理簿が、いまの人数と内容に合っています。"),
        "規則22条",
        ORD,
    ),
    Item("fulfilment", "books", _("計画の実施を書く管理簿があります。"), "規則22条", ORD),
    Item("log", "books", _("実習の日誌が、はたらいた日の分だけあります。"), "規則22条1項3号", ORD),
    Item(
        "two_languages",
        "books",
        _("本人が署名した書類に、本人がわかることばの訳がついています。"),
        "規則68条2項",
        ORD,
    ),
    Item(
        "paid",
        "wages",
        _("賃金台帳と振込の記録が合い、決まった日に全額が払われています。"),
        "規則14条4号の2・労基法24条",
        ("REG-TITP", "LSA"),
    ),
    Item(
        "equal_pay", "wages", _("同じ仕事の日本人と同じか、それ以上の賃金です。"), "法9条9号", ORD
    ),
    Item(
        "hours",
        "wages",
        _("タイムカードと賃金台帳の時間が合い、残業は協定の中で、割増が払われています。"),
        "労基法32条・36条・37条",
        LSA,
    ),
    Item(
        "deductions",
        "wages",
        _("食費・家賃などは、説明して合意した実費で、差し引くには労使の協定があります。"),
        "規則14条4号・労基法24条1項",
        ("REG-TITP", "LSA"),
    ),
    Item(
        "no_offset",
        "wages",
        _("前に貸したお金を、賃金から差し引いていません。"),
        "労基法17条",
        LSA,
        ban="ban_advance_offset",
    ),
)
LIFE = (
    Item(
        "lodging", "lodging", _("寝る部屋・風呂・トイレ・台所を見て、問題がありません。"), FIVE, ORD
    ),
    Item(
        "lodging_safe",
        "lodging",
        _("宿舎に消火器・警報器があり、出口に物がありません。"),
        FIVE,
        ORD,
    ),
    Item("living", "lodging", _("買い物・病院・連絡など、生活に困っていません。"), FIVE, ORD),
)
RIGHTS = (
    Item(
        "passport",
        "rights",
        _("旅券と在留カードを、本人が自分で持っています。"),
        "法48条1項",
        LAW,
        ban="ban_passport_custody",
    ),
    Item(
        "private_life",
        "rights",
        _("外出・電話・SNS を自由にできます。"),
        "法48条2項",
        LAW,
        ban="ban_private_life_limits",
    ),
    Item(
        "penalty",
        "rights",
        _("違約金や損害賠償の額を決めた契約がありません。"),
        "法47条1項・労基法16条",
        ("LAW-TITP", "LSA"),
        ban="ban_penalty_contract",
    ),
    Item(
        "savings",
        "rights",
        _("貯金をさせたり、通帳をあずかったりしていません。"),
        "法47条2項・労基法18条",
        ("LAW-TITP", "LSA"),
        ban="ban_savings_contract",
    ),
    Item(
        "no_violence",
        "rights",
        _("暴力・おどし・いやがらせがありません。"),
        "規則10条2項6号ハ",
        ORD,
        ban="rights_check",
    ),
)
WORKER = (
    Item("w_work", "worker", _("計画で聞いた仕事を、していますか。"), FIVE, ORD),
    Item(
        "w_paid",
        "worker",
        _("給料は、約束した日に、約束した額をもらっていますか。"),
        "規則14条4号の2",
        ORD,
    ),
    Item("w_hours", "worker", _("残業した時間の分も、お金をもらっていますか。"), "労基法37条", LSA),
    Item(
        "w_holiday", "worker", _("決まった休みを、とれていますか。"), "労基法35条・39条", LSA, OWN
    ),
    Item(
        "w_deductions",
        "worker",
        _("給料から引かれるお金が、何のお金かわかっていますか。"),
        "規則14条4号",
        ORD,
    ),
    Item(
        "w_passport",
        "worker",
        _("パスポートと在留カードは、いつも自分で持っていますか。"),
        "法48条1項",
        LAW,
        ban="ban_passport_custody",
    ),
    Item(
        "w_bankbook",
        "worker",
        _("通帳とキャッシュカードは、いつも自分で持っていますか。"),
        "法47条2項・労基法18条",
        ("LAW-TITP", "LSA"),
        ban="ban_savings_contract",
    ),
    Item(
        "w_free",
        "worker",
        _("休みの日の外出や、電話・インターネットは自由ですか。"),
        "法48条2項",
        LAW,
        ban="ban_private_life_limits",
    ),
    Item(
        "w_safe",
        "worker",
        _("なぐられたり、おどされたりせず、安心してはたらけますか。"),
        "規則10条2項6号ハ",
        ORD,
        ban="rights_check",
    ),
    Item("w_home", "worker", _("住んでいる部屋で、安心してくらせていますか。"), FIVE, ORD),
    Item("w_health", "worker", _("体も心も元気ですか。"), "連合会の運用", (), OWN),
    Item(
        "w_help",
        "worker",
        _("困ったときに相談できるところを、知っていますか。"),
        "規則52条14号",
        ORD,
    ),
    Item(
        "w_fees",
        "worker",
        _("払ったお金は、はじめに聞いていたお金だけですか。"),
        "規則10条2項6号・25条8号",
        ORD,
        ban="ban_deposit_chain",
    ),
)
SHEET = Sheet(
    code="audit-2017-11-01",
    title=_("監査の確認票（技能実習）"),
    kinds=("audit", "extra"),
    systems=("TITP",),
    since=date(2017, 11, 1),
    form=_("監査報告書（省令様式第22号）"),
    article="法39条3項・規則52条1号、2号",
    source=("REG-TITP",),
    confidence="official",
    items=(*WORK, *BOOKS, *LIFE, *RIGHTS),
    worker=WORKER,
)

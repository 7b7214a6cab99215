"""定期面談の確認票 — what worker and boss are asked every three months (SSW support, forms 5-5, 5-6)."""

from dataclasses import replace
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.visits.rules.sheets.form import SECONDARY, Item, Sheet

GUIDE = ("K9", "K10", "L2")
TALK = "入管法2条の5第6・7項・運用要領"


def _asked(code: str, group: str, text: str, article: str = TALK, ban: str = "") -> Item:
    return Item(code, group, text, article, GUIDE, SECONDARY, ban)


SHEET = Sheet(
    code="interview-2019-04-01",
    title=_("定期面談の確認票（特定技能1号）"),
    kinds=("interview",),
    systems=("SSW1",),
    since=date(2019, 4, 1),
    form=_("定期面談報告書（参考様式第5-5号・第5-6号）"),
    article=TALK,
    source=GUIDE,
    confidence=SECONDARY,
    worker=(
        _asked("i_work", "worker", _("契約のとおりの仕事を、していますか。")),
        _asked("i_hours", "worker", _("はたらく時間と休みは、契約のとおりですか。")),
        _asked("i_paid", "worker", _("給料は、契約のとおりもらっていますか。")),
        _asked("i_equal", "worker", _("日本人と同じようにあつかわれていますか。")),
        _asked("i_safe_work", "worker", _("安全に、健康にはたらけていますか。")),
        _asked(
            "i_passport",
            "worker",
            _("パスポートと在留カードは、いつも自分で持っていますか。"),
            "入管法（特定技能の基準）",
            "ban_passport_custody",
        ),
        _asked(
            "i_bankbook",
            "worker",
            _("通帳とキャッシュカードは、いつも自分で持っていますか。"),
            "労基法18条",
            "ban_savings_contract",
        ),
        _asked(
            "i_free",
            "worker",
            _("休みの日の外出や、電話・インターネットは自由ですか。"),
            "入管法（特定技能の基準）",
            "ban_private_life_limits",
        ),
        _asked(
            "i_costs",
            "worker",
            _("支援のためのお金は、ぜんぶ会社が払っていますか。"),
            "入管法施行規則19条の21第7号",
            "ssw_no_cost_shift",
        ),
        _asked(
            "i_safe",
            "worker",
            _("なぐられたり、おどされたりせず、安心してはたらけますか。"),
            TALK,
            "rights_check",
        ),
        _asked("i_home", "worker", _("住まいと生活は、うまくいっていますか。")),
        _asked("i_papers", "worker", _("役所や銀行の手続は、できましたか。")),
        _asked("i_japanese", "worker", _("日本語を勉強する機会がありますか。")),
        _asked("i_friends", "worker", _("地域の人や日本人と話す機会がありますか。")),
        _asked("i_help", "worker", _("困ったときに相談できるところを、知っていますか。")),
    ),
    boss=(
        _asked("b_work", "boss", _("契約と在留資格に合った仕事をしています。")),
        _asked("b_hours", "boss", _("はたらく時間・残業・休みを、記録で確かめました。")),
        _asked("b_wages", "boss", _("賃金の支払いを、台帳で確かめました。")),
        _asked("b_insured", "boss", _("社会保険・労働保険に入っています。")),
        _asked("b_health", "boss", _("健康診断を受けています。")),
        _asked("b_change", "boss", _("契約・部署・住所などに、届け出ていない変更がありません。")),
        _asked("b_conduct", "boss", _("勤務や生活のようすに、心配なことがありません。")),
    ),
)

# From the day on which interviews may be held online, under conditions (support sheet, sup11c).
ONLINE = replace(
    SHEET,
    code="interview-online-2025-04-01",
    title=_("定期面談の確認票（特定技能1号、オンライン）"),
    since=date(2025, 4, 1),
    online=True,
    items=(
        _asked(
            "o_worker",
            "online",
            _("本人が、オンラインの面談に書面で同意しています（参考様式第1-17号）。"),
        ),
        _asked("o_boss", "online", _("上司が、オンラインの面談に同意しています。")),
        _asked("o_faces", "online", _("映像で、おたがいの顔が見えていました。")),
        _asked("o_room", "online", _("部屋のようすを映してもらい、ほかの人がいませんでした。")),
        _asked("o_earphones", "online", _("本人はイヤホンを使っていませんでした。")),
        _asked("o_recording", "online", _("録画を保存しました（契約が終わってから1年以上）。")),
    ),
)

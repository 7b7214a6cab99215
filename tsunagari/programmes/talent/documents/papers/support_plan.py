"""1号特定技能外国人支援計画書 — the ten kinds of support, who gives them, when and how."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Table, Word
from tsunagari.programmes.talent.law.rules import book

# id of the rule: (item, when at the latest, at least what); the order of the fact sheet.
ITEMS = {
    "sup01_pre_guidance": (
        _("事前ガイダンス"),
        _("契約の後、入管に申請する前"),
        _("仕事・賃金・手続・費用を、顔を見て3時間くらい説明する"),
    ),
    "sup02_transport": (
        _("出入国のときの送迎"),
        _("入国の日と、帰国の日"),
        _("空港から会社か住まいまで。帰国のときは保安検査場まで"),
    ),
    "sup03_housing_contracts": (
        _("住まいと、生活の契約の手伝い"),
        _("入国の前か、すぐ後"),
        _("住まい、銀行の口座、携帯電話、電気・ガス・水道"),
    ),
    "sup05_orientation": (
        _("生活オリエンテーション"),
        _("入国・在留資格の変更の後すぐ"),
        _("生活の決まり、医療、防災、法律、相談先を8時間以上"),
    ),
    "sup06_public_procedures": (
        _("役所の手続にいっしょに行く"),
        _("期限の前"),
        _("住所、社会保険、税の手続"),
    ),
    "sup07_japanese": (_("日本語を学ぶ機会"), _("いつも"), _("教室の案内、教材、授業")),
    "sup08_consultation": (
        _("相談・苦情"),
        _("いつも"),
        _("本人が分かる言葉で、すぐに答える。夜と休日の連絡先も"),
    ),
    "sup09_exchange": (
        _("日本人との交流"),
        _("いつも"),
        _("地域の行事や自治会の案内"),
    ),
    "sup10_job_change": (
        _("会社の都合でやめるときの転職の支援"),
        _("契約が終わると分かったとき"),
        _("次の会社さがし、推薦状、面接の有給の休み、手続の案内"),
    ),
    "sup11_interview": (
        _("定期の面談"),
        _("3か月に1回以上"),
        _("本人と、監督をする人と、別々に面談する"),
    ),
}
ASKED = {
    "manager": _("支援責任者"),
    "officer": _("支援担当者"),
    "language": _("支援の言葉"),
    "municipality": _("市町村の共生の取組みへの協力"),
    "online": _("オンラインの面談への本人の同意"),
    "optional": _("そのほかの支援（書くと義務になります）"),
}


def sheet(about: About) -> parts.Sheet:
    """The plan: supported person, company, organisation, items, as pages about form 1-17 name them."""
    by = about.supervisor if about.case.commissioned else about.company
    table = Table(
        (_("支援の項目"), _("いつ"), _("内容"), _("だれが")),
        [(Word(item), Word(when), Word(what), by) for item, when, what in ITEMS.values()],
        widths=(3, 2.4, 4.2, 2.4),
    )
    work = about.placement
    return parts.Sheet(
        title=_("1号特定技能外国人支援計画書"),
        on=about.on,
        rules=("ssw_support_plan_make", "ssw_coexistence_check"),
        order=book.SECONDARY,
        sections=[
            Section(
                _("1 支援を受ける人"),
                [
                    Row(_("本人の名前"), about.name),
                    Row(_("国籍"), about.country),
                    Row(_("生年月日"), about.case.born_on),
                ],
            ),
            Section(
                _("2 受入れ企業"),
                [
                    Row(_("受入れ企業"), about.company),
                    Row(_("働く場所"), about.company_place),
                    Row(_("分野"), about.work_field),
                    Row(_("契約の最初の日"), work.starts if work else None),
                ],
            ),
            Section(
                _("3 支援をする団体と人"),
                [
                    Row(_("支援の全部を委託するか"), about.case.commissioned),
                    Row(
                        _("登録支援機関"),
                        about.supervisor if about.case.commissioned else "",
                        optional=not about.case.commissioned,
                    ),
                    *(about.row(ASKED, key) for key in ("manager", "officer", "language")),
                ],
            ),
            Section(_("4 支援の内容"), tables=[table]),
            Section(
                _("5 共生・オンライン・そのほか"),
                [
                    about.row(ASKED, "municipality"),
                    about.row(ASKED, "online", optional=True),
                    about.row(ASKED, "optional", optional=True),
                ],
            ),
        ],
        signatures=[
            Signature(_("受入れ企業"), about.company),
            Signature(_("はたらく本人"), about.name),
        ],
        explained=True,
    )

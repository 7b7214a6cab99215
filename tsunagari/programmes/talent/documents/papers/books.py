"""帳簿 — which registers a supervising or supporting body keeps, with their columns in order.

Technical intern training: the eight books of 規則54条1項 (its text was read); the ninth item, extra books
that a notice fixes for single job categories, is not built. Columns of the rosters follow the list of
minimum items in the organisation's manual as others copy it (stargrade.or.jp/274 for companies,
osaka-immigration.com for trainees); fees follow the four kinds of 規則37条. Where no list was seen, the
order is our own and `order` says UNSURE. Form numbers: 4-5 and 4-10 stand on lawyers' pages, the
others were recalled. Support of specified skilled workers: 入管法施行規則19条の21第5号.
"""

from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.book import SECONDARY, UNSURE

HOSTS, PEOPLE, FEES, PLACEMENTS = "hosts", "people", "fees", "placements"
AUDITS, TRAINING, GUIDANCE = "audits", "training", "guidance"
CONSULTATIONS, OUTSIDE, INTERVIEWS = "consultations", "outside", "interviews"
TRAINEES, SUPPORT = ("titp_so_books", "esd_sso_books"), ("rso_records_keep",)
KEEP = ("keep", _("しまっておく最後の日"), 18)
COMPANY = ("company", _("受入れ企業"), 28)

Column = tuple[str, str, int]


@dataclass(frozen=True)
class Book:
    """One register: its item of the law, the reference form, columns (key, words, width), what fills it."""

    code: str
    title: str
    item: str
    columns: tuple[Column, ...]
    fills: str
    form: str = ""
    order: str = UNSURE
    rules: tuple[str, ...] = TRAINEES

    def sheet(self, on: date) -> parts.Sheet:
        """The register as a paper without items: it names the form, the rules of its day."""
        in_force = tuple(
            code for code in self.rules if any(row.in_force(on) for row in book.named(code))
        )
        return parts.Sheet(
            title=self.title,
            on=on,
            sections=[],
            form=self.form,
            form_sure=self.code == GUIDANCE,
            rules=in_force or self.rules[:1],
            order=self.order,
        )


VISITED = (
    ("day", _("した日"), 16),
    ("kind", _("種類"), 24),
    COMPANY,
    ("place", _("場所"), 24),
    ("visitor", _("訪問した人"), 20),
    ("met", _("会社で会った人"), 20),
    ("people", _("話を聞く人の数"), 14),
    ("heard", _("面談した人の数"), 14),
    ("findings", _("直すことの数"), 14),
    ("open", _("まだ直していない数"), 18),
    ("reports", _("残してある報告書の数"), 18),
    KEEP,
)
BOOKS = (
    Book(
        HOSTS,
        _("実習実施者・受入れ企業の名簿"),
        "規則54条1項1号",
        (
            ("name", _("名前"), 32),
            ("place", _("住所"), 28),
            ("representative", _("代表者の名前"), 20),
            ("number", _("法人番号"), 18),
            ("officers", _("役員"), 20),
            ("site", _("事業所の名前と場所"), 28),
            ("manager", _("責任者"), 18),
            ("instructor", _("指導員"), 18),
            ("counsellor", _("生活指導員・生活相談員"), 18),
            ("staff", _("常勤の職員の数"), 14),
            ("site_staff", _("事業所の常勤の職員の数"), 14),
            ("taken", _("受け入れた人の数（国籍ごと）"), 28),
            ("returned", _("途中で帰国した人の数"), 14),
            ("missing", _("行方の分からない人の数"), 14),
            ("people", _("いまいる人の数"), 12),
            ("since", _("はじめの日"), 16),
            KEEP,
        ),
        _("案件に受入れ企業を書くと、その会社がここにならびます。"),
        order=SECONDARY,
    ),
    Book(
        PEOPLE,
        _("実習生・外国人の名簿"),
        "規則54条1項1号",
        (
            ("name", _("名前"), 28),
            ("nationality", _("国籍"), 14),
            ("born_on", _("生年月日"), 16),
            ("sex", _("性別"), 10),
            ("system", _("制度"), 16),
            ("stay_from", _("在留期間の最初の日"), 18),
            ("stay_until", _("在留期間の最後の日"), 18),
            ("card", _("在留カードの番号（おわりの2字）"), 16),
            COMPANY,
            ("hired", _("雇用状況の届出をした日"), 18),
            ("plan", _("計画の認定番号"), 18),
            ("certified", _("計画が認定された日"), 18),
            ("stage", _("計画の区分"), 12),
            ("plan_from", _("計画の最初の日"), 16),
            ("plan_until", _("計画の最後の日"), 16),
            ("changed", _("変更の認定の日"), 16),
            ("noticed", _("変更の届出をした日"), 16),
            ("earlier_stays", _("前の在留期間"), 28),
            ("earlier_plans", _("前の計画"), 28),
            ("state", _("段階"), 22),
            ("entry", _("入国の日"), 16),
            ("starts", _("働きはじめた日"), 16),
            ("ends", _("おわった日"), 16),
            KEEP,
        ),
        _("技能実習・育成就労・特定技能の案件をはじめると、その人がここにならびます。"),
        order=SECONDARY,
    ),
    Book(
        FEES,
        _("監理費の管理簿"),
        "規則54条1項2号・37条",
        (
            ("day", _("集める日・集めた日"), 18),
            COMPANY,
            ("person", _("だれについて"), 28),
            ("kind", _("種類（職業紹介費・講習費・監査指導費・そのほか）"), 24),
            ("taken", _("集めた額（円）"), 14),
            ("spent", _("使った額（円）"), 14),
            ("what", _("使いみちの内訳"), 28),
            ("receipt", _("領収書"), 16),
            KEEP,
        ),
        _(
            "案件の出来事に「監理費などを集める予定の日」を書くと、その日がここにならびます。"
            "額と使いみちは、まだこのシステムで記録していません。xlsxの空いた所に書いてください。"
        ),
        form="参考様式第4-5号（監理費管理簿）",
    ),
    Book(
        PLACEMENTS,
        _("あっせん（求人・求職）の管理簿"),
        "規則54条1項3号",
        (
            ("asked", _("求人を受けた日"), 16),
            COMPANY,
            ("field", _("分野"), 16),
            ("work", _("仕事の内容"), 28),
            ("number", _("求人の数"), 10),
            ("place", _("働く場所"), 20),
            ("pay", _("1か月の賃金（円）"), 14),
            ("since", _("求職を受けた日"), 16),
            ("person", _("求職者"), 28),
            ("sending", _("送出機関"), 24),
            ("met", _("面接の日"), 16),
            ("result", _("結果"), 14),
            KEEP,
        ),
        _("求人と候補者を組にすると、ここにならびます。"),
        form="参考様式第4-6号（雇用関係の成立のあっせんに係る管理簿）",
    ),
    Book(
        AUDITS,
        _("監査の記録"),
        "規則54条1項4号",
        VISITED,
        _("監査を終えると、ここにならびます。"),
        form="参考様式第4-7号（監査実施概要）",
    ),
    Book(
        TRAINING,
        _("入国前・入国後の講習の記録"),
        "規則54条1項5号",
        (
            ("person", _("名前"), 28),
            ("kind", _("種類"), 16),
            ("from", _("最初の日"), 16),
            ("until", _("最後の日"), 16),
            ("hours", _("出席した時間"), 12),
            ("lessons", _("出席した回数"), 12),
            ("by", _("行った団体"), 28),
            ("subjects", _("科目"), 28),
            KEEP,
        ),
        _("案件に講習の日を書くか、訓練校が授業の出席をつけると、ここにならびます。"),
        form="参考様式第4-8号・第4-9号（入国前・入国後講習の記録）",
    ),
    Book(
        GUIDANCE,
        _("訪問指導の記録"),
        "規則54条1項6号",
        VISITED,
        _("訪問指導を終えると、ここにならびます。"),
        form="参考様式第4-10号（訪問指導記録書）",
    ),
    Book(
        CONSULTATIONS,
        _("実習生からの相談の記録"),
        "規則54条1項7号",
        (
            ("day", _("相談を受けた日"), 16),
            ("person", _("相談した人"), 28),
            COMPANY,
            ("language", _("言葉"), 14),
            ("what", _("相談の内容"), 40),
            ("done", _("対応したこと"), 40),
            ("state", _("いまの状態"), 16),
            KEEP,
        ),
        _("本人が困っていることを知らせるか、案件の出来事に相談を書くと、ここにならびます。"),
        form="参考様式第4-11号（団体監理型技能実習生からの相談対応記録書）",
    ),
    Book(
        OUTSIDE,
        _("外部監査の書類"),
        "規則54条1項8号・30条",
        (
            ("day", _("した日"), 16),
            ("body", _("監理・支援をする団体"), 28),
            ("office", _("事業所"), 20),
            ("kind", _("種類"), 28),
            ("by", _("だれが"), 20),
            ("result", _("結果の書類"), 24),
            KEEP,
        ),
        _("団体の事業所に、外部監査や同行の日を書くと、ここにならびます。"),
        form="参考様式第4-12号・第4-13号（外部監査報告書）",
    ),
    Book(
        INTERVIEWS,
        _("定期面談の記録（特定技能）"),
        "入管法施行規則19条の21第5号",
        VISITED,
        _("定期面談を終えると、ここにならびます。"),
        form="参考様式第5-5号・第5-6号（定期面談報告書）",
        rules=SUPPORT,
    ),
)
BY_CODE = {one.code: one for one in BOOKS}

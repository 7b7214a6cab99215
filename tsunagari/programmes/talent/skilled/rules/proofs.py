"""証明 — what each item of the point tables is called, and the papers that prove it.

The sheet says that every claimed item needs a proof; which paper is enough, the office decides.
"""

from tsunagari.base.languages import gettext_noop as _

CLASS_WORDS = {
    "a": _("高度学術研究活動（1号イ）"),
    "b": _("高度専門・技術活動（1号ロ）"),
    "c": _("高度経営・管理活動（1号ハ）"),
}
ITEM_WORDS = {
    "doctor": _("博士の学位"),
    "mba_mot": _("MBA・MOT（経営管理の専門職学位）"),
    "master_or_professional": _("修士・専門職の学位"),
    "bachelor_or_equiv": _("大学を卒業、または同じと認められる教育（高度専門士をふくむ）"),
    "multi_field_degrees": _("ちがう分野の、2つ以上の博士・修士・専門職の学位"),
    "experience_years": _("関係する仕事の年数"),
    "income": _("1年の報酬"),
    "age": _("年れい"),
    "research": _("研究の実績"),
    "national_licences": _("仕事に関係する日本の国家資格・IT の試験"),
    "representative": _("代表取締役・代表執行役"),
    "director": _("取締役・執行役"),
    "innovation_support_org": _("イノベーションの支援を受けている機関で働く"),
    "innovation_support_org_is_sme": _("その機関が中小企業である"),
    "sme_rnd_over_3pct": _("研究開発費が売上の3%をこえる中小企業で働く"),
    "foreign_qualification_or_award": _("仕事に関係する外国の資格・表彰（一覧にあるもの）"),
    "degree_from_japan": _("日本の大学・大学院の学位"),
    "japanese_n1_or_major": _("日本語能力試験 N1、BJT 480点以上、または外国の大学で日本語を専攻"),
    "japanese_n2": _("日本語能力試験 N2、または BJT 400点以上"),
    "growth_field_project": _("成長分野の先端的な事業（一覧にあるもの）に関わる"),
    "designated_university": _("法務大臣が告示で定める大学を卒業"),
    "designated_training": _("法務大臣が告示で定める研修（JICA など）を修了"),
    "local_government_support_org": _("地方公共団体の支援を受けている機関で働く"),
    "investment_management_business": _("投資運用業などの仕事をする"),
    "invested_100m_yen": _("経営する事業に1億円以上を投資している"),
}
EVIDENCE_WORDS = {
    "degree": _("学位記・卒業証明書"),
    "experience_years": _("前の勤め先の在職証明書（仕事の内容と期間）"),
    "income": _("雇用契約書・年収の見込証明書"),
    "age": _("旅券"),
    "research": _("特許証、競争的資金の採択通知、論文の一覧（責任著者）など"),
    "national_licences": _("合格証・登録証のうつし"),
    "position": _("登記事項証明書"),
    "innovation_support_org": _("補助金の交付決定通知など"),
    "innovation_support_org_is_sme": _("資本金・従業員の数がわかる書類"),
    "sme_rnd_over_3pct": _("決算書と、研究開発費の割合の証明"),
    "foreign_qualification_or_award": _("資格・表彰の証明書"),
    "degree_from_japan": _("日本の大学の学位記"),
    "japanese_n1_or_major": _("合格証・成績証明書、または卒業証明書"),
    "japanese_n2": _("合格証・成績証明書"),
    "growth_field_project": _("事業への参加がわかる書類"),
    "designated_university": _("卒業証明書と、一覧の該当箇所"),
    "designated_training": _("研修の修了証"),
    "local_government_support_org": _("補助金の交付決定通知など"),
    "investment_management_business": _("登録の写しと、仕事の説明"),
    "invested_100m_yen": _("株主名簿・出資の証明"),
}
RESEARCH_WORDS = {
    "patent": _("発明者として特許を受けた発明が1件以上"),
    "grants": _("外国の公的な研究費・競争的資金を3回以上受けた"),
    "papers": _("国の機関が使うデータベースにある論文が3本以上（責任著者）"),
    "other": _("ほかに法務大臣が認めた研究の実績"),
}

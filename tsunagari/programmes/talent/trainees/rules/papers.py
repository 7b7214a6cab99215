"""技能実習・育成就労の書類 — what each step needs, who brings it, from which law or form.

Contract and conditions: the organisation's list of 2017 has forms 1-14 and 1-15; a newer 1-14 holds both
and names 規則8条13号 in its head (seen as copies, not at the organisation): numbers stay to be checked.
"""

from dataclasses import replace

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.people.rules.ways import SECONDARY, UNSURE, Document

REG = ("REG-TITP",)
LAW = ("LAW-TITP",)


def _from(country: str):
    return lambda case: case.country == country


def _of_any(*countries: str):
    return lambda case: case.country in countries


COMMON = (
    Document(
        code="referral", words=_("求職者の推薦書"), brings="SEND", article="規則25条", source=REG
    ),
    Document(code="cv", words=_("履歴書"), brings="SEND", article="規則8条4号", source=REG),
    Document(
        code="job_offer",
        words=_("求人票と労働条件の明示"),
        brings="HOST",
        article="規則32条",
        source=REG,
    ),
    Document(code="interview", words=_("面接の記録"), brings="HOST"),
    Document(
        code="fee_statement",
        words=_("本人が払った費用の明細（本人が分かったという署名つき）"),
        brings="SEND",
        article="規則25条",
        source=REG,
    ),
    Document(
        code="sending_contract",
        words=_("送出機関との契約書（保証金・違約金がないこと）"),
        brings="SO",
        article="規則52条5号",
        source=REG,
    ),
    Document(
        code="pre_entry_record",
        words=_("入国前講習の記録"),
        brings="SCHOOL",
        article="規則10条2項7号",
        source=REG,
    ),
    Document(
        code="contract",
        words=_("雇用契約書（本人の言葉をならべたもの）"),
        brings="HOST",
        form="参考様式第1-14号（雇用契約書及び雇用条件書）",
        form_sure=False,
        article="規則68条2項・8条13号",
        source=REG,
    ),
    Document(
        code="conditions",
        words=_("雇用条件書（本人の言葉をならべたもの）"),
        brings="HOST",
        form="参考様式第1-14号（前は第1-15号）",
        form_sure=False,
        article="規則68条2項・8条13号",
        source=REG,
    ),
    Document(
        code="lodging",
        words=_("住まいの確認書"),
        brings="SO",
        article="規則14条1号",
        source=REG,
    ),
    Document(code="plan_receipt", words=_("計画の申請の控え"), brings="HOST"),
    Document(
        code="passport", words=_("旅券の写し"), brings="SEND", article="入管法", source=("ICRRA",)
    ),
    Document(
        code="coe",
        words=_("在留資格認定証明書（3か月有効）"),
        brings="SO",
        article="入管法7条の2",
        source=("ICRRA",),
        months=3,
    ),
    Document(code="visa", words=_("査証の写し"), brings="SEND"),
    Document(
        code="oec",
        words=_("海外雇用許可証（OEC）"),
        brings="SEND",
        confidence=SECONDARY,
        source=("PH2", "PH3"),
        needed=_from("PH"),
    ),
    Document(
        code="exit_clearance",
        words=_("送出国の出国の手続の証明"),
        brings="SEND",
        confidence=SECONDARY,
        source=("VN1",),
        needed=_of_any("VN", "ID"),
    ),
    Document(
        code="residence_card",
        words=_("在留カードの写し（原本は本人が持つ）"),
        brings="HOST",
        article="入管法19条の3",
        source=("ICRRA",),
    ),
    Document(
        code="address_notice",
        words=_("住所を届け出た在留カードの裏の写し"),
        brings="HOST",
        article="入管法19条の7",
        source=("ICRRA",),
    ),
    Document(
        code="post_entry_record",
        words=_("入国後講習の記録"),
        brings="SO",
        article="規則54条1項5号",
        source=REG,
    ),
    Document(
        code="training_log",
        words=_("実習・就労の日誌"),
        brings="HOST",
        article="規則22条1項3号",
        source=REG,
    ),
    Document(
        code="wage_ledger",
        words=_("賃金台帳と振込の記録"),
        brings="HOST",
        article="労働基準法108条・規則14条4号の2",
        source=("LSA",),
        years=3,
    ),
    Document(
        code="difficulty_notice",
        words=_("実習・就労が難しくなったときの通知"),
        brings="HOST",
        article="技能実習法19条2項・規則21条",
        source=LAW,
    ),
    Document(
        code="departure_record",
        words=_("出国の記録（航空券・出国の印）"),
        brings="SO",
        article="規則12条1項6号",
        source=REG,
    ),
    Document(
        code="police_report", words=_("行方不明者届の受理番号"), brings="HOST", confidence=SECONDARY
    ),
)


def _exam(stage: int, words: str) -> Document:
    return Document(
        code=f"exam{stage}_result",
        words=words,
        brings="HOST",
        article=f"規則10条1項{stage}号",
        source=REG,
    )


def _plan(stage: int) -> tuple[Document, ...]:
    words = (_("第2号の計画"), _("第3号の計画"))[stage - 2]
    notice = (_("第2号の計画の認定通知書"), _("第3号の計画の認定通知書"))[stage - 2]
    card = (_("第2号の在留カードの写し"), _("第3号の在留カードの写し"))[stage - 2]
    common = {"article": "技能実習法8条", "source": LAW}
    return (
        Document(code=f"plan{stage}", words=words, brings="HOST", form="省令様式第1号", **common),
        Document(
            code=f"certification{stage}",
            words=notice,
            brings="HOST",
            form="省令様式第2号",
            **common,
        ),
        Document(code=f"residence_card{stage}", words=card, brings="HOST"),
    )


TITP_DOCUMENTS = (
    *COMMON,
    Document(
        code="plan",
        words=_("技能実習計画"),
        brings="HOST",
        form="省令様式第1号",
        article="技能実習法8条・規則4条",
        source=REG,
    ),
    Document(
        code="recommendation",
        words=_("送出国の公的機関の推薦状"),
        brings="SEND",
        article="規則10条2項3号",
        source=REG,
    ),
    Document(
        code="experience",
        words=_("同じ仕事をしていたこと（または特別の理由）の証明"),
        brings="SEND",
        article="規則10条2項3号",
        source=REG,
    ),
    Document(
        code="pledge",
        words=_("本人の申告書（帰国して関連する仕事をすること）"),
        brings="SEND",
        article="規則10条2項3号",
        source=REG,
    ),
    Document(
        code="guidance",
        words=_("計画の作成指導の記録"),
        brings="SO",
        article="技能実習法8条4項・規則52条8号",
        source=REG,
    ),
    Document(
        code="certification",
        words=_("計画の認定通知書"),
        brings="HOST",
        form="省令様式第2号",
        article="技能実習法8条",
        source=LAW,
    ),
    Document(
        code="allowance_record",
        words=_("講習手当を払った記録"),
        brings="SO",
        article="規則14条2号",
        source=REG,
    ),
    Document(
        code="start_notice",
        words=_("技能実習の開始の届出"),
        brings="HOST",
        form="省令様式第7号",
        article="技能実習法17条・規則20条",
        source=REG,
    ),
    _exam(1, _("基礎級の試験の結果")),
    _exam(2, _("3級の試験の結果")),
    _exam(3, _("2級の試験の結果")),
    *_plan(2),
    *_plan(3),
    Document(
        code="change_receipt",
        words=_("在留資格の変更の申請の受付票"),
        brings="HOST",
        article="入管法20条",
        source=("ICRRA",),
    ),
    Document(
        code="excellence",
        words=_("優良な実習実施者であることの証明"),
        brings="HOST",
        article="規則15条",
        source=REG,
    ),
    Document(
        code="travel_invoice",
        words=_("一時帰国の旅費の請求書・領収書"),
        brings="SO",
        article="規則12条1項6号",
        source=REG,
    ),
    Document(
        code="travel_record",
        words=_("出国と再入国の印の写し"),
        brings="HOST",
        article="規則10条2項3号ト",
        source=REG,
    ),
    Document(
        code="form18",
        words=_("実習が難しくなったときの届出"),
        brings="SO",
        form="省令様式第18号",
        article="技能実習法33条1項・規則48条",
        source=REG,
    ),
    Document(
        code="new_plan",
        words=_("新しい会社の計画"),
        brings="HOST",
        form="省令様式第1号",
        article="技能実習法8条",
        source=LAW,
    ),
    Document(
        code="new_certification",
        words=_("新しい会社の計画の認定通知書"),
        brings="HOST",
        form="省令様式第2号",
        article="技能実習法8条",
        source=LAW,
    ),
)


def _esd(document: Document) -> Document:
    """What both systems ask for: under ESD the ordinance itself has not been read."""
    if not document.article.startswith(("規則", "技能実習法")):
        return replace(document, brings="SSO" if document.brings == "SO" else document.brings)
    return replace(
        document,
        brings="SSO" if document.brings == "SO" else document.brings,
        article="育成就労法（条と様式の番号は確かめてください）",
        form="",
        confidence=UNSURE,
    )


MANUAL = "育成就労の運用要領（まだ読んでいません）"
ESD_DOCUMENTS = (
    *(_esd(document) for document in COMMON),
    Document(
        code="a1_certificate",
        words=_("日本語 A1 の合格証明（日本語能力試験N5など）"),
        brings="SCHOOL",
        article=MANUAL,
        confidence=SECONDARY,
        source=("GGJ-J",),
    ),
    Document(
        code="plan",
        words=_("育成就労計画"),
        brings="HOST",
        form="育成就労計画の様式第1〜3号",
        form_sure=False,
        article="育成就労法8条",
        confidence=SECONDARY,
        source=("GH-KANRI",),
    ),
    Document(
        code="certification",
        words=_("計画の認定通知書"),
        brings="HOST",
        article="育成就労法8条・令和6年法60号附則5条",
        source=("ACT60",),
    ),
    Document(
        code="a1_course_record",
        words=_("日本語 A1 の講習（100時間以上）の出席の記録"),
        brings="HOST",
        article=MANUAL,
        confidence=SECONDARY,
        source=("AMZ-J", "TRUST-J"),
        needed=lambda case: case.a1_passed_on is None,
    ),
    Document(
        code="a2_course_record",
        words=_("日本語 A2 の講習の出席の記録"),
        brings="HOST",
        article=MANUAL,
        confidence=SECONDARY,
        source=("GGJ-J",),
    ),
    *(
        Document(
            code=f"{kind}_result",
            words=words,
            brings="HOST",
            article="育成就労法9条1項4号",
            confidence=SECONDARY,
            source=("VSC", "GGJ-J"),
        )
        for kind, words in (
            ("year1", _("技能の基礎級の試験の結果")),
            ("a1", _("日本語 A1 の試験の結果")),
            ("final", _("技能の試験（3級など）の結果")),
            ("a2", _("日本語 A2 の試験の結果")),
        )
    ),
    Document(
        code="changed_plan",
        words=_("期間を延ばす計画の変更の認定"),
        brings="HOST",
        article="育成就労法9条1項3号",
        confidence=SECONDARY,
        source=("BRIDGE-P", "LIGHT"),
    ),
    Document(
        code="transfer_record",
        words=_("転籍の申出の記録"),
        brings="SSO",
        article="育成就労法8条の4",
        confidence=SECONDARY,
        source=("KAZA-M",),
    ),
    Document(
        code="same_category",
        words=_("同じ業務区分であることの確認"),
        brings="SSO",
        article="育成就労法9条の2",
        confidence=SECONDARY,
        source=("BRIDGE-T", "KAZA-T"),
    ),
    Document(
        code="new_plan",
        words=_("新しい会社の育成就労計画の認定"),
        brings="HOST",
        article="育成就労法8条の5",
        confidence=SECONDARY,
        source=("KAZA-M",),
    ),
)

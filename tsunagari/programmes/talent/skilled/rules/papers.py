"""特定技能・高度専門職の書類 — what each step needs, who brings it, from which law or form."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.facts import Case
from tsunagari.programmes.talent.people.rules.ways import OFFICIAL, SECONDARY, Document

GUIDE = "入管法2条の5第6・7項・運用要領"


def _abroad(country: str):
    return lambda case: case.country == country and not case.in_japan


def _here(country: str):
    return lambda case: case.country == country and case.in_japan and not case.via_bridge


def _commissioned(case: Case) -> bool:
    return case.commissioned


CLEARANCE = (
    Document(
        code="vn_list",
        words=_("推薦者表（別紙様式1、送出国の認定を受けたもの）"),
        brings="SEND",
        article="上陸基準省令・入管庁の取扱い（ベトナム）",
        source=("K28",),
        needed=_abroad("VN"),
    ),
    Document(
        code="vn_embassy_list",
        words=_("推薦者表（別紙様式2、大使館の承認を受けたもの）"),
        brings="HOST",
        article="上陸基準省令・入管庁の取扱い（ベトナム）",
        source=("K28",),
        needed=_here("VN"),
    ),
    Document(
        code="id_registration",
        words=_("インドネシアの登録の証明（SISKOP2MI・大使館）"),
        brings="SEND",
        confidence=SECONDARY,
        source=("K29",),
        needed=lambda case: case.country == "ID",
    ),
    Document(
        code="oec",
        words=_("海外雇用許可証（OEC）"),
        brings="SEND",
        confidence=SECONDARY,
        source=("K30",),
        needed=lambda case: case.country == "PH" and not case.in_japan,
    ),
    Document(
        code="mwo_papers",
        words=_("フィリピンの MWO の審査を受けた書類"),
        brings="HOST",
        source=("K30",),
        needed=lambda case: case.country == "PH",
    ),
)
CLEARANCE_CODES = tuple(document.code for document in CLEARANCE)
EMPLOYMENT = (
    Document(
        code="contract",
        words=_("特定技能雇用契約書"),
        brings="HOST",
        form="参考様式第1-5号",
        form_sure=False,
        article="入管法2条の5第1項",
        source=("L1",),
    ),
    Document(
        code="conditions",
        words=_("雇用条件書（本人の言葉をならべたもの）"),
        brings="HOST",
        form="参考様式第1-6号",
        form_sure=False,
        article="入管法2条の5第1項・2項",
        source=("L1",),
    ),
    Document(
        code="cooperation",
        words=_("協力確認書（会社の市町村と、住む市町村）"),
        brings="HOST",
        form="協力確認書",
        article="特定技能基準省令（2025年2月17日改正）",
        source=("K11", "K12"),
    ),
    Document(
        code="passport",
        words=_("旅券の写し"),
        brings="PERSON",
        article="上陸基準省令",
        source=("L6",),
    ),
    Document(
        code="health",
        words=_("健康診断の結果"),
        brings="PERSON",
        article="上陸基準省令",
        source=("L6",),
        confidence=OFFICIAL,
        months=3,
    ),
    Document(
        code="tax_papers",
        words=_("税・年金・保険を納めた証明"),
        brings="PERSON",
        article="運用要領",
        confidence=SECONDARY,
        source=("K9",),
        needed=lambda case: case.in_japan,
    ),
    Document(
        code="council",
        words=_("分野の協議会に入っている証明"),
        brings="HOST",
        article="分野の告示",
        confidence=SECONDARY,
        source=("K24",),
    ),
    Document(code="receipt", words=_("申請の受付票"), brings="HOST"),
    Document(
        code="permission",
        words=_("許可の通知と指定書の写し"),
        brings="HOST",
        article="入管法20条・21条",
        source=("L1",),
    ),
    Document(
        code="residence_card",
        words=_("在留カードの写し（原本は本人が持つ）"),
        brings="HOST",
        article="入管法19条の3",
        source=("L1",),
    ),
    Document(
        code="end_notice",
        words=_("契約がおわったことの届出"),
        brings="HOST",
        form="参考様式第3-1-2号",
        form_sure=False,
        article="入管法19条の18第1項1号",
        source=("L1", "L2"),
    ),
    Document(
        code="difficulty_notice",
        words=_("受入れが難しくなったことの届出"),
        brings="HOST",
        form="参考様式第3-4号",
        article="入管法19条の18第1項4号",
        source=("L2", "K1"),
    ),
    Document(code="departure_record", words=_("出国の記録（航空券・出国の印）"), brings="HOST"),
)
SSW1_DOCUMENTS = (
    *CLEARANCE,
    *EMPLOYMENT,
    Document(
        code="skill_test",
        words=_("技能の試験の合格証明（または技能実習2号の修了の証明）"),
        brings="PERSON",
        article="上陸基準省令",
        source=("L6",),
    ),
    Document(
        code="japanese_test",
        words=_("日本語の試験の合格証明（または技能実習2号の修了の証明）"),
        brings="PERSON",
        article="上陸基準省令",
        source=("L6",),
    ),
    Document(
        code="support_plan",
        words=_("1号特定技能外国人支援計画書（本人の言葉をならべたもの）"),
        brings="HOST",
        form="参考様式第1-17号",
        article="入管法2条の5第6〜8項",
        source=("L1", "K9"),
    ),
    Document(
        code="commission",
        words=_("支援委託契約の説明書"),
        brings="RSO",
        form="参考様式第1-25号",
        article="入管法2条の5第5項",
        confidence=SECONDARY,
        source=("K6",),
        needed=_commissioned,
    ),
    Document(
        code="pre_guidance",
        words=_("事前ガイダンスの確認書（本人の署名）"),
        brings="RSO",
        form="参考様式第5-9号",
        article=GUIDE,
        confidence=SECONDARY,
        source=("K9",),
    ),
    Document(
        code="orientation",
        words=_("生活オリエンテーションの確認書（本人の署名）"),
        brings="RSO",
        form="参考様式第5-8号",
        article=GUIDE,
        confidence=SECONDARY,
        source=("K9",),
    ),
    Document(
        code="job_change_support",
        words=_("転職支援の記録"),
        brings="RSO",
        form="参考様式第5-12号",
        article=GUIDE,
        source=("L1",),
    ),
)
SSW2_DOCUMENTS = (
    *EMPLOYMENT,
    Document(
        code="skill_test",
        words=_("特定技能2号の技能の試験の合格証明"),
        brings="PERSON",
        article="上陸基準省令",
        source=("L6",),
    ),
)
HSP_DOCUMENTS = (
    Document(
        code="points",
        words=_("高度専門職ポイント計算表"),
        brings="PERSON",
        form="高度専門職ポイント計算表",
        article="高度専門職省令1条1項",
        source=("L14", "K51"),
    ),
    Document(
        code="point_proofs",
        words=_("ポイントの項目ごとの証明"),
        brings="PERSON",
        article="高度専門職省令1条1項",
        source=("L14", "K51"),
    ),
    Document(
        code="contract",
        words=_("雇用契約書（年収が分かるもの）"),
        brings="HOST",
        article="高度専門職省令",
        confidence=SECONDARY,
        source=("K59",),
    ),
    *(
        document
        for document in EMPLOYMENT
        if document.code
        in ("passport", "tax_papers", "receipt", "permission", "residence_card", "departure_record")
    ),
    Document(
        code="organisation_notice",
        words=_("所属機関の届出の控え"),
        brings="PERSON",
        article="入管法19条の16",
        source=("L1",),
    ),
)

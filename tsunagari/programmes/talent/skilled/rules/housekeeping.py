"""家事支援の道すじ — a worker's steps in the zone programme, section 2.5 of the fact sheet."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import numbers
from tsunagari.programmes.talent.law.rules.counting import span
from tsunagari.programmes.talent.people.rules import ways
from tsunagari.programmes.talent.people.rules.ways import (
    SECONDARY,
    Document,
    Known,
    Move,
    Step,
    Way,
    adult,
    all_of,
    left,
    parts,
    placed,
)

LAW = "国家戦略特別区域法16条の4・指針"
CRITERIA = ("training", "experience", "japanese")


def _term_left(known: Known) -> list[Reason]:
    """契約の通算 — not over its end, counted from the first contract."""
    first = min((one.starts for one in known.case.placements), default=None)
    if first is None:
        return []
    ends = span(first, numbers.on("hk_term_months", known.on))
    if ends >= known.on:
        return []
    words = _("家事支援の契約の通算の期間は %(day)s におわりました。")
    return [Reason(words, {"day": ends}, rule="hk_term_cap")]


DOCUMENTS = (
    Document(
        code="training",
        words=_("送出国での研修・資格の証明"),
        brings="SEND",
        article=LAW,
        source=("K35", "K47"),
    ),
    Document(
        code="experience",
        words=_("1年以上の経験の証明"),
        brings="SEND",
        article=LAW,
        source=("K35", "K47"),
    ),
    Document(
        code="japanese",
        words=_("日本語 N4 くらいの証明"),
        brings="SEND",
        article=LAW,
        source=("K35", "K38"),
    ),
    Document(
        code="contract",
        words=_("雇用契約書（フルタイム・直接雇用）"),
        brings="HOST",
        article=LAW,
        source=("K33", "K34"),
    ),
    Document(
        code="confirmation",
        words=_("特定機関の確認の通知"),
        brings="HOST",
        article=LAW,
        source=("K31", "K37"),
    ),
    Document(code="passport", words=_("旅券の写し"), brings="SEND", article=LAW, source=("K35",)),
    Document(
        code="coe",
        words=_("在留資格認定証明書（3か月有効）"),
        brings="HOST",
        article="入管法7条の2",
        source=("L1",),
        months=3,
    ),
    Document(code="visa", words=_("査証の写し"), brings="SEND"),
    Document(
        code="residence_card",
        words=_("在留カードの写し（原本は本人が持つ）"),
        brings="HOST",
        article="入管法19条の3",
        source=("L1",),
    ),
    Document(
        code="housing",
        words=_("住まいの賃貸借契約書"),
        brings="HOST",
        article=LAW,
        confidence=SECONDARY,
        source=("K39", "K46"),
    ),
    Document(
        code="acceptance_report",
        words=_("受入れの報告"),
        brings="HOST",
        form="様式6と別紙",
        article=LAW,
        source=("K37",),
    ),
    Document(
        code="new_institution",
        words=_("次の特定機関との契約書"),
        brings="HOST",
        article=LAW,
        source=("K35",),
    ),
    Document(code="departure_record", words=_("出国の記録（航空券・出国の印）"), brings="HOST"),
)
_entered = ways.day("entry", _("入国の日がまだありません。"))
_filed = ways.day("application_on", _("入管に申請した日がまだありません。"))
BEFORE = ("candidate", "coe_applied", "coe_issued", "coe_refused", "visa_issued")
HK = Way(
    system="HK",
    documents=DOCUMENTS,
    steps=(
        Step(
            code="candidate",
            words=_("候補者"),
            actors=("SEND", "INSTITUTION"),
            papers=(*CRITERIA, "contract", "confirmation"),
        ),
        Step(
            code="coe_applied",
            words=_("在留資格認定証明書を申請した"),
            actors=("INSTITUTION", "ISA"),
            papers=("passport",),
        ),
        Step(
            code="coe_issued",
            words=_("在留資格認定証明書が出た"),
            actors=("ISA",),
            papers=("coe",),
        ),
        Step(code="coe_refused", words=_("在留資格認定証明書が出なかった"), actors=("ISA",)),
        Step(
            code="visa_issued",
            words=_("査証が出た"),
            actors=("PERSON", "EMB"),
            papers=("visa",),
        ),
        Step(
            code="entered",
            words=_("入国した"),
            actors=("PERSON", "ISA"),
            papers=("residence_card", "housing"),
        ),
        Step(
            code="working",
            words=_("就労中"),
            actors=("INSTITUTION", "COUNCIL"),
            papers=("acceptance_report",),
        ),
        Step(
            code="transferred",
            words=_("新しい会社に移る"),
            actors=("INSTITUTION", "COUNCIL"),
            papers=("new_institution",),
        ),
        Step(
            code="departed",
            words=_("帰国した"),
            actors=("PERSON", "INSTITUTION"),
            papers=("departure_record",),
            end=True,
        ),
        Step(code="missing", words=_("行方不明"), actors=("INSTITUTION",), end=True),
        Step(code="withdrawn", words=_("辞退した"), actors=("PERSON",), end=True),
    ),
    moves=(
        Move(
            was=("candidate", "coe_refused"),
            to="coe_applied",
            guard=all_of(adult, parts("company"), _filed),
            papers=(*CRITERIA, "contract", "confirmation"),
        ),
        Move(was=("coe_applied",), to="coe_issued"),
        Move(was=("coe_applied",), to="coe_refused"),
        Move(was=("coe_issued",), to="visa_issued", papers=("coe",)),
        Move(was=("visa_issued",), to="entered", guard=_entered),
        Move(was=("entered",), to="working", guard=placed),
        Move(was=("working",), to="transferred", guard=_term_left),
        Move(
            was=("transferred",),
            to="working",
            guard=all_of(_term_left, placed),
            papers=("new_institution",),
        ),
        Move(was=("working", "transferred"), to="departed", guard=left),
        Move(was=("working", "transferred"), to="missing"),
        Move(was=BEFORE, to="withdrawn"),
    ),
)

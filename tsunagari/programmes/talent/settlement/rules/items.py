"""支援の項目 — what belongs to each item of the support plan, part by part.

The items are rules of the law's table and keep its ids (`ssw_2019_04_01_support`); their names, times
and least contents are those of the support plan paper. Interviews are held and closed by visits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import support_plan
from tsunagari.programmes.talent.law.rules import book

GUIDANCE, TRANSPORT, CONTRACTS = (
    "sup01_pre_guidance",
    "sup02_transport",
    "sup03_housing_contracts",
)
ORIENTATION, PROCEDURES = "sup05_orientation", "sup06_public_procedures"
JAPANESE, CONSULTATION, EXCHANGE = "sup07_japanese", "sup08_consultation", "sup09_exchange"
JOB_CHANGE, INTERVIEW = "sup10_job_change", "sup11_interview"
FULL, LEAST = "full", "least"


@dataclass(frozen=True)
class Item:
    """One item: its parts, whether it goes on, whether the person confirms it, its hours.

    `hours` are names of figures: under LEAST nothing is closed, between LEAST and FULL only with a
    reason. `any_part`: one part is enough; `on_demand`: nothing is missing while nobody asks.
    """

    code: str
    parts: Mapping[str, str]
    goes_on: bool = False
    confirmed: bool = False
    any_part: bool = False
    on_demand: bool = False
    hours: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return support_plan.ITEMS[self.code][0]

    @property
    def when(self) -> str:
        return support_plan.ITEMS[self.code][1]

    @property
    def what(self) -> str:
        return support_plan.ITEMS[self.code][2]

    @property
    def rule(self) -> book.Rule:
        """The row of the law's table, with article, sources and confidence."""
        return book.named(self.code)[0]

    @property
    def elsewhere(self) -> bool:
        """Held and recorded by another subject."""
        return self.code == INTERVIEW


def _item(code: str, parts: dict[str, str], *, hours: dict[str, str] | None = None, **more) -> Item:
    return Item(code, MappingProxyType(parts), hours=hours or {}, **more)


ITEMS = {
    one.code: one
    for one in (
        _item(
            GUIDANCE,
            {
                "work": _("仕事の内容"),
                "pay": _("給料と働く条件"),
                "allowed": _("できる活動"),
                "fees": _("保証金・違約金がないこと"),
                "procedures": _("入国までの手続"),
            },
            confirmed=True,
            hours={FULL: "pre_guidance_hours"},
        ),
        _item(TRANSPORT, {"trip": _("出迎え・見送り")}),
        _item(
            CONTRACTS,
            {
                "home": _("住まい"),
                "bank": _("銀行の口座"),
                "phone": _("携帯電話"),
                "utilities": _("電気・ガス・水道"),
            },
        ),
        _item(
            ORIENTATION,
            {
                "rules": _("くらしのルールとマナー"),
                "bank": _("銀行・お金"),
                "transport": _("交通"),
                "health": _("病院・健康"),
                "disaster": _("災害のとき"),
                "law": _("法律と、自分を守る方法"),
                "contacts": _("困ったときの連絡先"),
            },
            confirmed=True,
            hours={FULL: "orientation_hours", LEAST: "orientation_min_hours"},
        ),
        _item(
            PROCEDURES,
            {"address": _("住所の届出"), "insurance": _("社会保険"), "tax": _("税金")},
        ),
        _item(
            JAPANESE,
            {
                "classes": _("日本語教室の案内"),
                "materials": _("教材"),
                "lessons": _("日本語の授業"),
            },
            goes_on=True,
            any_part=True,
        ),
        _item(
            CONSULTATION,
            {"consultation": _("相談・苦情への対応")},
            goes_on=True,
            on_demand=True,
        ),
        _item(EXCHANGE, {"exchange": _("地域の人との交流")}, goes_on=True),
        _item(
            JOB_CHANGE,
            {
                "search": _("次の会社さがし"),
                "letter": _("推薦状"),
                "leave": _("面接のための有給の休み"),
                "procedures": _("手続の案内"),
            },
        ),
        _item(INTERVIEW, {"interview": _("定期の面談")}),
    )
}
# What is offered to people whom no law promises it.
VOLUNTARY = (ORIENTATION, JAPANESE, EXCHANGE)


def of(system: str) -> list[Item]:
    """The items of a system's plan, in the order of the plan paper."""
    codes = ITEMS if system == book.SSW1 else VOLUNTARY
    return [ITEMS[code] for code in codes]

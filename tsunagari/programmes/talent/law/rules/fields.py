"""分野と国 — codes of industry fields and nationalities, with what each regime says about a field."""

import tomllib
from functools import cache
from pathlib import Path

from tsunagari.base.languages import gettext_noop as _

FIELDS = {
    "care": _("介護"),
    "building_cleaning": _("ビルクリーニング"),
    "linen_supply": _("リネンサプライ"),
    "industrial_mfg": _("工業製品製造業"),
    "construction": _("建設"),
    "shipbuilding": _("造船・舶用工業"),
    "auto_maintenance": _("自動車整備"),
    "aviation": _("航空"),
    "accommodation": _("宿泊"),
    "auto_transport": _("自動車運送業"),
    "railway": _("鉄道"),
    "logistics_warehouse": _("物流倉庫"),
    "agriculture": _("農業"),
    "fishery": _("漁業"),
    "food_mfg": _("飲食料品製造業"),
    "food_service": _("外食業"),
    "forestry": _("林業"),
    "wood_products": _("木材産業"),
    "resource_circulation": _("資源循環"),
}
EXAMS = frozenset({"stage1", "stage2", "stage3", "year1", "final", "a1", "a2", "ssw2"})
# ISO 3166-1: every code, so that a slip of the hand is seen.
CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO "
    "BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ "
    "DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP "
    "GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG "
    "KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML "
    "MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
    "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL "
    "SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM "
    "US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
)
COUNTRIES = frozenset(CODES.split())


@cache
def table() -> dict[str, dict]:
    """What each regime says about a field (fields.toml), by its code."""
    path = Path(__file__).with_name("fields.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))

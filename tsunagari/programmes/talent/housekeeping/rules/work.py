"""仕事 — the listed work of order art. 15, what comes with it, and what no plan allows."""

from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _

CHILDCARE, REPAIRS, CLEANING, ACCOMPANY = "childcare", "small_repairs", "cleaning", "accompany"


@dataclass(frozen=True)
class Work:
    """One kind of work: its words, and whether the order lists it."""

    words: str
    listed: bool = True


WORK = {
    "cooking": Work(_("料理")),
    "laundry": Work(_("洗たく")),
    CLEANING: Work(_("そうじ（家具もふくむ）")),
    "shopping": Work(_("買い物")),
    CHILDCARE: Work(_("子どもの日常の世話（ほかの家事といっしょに）")),
    "sewing": Work(_("つくろい物")),
    "packing": Work(_("荷づくり")),
    "parcels": Work(_("荷物の受け取りと発送")),
    "bedding": Work(_("ふとんの手入れ")),
    "garden": Work(_("庭の手入れ")),
    REPAIRS: Work(_("小さな修理（そうじといっしょに）")),
    ACCOMPANY: Work(_("高齢の人への軽い付きそい")),
    "bodily_care": Work(_("身体の介護（入浴・食事・トイレなど）"), listed=False),
    "ltc_service": Work(_("介護保険のサービス"), listed=False),
    "medical": Work(_("医療・看護"), listed=False),
    "business": Work(_("家庭の店や事業の手伝い"), listed=False),
    "other": Work(_("ほかの仕事"), listed=False),
}
LISTED = tuple(code for code, one in WORK.items() if one.listed)
# Accompanying is allowed beside housework (K34): alone it would be another service.
BESIDE = (CHILDCARE, REPAIRS, ACCOMPANY)

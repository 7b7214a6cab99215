"""約束した条件 — what an order promised, in the words of the papers of the case that came from it."""

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.orders import order_title
from tsunagari.faces.shared.templatetags.house import yen
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.models import Order


def first_words(case, paper: str) -> tuple[dict[str, str], str]:
    """(what stands in the blanks of a paper that nobody has written in yet, a sentence about it)."""
    found = queries.promised(case)
    if found is None:
        return {}, ""
    pair, terms = found
    blanks = {name: words for name, words in _blanks(terms).get(paper, {}).items() if words}
    return (blanks, _said(pair)) if blanks else ({}, "")


def monthly_pay(case) -> tuple[int | None, str]:
    """The month's pay that the order promised, and a sentence about it; None without an order."""
    found = queries.promised(case)
    if found is None:
        return None, ""
    pair, terms = found
    return terms["monthly_yen"], _said(pair)


def _said(pair) -> str:
    words = gettext(_("%(order)s の条件から入れてあります。確かめてから保存してください。"))
    return words % {"order": order_title(pair.order)}


def _blanks(terms: dict) -> dict[str, dict[str, str]]:
    pay = _n(_("1か月 %(yen)s"), yen=yen(terms["monthly_yen"]))
    hours = _n(_("1週間 %(n)s時間"), n=terms["week_hours"])
    lodging, costs = _dormitory(terms)
    return {
        "conditions": {
            "place": f"{gettext(Order.Place(terms['place']).label)} {terms['municipality']}",
            "work": terms["work"],
            "week_hours": hours,
            "base_pay": pay,
            "deductions": costs,
        },
        "training_plan": {
            "pay": f"{pay}（{colleagues(terms)}）",
            "hours": hours,
            "deductions": costs,
            "lodging": lodging,
        },
        "periodic": {"peer_pay": colleagues(terms)},
    }


def colleagues(terms: dict) -> str:
    """Japanese colleagues in the same work: what they earn, and why there is a difference."""
    why = terms["compare_why"].strip()
    if not terms["compare_yen"]:
        return _n(_("同じ仕事の日本人はいません。決め方：%(why)s"), why=why)
    earned = yen(terms["compare_yen"])
    if why:
        return _n(_("同じ仕事の日本人は1か月 %(yen)s。ちがいの理由：%(why)s"), yen=earned, why=why)
    return _n(_("同じ仕事の日本人は1か月 %(yen)s"), yen=earned)


def _dormitory(terms: dict) -> tuple[str, str]:
    if not terms["dormitory"]:
        return "", ""
    room = _n(_("寮（1人 %(m2)s㎡）"), m2=terms["dormitory_m2"])
    return room, _n(_("寮の費用 1か月 %(yen)s"), yen=yen(terms["dormitory_yen"]))


def _n(words: str, **facts) -> str:
    return gettext(words) % facts

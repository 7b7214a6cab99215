"""人数枠 — how many more people the company of an order may take on the day on which it begins."""

from datetime import date
from typing import NamedTuple

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.duties.rulebook import CONFIDENCES
from tsunagari.kernel.parties.queries import federation
from tsunagari.programmes.talent.law.rules import gates
from tsunagari.programmes.talent.orders.models import Order
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.models import Company
from tsunagari.programmes.talent.people.rules import caps

FIRST = ("s1", "care")  # new people of TITP begin with stage 1; in care all stages count together


class Room(NamedTuple):
    """One cap: its name, whether the order still fits, what is said, and where it stands."""

    title: str
    fits: bool
    said: Reason
    basis: str


def of_order(order: Order, on: date) -> tuple[list[Room], Reason | None]:
    """Every cap that an order meets, or the one reason why none can be counted."""
    company = Company.objects.filter(pk=order.company_id).first()
    known = facts.read_all(list(queries.employed(order.company_id))) if company else []
    host = facts.of_company(company, known) if company else None
    if host is None or host.staff is None:
        words = _(
            "会社の常勤の人数がまだ入っていないので、人数枠を計算できません。"
            "「受入れ企業」の画面で入れてください。"
        )
        return [], Reason(words, rule="staff")
    day = max(on, order.starts_on)
    office = federation()
    general = office is not None and office.party_id in queries.generals(day)
    lines = caps.of_host(host, general=general, on=day)
    return [_room(line, order) for line in lines if _counts(line, order, day)], None


def _counts(line: caps.Line, order: Order, day: date) -> bool:
    if line.code == "esd":
        return True
    in_care = (line.code == caps.CARE) == (order.field == "care") or line.code == "s1"
    return line.code in FIRST and in_care and day <= gates.LAST_ENTRY


def _room(line: caps.Line, order: Order) -> Room:
    asked = max(0, order.number - getattr(order, "chosen", 0))
    basis = f"{line.cap.article}（{gettext(CONFIDENCES[line.cap.confidence])}）"
    if line.left is None:
        words = _("この規模の人数枠は、資料で確かめられていません。機構に聞いてください。")
        return Room(gettext(line.title), False, Reason(words, rule=line.cap.rule), basis)
    told = {"most": line.cap.most, "there": line.there, "left": line.left, "asked": asked}
    words = _(
        "人数枠は%(most)s人、いま%(there)s人です。あと%(left)s人で、この求人は%(asked)s人です。"
    )
    return Room(
        gettext(line.title), asked <= line.left, Reason(words, told, rule=line.cap.rule), basis
    )

"""直す所 — the forms on which facts that cannot be true together are put right."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk.fact_forms import BODY_GROUPS, CASE_GROUPS, HOST_GROUPS
from tsunagari.programmes.talent.law.rules.said import day
from tsunagari.programmes.talent.people.labels import LABELS

# The first day of one of a list, by which its reader knows it.
FIRST = ("starts", "since", "issued", "on")
GROUPS = {"case": CASE_GROUPS, "company": HOST_GROUPS, "supervisor": BODY_GROUPS}
# Given by an authority: a standing of the person or the body, under the id that the facts carry.
STANDINGS = {
    "stays": ("desk:case_standing", _("在留資格")),
    "cards": ("desk:case_standing", _("在留カード")),
    "licences": ("desk:licence", LABELS["licences"]),
}
# What is noted on a page of its own, not on a form of facts.
PAGES = {
    ("case", "done"): ("desk:settlement_plan", _("定着支援")),
    ("case", "audits"): ("desk:visits", LABELS["audits"]),
    ("case", "visits"): ("desk:visits", LABELS["visits"]),
    ("company", "done"): ("desk:visits", _("訪問・監査・面談")),
}


@dataclass(frozen=True)
class Place:
    """Where a fact is put right: what it is called, and the address of its form."""

    words: str
    href: str


def places_of(what: str, pk: int, facts, fields: tuple[str, ...]) -> list[Place]:
    """One place for each form that holds one of these facts, such as `plans.0.ends`.

    A list without a number lacks something: its place is the form that adds it.
    """
    found = [_place(what, pk, facts, *[*field.split("."), ""][:2]) for field in fields]
    return list({place.href: place for place in found if place}.values())


def _place(what: str, pk: int, facts, name: str, number: str) -> Place | None:
    one = getattr(facts, name)[int(number)] if number.isdecimal() else None
    if name in STANDINGS and one:
        address, words = STANDINGS[name]
        return _at(address, (pk, one.id), gettext(words), one)
    if (what, name) == ("company", "people") and one:
        # Everybody there is read from the facts of their own case.
        return _at("desk:case", (one.id.partition("-")[0],), gettext(_("本人の案件")), one)
    if (what, name) in PAGES:
        address, words = PAGES[what, name]
        return _at(address, () if address == "desk:visits" else (pk,), gettext(words), None)
    group = next((group for group in GROUPS[what] if name in group.names), None)
    if group is None:
        return None
    if group.each and one:
        return _at(f"desk:{what}_fact", (pk, name, int(number)), gettext(group.title), one)
    return _at(f"desk:{what}_facts", (pk, group.code), gettext(group.title), None)


def _at(address: str, arguments: tuple, words: str, one) -> Place | None:
    """A place; of several things in a list, by its first day."""
    first = next((getattr(one, name, None) for name in FIRST if getattr(one, name, None)), None)
    try:
        href = reverse(address, args=arguments)
    except NoReverseMatch:
        return None
    return Place(f"{words} {day(first)}" if first else words, href)

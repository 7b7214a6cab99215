"""関係者の見つけ出し — whether whoever was paid is near the grantee: proposed here, said by the office.

A payee is a typed name. It is looked up among the parties that we know, and how near they are to
the grantee is asked of `roles.interests`; other subjects add names that stand in their own papers.
"""

from collections.abc import Callable, Collection
from datetime import date

from tsunagari.governance.fund.awards.models import Award, Cost
from tsunagari.kernel.parties.queries import named_alike
from tsunagari.kernel.roles import interests

# Somebody the grantee's own book paid is not near it for that: every payee is.
NEAR = (interests.OFFICER, interests.FAMILY, interests.OTHER)
TITLES = ("御中", "様", "さん", "殿", "氏")

# (names of payees, code of the application) -> {a name that stands there: why, a short code}.
FINDERS: list[Callable[[Collection[str], str], dict[str, str]]] = []


def register(finder: Callable[[Collection[str], str], dict[str, str]]) -> None:
    """Let a subject know names near a grantee; registering twice counts once."""
    if finder not in FINDERS:
        FINDERS.append(finder)


def proposed(award: Award, costs: Collection[Cost], *, on: date) -> dict[int, str]:
    """{a cost whose payee is near the grantee: by what it was found}; what was ticked is known."""
    asked = [one for one in costs if not one.related and one.joined_to_id is None]
    names = {called(one.payee) for one in asked}
    why = _near(names, award, on)
    for finder in FINDERS:
        why = finder(names, award.entry.code) | why
    return {one.pk: why[called(one.payee)] for one in asked if called(one.payee) in why}


def unanswered(award: Award, costs: Collection[Cost], *, on: date) -> dict[int, str]:
    """Of those, what the office has not said anything of yet."""
    return proposed(award, [one for one in costs if not one.related_said], on=on)


def called(payee: str) -> str:
    """A name without what is said behind it out of politeness."""
    name = payee.strip()
    for title in TITLES:
        name = name.removesuffix(title).strip()
    return name


def _near(names: Collection[str], award: Award, on: date) -> dict[str, str]:
    """{a name: by what a party of that name is near the grantee}."""
    typed = [name for name in names if len(name) > 1]
    known = {party.pk: name for name in typed for party in named_alike(name, kind="")}
    found = interests.of(known, award.grantee_id, on=on, about=award.entry.code) if known else []
    return {known[one.member]: one.why for one in reversed(found) if one.kind in NEAR}

"""近さ — whether somebody is too near a party to decide on it or to audit it.

The kernel knows roles; gifts, payments and names of officers are known further up: each subject
registers its own finder in its AppConfig.ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Q

from tsunagari.base import figures
from tsunagari.base.days import add_months
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.roles.models import DOORS, Role

OFFICER, FAMILY, PAID, DONOR, OTHER = "officer", "family", "paid", "donor", "other"
# A pupil is no officer of the school, nor does membership make one.
DISTANT = (Role.Kind.PUPIL, Role.Kind.MEMBER_BODY)
# Who sits on the same council is not near for that.
SEATS = tuple(kind for kind, door in DOORS.items() if "council" in door)
LONGEST = timedelta(days=800)


@dataclass(frozen=True)
class Asked:
    """Of whom it is asked, how near they are to whom, and for what: who gave to `fund` is near it."""

    members: frozenset[int]
    party: int | None
    on: date
    fund: str = ""
    about: str = ""


@dataclass(frozen=True)
class Near:
    """One nearness: whose, of which kind, and by what it was found (a short code)."""

    member: int
    kind: str
    why: str


Finder = Callable[[Asked], Iterable[Near]]
FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a subject's finder, once."""
    if finder not in FINDERS:
        FINDERS.append(finder)


def of(members, party, *, on: date, fund: str = "", about: str = "") -> list[Near]:
    """利益相反の見つけ出し — every known nearness of these members to a party, in a fixed order.

    `about` is the code of what is decided, for finders that know more of it than its party.
    """
    keys = frozenset(getattr(one, "pk", one) for one in members)
    asked = Asked(keys, getattr(party, "pk", party), on, fund, about)
    found = {near for finder in (_by_roles, *FINDERS) for near in finder(asked)}
    return sorted(found, key=lambda near: (near.member, near.kind, near.why))


def same(keys: Iterable[int]) -> dict[int, int]:
    """{party: the one it stands for} of these parties and of all their duplicates."""
    keys = set(keys)
    heads = Party.objects.filter(pk__in=keys).values_list("pk", "same_as_id")
    whole = {head or pk for pk, head in heads}
    rows = Party.objects.filter(Q(pk__in=whole) | Q(same_as__in=whole))
    return {pk: head or pk for pk, head in rows.values_list("pk", "same_as_id")}


def whose(members: Iterable[int]) -> dict[int, set[int]]:
    """{a party or a duplicate of it: the members it is}."""
    heads = same(members)
    found: dict[int, set[int]] = {}
    for member in members:
        for pk, head in heads.items():
            if head == heads.get(member, member):
                found.setdefault(pk, set()).add(member)
    return found


def _by_roles(asked: Asked) -> Iterable[Near]:
    """The member itself; a role in the same body, or one that ended within the cooling-off time."""
    if asked.party is None:
        return
    party, mine = same({asked.party}), whose(asked.members)
    for pk in party:
        for member in mine.get(pk, ()):
            yield Near(member, OTHER, "self")
    bodies = _bodies_of(set(party), asked.on)
    months = figure("cooling_off_months", asked.on)
    roles = Role.objects.filter(party__in=mine, body__in=bodies, from_day__lte=asked.on)
    roles = roles.exclude(kind__in=DISTANT).filter(_not_long_over(asked.on))
    for held_by, until in roles.values_list("party_id", "until_day"):
        if until is None or asked.on <= add_months(until, months):
            for member in mine[held_by]:
                yield Near(member, OFFICER, "role" if until is None else "left")


def _not_long_over(on: date) -> Q:
    return Q(until_day=None) | Q(until_day__gte=on - LONGEST)


def _bodies_of(party: set[int], on: date) -> set[int]:
    """The body itself, the one it lies within and its parts; of a person, where they have a role."""
    own = Organisation.objects.filter(Q(pk__in=party) | Q(parts__in=party) | Q(within__in=party))
    held = Role.objects.filter(party__in=party, from_day__lte=on).filter(
        Q(until_day=None) | Q(until_day__gte=on)
    )
    held = held.exclude(kind__in=(*DISTANT, *SEATS))
    return {*own.values_list("pk", flat=True), *held.values_list("body_id", flat=True)}


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return _figures()[name].on(on).value

"""近さ — whether somebody is too near a party to decide on it or to audit it.

The kernel knows roles; gifts, payments and names of officers are known further up: each subject
registers its own finder in its AppConfig.ready.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
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
    """Of whom it is asked, how near they are to whom, and for what: who gave to `fund` is near it.

    `about` are the codes of what is decided, for finders that know more of it than its party.
    """

    members: frozenset[int]
    parties: frozenset[int]
    on: date
    fund: str = ""
    about: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Near:
    """One nearness: whose, of which kind, by what it was found (a short code).

    `to` is the party or the code that was asked for; empty when it is near to all of them.
    """

    member: int
    kind: str
    why: str
    to: int | str = ""


Finder = Callable[[Asked], Iterable[Near]]
FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a subject's finder, once."""
    if finder not in FINDERS:
        FINDERS.append(finder)


def of(members, party, *, on: date, fund: str = "", about: str = "") -> list[Near]:
    """利益相反の見つけ出し — every known nearness of these members to a party, in a fixed order."""
    return of_all(members, {0: (getattr(party, "pk", party), about)}, on=on, fund=fund)[0]


def of_all(
    members, asked: Mapping[int, tuple[int | None, str]], *, on: date, fund: str = ""
) -> dict[int, list[Near]]:
    """The same to many, each a party and a code; the same queries for one as for fifty."""
    keys = frozenset(getattr(one, "pk", one) for one in members)
    parties = frozenset(party for party, _about in asked.values() if party is not None)
    codes = frozenset(about for _party, about in asked.values() if about)
    of_these = Asked(keys, parties, on, fund, codes)
    found = {near for finder in (_by_roles, *FINDERS) for near in finder(of_these)}
    return {key: _near_to(found, {"", *one}) for key, one in asked.items()}


def _near_to(found: Iterable[Near], to: set) -> list[Near]:
    near = {Near(one.member, one.kind, one.why) for one in found if one.to in to}
    return sorted(near, key=lambda one: (one.member, one.kind, one.why))


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
    if not asked.parties:
        return
    theirs, mine = whose(asked.parties), whose(asked.members)
    for pk, parties in theirs.items():
        for member in mine.get(pk, ()):
            yield from (Near(member, OTHER, "self", to) for to in parties)
    bodies = _bodies_of(theirs, asked.on)
    months = figure("cooling_off_months", asked.on)
    roles = Role.objects.filter(party__in=mine, body__in=bodies, from_day__lte=asked.on)
    roles = roles.exclude(kind__in=DISTANT).filter(_not_long_over(asked.on))
    for held_by, body, until in roles.values_list("party_id", "body_id", "until_day"):
        if until is None or asked.on <= add_months(until, months):
            why = "role" if until is None else "left"
            for member in mine[held_by]:
                yield from (Near(member, OFFICER, why, to) for to in bodies[body])


def _not_long_over(on: date) -> Q:
    return Q(until_day=None) | Q(until_day__gte=on - LONGEST)


def _bodies_of(theirs: Mapping[int, set[int]], on: date) -> dict[int, set[int]]:
    """{a body: whose it is}: itself, what it lies within, its parts; of a person, where they serve."""
    found: dict[int, set[int]] = defaultdict(set)
    own = Organisation.objects.filter(Q(pk__in=theirs) | Q(parts__in=theirs) | Q(within__in=theirs))
    for body, part, within in own.values_list("pk", "parts", "within"):
        for one in (body, part, within):
            found[body] |= theirs.get(one, set())
    held = Role.objects.filter(party__in=theirs, from_day__lte=on).filter(
        Q(until_day=None) | Q(until_day__gte=on)
    )
    held = held.exclude(kind__in=(*DISTANT, *SEATS))
    for party, body in held.values_list("party_id", "body_id"):
        found[body] |= theirs[party]
    return found


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return _figures()[name].on(on).value

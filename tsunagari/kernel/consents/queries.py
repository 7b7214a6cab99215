"""同意 — questions about consents, and the one way in which a person's name is opened."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from tsunagari.base.asked import Asked, AskedRows
from tsunagari.kernel.consents import purposes, rules
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.consents.purposes import CODES, NEEDS, SEEN_BY_PARTNER, TAKE_PART
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.kernel.parties.names import Name
from tsunagari.kernel.parties.queries import NAMED, facts_of
from tsunagari.kernel.roles.models import DOORS, Role, Viewer


def allows(person, purpose: str, *, on: date, to=None) -> bool:
    """May this be done with this person today?"""
    key = getattr(person, "pk", person)
    if to is None:
        return key in permitted([key], purpose, on=on)
    return allowing(purpose, on=on, to=to).filter(pk=key).exists()


def allowing(purpose: str, *, on: date, to=None):
    """The persons for whom this may be done: all who are asked said yes, and it still stands."""
    people = Person.objects.all()
    for code in filter(None, [NEEDS.get(purpose), purpose]):
        for side in purposes.sides(code):
            people = people.filter(_yes(code, side, on, to))
    return people


def _yes(purpose, side, on, to):
    answers = Consent.objects.filter(
        person=OuterRef("pk"), purpose=purpose, side=side, current=True
    ).filter(Q(to__isnull=True) | Q(to=to) if to else Q(to__isnull=True))
    standing = answers.filter(Q(until_day__isnull=True) | Q(until_day__gte=on))
    return Q(Exists(standing.filter(answer=True))) & ~Q(Exists(answers.filter(answer=False)))


def standing(person_ids, *, on: date) -> dict[int, dict[tuple[str, str], bool]]:
    """{person: {(purpose, side): answer}} of many people in one query."""
    found = defaultdict(dict)
    for row in _current(people=person_ids) if person_ids else ():
        if row.until_day is None or row.until_day >= on:
            found[row.person_id][row.purpose, row.side] = row.answer
    return found


@AskedRows
def _current(*, people):
    rows = Consent.objects.filter(person__in=people, current=True, to__isnull=True)
    return rows.only("person_id", "purpose", "side", "answer", "until_day")


def permitted(person_ids, purpose: str, *, on: date) -> set[int]:
    """Those of many people for whom a purpose is allowed, in one query."""
    return permitted_each(person_ids, [purpose], on=on)[purpose]


def permitted_each(person_ids, codes, *, on: date) -> dict[str, set[int]]:
    """{purpose: those of many people for whom it is allowed}, in one query."""
    needed = {code: {code, NEEDS.get(code, code)} for code in codes}
    asked = set().union(*needed.values()) if needed else set()
    said: dict[int, set] = defaultdict(set)
    if person_ids:
        for person, code, side in _yes_of(*sorted(asked), people=person_ids, on=on):
            said[person].add((code, side))
    sides = {
        code: {(c, side) for c in both for side in purposes.sides(c)}
        for code, both in needed.items()
    }
    return {code: {pk for pk in person_ids if sides[code] <= said[pk]} for code in needed}


@Asked
def _yes_of(*codes: str, people, on: date):
    rows = Consent.objects.filter(
        person__in=people, purpose__in=codes, current=True, to__isnull=True, answer=True
    ).filter(Q(until_day__isnull=True) | Q(until_day__gte=on))
    return rows.values_list("person_id", "purpose", "side")


def answered(person_ids, purpose: str, *, on: date) -> set[int]:
    """Those of many people of whom both sides have answered, yes or no, and it still stands."""
    rows = Consent.objects.filter(
        person__in=person_ids, purpose=purpose, current=True, to__isnull=True
    ).filter(Q(until_day__isnull=True) | Q(until_day__gte=on))
    said: dict[int, set] = defaultdict(set)
    for person, side in rows.values_list("person_id", "side"):
        said[person].add(side)
    return {pk for pk, sides in said.items() if set(rules.SIDES) <= sides}


@dataclass(frozen=True)
class Answered:
    """One purpose of one person: what each side said (None: not yet), and whether it is allowed."""

    purpose: str
    child: bool | None
    guardian: bool | None
    allowed: bool


def summary(person, *, on: date) -> list[Answered]:
    """目的ごとの答え — all purposes of one person, in one query."""
    answers = standing([person.pk], on=on)[person.pk]

    def yes(code):
        return all(answers.get((code, side)) for side in rules.SIDES)

    return [
        Answered(
            code,
            answers.get((code, "child")),
            answers.get((code, "guardian")),
            yes(code) and yes(NEEDS.get(code, code)),
        )
        for code in CODES
    ]


def states(person_ids, *, on: date) -> dict[int, dict[tuple[str, str], str]]:
    """{person: {(purpose, side): state}} of many people in one query; who was not asked is absent.

    granted, refused, withdrawn (a no after a yes) or expired (a yes whose school year is over).
    """
    found = defaultdict(dict)
    once_yes = set()
    for row in _said(people=person_ids) if person_ids else ():
        key = (row.purpose, row.side)
        if row.answer and not row.current:
            once_yes.add((row.person_id, key))
        if row.current:
            lapsed = row.until_day is not None and row.until_day < on
            granted = "expired" if lapsed else "granted"
            found[row.person_id][key] = granted if row.answer else "refused"
    for person, key in once_yes:
        if found[person].get(key) == "refused":
            found[person][key] = "withdrawn"
    return found


@AskedRows
def _said(*, people):
    rows = Consent.objects.filter(person__in=people, to__isnull=True, annulled=False)
    return rows.only("person_id", "purpose", "side", "answer", "until_day", "current")


def history(person):
    """すべての回答 — newest first, with the record of each."""
    return (
        Consent.objects.filter(person=person)
        .select_related("record", "paper")
        .order_by("-given_at", "-pk")
    )


@dataclass(frozen=True)
class Written:
    """How somebody is written for one reader: name, reading, Latin letters; "" where not shown."""

    name: str = ""
    kana: str = ""
    latin: str = ""


def shown(parties, *, to: Viewer | None, on: date | None = None) -> dict[int, str]:
    """How each person is called on a page for `to`; "" where nothing may be shown.

    `parties` are Party or Person objects or their keys; three queries however many there are.
    `to=None` is the public.
    """
    return {key: found.name for key, found in written(parties, to=to, on=on).items()}


def written(parties, *, to: Viewer | None, on: date | None = None) -> dict[int, Written]:
    """As `shown`, with the reading and the Latin letters wherever the full name may be read.

    Besides `opened`, which it asks, the only place where a sealed name is opened.
    """
    return opened(with_names(getattr(party, "pk", party) for party in parties if party), to, on)


def with_names(keys) -> dict[int, Party]:
    """Parties as they are now, with everything that `opened` needs of them, and their codes."""
    keys = {int(key) for key in keys}
    return {party.pk: party for party in (_with_names(keys=keys) if keys else ())}


@AskedRows
def _with_names(*, keys):
    return Party.objects.filter(pk__in=keys).select_related("person").only(*NAMED)


def opened(
    people: dict[int, Party], to: Viewer | None, on: date | None = None
) -> dict[int, Written]:
    """As `written`, for parties that were read just now, by `with_names` or together with the person."""
    if not people:
        return {}
    on = on or (to.on if to else date.today())
    minors = {pk for pk, p in people.items() if p.is_person and p.person.minor}
    bodies = _bodies([pk for pk, p in people.items() if p.is_person], on)
    visible = permitted(minors, TAKE_PART if _is_pupil(to) else SEEN_BY_PARTNER, on=on)
    return {
        pk: _called(party, to, bodies[pk], allowed=pk in visible) for pk, party in people.items()
    }


def own_name(viewer: Viewer) -> str:
    """How one is called on one's own pages; no query where the party came with its person."""
    return _called(viewer.party, viewer, set(), allowed=True).name


def in_parts(party, *, to: Viewer, on: date | None = None) -> dict:
    """登録内容 — every part of a party's name and facts, for those who may read the full name."""
    if written([party], to=to, on=on)[party.pk] != _in_full(party):
        return {}
    return {
        name: value.reveal() if isinstance(value, Name) else value
        for name, value in facts_of(party).items()
    }


def _is_pupil(to):
    return to is not None and to.kind in ("pupil", "guardian")


def _bodies(keys, on):
    """{person: {(body, kind)}} of the roles that stand on a day."""
    found = defaultdict(set)
    for party, body, kind in _roles_of(people=keys, on=on) if keys else ():
        found[party].add((body, kind))
    return found


@Asked
def _roles_of(*, people, on: date):
    roles = Role.objects.filter(party__in=people, from_day__lte=on).filter(
        Q(until_day__isnull=True) | Q(until_day__gte=on)
    )
    return roles.values_list("party_id", "body_id", "kind")


def _called(party, to, roles, *, allowed) -> Written:
    if not party.is_person:
        return _in_full(party)
    own = to is not None and (
        to.party.pk == party.pk or to.own_body.pk in {body for body, _kind in roles}
    )
    if party.person.minor:
        staff = to is not None and to.kind == "staff"
        return Written(party.person.called.reveal() if own or staff or (to and allowed) else "")
    at_work = any(kind in DOORS for _body, kind in roles)
    if to is None or not (own or to.kind == "staff" or at_work):
        return Written()
    # A pupil or guardian knows a teacher by the name used in class.
    if _is_pupil(to) and party.person.called:
        return Written(party.person.called.reveal())
    return _in_full(party)


def _in_full(party) -> Written:
    return Written(party.name.reveal(), party.name_kana.reveal(), party.name_latin.reveal())

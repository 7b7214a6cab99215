"""名前を読む団体 — a body reads a person's name from the day on which it has a part in the case."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from tsunagari.kernel.parties.actions import AT_ONCE
from tsunagari.kernel.parties.models import Organisation, Person
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles.models import Role
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.queries import PARTS


def show_to(person: Person, body: Organisation, *, on: date) -> None:
    """From today on this body may read the person's name."""
    held = Role.objects.filter(party=person.pk, body=body, kind=Role.Kind.CANDIDATE)
    last = held.order_by("-from_day").first()
    if last and (last.until_day is None or last.until_day >= on):
        last.until_day = None
        last.save(update_fields=["until_day"])
    else:
        Role.objects.create(party=person.party, body=body, kind=Role.Kind.CANDIDATE, from_day=on)


def show_new(people: Iterable[Person], body: Organisation, *, on: date) -> None:
    """From today on this body may read the names of people who were entered just now."""
    Role.objects.bulk_create(
        [
            Role(party_id=person.pk, body=body, kind=Role.Kind.CANDIDATE, from_day=on)
            for person in people
        ],
        batch_size=AT_ONCE,
    )


def hide_from(person: Person, body: Organisation, *, on: date) -> None:
    """From tomorrow on this body reads the code alone."""
    held = Role.objects.filter(party=person.pk, body=body, kind=Role.Kind.CANDIDATE)
    last_day = on - timedelta(days=1)
    held.filter(until_day=None, from_day__lte=last_day).update(until_day=last_day)
    held.filter(until_day=None, from_day__gt=last_day).update(until_day=on)


def follow(case: Case, *, before: Collection[int] = (), on: date) -> None:
    """The bodies of a case read the name, and those where the person worked; the office always may."""
    office = federation().party_id
    bodies = {getattr(case, f"{part}_id"): getattr(case, part) for part in PARTS}
    gone = set(before) - set(bodies) - {office, *case.employments.values_list("company", flat=True)}
    for pk, body in bodies.items():
        if pk and pk not in before and pk != office:
            show_to(case.person, body, on=on)
    for body in Organisation.objects.filter(pk__in=gone):
        hide_from(case.person, body, on=on)

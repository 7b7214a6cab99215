"""役割 — which doors a person may open on a day."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.timezone import get_default_timezone

from tsunagari.base.asked import AskedRows
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import people
from tsunagari.kernel.roles.models import DOORS, Agreement, Approval, Role


def day_of(at: datetime) -> date:
    """連合会の日付 — the day by which roles begin and end: the federation's, wherever the reader is."""
    return at.astimezone(get_default_timezone()).date()


def standing(on: date):
    """The roles that stand on a day."""
    return Role.objects.filter(from_day__lte=on).filter(
        Q(until_day__isnull=True) | Q(until_day__gte=on)
    )


def of(party, *, on: date, door: str = "") -> list[Role]:
    """A person's roles today, oldest first; with `door`, those that open it."""
    return _of(door, party=getattr(party, "pk", party), on=on)


@AskedRows
def _of(door: str, *, party: int, on: date):
    kinds = [kind for kind, opens in DOORS.items() if not door or opens == door]
    rows = standing(on).filter(party=party, kind__in=kinds)
    return rows.select_related("body__party", "party__person").order_by("from_day", "pk")


def of_many(people: Collection[int], *, on: date) -> list[Role]:
    """What several people do today, the oldest first; who learns at a school is not among it."""
    return _of_many(people=people, on=on)


@AskedRows
def _of_many(*, people, on: date):
    rows = standing(on).filter(party__in=people).exclude(kind=Role.Kind.PUPIL)
    return rows.select_related("body__party").order_by("from_day", "pk")


def first_as(kind: str, party: int, *, on: date) -> Role | None:
    """The oldest role of a kind that somebody holds today, with its body."""
    return _first_as.first(kind, party=party, on=on)


@AskedRows
def _first_as(kind: str, *, party: int, on: date):
    rows = standing(on).filter(party=party, kind=kind)
    return rows.select_related("body__party").order_by("pk")[:1]


def people_of(body: Organisation, *kinds: str, on: date):
    """The parties who hold one of these roles in a body, by kana, each with its person."""
    return [role.party for role in _in_body(*kinds, body=body.pk, on=on)]


@AskedRows
def _in_body(*kinds: str, body: int, on: date):
    rows = standing(on).filter(body=body, kind__in=kinds).select_related("party__person")
    return rows.order_by("party__sort_as", "party_id")


def holders(*kinds: str, on: date):
    """The keys of all who hold one of these roles anywhere, as a subquery."""
    return standing(on).filter(kind__in=kinds).values("party_id")


def people_with(kind: str, *, on: date):
    """ある役割の人 — as `parties.queries.people`, those who hold it anywhere on a day."""
    return people().filter(pk__in=holders(kind, on=on))


def held_by(party) -> list[Role]:
    """ある人の役割 — all of them, also over ones and those of duplicates; the newest first."""
    rows = Role.objects.filter(Q(party=party) | Q(party__same_as=party))
    return list(rows.select_related("body__party").order_by("-from_day", "-pk"))


def members(body: Organisation, *, on: date, limit: int = 50) -> list[Role]:
    """ある団体の人たち — everybody with a role but the pupils, oldest role first."""
    rows = standing(on).filter(body=body).exclude(kind=Role.Kind.PUPIL)
    return list(rows.select_related("party").order_by("kind", "from_day", "pk")[:limit])


def everybody_in(body: Organisation, kind: str) -> list[Role]:
    """All who hold or held a role in a body, those who came first before the others."""
    rows = Role.objects.filter(body=body, kind=kind).select_related(
        "party__person", "party__organisation", "body__party"
    )
    return list(rows.order_by("from_day", "pk"))


def counts_in(body: Organisation, *, on: date) -> dict[str, int]:
    """How many hold each role in a body."""
    counted = standing(on).filter(body=body).values_list("kind").annotate(count=Count("party"))
    return dict(counted.order_by("kind"))


def approvals_of(body: Organisation):
    """承認 — the newest request first."""
    return Approval.objects.filter(body=body).order_by("-asked_on", "-pk")


def approved(body, *, on: date) -> bool:
    """True when an approval of the body stands on the day."""
    return Approval.objects.filter(
        body=body, decision=Approval.Decision.GRANTED, from_day__lte=on, until_day__gte=on
    ).exists()


def agreements_of(body):
    """協定・覚書 — the newest first."""
    return Agreement.objects.filter(parties=body.party).order_by("-until_day", "-pk")

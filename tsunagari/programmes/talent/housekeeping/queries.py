"""家事支援 — whose rows they are, and the facts that the gate and the watch ask for."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tsunagari.base import asked as questions
from tsunagari.base import figures
from tsunagari.base.refusals import Reason
from tsunagari.kernel.parties.models import Organisation, Party, Person
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Standing, Viewer
from tsunagari.programmes.talent.housekeeping.models import (
    Alarm,
    Contract,
    Household,
    Institution,
    Look,
    Service,
    Worker,
    Zone,
)
from tsunagari.programmes.talent.housekeeping.rules import gate, watch, zones
from tsunagari.programmes.talent.housekeeping.rules.gate import Asked
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.queries import with_bodies

LICENCE = "licence.HK"
RESIDENT_YEAR = 365.25


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date):
    """A number of this subject on a day."""
    return _figures()[name].on(on).value


def wait_on(on: date) -> timedelta:
    """How long silence is no alarm yet."""
    return timedelta(minutes=figure("alarm_after_minutes", on))


def counts_at(made: datetime | None, received: datetime) -> datetime:
    """The moment for which a press counts."""
    latest = timedelta(hours=figure("late_press_hours", roles.day_of(received)))
    return watch.counts_at(made, received, latest=latest)


# 区域と特定機関 -------------------------------------------------------------------------------


def table() -> dict[str, zones.Zone]:
    """The areas of the sheet, with what the office found out itself."""
    return zones.merged(_zone(row) for row in Zone.objects.order_by("code"))


def _zone(row: Zone) -> zones.Zone:
    return zones.Zone(
        code=row.code,
        title=row.title,
        covers=(row.title,) if row.title else (),
        designated=row.designated,
        measure=row.measure,
        council=row.council,
        from_day=row.from_day,
        until_day=row.until_day,
        confidence=row.confidence,
        said=row.said,
    )


def institutions(viewer: Viewer) -> QuerySet[Institution]:
    """特定機関 — the office sees all, an institution itself."""
    rows = Institution.objects.select_related("organisation__party", "coordinator", "deputy")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    return rows.filter(pk=viewer.own_body.pk)


def institution(body: int) -> Institution | None:
    """One by its body's key; None for whoever is none."""
    return Institution.objects.filter(pk=body).first()


def confirmation(body: Organisation | int, on: date) -> Standing | None:
    """特定機関の確認 — the one that stands on a day."""
    pk = body if isinstance(body, int) else body.pk
    rows = Standing.objects.filter(party=pk, kind=LICENCE, from_day__lte=on)
    return rows.filter(Q(until_day=None) | Q(until_day__gte=on)).order_by("-from_day").first()


def of_institution(institution: Institution, on: date) -> dict:
    """What the gate asks of an institution."""
    since = institution.business_since
    near = [office.get("near") for office in institution.offices]
    return {
        "area": institution.area,
        "confirmed": confirmation(institution.pk, on) is not None,
        "business_years": (on - since).days / RESIDENT_YEAR if since else None,
        "office_near": any(near) if near else None,
        "complaint_desk": bool(institution.desk) if institution.desk else None,
        **{name: value for name, value in institution.criteria.items() if name in CRITERIA},
    }


CRITERIA = ("disqualified", "pay_equal", "deposit")
WORKER_FACTS = (
    "experience_years",
    "trained",
    "japanese",
    "full_time",
    "direct",
    "pay_equal",
    "deposit",
    "other_duties",
    "housing_inside",
)


def of_worker(case: Case) -> dict:
    """What the gate asks of a worker."""
    worker = Worker.objects.filter(case=case).first() or Worker(case=case)
    known = {name: worker.facts[name] for name in WORKER_FACTS if name in worker.facts}
    starts = [one["starts"] for one in case.facts.get("placements", ()) if one.get("starts")]
    if starts:
        known["first_contract"] = date.fromisoformat(min(starts))
    born, filed = case.facts.get("born_on"), case.facts.get("application_on")
    if born and filed:
        born, filed = date.fromisoformat(born), date.fromisoformat(filed)
        known["age"] = filed.year - born.year - ((filed.month, filed.day) < (born.month, born.day))
    if worker.exempt_on:
        known["language_exempt"] = True
    return known


def asked(
    on: date,
    *,
    institution: Institution | None = None,
    case: Case | None = None,
    household: Household | None = None,
    **more,
) -> Asked:
    """The gate's question, from what is stored."""
    known: dict = of_institution(institution, on) if institution else {}
    known |= of_worker(case) if case else {}
    if household and household.below_n4_on:
        known["household_agrees"] = True
    known |= {name: value for name, value in more.items() if value is not None}
    return Asked(on=on, **known)


def answer(on: date, **known) -> gate.Answer:
    """What the gate says to what is stored, with the areas as the office knows them."""
    return gate.ask(asked(on, **known), table())


def why_not_proceed(case: Case) -> list[Reason]:
    """Why a housekeeping worker's case takes no next step: the gate's reasons."""
    if case.system != "HK" or case.company_id is None:
        return []
    institution = Institution.objects.filter(pk=case.company_id).first()
    on = timezone.localdate()
    if institution:
        return answer(on, institution=institution, case=case).against()
    # Without an institution there is no area to speak of: its own absence says enough.
    found = gate.ask(asked(on, case=case, confirmed=False))
    return [p.reason for p in found.points if p.sign == gate.NO and p.code[:4] != "area"]


# 家庭・契約・訪問 -----------------------------------------------------------------------------


def households(viewer: Viewer) -> QuerySet[Household]:
    """家庭 — those of the viewer's own institution; the office all."""
    rows = Household.objects.select_related("institution__party")
    return rows.filter(_own(viewer))


def empty_homes() -> QuerySet[Household]:
    """Homes in which nobody is, is expected, or is looked for by an open alarm."""
    inside = Service.objects.filter(contract__household=OuterRef("pk"))
    looked_for = Alarm.objects.filter(service__contract__household=OuterRef("pk"), closed_at=None)
    return Household.objects.exclude(
        Exists(inside.filter(state__in=watch.OPEN)) | Exists(looked_for)
    )


def contracts(viewer: Viewer) -> QuerySet[Contract]:
    """請負契約 — the newest first."""
    rows = Contract.objects.select_related("household__institution__party")
    return rows.filter(_own(viewer, "household__")).order_by("-from_day", "-pk")


def services(viewer: Viewer) -> QuerySet[Service]:
    """訪問 — with the person and the home."""
    rows = Service.objects.select_related(
        "contract__household", "institution__party", "case__person__party"
    )
    if viewer.kind == "worker":
        return rows.filter(case__person=viewer.party.pk)
    return rows.filter(_own(viewer))


def alarms(viewer: Viewer) -> QuerySet[Alarm]:
    """警報 — of the viewer's own institution; the office all."""
    rows = Alarm.objects.select_related(
        "service__institution__party",
        "service__contract__household",
        "service__case__person__party",
        "named",
        "taken_by",
        "closed_by",
    )
    return rows.filter(_own(viewer, "service__"))


def looks(viewer: Viewer) -> QuerySet[Look]:
    """確認訪問・監査 — the newest first."""
    rows = Look.objects.select_related("institution__party", "meeting")
    return rows.filter(_own(viewer)).order_by("-meeting__starts_at", "-pk")


def _own(viewer: Viewer, where: str = "") -> Q:
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return Q()
    return Q(**{f"{where}institution": viewer.own_body})


def workers(viewer: Viewer) -> QuerySet[Case]:
    """はたらく人 — open cases of system HK, of the viewer's own institution; the office all."""
    rows = with_bodies().filter(system="HK", closed_on=None)
    if not (viewer.kind == "staff" and viewer.on_behalf is None):
        rows = rows.filter(company=viewer.own_body)
    return rows.order_by("pk")


def of_person(person: Person, now: datetime) -> list[Service]:
    """わたしの訪問 — what runs or comes, the next one first."""
    return ahead(person=person.pk, since=lately(now))


@questions.AskedRows
def ahead(*, person: int, since: datetime):
    """The same, for those who ask several things at once; `since` is `lately`."""
    rows = _ahead_of(person, since).select_related("contract__household", "institution__party")
    return rows.order_by("starts_at", "pk")[:12]


def next_key(person: Person, now: datetime) -> int | None:
    """つぎの訪問の番号 — of what runs or comes next; None for whoever has none."""
    [key] = _next_key.first(person=person.pk, since=lately(now)) or [None]
    return key


@questions.Asked
def _next_key(*, person: int, since: datetime):
    return _ahead_of(person, since).order_by("starts_at", "pk").values_list("pk")[:1]


def lately(now: datetime) -> datetime:
    """From when a visit that was never ended may still run."""
    return now - timedelta(days=1)


def _ahead_of(person: int, since: datetime) -> QuerySet[Service]:
    return Service.objects.filter(case__person=person, state__in=watch.OPEN, ends_at__gte=since)


def running(viewer: Viewer, now: datetime) -> QuerySet[Service]:
    """いま — what runs, and what should have begun or begins within the hour."""
    soon = Q(state=watch.PLANNED, starts_at__lte=now + timedelta(hours=1))
    soon &= Q(starts_at__gte=now - timedelta(days=1))
    rows = services(viewer).filter(Q(state=watch.RUNNING) | soon)
    return rows.order_by("starts_at", "pk")


def watched(service: Service) -> watch.Watched:
    """A visit as the watch sees it."""
    return watch.Watched(
        state=service.state,
        starts=service.starts_at,
        ends=service.ends_at,
        until=service.until_at,
        came=service.came_at,
        left=service.left_at,
    )


def roles_in(body: Organisation, on: date) -> list[Party]:
    """Whom an institution can name to be called."""
    return roles.people_of(body, "company_staff", on=on)


def named_for(institution: int, level: int) -> Party | None:
    """Who is told at a level: the coordinator, the deputy; at the last one, the office's people."""
    found = Institution.objects.select_related("coordinator", "deputy").filter(pk=institution)
    row = found.first()
    if row is None:
        return None
    return (row.coordinator or row.deputy) if level == watch.NAMED else row.deputy

"""帳簿の行 — companies, people, fees and placements."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk.registers.lines import (
    OPEN,
    TRAINED,
    WORKING,
    country_of,
    days,
    events,
    keep,
    names_of,
    with_event,
)
from tsunagari.kernel.parties.models import Identifier, Organisation
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents.papers.training_plan import STAGES
from tsunagari.programmes.talent.law.rules.book import SYSTEM_WORDS
from tsunagari.programmes.talent.law.rules.facts import Case as Facts
from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.orders import queries as orders
from tsunagari.programmes.talent.orders.models import Pair
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.models import Case, Company
from tsunagari.programmes.talent.people.rules import states

HIRED = "hw_foreigner_hired"
SPAN = _("%(from)s から %(until)s まで")
EACH = _("%(country)s %(count)s人")


def companies(_viewer: Viewer) -> QuerySet:
    held = Case.objects.filter(system__in=WORKING).exclude(company=None)
    return Organisation.objects.filter(pk__in=held.values("company")).select_related("party")


def company_lines(rows: list[Organisation], viewer: Viewer) -> list[dict]:
    known = Company.objects.in_bulk([row.pk for row in rows])
    people = defaultdict(list)
    held = queries.of(viewer).filter(company__in=rows, system__in=WORKING)
    for case in held.values("company", "state", "opened_on", "closed_on", "person__nationality"):
        people[case["company"]].append(case)
    return [_company_line(row, known.get(row.pk), people[row.pk]) for row in rows]


def _company_line(row: Organisation, company: Company | None, cases: list[dict]) -> dict:
    known = company.facts if company else {}
    unknown = gettext(_("国籍は未記入"))
    taken = Counter(country_of(case["person__nationality"]) or unknown for case in cases)
    each = [gettext(EACH) % {"country": name, "count": n} for name, n in sorted(taken.items())]
    return {
        "name": row.title,
        "place": known.get("address") or row.municipality or None,
        "staff": known.get("staff"),
        "taken": "、".join(each),
        "missing": sum(case["state"] == "missing" for case in cases),
        "people": sum(case["closed_on"] is None for case in cases),
        "since": min((case["opened_on"] for case in cases), default=None),
        "keep": keep(case["closed_on"] for case in cases),
    }


def everybody(viewer: Viewer) -> QuerySet:
    return queries.of(viewer).filter(system__in=WORKING)


def everybody_lines(rows: list[Case], viewer: Viewer) -> list[dict]:
    held = facts.standings_of(rows)
    names = names_of([case.person_id for case in rows], viewer)
    cards = Identifier.objects.filter(
        party__in=names, kind=Identifier.Kind.RESIDENCE_CARD, ended_on=None
    )
    last = {card.party_id: str(card) for card in cards}
    return [
        _person_line(case, facts.of_case(case, held[case.person_id]))
        | {"name": names[case.person_id], "card": last.get(case.person_id)}
        for case in rows
    ]


def _person_line(case: Case, known: Facts) -> dict:
    stays = sorted(known.stays, key=lambda one: one.since)
    plans = sorted(known.plans, key=lambda one: one.starts)
    stay, plan = (stays or [None])[-1], (plans or [None])[-1]
    # Nobody misses the day of arrival of somebody who has not come yet.
    none = None if known.entry or known.placements else ""
    hired = [one.on for one in known.done if one.rule == HIRED]
    return {
        "nationality": country_of(case.person.nationality),
        "born_on": known.born_on,
        "system": gettext(SYSTEM_WORDS[case.system]),
        "stay_from": stay.since if stay else none,
        "stay_until": stay.until if stay else none,
        "company": case.company.title if case.company else None,
        "hired": days(hired) or none,
        "certified": plan.certified_on if plan else _untrained(case),
        "plan": _untrained(case),
        "stage": gettext(STAGES[plan.stage]) if plan and plan.stage in STAGES else "",
        "plan_from": plan.starts if plan else _untrained(case),
        "plan_until": plan.ends if plan else _untrained(case),
        "changed": days(events(known, "plan_change_material")),
        "noticed": days(events(known, "plan_change_minor")),
        "earlier_stays": _spans((one.since, one.until) for one in stays[:-1]),
        "earlier_plans": _spans((one.starts, one.ends) for one in plans[:-1]),
        "state": states.words(case.state),
        "entry": known.entry or none,
        "starts": min((one.starts for one in known.placements), default=none),
        "ends": case.closed_on or "",
        "keep": keep([case.closed_on]),
    }


def _untrained(case: Case):
    """A gap for trainees; specified skilled workers have no plan."""
    return None if case.system in TRAINED else ""


def _spans(found: Iterable[tuple[date, date]]) -> str:
    return "\n".join(
        gettext(SPAN) % {"from": first.isoformat(), "until": last.isoformat()}
        for first, last in found
    )


# 2 監理費・あっせん -------------------------------------------------------------------------


def fees(viewer: Viewer) -> QuerySet:
    return queries.of(viewer).filter(with_event("fee_planned"), system__in=TRAINED)


def fee_lines(rows: list[Case], viewer: Viewer) -> list[dict]:
    names = names_of([case.person_id for case in rows], viewer)
    return [
        {
            "day": day,
            "company": case.company.title if case.company else None,
            "person": names[case.person_id],
            "keep": keep([case.closed_on]),
        }
        for case in rows
        for day in events(facts.of_case(case, []), "fee_planned")
    ]


def placements(viewer: Viewer) -> QuerySet:
    return orders.pairs_of(viewer)


def placement_lines(rows: list[Pair], viewer: Viewer) -> list[dict]:
    names = names_of([pair.candidate.person_id for pair in rows], viewer)
    return [
        {
            "asked": pair.order.made_on,
            "company": pair.order.company.title,
            "field": gettext(FIELDS[pair.order.field]) if pair.order.field in FIELDS else None,
            "work": pair.order.work,
            "number": pair.order.number,
            "place": pair.order.municipality,
            "pay": pair.order.monthly_yen,
            "since": pair.candidate.made_on,
            "person": names[pair.candidate.person_id],
            "sending": pair.candidate.sending.title,
            "met": _met(pair, viewer),
            "result": gettext(Pair.State(pair.state).label),
            "keep": keep([pair.case.closed_on]) if pair.case else gettext(OPEN),
        }
        for pair in rows
    ]


def _met(pair: Pair, viewer: Viewer):
    held = [one for one in pair.interviews.all() if one.state == "accepted"]
    zone = ZoneInfo(viewer.zone)
    return held[0].starts_at.astimezone(zone).date() if held else ""

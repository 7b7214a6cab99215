"""帳簿の行 — audits, guidance, lessons, consultations, outside audits, interviews."""

from collections import Counter, defaultdict
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from tsunagari.base.languages import LANGUAGES, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk.help_calls import words_in
from tsunagari.faces.desk.registers.lines import (
    OPEN,
    TRAINED,
    WORKING,
    ends_at,
    events,
    keep,
    names_of,
    with_event,
)
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.meetings.models import Presence
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents.models import Issued
from tsunagari.programmes.talent.orders import queries as orders
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.models import Case, Supervisor
from tsunagari.programmes.talent.safety import queries as safety
from tsunagari.programmes.talent.visits import queries as visits
from tsunagari.programmes.talent.visits.models import Finding, Interview, Visit

OUTSIDE = {"auditor": _("外部監査人"), "director": _("指定外部役員")}


def visits_of(*kinds: str) -> Callable[[Viewer], QuerySet]:
    def rows(_viewer: Viewer) -> QuerySet:
        return visits.over().filter(state=Visit.State.CLOSED, kind__in=kinds)

    return rows


def visit_lines(rows: list[Visit], viewer: Viewer) -> list[dict]:
    keys = [row.pk for row in rows]
    counted = visits.counted(rows)
    # Who visits is of the office: the name stands as it is written here.
    names = shown([row.visitor_id for row in rows if row.visitor_id], to=viewer)
    talks = any(row.kind == Visit.Kind.INTERVIEW for row in rows)
    ends = ends_at((row.company_id for row in rows), visits.SKILLED if talks else TRAINED)
    held = Interview.objects.filter(visit__in=keys, state=Interview.State.HELD)
    heard = Counter(held.exclude(case=None).values_list("visit", flat=True))
    found = Counter(Finding.objects.filter(visit__in=keys).values_list("visit", flat=True))
    kept = Issued.objects.filter(
        about_kind=Visit._meta.label_lower, about_key__in=[str(key) for key in keys]
    ).exclude(paper=None)
    reports = Counter(kept.filter(withdrawn_on=None).values_list("about_key", flat=True))
    return [
        {
            "day": row.held_on,
            "kind": gettext(Visit.Kind(row.kind).label),
            "company": row.company.title,
            "place": row.company.municipality or None,
            "visitor": names.get(row.visitor_id),
            "met": row.signed_name or None,
            "people": counted[row.pk]["people"],
            "heard": heard[row.pk],
            "findings": found[row.pk],
            "open": counted[row.pk]["findings"],
            "reports": reports[str(row.pk)],
            "keep": keep(ends[row.company_id]),
        }
        for row in rows
    ]


# 4 講習・相談・外部監査 ---------------------------------------------------------------------


def trainees(viewer: Viewer) -> QuerySet:
    taught = orders.taught().filter(state=Presence.State.PRESENT)
    known = Q(facts__has_key="training_from") | Q(person__in=taught.values("party"))
    return queries.of(viewer).filter(known, system__in=TRAINED)


def training_lines(rows: list[Case], viewer: Viewer) -> list[dict]:
    people = [case.person_id for case in rows]
    names, lessons = names_of(people, viewer), _lessons(people, ZoneInfo(viewer.zone))
    lines = []
    for case in rows:
        known = facts.of_case(case, [])
        about = {"person": names[case.person_id], "keep": keep([case.closed_on])}
        if case.person_id in lessons:
            before = {"kind": gettext(_("入国前の講習")), **lessons[case.person_id]}
            lines.append(about | before)
        if known.training_from:
            lines.append(
                about
                | {
                    "kind": gettext(_("入国後の講習")),
                    "from": known.training_from,
                    "until": known.training_until,
                    "by": case.supervisor.title if case.supervisor else None,
                }
            )
    return lines


def _lessons(people: list[int], zone: ZoneInfo) -> dict[int, dict]:
    """{person: first and last day, hours, schools and subjects of the lessons attended}; two queries."""
    held = orders.taught().filter(party__in=people, state=Presence.State.PRESENT)
    words = defaultdict(lambda: (set(), set()))
    pairs = held.values_list("party", "meeting__lesson__school", "meeting__lesson__topic")
    for party, school, topic in pairs.distinct():
        words[party][0].add(school)
        words[party][1].add(topic)
    schools = Organisation.objects.select_related("party").in_bulk(
        {key for keys, _topics in words.values() for key in keys}
    )
    rows = held.values("party").annotate(
        first=Min("meeting__starts_at"),
        last=Max("meeting__starts_at"),
        spent=Sum("minutes"),
        times=Count("pk"),
    )
    return {
        row["party"]: {
            "from": row["first"].astimezone(zone).date(),
            "until": row["last"].astimezone(zone).date(),
            "hours": round((row["spent"] or 0) / 60, 1),
            "lessons": row["times"],
            "by": "、".join(sorted(schools[key].title for key in words[row["party"]][0])),
            "subjects": "、".join(sorted(words[row["party"]][1])),
        }
        for row in rows
    }


def consulted(viewer: Viewer) -> QuerySet:
    told = safety.of(viewer).exclude(case=None)
    known = Q(pk__in=told.values("case")) | with_event("complaint")
    return queries.of(viewer).filter(known, system__in=WORKING)


def consultation_lines(rows: list[Case], viewer: Viewer) -> list[dict]:
    names = names_of([case.person_id for case in rows], viewer)
    told = defaultdict(list)
    incidents = safety.of(viewer).filter(case__in=rows).prefetch_related("steps")
    for incident in incidents.order_by("pk"):
        told[incident.case_id].append(incident)
    lines = []
    for case in rows:
        about = {
            "person": names[case.person_id],
            "company": case.company.title if case.company else None,
            "keep": keep([case.closed_on]),
        }
        lines += [about | _incident(one) for one in told[case.pk]]
        lines += [about | {"day": d} for d in events(facts.of_case(case, []), "complaint")]
    return lines


def _incident(incident) -> dict:
    what = words_in(incident)
    return {
        "day": incident.on,
        "language": dict(LANGUAGES).get(incident.language, incident.language) or None,
        "what": "\n".join(filter(None, [what["act"] or what["kind"], incident.words])),
        "done": "\n".join(step.words for step in incident.steps.all() if step.words) or None,
        "state": gettext(incident.get_state_display()),
    }


def supervisors(_viewer: Viewer) -> QuerySet:
    rows = Supervisor.objects.select_related("organisation__party")
    return rows.filter(facts__has_key="offices")


def outside_lines(rows: list[Supervisor], _viewer: Viewer) -> list[dict]:
    return [
        {
            "day": day,
            "body": row.organisation.title,
            "office": office.id,
            "kind": gettext(words),
            "by": gettext(OUTSIDE[office.outside]),
            "keep": gettext(OPEN),
        }
        for row in rows
        for office in facts.of_supervisor(row, []).offices
        for words, days in (
            (_("3か月に1回の確認"), office.outside_audits),
            (_("監査への同行（1年に1回）"), office.accompanied),
        )
        for day in days
    ]

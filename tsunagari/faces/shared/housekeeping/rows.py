"""家事支援の行 — visits, alarms, the gate's answer and institutions in the reader's words."""

from datetime import datetime

from tsunagari.base.languages import gettext
from tsunagari.base.refusals import Reason
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping import queries
from tsunagari.programmes.talent.housekeeping.calculators import words
from tsunagari.programmes.talent.housekeeping.models import Alarm, Service
from tsunagari.programmes.talent.housekeeping.rules import gate
from tsunagari.programmes.talent.housekeeping.rules.ways import WAYS
from tsunagari.programmes.talent.housekeeping.rules.work import WORK
from tsunagari.programmes.talent.law.rules.sources import SOURCES

OURS = {"desk": "tn/desk.html", "partner": "tn/partner.html"}
TONES = {"○": "success", "△": "warning", "×": "error"}


def base(face: str, **more) -> dict:
    """What every page of this subject needs: its frame, and where its links lead."""
    return {"frame": OURS[face], "ns": face, **more}


def names(parties, viewer) -> dict[int, str]:
    """What to call each party here; somebody without a name is called by the code."""
    found = [party for party in parties if party]
    said = written([party.pk for party in found], to=viewer) if found else {}
    return {party.pk: said[party.pk].name or said[party.pk].latin or party.code for party in found}


def choices_of(viewer) -> dict:
    """Institutions, workers and contracts to choose from, as the viewer may see them."""
    cases = list(queries.workers(viewer)[:200])
    called = names([case.person.party for case in cases], viewer)
    return {
        "institutions": [
            (str(row.pk), row.organisation.title) for row in queries.institutions(viewer)
        ],
        "cases": [(str(case.pk), called[case.person_id]) for case in cases],
    }


def contracts_of(viewer) -> list[tuple[str, str]]:
    """Contracts that stand, by home."""
    rows = queries.contracts(viewer).filter(ended_on=None)[:200]
    return [
        (str(row.pk), f"{row.household.town} {row.household.code}（{works(row.work)}）")
        for row in rows
    ]


def works(codes) -> str:
    """Kinds of work in words."""
    return "・".join(gettext(WORK[code].words) for code in codes if code in WORK)


def visits(rows: list[Service], viewer, now: datetime) -> list[dict]:
    """Visits as lines: who, where, when, what is waited for, and whether an alarm is open."""
    called = names([row.case.person.party for row in rows], viewer)
    open_ = Alarm.objects.filter(service__in=[row.pk for row in rows], closed_at=None)
    alarms = {alarm.service_id: alarm for alarm in open_.order_by("kind")}
    return [
        {
            "service": row,
            "who": called[row.case.person_id],
            "town": row.contract.household.town,
            "home": row.contract.household.code,
            "state": gettext(row.get_state_display()),
            "alarm": alarms.get(row.pk),
            "late": bool(row.due_at and row.due_at <= now) or row.pk in alarms,
        }
        for row in rows
    ]


def alarms(rows: list[Alarm], viewer) -> list[dict]:
    """Alarms as lines: what, who is alone where, whose turn it is."""
    people = [party for row in rows for party in (row.named, row.taken_by, row.closed_by)]
    people += [row.service.case.person.party for row in rows]
    called = names(list({party.pk: party for party in people if party}.values()), viewer)
    return [
        {
            "alarm": row,
            "kind": gettext(row.get_kind_display()),
            "who": called[row.service.case.person_id],
            "town": row.service.contract.household.town,
            "named": called.get(row.named_id, ""),
            "taken": called.get(row.taken_by_id, ""),
            "closed": called.get(row.closed_by_id, ""),
            "outcome": gettext(row.get_outcome_display()) if row.outcome else "",
        }
        for row in rows
    ]


def answer(found: gate.Answer) -> dict:
    """The gate's answer to read: its sign, every point, the other ways."""
    return {
        "sign": found.sign,
        "type": TONES[found.sign],
        "title": gettext(words.SIGNS[found.sign]),
        "points": [
            {
                "sign": point.sign,
                "reason": point.reason.words(),
                "basis": Reason(
                    words.ARTICLE,
                    {
                        "article": gettext(point.article),
                        "sure": gettext(words.CONFIDENCE[point.confidence]),
                    },
                ).words(),
                "sources": [SOURCES[key] for key in point.source],
                "ways": [gettext(WAYS[way]) for way in point.ways],
            }
            for point in found.points
        ],
        "notes": [gettext(note) for note in words.NOTES],
    }


def staff_of(body, viewer) -> list[tuple[str, str]]:
    """Whom an institution can name to be called."""
    people = roles.people_of(body, "company_staff", on=viewer.on)
    called = names(people, viewer)
    return [(str(party.pk), called[party.pk]) for party in people]

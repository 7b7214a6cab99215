"""区域と特定機関 — what is known of an area; an institution, its confirmation, its reports, its audits."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tsunagari.base.refusals import refuse_if, why_stale
from tsunagari.kernel.meetings import actions as meetings
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.notices import choices
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping import notices, queries
from tsunagari.programmes.talent.housekeeping.models import Institution, Look, Zone
from tsunagari.programmes.talent.housekeeping.rules import keeping
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Company, Supervisor

MEASURE = "2-4"
KEPT = (
    "area",
    "business_since",
    "offices",
    "criteria",
    "desk",
    "phone",
    "coordinator",
    "deputy",
)
COUNCIL = "公の第三者管理協議会"


@transaction.atomic
def note_zone(
    code: str, *, said: str, from_day: date, until_day=None, by, on: date, **known
) -> Zone:
    """区域について分かったことを登録する — with who said so; it stands in the place of the table."""
    refuse_if(keeping.why_not_note_zone(said=said, from_day=from_day, until_day=until_day))
    zone = Zone.objects.select_for_update().filter(code=code).first() or Zone(code=code, version=0)
    for name, value in known.items():
        setattr(zone, name, value)
    zone.said, zone.from_day, zone.until_day = said.strip(), from_day, until_day
    zone.noted_on, zone.version = on, zone.version + 1
    zone.save()
    records.add(
        by=by,
        did="housekeeping.zone_noted",
        about=zone,
        on=on,
        code=code,
        measure=zone.measure,
        council=zone.council,
        designated=zone.designated,
    )
    return zone


@transaction.atomic
def keep(body: Organisation, *, seen: int, by, on: date, **known) -> Institution:
    """特定機関の内容を書く — its area, offices, criteria, desk, and who is called when it matters."""
    Institution.objects.get_or_create(organisation=body)
    Company.objects.get_or_create(organisation=body)
    Supervisor.objects.get_or_create(organisation=body)
    row = Institution.objects.select_for_update().get(pk=body.pk)
    for name in KEPT:
        if name in known:
            setattr(row, name, known[name])
    staff = {party.pk for party in roles.people_of(body, "company_staff", on=on)}
    named = [party for party in (row.coordinator, row.deputy) if party]
    refuse_if(
        why_stale(seen, row.version)
        + keeping.why_not_name(
            coordinator=row.coordinator_id,
            deputy=row.deputy_id,
            staff=staff,
            reached={party.pk for party in named if choices.ways_of(party).email},
        )
    )
    row.version += 1
    row.save()
    records.add(
        by=by,
        did="housekeeping.institution_changed",
        about=row,
        concerns=[body.party_id],
        on=on,
        fields=", ".join(sorted(known)),
    )
    return row


@transaction.atomic
def follow_ways(party: Party, *, at: datetime) -> int:
    """連絡係の届け方が変わった — whoever is called at an alarm and takes no mail any more is told of at once.

    Answers for how many institutions.
    """
    if choices.ways_of(party).email:
        return 0
    mine = Institution.objects.filter(Q(coordinator=party.pk) | Q(deputy=party.pk))
    found = list(mine.select_related("organisation__party", "coordinator", "deputy"))
    for row in found:
        notices.tell_unreached(row, party, at=at)
    return len(found)


def unreached(institution: Institution) -> list[Party]:
    """Who is called at an alarm but takes no mail now."""
    named = [party for party in (institution.coordinator, institution.deputy) if party]
    return [party for party in named if not choices.ways_of(party).email]


@transaction.atomic
def confirm(
    institution: Institution, *, from_day: date, until_day: date | None, by, on: date, seen=None
):
    """特定機関の確認を登録する — the council's confirmation; refused where the scheme does not stand."""
    asked = queries.answer(from_day, institution=institution, confirmed=True)
    refuse_if(asked.against())
    return cases.note_standing(
        institution.organisation.party,
        queries.LICENCE,
        from_day=from_day,
        until_day=until_day,
        authority=COUNCIL,
        seen=seen,
        by=by,
        on=on,
    )


@transaction.atomic
def tell_law(institution: Institution, kind: str, name: str, *, day: date, by, on: date) -> None:
    """出来事 — what starts a duty of the law: a planned start, an acceptance, a serious matter …"""
    row = Supervisor.objects.select_for_update().get(pk=institution.pk)
    happened = [one for one in row.facts.get("events", ()) if one.get("id") != name]
    happened.append({"kind": kind, "on": day.isoformat(), "id": name})
    cases.change_supervisor(
        institution.organisation, seen=row.version, by=by, on=on, events=happened
    )


@transaction.atomic
def plan_look(institution: Institution, kind: str, *, starts: datetime, by, on: date) -> Look:
    """確認訪問・監査を予定する — a meeting of an hour at the institution."""
    meeting = Meeting.objects.create(
        measure=MEASURE,
        kind=f"hk_{kind}",
        host=institution.organisation.party,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        zone="Asia/Tokyo",
    )
    look = Look.objects.create(institution=institution.organisation, kind=kind, meeting=meeting)
    records.add(
        by=by,
        did="housekeeping.look_planned",
        about=look,
        concerns=[institution.pk],
        on=on,
        kind=kind,
    )
    return look


@transaction.atomic
def hold_look(
    look: Look, *, outcome: str, words: str, present=(), by, on: date, at: datetime
) -> Look:
    """確認訪問・監査を終える — what was seen; an audit of the council counts for its year."""
    look = Look.objects.select_for_update().select_related("meeting").get(pk=look.pk)
    refuse_if(keeping.why_not_hold(held=bool(look.outcome), outcome=outcome, words=words))
    here = list(dict.fromkeys([by.party.pk, *present]))
    meetings.note(look.meeting, here, [], at=at, source="look")
    meetings.close(look.meeting, [], by=by, on=on, concerns=[look.institution_id])
    look.outcome, look.words, look.version = outcome, words.strip()[:4000], look.version + 1
    look.save(update_fields=["outcome", "words", "version"])
    records.add(
        by=by,
        did="housekeeping.look_held",
        about=look,
        concerns=[look.institution_id],
        on=on,
        kind=look.kind,
        outcome=outcome,
        private={"words": words},
    )
    if look.kind == Look.Kind.AUDIT:
        _audited(look, by=by, on=on, at=at)
    return look


def _audited(look: Look, *, by, on: date, at: datetime) -> None:
    Supervisor.objects.get_or_create(organisation=look.institution)
    row = Supervisor.objects.select_for_update().get(pk=look.institution_id)
    day = roles.day_of(look.meeting.starts_at)
    days = sorted({*row.facts.get("audited", ()), min(day, on).isoformat()})
    cases.change_supervisor(look.institution, seen=row.version, by=by, on=on, audited=days)

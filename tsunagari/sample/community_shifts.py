"""見本のお手伝い — a cooking day that still seeks helpers, one shift given away; a past one with hours."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.actions import (
    assigning,
    counting,
    joining,
    planning,
    proposing,
    swapping,
)
from tsunagari.programmes.community.shifts.actions.planning import Told
from tsunagari.programmes.community.shifts.models import Assignment, Shift, Volunteer

# (kind, title, hours after the beginning, hours, needs, skills, languages, from what age)
SHIFTS = (
    ("setup", "", -1.5, 1, 2, ["lifting"], [], None),
    ("reception", "", -0.5, 2, 2, [], ["vi"], None),
    ("kitchen", "", 0, 3, 2, ["cooking"], [], 16),
    ("children", "", 0, 3, 1, ["children"], [], None),
    ("guide", "駅", -1, 1, 1, [], [], None),
    ("cleanup", "", 3.25, 1, 3, [], [], None),
)
# (name, language, languages, skills, most hours, wanted shifts, possible shifts)
PEOPLE = (
    ("見本 手伝", "ja", ["ja"], ["lifting", "cooking"], 4, [0, 2], [1, 5]),
    ("Mihon Lan", "vi", ["vi", "ja"], ["interpreting"], 3, [1], [5]),
    ("Mihon Ana", "fil", ["fil", "en"], ["children", "cooking"], 6, [3], [2, 5]),
    ("見本 五郎", "ja", ["ja", "en"], ["lifting"], 6, [0, 5], [1]),
)
# The address of the second, so that the sample can show the page.
SECRET_SALT = "c0ffee" * 8


def load(*, by, on: date) -> None:
    """Write shifts, let people offer help, accept the proposal, give one shift away."""
    now = timezone.now()
    rows = Event.objects.filter(host=by.body.party, text__name="見本 世界の台所").order_by(
        "starts_at"
    )
    event = rows.first()
    moment = {"by": by, "on": on, "at": now}
    shifts = _shifts(event, by, on)
    people = [_join(event, shifts, row, at, moment) for at, row in enumerate(PEOPLE)]
    proposing.make(proposing.want(event, **moment), at=now)
    seen = queries.draft_of(event).digest
    assigning.accept(event, seen=seen, **moment)
    late = ("見本 六花", *PEOPLE[0][1:5], [], [1, 5])
    _join(event, shifts, late, len(people), moment)
    proposing.make(proposing.want(event, **moment), at=now)
    swapping.offer(_of(people[3], shifts[5]), **moment)
    _past(by, on, moment)


def _shifts(event: Event, by, on: date) -> list[Shift]:
    made = []
    for kind, title, after, long, needs, skills, languages, age in SHIFTS:
        starts = event.starts_at + timedelta(hours=after)
        span = (starts, starts + timedelta(hours=long))
        more = {"needs": needs, "skills": skills, "languages": languages, "from_age": age}
        told = Told(kind, *span, title=title, place="見本 会場", **more)
        made.append(planning.plan(event, told, by=by, on=on))
    return made


def _join(event: Event, shifts, row, at: int, moment) -> Volunteer:
    name, language, languages, skills, most, wants, can = row
    levels = {shifts[t].pk: "can" for t in can} | {shifts[t].pk: "wants" for t in wants}
    told = joining.Offer(
        name=name,
        language=language,
        languages=languages,
        skills=skills,
        most_minutes=most * 60,
        levels=levels,
    )
    salt = SECRET_SALT if at == 1 else f"{event.code}-{at}"
    return joining.join(event, told, salt=salt, **moment)


def _of(volunteer: Volunteer, shift: Shift) -> Assignment:
    return Assignment.objects.get(volunteer=volunteer, shift=shift)


def _past(by, on: date, moment) -> None:
    """What is over: offered before it began, counted, not thanked yet."""
    rows = Event.objects.filter(host=by.body.party, text__name="見本 顔合わせの会")
    event = rows.get()
    kind, *_rest = SHIFTS[1]
    told = Told(kind, event.starts_at, event.ends_at, place="見本 会場", needs=2)
    shift = planning.plan(event, told, by=by, on=on)
    before: datetime = event.starts_at - timedelta(days=2)
    then = moment | {"at": before}
    for at, name in enumerate(("見本 七海", "見本 八重")):
        offer = joining.Offer(name=name, levels={shift.pk: "wants"})
        volunteer = joining.join(event, offer, salt=f"{event.code}-{at}", **then)
        made = assigning.put(shift, volunteer, **then)
        if at == 0:
            counting.count(made, 180, said_by=counting.SELF, **moment)

"""見本の訪問 — audits and interviews at the sample companies: some done, one today, one ahead."""

from datetime import UTC, date, datetime, time, timedelta

from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import close, plan
from tsunagari.programmes.talent.visits.actions.fill import Filled, fill
from tsunagari.programmes.talent.visits.actions.pictures import Photo
from tsunagari.programmes.talent.visits.models import Visit
from tsunagari.programmes.talent.visits.rules.visits import Typed
from tsunagari.sample.talent_papers import sample_scan

# How many days ago one of each kind was held, at the first company that has people for it.
HELD = {"guidance": 7, "audit": 40, "interview": 33}
FOUND = {"lodging_safe": "見本：1階の出口の前に箱が3つある。", "g_log": "見本：先週の分がない。"}


def load(*, by, on: date) -> None:
    """For every company with people there: visits as the office would have them."""
    keys = people.open_ones().exclude(company=None).values_list("company", flat=True)
    companies = Organisation.objects.filter(pk__in=list(keys)).order_by("pk")
    waiting = dict(HELD)
    for number, company in enumerate(companies):
        _visits(company, number, waiting, by, on)


def _visits(company: Organisation, number: int, waiting: dict[str, int], by, on: date) -> None:
    """Visits of the past weeks are over; an audit is today; interviews are ahead."""
    for kind, ago in HELD.items():
        past = None
        if kind == "guidance" or kind in waiting:
            past = _planned(company, kind, on - timedelta(days=ago), by, on)
        if past and kind in waiting:
            del waiting[kind]
            _held(past, by, on)
    if queries.there(company, "audit", on):
        _planned(company, "audit", on + timedelta(days=number), by, on)
    _planned(company, "interview", on + timedelta(days=2 + number), by, on)


def _planned(company: Organisation, kind: str, day: date, by, on: date) -> Visit | None:
    """None where nobody of that kind works on the day."""
    try:
        return plan.plan(company, kind, day=day, at=time(10), visitor=by.party, by=by, on=on)
    except Refused:
        return None


def _held(visit: Visit, by, on: date) -> None:
    """Everything is as it should be, but for one thing."""
    answers = {}
    for key in queries.asked(visit, queries.interviews_of(visit)):
        words = FOUND.get(key.rpartition("-")[2], "")
        answers[key] = Typed("no" if words else "yes", words)
    at = datetime.combine(visit.day, time(3), UTC)
    bad = [key for key, one in answers.items() if one.said == "no"]
    seen = [Photo(sample_scan(), of=key, taken=at - timedelta(minutes=25)) for key in bad]
    sent = Filled(
        answers=answers,
        was={},
        words="見本の記録です。",
        photos=(*seen, Photo(sample_scan(), taken=at - timedelta(minutes=50))),
        photo_words="見本の写真",
        signed_name="見本 工場長",
    )
    fill(visit, sent, by=by, on=on, received=at, pressed=at)
    due = {key: on + timedelta(days=20) for key in bad}
    close.close(visit, held_on=visit.day, due=due, by=by, on=on, at=at)

"""割り当ての案 — asked for by a press, computed by the worker: no other press waits for a long search."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.models import Draft
from tsunagari.programmes.community.shifts.rules import helping
from tsunagari.programmes.community.shifts.rules.proposal import Proposal, propose

MOST_PEOPLE = 200


@transaction.atomic
def want(event: Event, *, by, on: date, at: datetime) -> Draft:
    """案を頼む — the first time and every time again; what was asked for before is not made any more."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    words = _("人が%(most)s人をこえるので、計算できません。手で割り当ててください。")
    many = Reason(words, {"most": MOST_PEOPLE}, rule="many")
    refuse_if([helping.OFF] if event.state == Event.State.CANCELLED else [])
    refuse_if([many] if queries.live(event).count() > MOST_PEOPLE else [])
    draft = queries.draft_of(event) or Draft(event=event, version=0)
    draft.wanted_at, draft.made_at, draft.said = at, None, {}
    draft.version += 1
    draft.save()
    concerns = [event.host_id]
    records.add(by=by, did="shift.proposed", about=event, concerns=concerns, on=on, at=at)
    return draft


def make_waiting(*, at: datetime) -> int:
    """頼まれた案を作る — how many; safe to run twice, and beside others."""
    rows = Draft.objects.filter(wanted_at__isnull=False).select_related("event")
    return sum(make(draft, at=at) for draft in list(rows.order_by("wanted_at")))


def make(draft: Draft, *, at: datetime) -> bool:
    """One event: read, solved without a lock, kept whole if nobody asked anew meanwhile.

    A worker that is killed before the one statement leaves the wish as it was, and nothing else.
    """
    made = propose(queries.asked(draft.event, now=at))
    same = Draft.objects.filter(pk=draft.pk, version=draft.version, wanted_at__isnull=False)
    kept = same.update(
        wanted_at=None,
        made_at=at,
        said=_said(made),
        facts_print=made.asked.print,
        digest=made.digest,
    )
    return bool(kept)


def _said(made: Proposal) -> dict:
    """Keys and reasons; names are read when somebody looks."""
    solved = made.solution
    return {
        "new": [[one, shift, _whys(why)] for one, shift, why in made.new],
        "empty": [[shift, few, _whys(why)] for shift, (few, why) in made.empty.items()],
        "places": solved is None or solved.proved[0],
        "proved": solved is None or all(solved.proved),
    }


def _whys(reasons: list[Reason]) -> list[list]:
    return [[one.text, one.facts] for one in reasons]

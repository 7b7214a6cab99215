"""係を書く — written, mended, dropped, and copied from the event of last year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import mails, queries
from tsunagari.programmes.community.shifts.models import Shift, Volunteer
from tsunagari.programmes.community.shifts.rules import helping

SPAN = ("starts_at", "ends_at", "place")


@dataclass(frozen=True)
class Told:
    """What the office wrote about a shift."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    place: str = ""
    needs: int = 1
    skills: Sequence[str] = ()
    languages: Sequence[str] = ()
    from_age: int | None = None

    def facts(self) -> dict:
        lists = {"skills": list(self.skills), "languages": list(self.languages)}
        return vars(self) | {"title": self.title.strip()} | lists


def _refuse(told: Told) -> None:
    span = {"starts_at": told.starts_at, "ends_at": told.ends_at}
    refuse_if(helping.why_not_plan(kind=told.kind, title=told.title, needs=told.needs, **span))


@transaction.atomic
def plan(event: Event, told: Told, *, by, on: date) -> Shift:
    """係を書く."""
    _refuse(told)
    shift = Shift.objects.create(event=event, **told.facts())
    records.add(by=by, did="shift.planned", about=shift, concerns=[event.host_id], on=on)
    return shift


@transaction.atomic
def change(shift: Shift, told: Told, *, seen: int, by, on: date, at: datetime) -> Shift:
    """係を直す — whoever is on it hears of another time or place."""
    shift = Shift.objects.select_for_update(no_key=True).get(pk=shift.pk)
    refuse_if(why_stale(seen, shift.version))
    _refuse(told)
    team = Volunteer.objects.filter(assignments__shift=shift, assignments__state="planned")
    words = _("もう%(n)s人が入っています。先に外してから、人数をへらしてください。")
    refuse_if(
        [Reason(words, {"n": len(team)}, rule="needs", field="needs")]
        if told.needs < len(team)
        else []
    )
    before = [getattr(shift, name) for name in SPAN]
    for name, value in told.facts().items():
        setattr(shift, name, value)
    shift.version += 1
    shift.save()
    if before != [getattr(shift, name) for name in SPAN] and at < shift.ends_at:
        mails.queue(team, "changed", at=at)
    records.add(by=by, did="shift.changed", about=shift, concerns=[shift.event.host_id], on=on)
    return shift


@transaction.atomic
def drop(shift: Shift, *, by, on: date) -> None:
    """係を消す — as long as nobody is on it."""
    shift = Shift.objects.select_for_update(no_key=True).get(pk=shift.pk)
    words = _("この係には人が入っています。先に外してください。")
    used = [Reason(words, rule="used")]
    refuse_if(used if shift.assignments.exists() else [])
    records.add(by=by, did="shift.dropped", about=shift, concerns=[shift.event.host_id], on=on)
    shift.delete()


@transaction.atomic
def copy(event: Event, *, by, on: date) -> int:
    """前の催しから写す — the same shifts, as long before and after the beginning; how many."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    source = queries.last_year(event)
    reasons = []
    if source is None:
        reasons.append(Reason(_("写せる係がある、前の催しが見つかりません。"), rule="source"))
    elif event.shifts.exists():
        reasons.append(Reason(_("もう係があります。写すのは、係がないときだけです。"), rule="used"))
    refuse_if(reasons)
    later = event.starts_at - source.starts_at
    rows = [
        Shift(
            event=event,
            starts_at=row.starts_at + later,
            ends_at=row.ends_at + later,
            **{name: getattr(row, name) for name in COPIED},
        )
        for row in source.shifts.order_by("starts_at", "pk")
    ]
    Shift.objects.bulk_create(rows)
    concerns = [event.host_id]
    told = {"about": event, "concerns": concerns, "on": on, "shifts": len(rows)}
    records.add(by=by, did="shift.copied", **told)
    return len(rows)


COPIED = ("kind", "title", "place", "needs", "skills", "languages", "from_age")

"""務め — following the facts, and what a person presses: done, undo, later, hand over."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.duties import rules
from tsunagari.kernel.duties.models import Duty, Evidence
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles

WANTED = [
    "rule",
    "rule_version",
    "measure",
    "holder_id",
    "doer_id",
    "facts",
    "opens_on",
    "statutory_due",
    "effective_due",
    "safe_due",
    "risk",
    "state",
    "done_on",
    "print",
]


def reconcile(about, wanted: list[Wanted], *, on: date, by=None) -> dict[str, int]:
    """Compare what the rules want of one thing with what is stored; twice changes nothing.

    New → open or waiting, moved → changed, met → done, gone → void (only while not done). What
    was pressed done stays done. One record when something changed.
    """
    kind, pk = about._meta.label_lower, str(about.pk)
    by_key = {rules.key_of(kind, pk, one): one for one in wanted}
    rows = Duty.objects.filter(about_kind=kind, about_key=pk)
    stored = {row.key: row for row in rows}
    if not _changed(by_key, stored, on):
        return {}
    with transaction.atomic():
        # Read again under lock: a duty pressed done in between is not reopened.
        stored = {row.key: row for row in rows.select_for_update()}
        counts = _write(kind, pk, by_key, stored, on)
        if any(counts.values()):
            records.add(by=by, did="duties.reconciled", about=about, on=on, **counts)
    return counts


def _changed(by_key, stored, on) -> list[str]:
    """The keys for which something has to be written."""
    moved = [
        key
        for key, one in by_key.items()
        if key not in stored
        or stored[key].print != rules.print_of(one)
        or stored[key].state != _state(one, stored[key], on)
    ]
    gone = [
        key
        for key, row in stored.items()
        if key not in by_key and row.state in (rules.OPEN, rules.WAITING)
    ]
    return moved + gone


def _state(one, row, on):
    by_hand = bool(row and row.done_by_id)
    return rules.state_for(one, now=row.state if row else None, by_hand=by_hand, on=on)


def _write(kind, pk, by_key, stored, on) -> dict[str, int]:
    counts = {"new": 0, "moved": 0, "done": 0, "void": 0, "reopened": 0}
    new = []
    for key in _changed(by_key, stored, on):
        one, row = by_key.get(key), stored.get(key)
        if one is None:
            row.state, row.print = rules.VOID, ""
            row.save(update_fields=["state", "print"])
            counts["void"] += 1
            continue
        before = row.state if row else None
        row = row or Duty(key=key, about_kind=kind, about_key=pk)
        _fill(row, one, on)
        if before is None:
            new.append(row)
        else:
            row.save(update_fields=WANTED)
        counts[_what(before, row.state)] += 1
    Duty.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[field.removesuffix("_id") for field in WANTED],
    )
    return counts


def _fill(row: Duty, one: Wanted, on: date) -> None:
    row.state = _state(one, row if row.pk else None, on)
    row.rule, row.rule_version, row.measure = one.rule, one.version, one.measure
    row.holder_id, row.doer_id, row.facts, row.risk = one.holder, one.doer, one.facts, one.risk
    row.opens_on, row.safe_due = one.opens_on, one.due
    row.statutory_due, row.effective_due = one.statutory, one.effective
    row.done_on = (one.met or row.done_on) if row.state == rules.DONE else None
    row.print = rules.print_of(one)


def _what(before, after) -> str:
    if before is None:
        return "new"
    if after == rules.DONE and before != rules.DONE:
        return "done"
    return "reopened" if before in (rules.DONE, rules.VOID) and after != before else "moved"


def open_waiting(*, on: date) -> int:
    """始まる日が来た務め — opened by the clock; how many."""
    return Duty.objects.filter(state=rules.WAITING, opens_on__lte=on).update(state=rules.OPEN)


@transaction.atomic
def done(duty: Duty, *, by, on: date, record=None) -> Duty:
    """完了にする — the second press changes nothing and says so."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    refuse_if(
        [Reason(_("これは、もう完了になっています。"), rule="state")]
        if duty.state not in (rules.OPEN, rules.WAITING)
        else []
    )
    duty.state, duty.done_on, duty.done_by = rules.DONE, on, by.party
    duty.save(update_fields=["state", "done_on", "done_by"])
    proof = record or _record("duty.done", duty, by, on)
    Evidence.objects.get_or_create(duty=duty, record=proof)
    return duty


@transaction.atomic
def undo(duty: Duty, *, by, on: date) -> Duty:
    """元に戻す — takes back done, or later."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    if duty.state == rules.DONE and duty.done_by_id:
        duty.state, duty.done_on, duty.done_by = rules.OPEN, None, None
    elif duty.later_until:
        duty.later_until = None
    else:
        refuse_if([Reason(_("元に戻すことはありません。"), rule="state")])
    duty.save(update_fields=["state", "done_on", "done_by", "later_until"])
    _record("duty.undone", duty, by, on)
    return duty


@transaction.atomic
def snooze(duty: Duty, *, until: date, by, on: date) -> Duty:
    """あとで — until a day; a statutory deadline is never passed."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    refuse_if(rules.why_not_snooze(until=until, on=on, statutory=duty.statutory_due))
    duty.later_until = until
    duty.save(update_fields=["later_until"])
    _record("duty.snoozed", duty, by, on, until=until)
    return duty


@transaction.atomic
def hand_over(duty: Duty, *, to, by, on: date) -> Duty:
    """担当を変える — to somebody who holds a role in the same office today."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    held = roles.of(to, on=on)
    refuse_if(
        []
        if any(role.body_id == by.body.pk for role in held)
        else [Reason(_("この人は、いま同じ役割を持っていません。ほかの人を選んでください。"))]
    )
    duty.assignee = to
    duty.save(update_fields=["assignee"])
    _record("duty.handed_over", duty, by, on, concerns=[to])
    return duty


def _record(did, duty, by, on, *, concerns=(), **facts):
    return records.add(
        by=by, did=did, about=duty, concerns=concerns, on=on, rule=duty.rule, **facts
    )

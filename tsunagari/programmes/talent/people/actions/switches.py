"""切り替え — letting an unsure rule count, setting an own number; all duties follow."""

from datetime import date

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.law.rules import book, numbers
from tsunagari.programmes.talent.people import queries
from tsunagari.programmes.talent.people.actions.duties import follow_all
from tsunagari.programmes.talent.people.models import Switch
from tsunagari.programmes.talent.people.rules import switches as rules

# So many cases are followed at once; more of them wait for the night.
AT_ONCE = 200


def switch(code: str, *, wanted: bool, reason: str, by, on: date) -> int | None:
    """確かめられていない規則を使う・使わない — answers how many cases were followed, None: at night.

    Following comes after the transaction: nobody else waits for it, and the night makes it whole.
    """
    _switch(code, wanted, reason, by, on)
    return _follow(on)


@transaction.atomic
def _switch(code: str, wanted: bool, reason: str, by, on: date) -> None:
    held = Switch.objects.select_for_update().filter(pk=code).first()
    refuse_if(
        rules.why_not_switch(
            unsure=any(rule.confidence == book.UNSURE for rule in book.named(code)),
            on_now=held is not None,
            wanted=wanted,
            reason=reason,
        )
    )
    if wanted:
        held = Switch.objects.create(code=code, reason=reason.strip())
    did = "rule.switched" if wanted else "rule.unswitched"
    records.add(by=by, did=did, about=held, on=on, rule=code, private={"reason": reason.strip()})
    if not wanted:
        held.delete()


def set_number(name: str, value: int | None, *, reason: str, by, on: date) -> int | None:
    """連合会の数を決める — None goes back to the assumption of the fact sheets."""
    _set(name, value, reason, by, on)
    return _follow(on)


@transaction.atomic
def _set(name: str, value: int | None, reason: str, by, on: date) -> None:
    held = Switch.objects.select_for_update().filter(pk=name).first()
    refuse_if(
        rules.why_not_set(
            own=name in numbers.own_names(),
            value=value,
            now=held.value if held else None,
            reason=reason,
        )
    )
    held = held or Switch(code=name)
    held.value, held.reason = value, reason.strip()
    did = "figure.unset" if value is None else "figure.set"
    facts = {"figure": name} if value is None else {"figure": name, "value": value}
    records.add(by=by, did=did, about=held, on=on, private={"reason": held.reason}, **facts)
    if value is None:
        held.delete()
    else:
        held.save()


def _follow(on: date) -> int | None:
    """Every case, company and body now, or in the night when there are many."""
    count = queries.open_ones().count()
    if count > AT_ONCE:
        return None
    follow_all(on=on)
    return count

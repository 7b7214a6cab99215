"""元に戻す — the last change of facts is taken back, and a case that was closed by mistake goes on."""

from dataclasses import fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import UNDO_MINUTES
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records import queries as history
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.actions.duties import follow_around
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor
from tsunagari.programmes.talent.people.rules import undoing as rules

CHANGED_SYSTEM = "case.changed_system"
CHANGES = ("case.changed", "company.changed", "supervisor.changed")
About = Case | Company | Supervisor
DEFAULTS = {
    row: {one.name: one.default for one in fields(kind)}
    for row, kind in ((Case, law.Case), (Company, law.Host), (Supervisor, law.Body))
}


def last_change(about: About) -> Record | None:
    """The last change of what is known, whose record still says what was there before."""
    return history.history(about).filter(did__in=CHANGES).last()


@transaction.atomic
def undo(about: About, record: int, *, by, on: date) -> None:
    """変更を元に戻す — only the last one, while everything is still as it left it."""
    # A company of which nothing is known yet has no row, and nothing to take back.
    about = type(about).objects.select_for_update().filter(pk=about.pk).first() or about
    last = last_change(about)
    changed = (history.private_of(last) if last and last.pk == record else None) or {}
    now = _now(about)
    refuse_if(
        rules.why_not_undo(
            known=bool(changed),
            same=all(now.get(name) == after for name, (_was, after) in changed.items()),
        )
    )
    values = {name: _value(about, name, was) for name, (was, _after) in changed.items()}
    _change(about, values, by=by, on=on)


def _now(about: About) -> dict:
    parts = cases.BODIES if isinstance(about, Case) else ()
    return about.facts | {part: getattr(about, f"{part}_id") for part in parts}


def _value(about: About, name: str, was):
    """A body by its key; a fact that was not there goes back to its default."""
    if isinstance(about, Case) and name in cases.BODIES:
        return Organisation.objects.filter(pk=was).first() if was else None
    return DEFAULTS[type(about)][name] if was is None else was


def _change(about: About, values: dict, *, by, on: date) -> None:
    if isinstance(about, Case):
        cases.change(about, seen=about.version, by=by, on=on, **values)
        return
    change = cases.change_company if isinstance(about, Company) else cases.change_supervisor
    change(about.organisation, seen=about.version, by=by, on=on, **values)


@transaction.atomic
def reopen(case: Case, *, by, on: date) -> Case:
    """案件をもう一度ひらく — one that was closed by mistake, while the person has no other."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    others = Case.objects.filter(person=case.person_id, closed_on=None).exclude(pk=case.pk)
    refuse_if(rules.why_not_reopen(closed=bool(case.closed_on), has_open=others.exists()))
    case.closed_on = None
    case.save(update_fields=["closed_on"])
    records.add(by=by, did="case.reopened", about=case, concerns=cases.concerned(case), on=on)
    follow_around(case, on=on, by=by)
    return case


@transaction.atomic
def undo_change(following: Case, *, by, on: date, at: datetime) -> Case:
    """制度の変更を元に戻す — the case that had just begun goes, the one before goes on."""
    following = Case.objects.select_for_update().get(pk=following.pk)
    before = Case.objects.select_for_update().filter(pk=following.after_id).first()
    last = history.history(before).filter(did=CHANGED_SYSTEM).last() if before else None
    refuse_if(
        rules.why_not_undo_change(
            known=last is not None,
            minutes=(at - last.at).total_seconds() / 60 if last else 0,
            untouched=_untouched(following),
        )
    )
    was, concerns = following.system, cases.concerned(following)
    duties.reconcile(following, [], on=on, by=by)
    try:
        with transaction.atomic():
            following.delete()
    except ProtectedError:
        refuse_if(rules.why_not_undo_change(known=True, minutes=0, untouched=False))
    before.closed_on = None
    before.save(update_fields=["closed_on"])
    records.add(
        by=by,
        did="case.change_undone",
        about=before,
        concerns=concerns,
        on=on,
        was=was,
        system=before.system,
    )
    follow_around(before, on=on, by=by)
    return before


def _untouched(following: Case) -> bool:
    """Nothing was done in a case but to open it, and to follow its duties."""
    done = set(history.history(following).values_list("did", flat=True))
    return following.version == 1 and done <= {"case.opened", "duties.reconciled"}


def can_undo_change(following: Case, *, at: datetime) -> bool:
    """Whether the button is shown: a change of the last minutes that nobody has built on."""
    if following.after_id is None or following.closed_on:
        return False
    last = history.history(following.after).filter(did=CHANGED_SYSTEM).last()
    fresh = last and (at - last.at).total_seconds() <= UNDO_MINUTES * 60
    return bool(fresh) and _untouched(following)

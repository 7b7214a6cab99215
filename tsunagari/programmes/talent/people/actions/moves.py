"""段階を進める — a case goes one step on, back again, or over into another system."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.people import evidence, facts, queries, stops
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.actions.duties import follow_around
from tsunagari.programmes.talent.people.models import Case, Company
from tsunagari.programmes.talent.people.rules import cases as case_rules
from tsunagari.programmes.talent.people.rules import ways

ABOUT = Case._meta.label_lower
GENERAL = "licence.SO.general"
# After one of these, the step before is no longer the last thing that happened.
STEPS = ("case.moved", "case.move_undone", "case.closed", "case.changed_system")


def known_of(case: Case, *, on: date) -> ways.Known:
    """What the guards ask of a case, from its facts, its papers and who stands around it."""
    company = Company.objects.filter(pk=case.company_id).first()
    general = Standing.objects.filter(
        party=case.supervisor_id, kind=GENERAL, from_day__lte=on
    ).exclude(until_day__lt=on)
    return ways.Known(
        case=facts.of_case(case),
        on=on,
        papers=evidence.accepted(case),
        parts=frozenset(part for part in queries.PARTS if getattr(case, f"{part}_id")),
        excellent=bool(company.facts.get("excellent")) if company else None,
        general=general.exists() if case.supervisor_id else None,
        before=facts.of_case(case.after) if case.after_id else None,
    )


def ways_on(case: Case, *, on: date) -> list[tuple[ways.Move, list[Reason]]]:
    """Where a case can go from here, each with what stands against it today."""
    if case.closed_on:
        return []
    found = ways.next_moves(case.system, case.state, known_of(case, on=on))
    return [(move, reasons + stops.against(case, move.to)) for move, reasons in found]


@transaction.atomic
def move(case: Case, to: str, *, by, on: date, seen: int) -> Case:
    """次の段階へ進める — when the way has nothing against it; `seen` is the version on the screen."""
    case = _locked(case, seen)
    known = known_of(case, on=on)
    reasons = ways.why_not_move(
        case.system, case.state, to, known, closed=case.closed_on is not None
    )
    refuse_if(reasons + stops.against(case, to))
    return _goes(case, to, "case.moved", by=by, on=on)


@transaction.atomic
def undo_move(case: Case, *, by, on: date, seen: int) -> Case:
    """進めたのを取り消す — the last move only, and only while nothing followed it."""
    case = _locked(case, seen)
    last = last_move(case)
    reason = Reason(
        _("取り消せるのは、いちばん新しい移動だけです。もう取り消してあるか、次に進んでいます。"),
        rule="case.undo",
    )
    refuse_if([] if last else [reason])
    return _goes(case, last.facts["was"], "case.move_undone", by=by, on=on)


def last_move(case: Case) -> Record | None:
    """The move that can be taken back; None when something else came after it."""
    steps = Record.objects.filter(about_kind=ABOUT, about_key=str(case.pk), did__in=STEPS)
    last = steps.order_by("-pk").first()
    if last is None or last.did != "case.moved" or last.facts["state"] != case.state:
        return None
    return None if case.closed_on else last


@transaction.atomic
def change_system(
    case: Case, system: str, *, by, on: date, seen: int, known: dict | None = None, **parts
) -> Case:
    """制度を変える — the case ends, and the one that follows begins with what stays true.

    `known` and `parts` (the new company, the supporting body) win over what carries over.
    """
    case = _locked(case, seen)
    reasons = ways.why_not_change(
        case.system, system, case.state, known_of(case, on=on), closed=case.closed_on is not None
    )
    stays = parts.get("company", case.company) == case.company
    refuse_if(reasons + (stops.against(case) if stays else []))
    carried = {name: case.facts[name] for name in ways.CARRIED if name in case.facts}
    bodies = {part: getattr(case, part) for part in queries.PARTS}
    cases.close(case, by=by, on=on)
    records.add(
        by=by,
        did="case.changed_system",
        about=case,
        concerns=cases.concerned(case),
        on=on,
        was=case.system,
        system=system,
    )
    way = ways.of(system)
    return cases.open_case(
        case.person,
        system,
        state=way.first if way else "candidate",
        by=by,
        on=on,
        known={**carried, "in_japan": True, **(known or {})},
        after=case,
        **(bodies | parts),
    )


def _locked(case: Case, seen: int) -> Case:
    case = Case.objects.select_for_update().get(pk=case.pk)
    refuse_if(case_rules.why_not_change(seen=seen, version=case.version, unknown=[]))
    return case


def _goes(case: Case, to: str, did: str, *, by, on: date) -> Case:
    was, case.state = case.state, to
    case.version += 1
    case.save(update_fields=["state", "version"])
    records.add(
        by=by, did=did, about=case, concerns=cases.concerned(case), on=on, was=was, state=to
    )
    follow_around(case, on=on, by=by)
    return case

"""矛盾 — facts that cannot be true together: each one sentence, and the triggers it touches.

Duties that hang on a touched trigger are withheld and named; all others are still given. A mark of
"done" on a day that has not come is not believed, and the duty stays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.facts import (
    BODY_EVENTS,
    CASE_EVENTS,
    HOST_EVENTS,
    Body,
    Case,
    Done,
    Event,
    Host,
)
from tsunagari.programmes.talent.law.rules.touched import CARDS, PLACEMENTS, PLANS, STAYS, of_event
from tsunagari.programmes.talent.law.rules.triggers import Rows
from tsunagari.programmes.talent.law.rules.untrue import Contradiction, fault
from tsunagari.programmes.talent.law.rules.untrue_bodies import of_body, of_host
from tsunagari.programmes.talent.law.rules.untrue_cases import of_case


def of(facts: Case | Host | Body, as_of: date) -> list[Contradiction]:
    """Everything in the facts that cannot be true, in the order of the facts."""
    found = list(_done(facts, as_of))
    if isinstance(facts, Case):
        found += of_case(facts)
        found += _not_yet(facts, as_of)
        found += _acts(facts, as_of, ("audits", "visits", "interviews", "health_checks", "exams"))
        found += _twice(facts, TWICE_IN_A_CASE)
        found += _kinds(facts, CASE_EVENTS)
    elif isinstance(facts, Host):
        found += of_host(facts)
        found += _acts(facts, as_of, ("audits", "visits"))
        found += _twice(facts, TWICE_IN_A_HOST)
        found += _kinds(facts, HOST_EVENTS)
    else:
        found += of_body(facts, as_of)
        found += _twice(facts, TWICE_IN_A_BODY)
        found += _kinds(facts, BODY_EVENTS)
    return found


def drop_untrue(rows: Rows, wrong: list[Contradiction]) -> None:
    """Take acts on days that have not come out of the rows."""
    for trigger, day in {pair for one in wrong for pair in one.untrue}:
        for name, found in rows.items():
            if trigger in ("", name):
                rows[name] = [
                    row._replace(
                        acts=tuple(act for act in row.acts if act != day),
                        met=None if row.met == day else row.met,
                    )
                    for row in found
                ]


def _done(facts, as_of: date) -> Iterator[Contradiction]:
    for number, done in enumerate(facts.done):
        if not book.named(done.rule):
            words = _(
                "「%(rule)s」という規則はありません。規則の名前（根拠の一覧の記号）を直してください。"
            )
            yield fault(words, (), f"done.{number}.rule", rule=done.rule)
        if done.on > as_of:
            words = _(
                "「%(rule)s」は %(on)s に済んだとありますが、まだ来ていない日です。"
                "済んだ日を直してください。それまでは、まだのままにします。"
            )
            yield fault(words, (), f"done.{number}.on", rule=done.rule, on=done.on)


def too_early(facts: Case | Host | Body, kind: str, rows: Rows) -> dict[int, Contradiction]:
    """{place in `done`: sentence} of acts that lie before what they answer; they are not believed."""
    system = getattr(facts, "system", "")
    found = {}
    for number, done in enumerate(facts.done):
        for rule in book.named(done.rule):
            if rule.about != kind or (system and system not in rule.system):
                continue
            if book.answers_an_event(rule) and (day := _answered(done, rule, rows)):
                words = _(
                    "「%(rule)s」は %(on)s に済んだとありますが、もとになる日（%(day)s）より前です。"
                    "どちらかの日を直してください。それまでは、まだのままにします。"
                )
                where = f"done.{number}.on"
                found[number] = fault(words, (), where, rule=rule.id, on=done.on, day=day)
    return found


def _answered(done: Done, rule: book.Rule, rows: Rows) -> date | None:
    """The day of the event that an act would answer, when the act lies before it."""
    here = rows.get(rule.on, [])
    mark = book.mark(rule)
    if not done.of:
        here = here if len(here) == 1 and book.sole(rule) else []
    else:
        here = [row for row in here if mark + row.occurrence == done.of]
    return next((row.day for row in here if done.on < row.day), None)


def _acts(facts, as_of: date, lists: Iterable[str]) -> Iterator[Contradiction]:
    for name in lists:
        for number, act in enumerate(getattr(facts, name)):
            if act.on > as_of:
                words = _(
                    "%(on)s はまだ来ていない日なのに、済んだこととして書かれています。"
                    "日付を直すか、済んでから入れてください。数えずに計算しました。"
                )
                found = fault(words, (), f"{name}.{number}.on", on=act.on)
                yield found._replace(untrue=(("", act.on),), touches=_of_audit(name))


# Lists whose entries have names of their own, and what rests on them.
AUDITS = ("titp_audit", "esd_audit")
TWICE_IN_A_CASE = (
    ("plans", PLANS),
    ("stays", STAYS),
    ("cards", CARDS),
    ("placements", PLACEMENTS),
    ("audits", AUDITS),
)
TWICE_IN_A_HOST = (("audits", AUDITS),)
TWICE_IN_A_BODY = (
    (
        "licences",
        tuple(f"{k}_licence{e}" for k in ("so", "sso", "rso", "hk") for e in ("", "_end")),
    ),
    ("offices", ("so_office", "sso_office")),
)


def _twice(facts, lists: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Contradiction]:
    """Two things under one name would be one duty: neither is taken for the other."""
    for name, touched in lists:
        things = getattr(facts, name)
        if len(things) < 2:
            continue
        seen: set[str] = set()
        for number, thing in enumerate(things):
            if thing.id and thing.id in seen:
                words = _("同じ名前（id）「%(id)s」が2つあります。別の名前にしてください。")
                yield fault(words, touched, f"{name}.{number}.id", id=thing.id)
            seen.add(thing.id)


def _of_audit(name: str) -> tuple[str, ...]:
    return AUDITS if name == "audits" else ()


def _kinds(facts, known: dict[str, str]) -> Iterator[Contradiction]:
    ids: set[tuple[str, str]] = set()
    for number, event in enumerate(facts.events):
        if event.kind not in known:
            words = _("「%(kind)s」という出来事はありません。一覧の言葉で入れてください。")
            yield fault(words, of_event(event.kind), f"events.{number}.kind", kind=event.kind)
        if event.id and (event.kind, event.id) in ids:
            words = _("同じ出来事「%(id)s」が2回あります。どちらかを消してください。")
            yield fault(words, of_event(event.kind), f"events.{number}.id", id=event.id)
        ids.add((event.kind, event.id))


def believable(case: Case, as_of: date) -> Case:
    """The same case without a death on a day that has not come: what is owed must not end with it."""
    if any(_to_die(event, as_of) for event in case.events):
        return replace(case, events=tuple(e for e in case.events if not _to_die(e, as_of)))
    return case


def _to_die(event: Event, as_of: date) -> bool:
    return event.kind == "died" and event.on > as_of


def _not_yet(case: Case, as_of: date) -> Iterator[Contradiction]:
    """What nobody can know before its day: a birth, a death, what an authority or examiner gives."""
    if case.born_on and case.born_on > as_of:
        words = _("誕生日（%(born)s）がまだ来ていない日です。直してください。")
        yield fault(words, ("uninsured_20_59",), "born_on", born=case.born_on)
    for number, event in enumerate(case.events):
        if _to_die(event, as_of):
            words = _("亡くなった日（%(on)s）がまだ来ていない日です。数えずに計算しました。")
            yield fault(words, (), f"events.{number}.on", on=event.on)
    words = _("%(on)s はまだ来ていない日です。認定・許可・合格の日は、決まってから入れてください。")
    for number, plan in enumerate(case.plans):
        if plan.certified_on and plan.certified_on > as_of:
            yield fault(words, (), f"plans.{number}.certified_on", on=plan.certified_on)
    for number, stay in enumerate(case.stays):
        if stay.decided_on and stay.decided_on > as_of:
            yield fault(words, (), f"stays.{number}.decided_on", on=stay.decided_on)
    if case.a1_passed_on and case.a1_passed_on > as_of:
        yield fault(words, (), "a1_passed_on", on=case.a1_passed_on)

"""calc duties — 務めの計算: the facts of one case in, every duty of the law out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StrictInt, model_validator

from tsunagari.base import effort
from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.calculators import workplaces
from tsunagari.programmes.talent.law.calculators.day_reading import otherwise_written, with_days
from tsunagari.programmes.talent.law.rules import (
    book,
    contradictions,
    engine,
    entry_gates,
    gates,
    numbers,
    said,
    touched,
    what_if,
)
from tsunagari.programmes.talent.law.rules.engine import Answer
from tsunagari.programmes.talent.law.rules.events import BODY_EVENTS, CASE_EVENTS, HOST_EVENTS
from tsunagari.programmes.talent.law.rules.facts import Body, Case, Host
from tsunagari.programmes.talent.law.rules.fields import EXAMS, FIELDS

# What a workplace that is seen through a case rests on.
WORKPLACE = frozenset((*touched.PLACEMENTS, *touched.PLANS)) - {*touched.STAYS, *touched.TRAINING}
LONGEST = timedelta(days=366 * 12)
STEPS_A_DUTY, STEPS_AN_ENTRY = 500, 60
SWITCHED = Field((), description="ids of rules marked unsure that are to count")
LAW_ON = Field(None, description="ask the law of this day instead of each event's own day")


def _add_lists(schema: dict) -> None:
    """What the words of a question may be: kinds of events, codes, rules to switch, own figures."""
    schema["x-event-kinds"] = {"case": CASE_EVENTS, "host": HOST_EVENTS, "body": BODY_EVENTS}
    schema["x-fields"] = FIELDS
    schema["x-exams"] = sorted(EXAMS)
    schema["x-switchable"] = sorted({r.id for r in book.rows() if r.confidence == book.UNSURE})
    schema["x-own"] = sorted(numbers.own_names())


class Question(BaseModel):
    """The facts of a case, a host or a body; a host not described is seen through the case."""

    model_config = ConfigDict(
        extra="forbid", title="Duties under the law", json_schema_extra=_add_lists
    )

    case: Case | None = None
    host: Host | None = None
    body: Body | None = None
    as_of: Day = Field(description="today: decides what is open or waiting")
    until: Day = Field(description="the last day on which a duty may open to be shown")
    law_on: Day | None = LAW_ON
    switched_on: tuple[str, ...] = SWITCHED
    own: dict[str, StrictInt] = Field(
        default_factory=dict, description="own numbers for figures that rest on an assumption"
    )

    _read: list[tuple[str, str, date]] = PrivateAttr(default_factory=list)

    @model_validator(mode="wrap")
    @classmethod
    def days_are_read(cls, given: Any, handler: Any) -> Self:
        question = handler(with_days(cls, given))
        question._read = sorted(otherwise_written(cls, given))
        return question

    @model_validator(mode="after")
    def can_be_answered(self) -> Self:
        if faults := list(self._faults()):
            raise BadQuestion(faults)
        return self

    def _faults(self):
        if not (self.case or self.host or self.body):
            yield "case: give the facts of a case, a host or a body."
        if self.until < self.as_of:
            yield f"until: until {self.until} is before as_of {self.as_of}."
        elif self.until - self.as_of > LONGEST:
            yield "until: as_of … until is longer than twelve years."
        known = {rule.id for rule in book.rows()}
        for number, code in enumerate(self.switched_on):
            if code not in known:
                yield f"switched_on.{number}: there is no rule {code!r}."
        mine = sorted(numbers.own_names())
        for name, value in self.own.items():
            if name not in mine:
                yield f"own.{name}: only {', '.join(mine)} may be set."
            elif not 0 <= value <= 366:
                yield f"own.{name}: give a number from 0 to 366."


def answer(question: Question) -> dict:
    """{"duties", "contradictions", "gates", "read", "difference", "switchable", "sources"}."""
    answers = _answers(question)
    found = sorted(
        (duty for _facts, answered in answers for duty in answered.duties),
        key=lambda duty: (duty.safe or date.max, duty.rule.risk, duty.key),
    )
    effort.spend(STEPS_A_DUTY * len(found))
    return {
        "duties": [said.duty(duty, question.as_of, question.law_on) for duty in found],
        "contradictions": _contradictions(question, answers),
        "gates": [said.gate(gate) for gate in _gates(question)],
        "read": [_as_read(*one) for one in question._read],
        "difference": _difference(question) if question.law_on else [],
        "switchable": _switchable(question),
        "sources": CALCULATOR.sources,
    }


def everybody(question: Question) -> list[Case | Host | Body]:
    """What is asked about; without a host, the case's own workplaces as far as the case shows them."""
    case, host = question.case, question.host
    hosts = [host] if host else workplaces.of_case(case) if case else []
    return [facts for facts in (case, *hosts, question.body) if facts is not None]


def _as_read(where: str, given: str, day: date) -> dict:
    """A day that was written in an era or otherwise, and how it was understood."""
    words = _("「%(given)s」は %(day)s と読みました。")
    return {"field": where, "words": Reason(words, {"given": given, "day": day}).words()}


def _gates(question: Question) -> list[gates.Gate]:
    """At the change of programmes, and at the beginning of the case."""
    if question.case is None:
        return []
    asked = (question.case, question.as_of)
    return [*entry_gates.of(*asked), *gates.of(*asked)]


def _answers(question: Question) -> list[tuple[Case | Host | Body, Answer]]:
    """What the engine says of each; a workplace seen through a case shares its contradictions."""
    answers = [(facts, _ask(question, facts)) for facts in everybody(question)]
    if question.case is None or question.host is not None:
        return answers
    doubted = [fault for fault in answers[0][1].contradictions if WORKPLACE & {*fault.touches}]
    if not doubted:
        return answers
    here = [duty for facts, said in answers if isinstance(facts, Host) for duty in said.duties]
    sure = _sure(question, doubted)
    known = [duty for duty in here if sure.get(duty.key) == duty]
    held = [engine.withheld(duty) for duty in here if sure.get(duty.key) != duty]
    hung = tuple(dict.fromkeys(duty.rule.on for duty in held))
    case, first = answers[0]
    mine = Answer(
        [*first.duties, *known, *held], [_also(f, hung, doubted) for f in first.contradictions]
    )
    return [(case, mine), *((f, s) for f, s in answers[1:] if not isinstance(f, Host))]


def _sure(question: Question, doubted: list) -> dict[str, engine.Duty]:
    """What the workplace owes for the stages that nothing doubts, however the others turn out."""
    shaken = WORKPLACE.intersection(name for fault in doubted for name in fault.touches)
    case = question.case
    if case is None or case.system != book.TITP or shaken.intersection(touched.PLACEMENTS):
        return {}
    plans = tuple(p for p in case.plans if f"titp_plan_s{p.stage}" not in shaken)
    if not plans:
        return {}
    alone = question.model_copy(update={"case": replace(case, plans=plans)})
    hosts = [facts for facts in everybody(alone) if isinstance(facts, Host)]
    return {duty.key: duty for facts in hosts for duty in _ask(question, facts).duties}


def _also(fault, hung: tuple[str, ...], doubted: list) -> contradictions.Contradiction:
    """A doubted fact of the case touches what the workplace hangs on, too."""
    if fault not in doubted:
        return fault
    return fault._replace(touches=(*fault.touches, *hung))


def _ask(question: Question, facts: Case | Host | Body) -> Answer:
    entries = sum(len(kept) for kept in vars(facts).values() if isinstance(kept, tuple))
    effort.spend(entries * (STEPS_AN_ENTRY + entries // 10))
    found = engine.answer(
        facts,
        question.as_of,
        question.until,
        law_on=question.law_on,
        switched_on=question.switched_on,
        own=question.own,
    )
    # Each fault and each act is held against every duty.
    effort.spend((len(found.contradictions) + len(facts.done)) * len(found.duties) // 25)
    return found


def _contradictions(question: Question, answers: list) -> list[dict]:
    """Each once: a workplace that is seen through the case finds the same in what is the case's."""
    found: dict[tuple, dict] = {}
    shared = question.host is None
    for place, (_facts, answered) in enumerate(answers):
        for fault in answered.contradictions:
            one = _contradiction(fault, answered)
            key = (one["field"], one["words"], 0 if shared else place)
            if shared and place and key not in found:
                key = next((known for known in found if known[1] == one["words"]), key)
            withheld = found.setdefault(key, one)["withheld"]
            found[key]["withheld"] = sorted({*withheld, *one["withheld"]})
    return [*found.values(), *_twice(question), *_unnamed(answers), *_unmatched(question, answers)]


def _twice(question: Question) -> list[dict]:
    """Events that stand there twice, with nothing to tell them apart: both are counted."""
    found = []
    for where in ("case", "host", "body"):
        seen = set()
        for number, event in enumerate(getattr(getattr(question, where), "events", ())):
            if event in seen:
                words = _(
                    "同じ日に、同じできごとが2つあります。1つなら、片方を消してください。"
                    "別のことなら、id で名前をつけてください。"
                )
                found.append(_closes_nothing(f"{where}.events.{number}", Reason(words)))
            seen.add(event)
    return found


def _unnamed(answers: list) -> list[dict]:
    """Acts that do not say which of several occurrences they were: they close nothing."""
    duties = [duty for _facts, answered in answers for duty in answered.duties if duty.safe]
    given = [(number, done) for facts, _said in answers for number, done in enumerate(facts.done)]
    told = {fault.reason.field for _facts, said in answers for fault in said.contradictions}
    found = []
    for number, done in dict.fromkeys(given):
        mine = [duty for duty in duties if duty.rule.id == done.rule]
        still = sorted(duty.occurrence for duty in mine if duty.state != engine.DONE)
        closed = any(duty.done_on == done.on for duty in mine)
        if done.of or closed or not still or f"done.{number}.on" in told:
            continue
        words = _(
            "「%(rule)s」のどの回が済んだのかが分かりません。"
            "務めの回（occurrence）を of に入れてください。例：%(of)s"
        )
        facts = {"rule": done.rule, "of": still[0]}
        found.append(_closes_nothing(f"done.{number}.of", Reason(words, facts)))
    return found


def _unmatched(question: Question, answers: list) -> list[dict]:
    """Acts that name an occurrence which no duty has, however far one looks: they close nothing."""
    given = [
        (number, done)
        for facts, _answered in answers
        for number, done in enumerate(facts.done)
        if done.of and done.on <= question.as_of and _counts(question, done.rule)
    ]
    known = _named(answers)
    if all((done.rule, done.of) in known for _number, done in given):
        return []
    far = question.model_copy(update={"until": question.as_of + LONGEST})
    known |= _named(_answers(far))
    words = _(
        "「%(rule)s」に「%(of)s」という回はありません。務めの回（occurrence）を直してください。"
        "どの務めも、済んだことにはしていません。"
    )
    return [
        _closes_nothing(f"done.{number}.of", Reason(words, {"rule": done.rule, "of": done.of}))
        for number, done in dict.fromkeys(given)
        if (done.rule, done.of) not in known
    ]


def _closes_nothing(field: str, reason: Reason) -> dict:
    return {"field": field, "words": reason.words(), "withheld": []}


def _counts(question: Question, code: str) -> bool:
    """Whether a rule is known, and switched on when it is unsure."""
    return any(
        r.confidence != book.UNSURE or code in question.switched_on for r in book.named(code)
    )


def _named(answers: list) -> set[tuple[str, str]]:
    return {(duty.rule.id, duty.occurrence) for _facts, said in answers for duty in said.duties}


def _contradiction(fault, answered: Answer) -> dict:
    withheld = [
        duty.rule.id
        for duty in answered.duties
        if duty.state == engine.WITHHELD and duty.rule.on in fault.touches
    ]
    return {
        "field": fault.reason.field,
        "words": fault.reason.words(),
        "withheld": sorted(set(withheld)),
    }


def _difference(question: Question) -> list[dict]:
    """Against the law of each event's own day."""
    changes = [
        change
        for facts in everybody(question)
        for change in what_if.compare(
            facts,
            question.as_of,
            question.until,
            None,
            question.law_on,
            switched_on=question.switched_on,
            own=question.own,
        )
    ]
    effort.spend(STEPS_A_DUTY * len(changes))
    return [said.change(change, question.as_of, None, question.law_on) for change in changes]


def _switchable(question: Question) -> list[dict]:
    """Unsure rules of this system (of all, about hosts and bodies), and whether they count now."""
    alone = question.case if not (question.host or question.body) else None
    system = alone.system if alone else ""
    rules = {
        rule.id: rule
        for rule in book.rows()
        if rule.confidence == book.UNSURE and (not system or system in rule.system)
    }
    return [
        {"rule": code, "title": gettext(rule.title), "on": code in question.switched_on}
        for code, rule in sorted(rules.items())
    ]


CALCULATOR = Calculator(
    name="duties",
    title=_("法律の務め（だれが・何を・いつまでに）"),
    question=Question,
    answer=answer,
    sources=[
        "技能実習法：https://laws.e-gov.go.jp/law/428AC0000000089",
        "技能実習法施行規則：https://laws.e-gov.go.jp/law/428M60000110003",
        "入管法：https://laws.e-gov.go.jp/law/326CO0000000319",
        "入管法施行規則：https://laws.e-gov.go.jp/law/356M50000010054",
        "民法138–143条：https://laws.e-gov.go.jp/law/129AC0000000089",
    ],
)

"""割り当ての案 — who does what, each with its reasons in words; and why a place stays empty."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.community.shifts.rules import fit
from tsunagari.programmes.community.shifts.rules.columns import choices
from tsunagari.programmes.community.shifts.rules.roster import REST, WANTS, Helper, Key, Task
from tsunagari.programmes.community.shifts.rules.solver import Solution, solve

Pair = tuple[Key, Key]  # (person, shift)
# Why somebody who could come is not on a shift that lacks people, in the order of the sentences.
WHY_EMPTY = {
    "veto": _("事務局が外した人：%(n)s人"),
    "skill": _("スキルが足りない人：%(n)s人"),
    "age": _("年齢が足りない人：%(n)s人"),
    "overlap": _("同じ時刻にほかの係がある人：%(n)s人"),
    "rest": _("前後の係とのあいだが短い人：%(n)s人"),
    "hours": _("手伝える時間がもうない人：%(n)s人"),
    "language": _("必要な言葉を話さない人：%(n)s人"),
}
NOBODY = _("「行きたい」「行ける」と言った人がいません。")


@dataclass(frozen=True)
class Asked:
    """What a proposal is made of: equal facts make the same proposal."""

    helpers: Sequence[Helper]
    tasks: Sequence[Task]
    stands: frozenset[Pair] = frozenset()
    vetoes: frozenset[Pair] = frozenset()
    rest: int = REST

    @property
    def print(self) -> str:
        """A print of the facts, the same in every process, whatever the order of rows."""
        people = sorted([*map(_plainly, self.helpers), *map(_plainly, self.tasks)])
        pairs = [
            sorted((str(one), str(task)) for one, task in kept)
            for kept in (self.stands, self.vetoes)
        ]
        return hashlib.sha256(repr((people, pairs, self.rest)).encode()).hexdigest()[:32]


def _plainly(one: Helper | Task) -> list[str]:
    """Its facts as words in a fixed order."""
    values = [getattr(one, each.name) for each in fields(one)]
    return [
        repr(sorted(map(str, value)) if isinstance(value, frozenset) else str(value))
        for value in values
    ]


@dataclass
class Proposal:
    """The new pairs with their reasons, and {shift: why places stay empty}."""

    asked: Asked
    new: list[tuple[Key, Key, list[Reason]]] = field(default_factory=list)
    empty: dict[Key, tuple[int, list[Reason]]] = field(default_factory=dict)
    minutes: dict[Key, int] = field(default_factory=dict)
    solution: Solution | None = None

    @property
    def digest(self) -> str:
        """A print of everything that the proposal says: what was seen is what is accepted."""
        said = [sorted((str(one), str(task)) for one, task, _why in self.new)]
        stood = sorted((str(one), str(task)) for one, task in self.asked.stands)
        return hashlib.sha256(repr((said, stood)).encode()).hexdigest()[:32]


def propose(asked: Asked) -> Proposal:
    """割り当てを提案する — the same for the same facts, whatever the order of rows."""
    helpers = sorted(asked.helpers, key=lambda one: str(one.key))
    tasks = sorted(asked.tasks, key=lambda one: (one.starts, str(one.key)))
    made = choices(
        helpers, tasks, stands=set(asked.stands), vetoes=set(asked.vetoes), rest=asked.rest
    )
    found = solve(made)
    on = [
        [tasks[t] for t in sorted({*held, *taken})]
        for held, taken in zip(made.held, found.taken, strict=True)
    ]
    proposal = Proposal(asked, solution=found)
    for at, helper in enumerate(helpers):
        proposal.minutes[helper.key] = sum(task.minutes for task in on[at])
        for t in found.taken[at]:
            why = _why(helper, tasks[t], helpers, on)
            proposal.new.append((helper.key, tasks[t].key, why))
    for task in tasks:
        team = [one for one, mine in zip(helpers, on, strict=True) if task in mine]
        if (missing := task.needs - len(team)) > 0:
            why = _why_empty(task, helpers, on, team, asked)
            proposal.empty[task.key] = (missing, why)
    return proposal


def _why(helper: Helper, task: Task, helpers, on) -> list[Reason]:
    """Why this person: the wish, what only they bring, and how much they do in all."""
    wants = helper.level(task.key) == WANTS
    reasons = [Reason(_("「行きたい」と言いました。") if wants else _("「行ける」と言いました。"))]
    pairs = zip(helpers, on, strict=True)
    others = [one for one, mine in pairs if one is not helper and task in mine]
    if any(
        language in helper.languages and not any(language in one.languages for one in others)
        for language in task.languages
    ):
        reasons.append(Reason(_("必要な言葉を話します。")))
    if task.skills:
        reasons.append(Reason(_("必要なスキルがあります。")))
    mine = on[next(at for at, one in enumerate(helpers) if one is helper)]
    total = fit.hours(sum(one.minutes for one in mine))
    reasons.append(Reason(_("合わせて %(hours)s時間です。"), {"hours": total}))
    return reasons


def _why_empty(task: Task, helpers, on, team, asked: Asked) -> list[Reason]:
    """How many of those who offered themselves could not come, by the first thing in the way."""
    counted: Counter = Counter()
    for helper, mine in zip(helpers, on, strict=True):
        if task in mine:
            continue
        vetoed = (helper.key, task.key) in asked.vetoes
        told = {"mine": mine, "team": team, "vetoed": vetoed, "rest": asked.rest}
        rules = {one.rule for one in fit.why_not(helper, task, **told)}
        if "cannot" not in rules:
            counted[next((code for code in WHY_EMPTY if code in rules), "")] += 1
    if not counted:
        return [Reason(NOBODY)]
    return [
        Reason(words, {"n": counted[code]}, rule=code)
        for code, words in WHY_EMPTY.items()
        if counted[code]
    ]

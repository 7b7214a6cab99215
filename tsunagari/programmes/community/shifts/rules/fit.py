"""入れるか — every reason why somebody cannot be on a shift; an empty list means yes."""

from collections.abc import Iterable, Sequence

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.community.shifts.rules.roster import CANNOT, REST, Helper, Task, gap

FULL = Reason(_("この係は、もう人がそろっています。"), rule="full")
VETO = Reason(_("事務局が、この係には入れないことにしました。"), rule="veto")
NO_WISH = Reason(_("この係を「できる」と言っていません。"), rule="cannot")
NO_SKILL = Reason(_("この係に要るスキルがありません。"), rule="skill")
OVERLAP = Reason(_("同じ時刻に、ほかの係に入っています。"), rule="overlap")
SPEAKER = Reason(_("この係には、必要な言葉を話す人がもう1人要ります。"), rule="language")


def why_not(
    helper: Helper,
    task: Task,
    *,
    mine: Sequence[Task] = (),
    team: Sequence[Helper] = (),
    vetoed: bool = False,
    asked: bool = False,
    rest: int = REST,
) -> list[Reason]:
    """`mine` are the person's other shifts, `team` those already on it.

    Who presses "I take it" has `asked`: the wish is the press itself.
    """
    reasons = why_never(helper, task, vetoed=vetoed, asked=asked)
    reasons += why_not_beside(helper, task, mine, rest)
    if len(team) >= task.needs:
        reasons.append(FULL)
    elif missing_speakers(helper, task, team):
        reasons.append(SPEAKER)
    return reasons


def why_never(helper: Helper, task: Task, *, vetoed=False, asked=False) -> list[Reason]:
    """Reasons that lie in the person and the shift alone."""
    reasons = []
    if vetoed:
        reasons.append(VETO)
    if not asked and helper.level(task.key) == CANNOT:
        reasons.append(NO_WISH)
    if task.skills - helper.skills:
        reasons.append(NO_SKILL)
    if task.from_age is not None and helper.age is not None and helper.age < task.from_age:
        words = _("%(age)s歳からの係です。")
        reasons.append(Reason(words, {"age": task.from_age}, rule="age"))
    return reasons


def why_not_beside(
    helper: Helper, task: Task, mine: Sequence[Task], rest: int = REST
) -> list[Reason]:
    """Reasons that lie in the person's other shifts: at the same time, without rest, too many hours."""
    reasons, gaps = [], [gap(task, other) for other in mine]
    if any(one < 0 for one in gaps):
        reasons.append(OVERLAP)
    elif any(one < rest for one in gaps):
        words = _("係と係のあいだに、%(minutes)s分の休みが要ります。")
        reasons.append(Reason(words, {"minutes": rest}, rule="rest"))
    most = helper.most_minutes
    if most is not None and task.minutes + sum(other.minutes for other in mine) > most:
        words = _("手伝える時間（%(hours)s時間）をこえます。")
        reasons.append(Reason(words, {"hours": hours(most)}, rule="hours"))
    return reasons


def missing_speakers(helper: Helper, task: Task, team: Iterable[Helper]) -> set[str]:
    """Languages that nobody could speak any more if this person came too: the places are used up."""
    people = [*team, helper]
    if len(people) < task.needs:
        return set()
    return set(task.languages).difference(*(one.languages for one in people))


def hours(minutes: int) -> str:
    """Minutes as hours: 2, 1.5, 0.75."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")

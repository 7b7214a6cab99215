"""役割 — what is right for roles, agreements and the bodies that are registered."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason


def why_not_end(
    *, from_day: date, until: date, ended_on: date | None, on: date, last: bool
) -> list[Reason]:
    """Every reason not to end a role with a day; `last` when nobody else of the office stays."""
    if ended_on and ended_on < on:
        return [
            Reason(
                _("この役割は %(day)s に終わっています。画面を新しくしてください。"),
                {"day": ended_on.isoformat()},
                rule="ended",
            )
        ]
    reasons = []
    if until < from_day:
        reasons.append(
            Reason(
                _("終わりの日を、始まりの日（%(day)s）より後にしてください。"),
                {"day": from_day.isoformat()},
                field="until",
            )
        )
    if last:
        reasons.append(
            Reason(
                _("事務局に、終わりの日のない人がほかにいません。先に、次の人を迎えてください。"),
                rule="last",
            )
        )
    return reasons


def why_not_give(*, held: bool) -> list[Reason]:
    """A role that is held already is not given twice."""
    return [Reason(_("この人は、もうこの役割を持っています。"), rule="held")] if held else []


def why_not_sign(*, from_day: date, until_day: date, renew_by: date) -> list[Reason]:
    """Every reason not to store these days of an agreement."""
    reasons = []
    if until_day < from_day:
        reasons.append(
            Reason(_("終わりの日は、始まりの日より後にしてください。"), field="until_day")
        )
    if renew_by > until_day:
        reasons.append(
            Reason(_("更新を決める日は、終わりの日より前にしてください。"), field="renew_by")
        )
    return reasons


def why_not_register(*, named_alike: int, different: bool) -> list[Reason]:
    """A body of the same name may exist; somebody has to say that this is another one."""
    if named_alike and not different:
        return [
            Reason(
                _("同じ名前の団体があります。同じ団体か、別の団体かを選んでください。"),
                rule="duplicate",
                field="name",
            )
        ]
    return []


def why_not_change(*, seen: int, version: int) -> list[Reason]:
    """Nobody overwrites in silence what somebody else has changed meanwhile."""
    if seen == version:
        return []
    return [
        Reason(
            _(
                "ほかの人が先に変えました。下の「いまの内容」を見て、よければもう一度保存してください。"
            ),
            rule="version",
        )
    ]

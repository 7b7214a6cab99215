"""案件 — what is right when a case is opened, changed or closed."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale


def why_not_open(*, has_open: bool, minor: bool) -> list[Reason]:
    """One person has one open case: the next one begins when the one before has ended."""
    reasons = []
    if has_open:
        words = _("この人には、おわっていない案件があります。先にその案件をおえてください。")
        reasons.append(Reason(words, rule="case.open"))
    if minor:
        words = _("生徒の登録から案件ははじめられません。本人を人として登録してください。")
        reasons.append(Reason(words, rule="case.minor"))
    return reasons


def why_not_register(*, named: bool, alike: int, different: bool) -> list[Reason]:
    """A new person has a name, and is not one who is registered already."""
    if not named:
        words = _("名前を入力してください。漢字・カナ・ローマ字のどれか1つでかまいません。")
        return [Reason(words, rule="person.name", field="family_latin")]
    if alike and not different:
        words = _("同じ名前の人がもういます。同じ人なら、その人の案件をはじめてください。")
        return [Reason(words, rule="person.alike")]
    return []


def why_not_change(*, seen: int, version: int, unknown: list[str]) -> list[Reason]:
    """What was on the screen is what is stored, and every field is one that a case has."""
    reasons = [
        Reason(
            _("「%(field)s」という項目はありません。"),
            {"field": name},
            rule="facts.unknown",
            field=name,
        )
        for name in unknown
    ]
    reasons += why_stale(seen, version)
    return reasons


def why_not_close(
    *, closed_on: date | None, opened_on: date, last: date, today: date
) -> list[Reason]:
    """A case ends once, not before it began, and not on a day that has not come."""
    if closed_on:
        return [Reason(_("この案件は %(day)s におわっています。"), {"day": closed_on})]
    if last < opened_on:
        words = _("案件は %(day)s にはじまります。それより前の日にはおえられません。")
        return [Reason(words, {"day": opened_on}, field="day")]
    if last > today:
        words = _("まだ来ていない日です。その日になってから、おえてください。")
        return [Reason(words, field="day")]
    return []


def why_not_note(
    *, from_day: date, until_day: date | None, seen: int | None, version: int | None
) -> list[Reason]:
    """A status, a card or a licence ends after it begins, and is corrected as it was on the screen.

    `seen` None: it is meant to be a new one; `version` None: there is none of this first day.
    """
    reasons = []
    if until_day and until_day < from_day:
        words = _("終わりの日（%(until)s）が、はじまりの日（%(day)s）より前です。")
        facts = {"until": until_day, "day": from_day}
        reasons.append(Reason(words, facts, rule="standing", field="until_day"))
    if seen is None and version is not None:
        words = _(
            "この種類で、この日からのものはもう登録されています。登録を開いて直してください。"
        )
        reasons.append(Reason(words, rule="standing.same", field="from_day"))
    elif seen is not None:
        reasons += why_stale(seen, version)
    return reasons

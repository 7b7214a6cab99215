"""もしもの行 — what another day's law changes, in words: side by side, and summed up by rule."""

from collections import Counter
from datetime import date

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk import talent
from tsunagari.faces.desk.people import names_of
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.law.rules import book, said
from tsunagari.programmes.talent.law.rules.what_if import Change
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import ways
from tsunagari.programmes.talent.people.what_if import Answer, Broken, Found, Short

WHAT = {"new": _("新しい"), "gone": _("なくなる"), "changed": _("変わる")}
FIELDS = {
    "to": _("出す先"),
    "opens_on": _("一覧に出る日"),
    "statutory": _("法律の期限"),
    "effective": _("実際の期限"),
    "safe": _("余裕をみた期限"),
    "state": _("状態"),
}


def change(found: Change, on: date, before: date, after: date) -> dict:
    """One changed duty, both sides in words."""
    duty = found.after or found.before
    return {
        "what": found.what,
        "what_words": gettext(WHAT[found.what]),
        "title": said.filled(duty.rule.title, duty),
        "rule": duty.rule.id,
        "article": duty.rule.article,
        "confidence": gettext(rulebook.CONFIDENCES[said.confidence_of(duty)]),
        "fields": [gettext(FIELDS[name]) for name in found.fields],
        "before": _side(found.before, on, before),
        "after": _side(found.after, on, after),
    }


def _side(duty, on: date, law_on: date) -> dict | None:
    if duty is None:
        return None
    words = said.duty(duty, on, law_on)
    return {"due": duty.safe, "to": words["recipient_words"], "holder": words["holder_words"]}


def summary(answer: Answer, on: date, before: date, after: date) -> list[dict]:
    """Each rule that comes, goes or changes, with how many cases and companies it touches."""
    counted: Counter = Counter()
    example: dict[tuple[str, str], Change] = {}
    for changes in [one.changes for one in (*answer.cases, *answer.companies)]:
        touched = {(_rule(one).id, one.what): one for one in changes}
        counted.update(touched.keys())
        example.update(touched)
    order = list(WHAT)
    return [
        {
            "rule": code,
            "title": rulebook.plain(_rule(example[code, what]).title),
            "what": what,
            "what_words": gettext(WHAT[what]),
            "count": count,
        }
        for (code, what), count in sorted(
            counted.items(), key=lambda item: (order.index(item[0][1]), -item[1], item[0][0])
        )
    ]


def _rule(found: Change) -> book.Rule:
    return (found.after or found.before).rule


def must_act(found: list, viewer: Viewer) -> list[dict]:
    """(day, who, what) of everything that has to be filed by a day, the earliest first."""
    names = names_of([case.person.party for _day, case, _gate in found], viewer)
    return [
        {
            "day": day,
            "case": case,
            "title": talent.called(case.person.party, names[case.person_id]),
            **talent.gate(one),
        }
        for day, case, one in found
    ]


def cases(
    found: list[Found], viewer: Viewer, before: date, after: date, *, whole: bool
) -> list[dict]:
    """Each case with how much changes and the gates it cannot pass; `whole`: every change too."""
    names = names_of([one.case.person.party for one in found], viewer)
    return [
        {
            "case": one.case,
            "title": talent.called(one.case.person.party, names[one.case.person_id]),
            "system": gettext(one.case.get_system_display()),
            "counts": [
                (gettext(WHAT[what]), one.counts[what]) for what in WHAT if one.counts[what]
            ],
            "changes": [change(row, viewer.on, before, after) for row in one.changes if whole],
            "refused": [talent.gate(row) for row in one.refused],
        }
        for one in found
    ]


def companies(
    found: list[Broken], on: date, before: date, after: date, *, whole: bool
) -> list[dict]:
    """Each company with caps that would be broken; `whole`: its own changed duties too."""
    return [
        {
            "company": one.company,
            "title": one.company.organisation.title,
            "reasons": [
                {
                    "day": day,
                    "words": reason.words(),
                    "rule": line.cap.rule,
                    "title": gettext(line.title),
                    "article": line.cap.article,
                    "confidence": gettext(rulebook.CONFIDENCES[line.cap.confidence]),
                }
                for day, line in one.lines
                for reason in line.reasons
            ],
            "count": len(one.changes),
            "changes": [change(row, on, before, after) for row in one.changes if whole],
        }
        for one in found
    ]


def supervisors(found: list[Short]) -> list[dict]:
    """Each supervising body with the ratios that its staff would break, or that nobody can tell."""
    return [
        {
            "supervisor": one.supervisor,
            "title": one.supervisor.organisation.title,
            "unknown": one.unknown,
            "reasons": [
                {"day": day, "words": reason.words()} | talent.condition(ratio.rule)
                for day, ratio in one.ratios
                for reason in ratio.reasons
            ],
        }
        for one in found
    ]


def bans(case: Case) -> list[dict]:
    """制度の変更の禁止 — into which systems a person cannot change, by which article."""
    names = {code: gettext(words) for code, words in book.SYSTEM_WORDS.items()}
    return [
        {"to": names[one.to], "words": gettext(one.words), "article": one.article}
        for one in ways.bans()
        if case.system in one.was
    ]

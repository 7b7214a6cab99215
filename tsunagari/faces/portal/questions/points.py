"""高度専門職のポイント — three sheets at once, and the tables that they come from."""

from datetime import date

from django import forms
from django.utils.timezone import localdate

from tsunagari.base.days import day_words
from tsunagari.base.languages import active, gettext, listed
from tsunagari.base.refusals import Reason
from tsunagari.faces.portal.questions.asked import Asked, Number, Page, Shown, Table, Years
from tsunagari.faces.portal.questions.workplace import sure
from tsunagari.faces.shared.forms import DayField
from tsunagari.programmes.talent.law.calculators.day_reading import EARLIEST
from tsunagari.programmes.talent.law.calculators.words import CONFIDENCE
from tsunagari.programmes.talent.skilled.calculators import words
from tsunagari.programmes.talent.skilled.rules import chart, points
from tsunagari.programmes.talent.skilled.rules.proofs import (
    CLASS_WORDS,
    ITEM_WORDS,
    RESEARCH_WORDS,
)

DEGREES = ("doctor", "mba_mot", "master_or_professional", "bachelor_or_equiv")
# What only somebody with a degree has.
DEGREE_GIVES = ("degree_from_japan", "designated_university")
WORK_FROM = 15
POSITIONS = ("representative", "director")


def _degrees() -> list:
    return [(code, gettext(ITEM_WORDS[code])) for code in DEGREES] + [
        ("none", gettext(words.NO_DEGREE))
    ]


def _positions() -> list:
    return [("none", gettext(words.NO_POSITION))] + [
        (code, gettext(ITEM_WORDS[code])) for code in POSITIONS
    ]


def _research() -> list:
    return [(code, gettext(text)) for code, text in RESEARCH_WORDS.items()]


def _bonuses() -> list:
    return [
        (code, filled(words.BONUS, item=gettext(ITEM_WORDS[code]), points=rule["points"]))
        for code, rule in points.tables()[-1]["bonuses"].items()
    ]


class Points(Asked):
    """What a person claims."""

    named = words.FIELDS
    first = EARLIEST
    on = DayField(initial=localdate)
    born_on = DayField(required=False)
    age = Number(min_value=0, max_value=120, required=False)
    degree = forms.ChoiceField(choices=_degrees, widget=forms.RadioSelect)
    multi_field_degrees = forms.BooleanField(required=False)
    experience_years = Years()
    annual_pay_yen = Number(min_value=0, max_value=10**12, required=False)
    research = forms.MultipleChoiceField(
        choices=_research, widget=forms.CheckboxSelectMultiple, required=False
    )
    national_licences = Number(min_value=0, max_value=100, required=False)
    position = forms.ChoiceField(choices=_positions, widget=forms.RadioSelect, initial="none")
    bonuses = forms.MultipleChoiceField(
        choices=_bonuses, widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean(self):
        given = super().clean()
        on, born, age = (given.get(name) for name in ("on", "born_on", "age"))
        if (born is None) == (age is None) and not {"born_on", "age"} & set(self.errors):
            self.refuse("age", words.AGE_OR_BIRTH)
        if born and on and born > on:
            self.refuse("born_on", words.BORN_AFTER)
        self._contradictions(given)
        first = points.tables()[0]["from"]
        if on and on < first:
            self.refuse("on", words.BEFORE_TABLES, day=first)
        return given

    def _contradictions(self, given: dict) -> None:
        """A degree that nobody gave, and work before the age at which it may begin."""
        claimed = [code for code in DEGREE_GIVES if code in given.get("bonuses", ())]
        if claimed and given.get("degree") == "none":
            facts = {"item": gettext(ITEM_WORDS[claimed[0]]), "other": gettext(words.NO_DEGREE)}
            self.refuse("degree", points.NOT_TOGETHER, **facts)
        on, born, age = (given.get(name) for name in ("on", "born_on", "age"))
        if born and on and born <= on:
            age, _near = points.age_on(born, on)
        if age is not None and (given.get("experience_years") or 0) > max(age - WORK_FROM, 0):
            self.refuse("experience_years", words.YEARS_TOO_MANY)


def points_shown(answer: dict, question: dict) -> Shown:
    sheets = answer["classes"]
    best = sheets[answer["best"]]
    title = words.PASSES if best["passes"] else words.PASSES_NOT
    day = date.fromisoformat(answer["on"])
    shown = Shown(
        filled(words.LINES_CAPTION, title=best["title"], points=best["total"]),
        "success" if best["passes"] else "info",
        facts=[
            (gettext(words.VERSION), answer["version"]),
            (gettext(words.DAY), day_words(day, active())),
        ],
        tables=[_sums(answer), *(_lines(sheet) for sheet in sheets.values())],
        notes=[gettext(words.PROOFS)],
        sources=answer["sources"],
    )
    shown.reasons = [gettext(title)]
    if answer["j_skip"]:
        titles = listed(gettext(CLASS_WORDS[kind]) for kind in answer["j_skip"])
        shown.reasons.append(filled(words.J_SKIP, titles=titles))
    return shown


def _sums(answer: dict) -> Table:
    levels = ("", "", answer["threshold"], answer["fast_pr"], "")
    head = [
        filled(word, points=level) if level else gettext(word)
        for word, level in zip(words.SUM_HEAD, levels, strict=True)
    ]
    rows = [
        [
            sheet["title"],
            filled(words.POINTS, points=sheet["total"]),
            _reached(sheet["total"], answer["threshold"]),
            _reached(sheet["total"], answer["fast_pr"]),
            _pay(sheet, answer["minimum_income"][kind]),
        ]
        for kind, sheet in answer["classes"].items()
    ]
    return Table(gettext(words.SUM_CAPTION), head, rows, (1,))


def _reached(total: int, level: int) -> str:
    if total >= level:
        return gettext(words.REACHED)
    return filled(words.SHORT, missing=level - total)


def _pay(sheet: dict, least: int | None) -> str:
    if least is None:
        return gettext(words.PAY_UNKNOWN)
    met = words.PAY_MET if sheet["minimum_income_met"] else words.PAY_NOT_MET
    return filled(met, yen=f"{least:,}")


def _lines(sheet: dict) -> Table:
    rows = [
        [line["words"], line["points"], line["evidence"], sure(line)] for line in sheet["lines"]
    ]
    # The first sentence says the total again; what follows is worth reading.
    notes = [[reason, "", "", ""] for reason in sheet["reasons"][1:]]
    caption = filled(words.LINES_CAPTION, title=sheet["title"], points=sheet["total"])
    head = [gettext(word) for word in words.LINES_HEAD]
    return Table(caption, head, rows + notes or [[gettext(words.NO_LINES), 0, "", ""]], (1,))


def tables() -> list[Table]:
    """表 — everything that counts today, class by class."""
    rows = [
        [
            row.words.words(),
            *(row.points.get(kind, "–") for kind in points.CLASSES),
            gettext(row.evidence),
            gettext(CONFIDENCE[row.confidence]),
        ]
        for row in chart.rows(points.table_on(localdate()))
    ]
    head = [gettext(word) for word in words.CHART_HEAD]
    return [Table(gettext(words.CHART_CAPTION), head, rows, (1, 2, 3))]


def filled(text: str, **facts) -> str:
    """A sentence in the reader's language with its places filled."""
    return Reason(text, facts).words()


PAGES = {"points": Page(Points, points_shown, words.LEAD, tables)}

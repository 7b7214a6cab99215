"""受入れ — how many a company may take, and which status fits, as pages."""

from django import forms
from django.utils.timezone import localdate

from tsunagari.base.languages import gettext
from tsunagari.base.refusals import Reason
from tsunagari.faces.portal.questions.asked import (
    Asked,
    Card,
    Number,
    Page,
    Shown,
    Table,
    Years,
    choices,
)
from tsunagari.faces.portal.questions.residence import said
from tsunagari.faces.shared.forms import DayField
from tsunagari.programmes.talent.law.calculators import words
from tsunagari.programmes.talent.law.rules import fields, status_fit

PEOPLE_THERE = ("s1", "s2", "s3", "esd")
ORDER = [*status_fit.Order.__dataclass_fields__]
CANDIDATE = [*status_fit.Candidate.__dataclass_fields__]


class Caps(Asked):
    """人数枠 — a company's size and who is there."""

    named = words.CAPS
    staff = Number(min_value=0, max_value=1_000_000)
    field = forms.ChoiceField(choices=choices(words.CAP_FIELDS), required=False)
    address = forms.CharField(max_length=200, required=False)
    excellent = forms.BooleanField(required=False)
    general_licence = forms.BooleanField(required=False)
    s1 = Number(min_value=0, max_value=1_000_000, required=False)
    s2 = Number(min_value=0, max_value=1_000_000, required=False)
    s3 = Number(min_value=0, max_value=1_000_000, required=False)
    esd = Number(min_value=0, max_value=1_000_000, required=False)
    on = DayField(required=False)
    regional_multiplier = forms.BooleanField(required=False)

    @classmethod
    def example(cls, question):
        return super().example({**question, **question.get("there", {})})

    def question(self):
        given = super().question()
        there = {name: given.pop(name) for name in PEOPLE_THERE if name in given}
        return given | {"there": there}


def caps_shown(answer: dict, question: dict) -> Shown:
    rows = [
        [gettext(words.CAP_ROWS[kind]), _people(cap["most"]), cap["article"], sure(cap)]
        for kind, cap in answer["caps"].items()
    ]
    over = [reason for cap in answer["caps"].values() for reason in cap["reasons"]]
    facts = [(gettext(words.INTERVIEWS), _people(answer["interviews"]))]
    if question.get("field") != "care":
        facts.append((gettext(words.AREA), gettext(words.AREAS[answer["area"]["class"]])))
    head = [gettext(word) for word in words.CAP_HEAD]
    table = Table(gettext(words.CAP_CAPTION), head, rows, (1,))
    listed = " ".join(answer["sources"])
    sources = [
        one for cap in answer["caps"].values() for one in cap["sources"] if one not in listed
    ]
    kind = "warning" if over else "success"
    title = gettext(words.CAP_CAPTION)
    return Shown(title, kind, facts, reasons=over, tables=[table], sources=sources)


def _people(number: int | None) -> str:
    if number is None:
        return gettext(words.NOT_KNOWN)
    return Reason(words.PEOPLE, {"n": number}).words()


def sure(answer: dict) -> str:
    """How surely something is known, in words."""
    return gettext(words.CONFIDENCE[answer["confidence"]])


def _fields() -> list:
    named = [(code, gettext(text)) for code, text in fields.FIELDS.items()]
    return [*named, ("housekeeping", gettext(words.HOUSEKEEPING))]


def _levels() -> list:
    return [(level, level or gettext(words.NO_CERTIFICATE)) for level in status_fit.LEVELS]


class StatusFit(Asked):
    """在留資格の合い方 — an order and a candidate on one page."""

    named = words.FIT
    field = forms.ChoiceField(choices=_fields)
    place = forms.ChoiceField(choices=choices(words.PLACES))
    starts = DayField()
    transferable = forms.BooleanField(required=False, initial=True)
    points_work = forms.BooleanField(required=False)
    in_zone = forms.BooleanField(required=False)
    yearly_pay_yen = Number(min_value=0, max_value=10**12, required=False)
    age = Number(min_value=0, max_value=120)
    in_japan = forms.BooleanField(required=False)
    japanese = forms.ChoiceField(choices=_levels, required=False)
    skill_test = forms.BooleanField(required=False)
    ssw2_test = forms.BooleanField(required=False)
    titp2_done = forms.ChoiceField(choices=choices(words.TITP2), required=False)
    was_trainee = forms.BooleanField(required=False)
    ssw1_months_used = Number(min_value=0, max_value=600, required=False)
    care_japanese = forms.BooleanField(required=False)
    care_worker = forms.BooleanField(required=False)
    initial_care_course = forms.BooleanField(required=False)
    care_experience_years = Years()
    housekeeping_experience_years = Years()
    points = Number(min_value=0, max_value=300, required=False)
    deposit_paid = forms.BooleanField(required=False)
    on = DayField(initial=localdate)

    @classmethod
    def example(cls, question):
        return super().example({**question["order"], **question["candidate"], "on": question["on"]})

    def question(self):
        given = super().question()
        return {
            "order": {key: given[key] for key in ORDER if key in given},
            "candidate": {key: given[key] for key in CANDIDATE if key in given},
            "on": given["on"],
        }


def fit_shown(answer: dict, question: dict) -> Shown:
    cards = [
        Card(
            f"{fit['sign']} {fit['title']}：{gettext(words.SIGNS[fit['sign']])}",
            fit["reasons"] or [gettext(words.NOTHING_AGAINST)],
            fit["sources"],
        )
        for fit in answer["fits"]
    ]
    best = answer["fits"][0]
    kind = "info" if best["sign"] == status_fit.NO else "success"
    title = f"{best['sign']} {best['title']}"
    return Shown(title, kind, [(gettext(words.FIT["on"][0]), said(question["on"]))], cards=cards)


PAGES = {
    "caps": Page(Caps, caps_shown, words.LEADS["caps"]),
    "status-fit": Page(StatusFit, fit_shown, words.LEADS["status-fit"]),
}

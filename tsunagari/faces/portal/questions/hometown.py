"""企業版ふるさと納税 — what a donation to a municipality costs a company, as an estimate."""

from datetime import date

from django import forms
from django.utils.timezone import localdate

from tsunagari.base.days import day_words
from tsunagari.base.languages import active, gettext
from tsunagari.base.refusals import Reason
from tsunagari.faces.portal.questions.asked import Asked, Number, Page, Shown, Table
from tsunagari.faces.shared.forms import DayField
from tsunagari.governance.fund.hometown.calculators import words
from tsunagari.governance.fund.hometown.rules import credits

MOST = 10**13


def _yen(least: int = 0) -> Number:
    return Number(min_value=least, max_value=MOST)


class HometownTax(Asked):
    """A donation, and the company's taxes of the year."""

    named = words.FIELDS
    first = credits.FIRST
    donation_yen = _yen()
    corporation_tax_yen = _yen()
    prefecture_corporate_levy_yen = _yen()
    municipal_corporate_levy_yen = _yen()
    enterprise_tax_yen = _yen()
    effective_percent = forms.IntegerField(
        min_value=0,
        max_value=100,
        initial=30,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": "4"}),
    )
    on = DayField(initial=localdate)

    @classmethod
    def example(cls, question):
        given = dict(question)
        given["effective_percent"] = round(given.pop("effective_rate", 0.30) * 100)
        return super().example(given)

    def clean(self):
        given = super().clean()
        donation, on = given.get("donation_yen"), given.get("on")
        if donation is not None and on and not self.errors:
            for reason in credits.why_not_estimate(donation=donation, on=on):
                self.add_error(reason.field, reason.words())
        return given

    def question(self):
        given = super().question()
        percent = given.pop("effective_percent", 30)
        return given | {"effective_rate": percent / 100}


def estimate_shown(answer: dict, question: dict) -> Shown:
    on, until = (date.fromisoformat(answer[name]) for name in ("on", "last_day"))
    yen = answer | {"donation": question["donation_yen"]}
    rows = [[gettext(text), _money(yen[name])] for name, text in words.ROWS.items()]
    return Shown(
        Reason(words.TITLE, {"yen": answer["net_cost"]}).words(),
        "info",
        facts=[
            (gettext(words.VERSION), answer["version"]),
            (gettext(words.DAY), day_words(on, active())),
            (gettext(words.UNTIL), day_words(until, active())),
        ],
        reasons=[gettext(words.ADVISER)],
        tables=[
            Table(gettext(words.CAPTION), [gettext(word) for word in words.HEAD], rows, (1,)),
        ],
        notes=[
            *(one for one in answer["reasons"] if one != gettext(words.ADVISER)),
            *(gettext(text) for text in (words.WHERE, words.RETURN, words.PLAN)),
        ],
    )


def _money(yen: int) -> str:
    return Reason(words.YEN, {"yen": yen}).words()


PAGES = {"hometown-tax": Page(HometownTax, estimate_shown, words.LEAD)}

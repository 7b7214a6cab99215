"""期限と在留 — limits of the law, the special period and the card's number as pages."""

from datetime import date

from django import forms

from tsunagari.base.days import day_words
from tsunagari.base.languages import active, gettext
from tsunagari.faces.portal.questions.asked import Asked, Number, Page, Shown, choices
from tsunagari.faces.shared.forms import DayField
from tsunagari.programmes.talent.law.calculators import words
from tsunagari.programmes.talent.law.rules import counting


class Due(Asked):
    """期限の計算 — one limit."""

    named = words.DUE
    function = forms.ChoiceField(choices=choices(words.FUNCTIONS), widget=forms.RadioSelect)
    event = DayField()
    n = Number(min_value=0, max_value=1200, required=False)
    office = forms.ChoiceField(choices=choices(words.OFFICES), widget=forms.RadioSelect)
    as_date = forms.BooleanField(required=False)

    def clean(self):
        given = super().clean()
        function, event, n = (given.get(name) for name in ("function", "event", "n"))
        if n is None and function != "end_of_next_month" and "n" not in self.errors:
            self.refuse("n", words.NEEDS_N)
        elif function == "days_from" and n == 0:
            self.refuse("n", words.FROM_ONE)
        elif function == "day_of_next_month" and event and n is not None:
            last = counting.end_of_next_month(event).day
            if not 1 <= n <= last:
                self.refuse("n", words.NO_SUCH_DAY, n=n, last=last)
        return given

    def question(self):
        question = super().question()
        if not question.pop("as_date", False):
            return question
        return question | {"as_date": True}


def due_shown(answer: dict, _question: dict) -> Shown:
    facts = [(gettext(text), said(answer[name])) for name, text in words.DUE_ANSWER.items()]
    title = gettext(words.DUE_ANSWER["safe_due"])
    return Shown(f"{title} {said(answer['safe_due'])}", "success", facts, reasons=answer["reasons"])


class SpecialPeriod(Asked):
    """特例期間 — expiry, and when was filed."""

    named = words.SPECIAL
    expiry = DayField()
    filed_on = DayField(required=False)
    decided_on = DayField(required=False)
    period_days = Number(min_value=1, max_value=4000, required=False)

    def clean(self):
        given = super().clean()
        filed, decided = given.get("filed_on"), given.get("decided_on")
        if decided and not filed and "filed_on" not in self.errors:
            self.refuse("filed_on", words.NEEDS_FILING)
        elif decided and filed and decided < filed:
            self.refuse("decided_on", words.DECIDED_BEFORE)
        return given


def special_shown(answer: dict, _question: dict) -> Shown:
    title = words.IN_SPECIAL if answer["special_period"] else words.NOT_SPECIAL
    facts = [(gettext(words.STAY_UNTIL), said(answer["stay_until"]))]
    tone = "success" if answer["special_period"] else "info"
    return Shown(gettext(title), tone, facts, reasons=answer["reasons"])


class CardNumber(Asked):
    """在留カード番号 — what somebody typed."""

    named = words.CARD
    number = forms.CharField(
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


def card_shown(answer: dict, _question: dict) -> Shown:
    notes = [gettext(words.CARD_ONLY_FORM)]
    if answer["valid"]:
        return Shown(gettext(words.CARD_RIGHT), notes=notes)
    return Shown(gettext(words.CARD_WRONG), "error", reasons=answer["reasons"], notes=notes)


def said(day: str) -> str:
    """An ISO day as the reader writes it."""
    return day_words(date.fromisoformat(day), active())


PAGES = {
    "due": Page(Due, due_shown, words.LEADS["due"]),
    "special-period": Page(SpecialPeriod, special_shown, words.LEADS["special-period"]),
    "card-number": Page(CardNumber, card_shown, words.LEADS["card-number"]),
}

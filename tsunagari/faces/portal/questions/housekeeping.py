"""家事支援の門 — the zone scheme's gate as a page: what is planned in, every reason and other way out."""

from django import forms
from django.utils.timezone import localdate

from tsunagari.base.days import day_words
from tsunagari.base.languages import active, gettext
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
from tsunagari.programmes.talent.housekeeping.calculators import words
from tsunagari.programmes.talent.housekeeping.rules import zones
from tsunagari.programmes.talent.housekeeping.rules.work import WORK
from tsunagari.programmes.talent.law.calculators.words import NO_CERTIFICATE
from tsunagari.programmes.talent.law.rules import status_fit

TYPES = {"○": "success", "△": "warning", "×": "error"}


def _areas() -> list:
    known = [(code, gettext(zone.title)) for code, zone in zones.known().items()]
    return [*known, (zones.ELSEWHERE, gettext(zones.TITLES[zones.ELSEWHERE]))]


def _work() -> list:
    return [(code, gettext(one.words)) for code, one in WORK.items()]


def _levels() -> list:
    named = [(level, level or gettext(NO_CERTIFICATE)) for level in status_fit.LEVELS]
    return [("unknown", gettext(words.UNKNOWN)), *named]


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not known (yet)."""

    def __init__(self):
        super().__init__(
            choices=choices(words.YES_NO),
            required=False,
            coerce=lambda typed: typed == "yes",
            empty_value=None,
        )


class Gate(Asked):
    """What is planned, as far as it is known."""

    named = words.FIELDS
    on = DayField(initial=localdate)
    area = forms.ChoiceField(choices=_areas)
    place = forms.ChoiceField(choices=choices(words.PLACES))
    work = forms.MultipleChoiceField(
        choices=_work, widget=forms.CheckboxSelectMultiple, required=False
    )
    childcare_main = YesNo()
    lives_in = YesNo()
    household_orders = YesNo()
    service_contract = YesNo()
    confirmed = YesNo()
    business_years = Years()
    disqualified = YesNo()
    office_near = YesNo()
    complaint_desk = YesNo()
    full_time = YesNo()
    direct = YesNo()
    pay_equal = YesNo()
    deposit = YesNo()
    other_duties = YesNo()
    housing_inside = YesNo()
    age = Number(min_value=0, max_value=120, required=False)
    experience_years = Years()
    trained = YesNo()
    japanese = forms.ChoiceField(choices=_levels, required=False)
    language_exempt = YesNo()
    household_agrees = YesNo()
    first_contract = DayField(required=False)
    contract_until = DayField(required=False)

    @classmethod
    def example(cls, question):
        known = super().example(question)
        signs = {True: "yes", False: "no"}
        return {
            name: signs.get(value, value) if isinstance(value, bool) else value
            for name, value in known.items()
        }

    def question(self):
        given = {name: plain for name, plain in super().question().items() if name != "japanese"}
        level = self.cleaned_data.get("japanese", "")
        asked = self.data.get(self.add_prefix("japanese"))
        return given | ({"japanese": level} if asked in status_fit.LEVELS else {})


def shown(answer: dict, question: dict) -> Shown:
    """The sign, a card for each reason with its article and other ways, and what was not said."""
    cards = [
        Card(
            f"{point['sign']} {point['reason']}",
            [
                Reason(
                    words.ARTICLE,
                    {
                        "article": point["article"],
                        "sure": gettext(words.CONFIDENCE[point["confidence"]]),
                    },
                ).words(),
                *[f"{gettext(words.WAYS)}：{way['words']}" for way in point["instead"]],
            ],
            point["sources"],
        )
        for point in answer["points"]
    ]
    open_ = len(answer["not_said"])
    left = [Reason(words.NOT_SAID, {"n": open_}).words()] if open_ else []
    return Shown(
        f"{answer['sign']} {gettext(words.SIGNS[answer['sign']])}",
        TYPES[answer["sign"]],
        [(gettext(words.FIELDS["on"][0]), said(question["on"]))],
        cards=cards,
        notes=[*left, *answer["notes"]],
    )


def _zones() -> list[Table]:
    """The areas as far as they are known, with how surely."""
    rows = [
        [
            gettext(zone.title),
            gettext(words.ZONE_YES if zone.measure else words.ZONE_NO),
            gettext(words.ZONE_YES if zone.council else words.ZONE_NO),
            day_words(zone.from_day, active()) if zone.measure and zone.from_day else "",
            gettext(words.CONFIDENCE[zone.confidence]),
        ]
        for zone in zones.known().values()
    ]
    head = [gettext(word) for word in words.ZONE_HEAD]
    return [Table(gettext(words.ZONE_CAPTION), head, rows)]


PAGES = {"housekeeping": Page(Gate, shown, words.LEAD, _zones)}

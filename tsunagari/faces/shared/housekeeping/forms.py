"""家事支援の入力 — institutions, workers, homes, contracts, visits, alarms, looks, zones, the gate."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tsunagari.faces.shared.forms import DayField, TidyField
from tsunagari.programmes.talent.housekeeping.calculators import words
from tsunagari.programmes.talent.housekeeping.models import Alarm, Look
from tsunagari.programmes.talent.housekeeping.rules import watch, zones
from tsunagari.programmes.talent.housekeeping.rules.keeping import QUESTIONS
from tsunagari.programmes.talent.housekeeping.rules.work import LISTED, WORK
from tsunagari.programmes.talent.law.calculators.words import NO_CERTIFICATE
from tsunagari.programmes.talent.law.rules.status_fit import LEVELS

LINES = forms.Textarea(attrs={"rows": 3})
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
ASKED_OF_WORKERS = (
    "trained",
    "full_time",
    "direct",
    "pay_equal",
    "deposit",
    "other_duties",
    "housing_inside",
)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not known (yet)."""

    def __init__(self, code: str):
        label, help_text = words.FIELDS[code]
        super().__init__(
            label=_l(label),
            help_text=_l(help_text) if help_text else "",
            choices=lambda: [(one, _(text)) for one, text in words.YES_NO.items()],
            required=False,
            coerce=lambda typed: typed == "yes",
            empty_value=None,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def _areas() -> list:
    return [(code, _(text)) for code, text in zones.TITLES.items()]


def _works(codes) -> list:
    return [(code, _(WORK[code].words)) for code in codes]


class InstitutionForm(forms.Form):
    """Area, offices, criteria, desk, and who is called when it matters."""

    area = forms.ChoiceField(label=_l("区域"), choices=_areas)
    business_since = DayField(label=_l("日本で家事サービスをはじめた日"), required=False)
    office = TidyField(label=_l("雇う事業所の住所"), max_length=200, required=False)
    office_near = YesNo("office_near")
    disqualified = YesNo("disqualified")
    pay_equal = YesNo("pay_equal")
    deposit = YesNo("deposit")
    desk = TidyField(
        label=_l("相談の窓口"),
        max_length=300,
        required=False,
        help_text=_l("電話・時間・言葉。働く人と家庭の両方が使えます。"),
    )
    phone = TidyField(
        label=_l("担当者の電話（訪問のページに出ます）"), max_length=30, required=False
    )
    coordinator = forms.ChoiceField(
        label=_l("連絡がないときに知らせる担当者"), choices=(), required=False
    )
    deputy = forms.ChoiceField(label=_l("代わりの人"), choices=(), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("coordinator", "deputy"):
            self.fields[name].choices = [("", _("まだ決まっていない")), *staff]


class ConfirmForm(forms.Form):
    """The council's confirmation: from which day, until which."""

    from_day = DayField(label=_l("確認の日"))
    until_day = DayField(label=_l("いつまで（決まっていれば）"), required=False)


class EventForm(forms.Form):
    """What happened, from which the law's duties follow."""

    kind = forms.ChoiceField(label=_l("何がありましたか"), choices=())
    day = DayField(label=_l("その日"))

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


class WorkerForm(forms.Form):
    """What the gate asks of a person."""

    experience_years = forms.FloatField(
        label=_l("家事支援の仕事をした年数"), min_value=0, max_value=70, required=False
    )
    japanese = forms.ChoiceField(
        label=_l("日本語の合格証"),
        required=False,
        choices=lambda: [
            ("unknown", _("分からない")),
            *((level, level or _(NO_CERTIFICATE)) for level in LEVELS),
        ],
    )
    trained = YesNo("trained")
    full_time = YesNo("full_time")
    direct = YesNo("direct")
    pay_equal = YesNo("pay_equal")
    deposit = YesNo("deposit")
    other_duties = YesNo("other_duties")
    housing_inside = YesNo("housing_inside")
    housing = TidyField(label=_l("住まいの市町村"), max_length=80, required=False)
    trained_on = DayField(
        label=_l("入国後の研修を終えた日（家事・入管法・労働法・相談の窓口）"), required=False
    )
    exempt_on = DayField(label=_l("日本語の例外の確認（様式9）を受けた日"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)


class HomeForm(forms.Form):
    """A household: what is kept, and that it agreed."""

    institution = forms.ChoiceField(label=_l("特定機関"), choices=())
    name = TidyField(label=_l("呼び名（封をして残します）"), max_length=80, required=False)
    town = TidyField(label=_l("市町村"), max_length=80, help_text=_l("例：千葉市美浜区"))
    address = TidyField(
        label=_l("住所（封をして残します）"),
        max_length=200,
        help_text=_l("危ないときに、助けが行く場所です。"),
    )
    phone = TidyField(label=_l("電話（封をして残します）"), max_length=30, required=False)
    children = forms.BooleanField(label=_l("子どもがいる"), required=False)
    elderly = forms.BooleanField(label=_l("高齢の人がいる"), required=False)
    below_n4 = forms.BooleanField(
        label=_l("説明を受けて、日本語 N4 に届かない人が来ることに同意した"), required=False
    )
    agreed = forms.BooleanField(
        label=_l("住所などを、訪問と安全のためだけに残すことに、家庭が同意した")
    )

    def __init__(self, *args, institutions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = institutions
        if len(institutions) == 1:
            self.fields["institution"].initial = institutions[0][0]


class SignForm(forms.Form):
    """A service contract: what is done, from when, and what the gate has to know of it."""

    work = forms.MultipleChoiceField(
        label=_l("すること"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _works(LISTED),
        help_text=_l("政令で決められた家事だけです。"),
    )
    from_day = DayField(label=_l("契約のはじまり"))
    until_day = DayField(label=_l("契約の終わり（決まっていれば）"), required=False)
    service_contract = YesNo("service_contract")
    lives_in = YesNo("lives_in")
    household_orders = YesNo("household_orders")
    childcare_main = YesNo("childcare_main")


class VisitForm(forms.Form):
    """Who goes to which home, when."""

    contract = forms.ChoiceField(label=_l("家庭と契約"), choices=())
    case = forms.ChoiceField(label=_l("はたらく人"), choices=())
    day = DayField(label=_l("訪問の日"))
    starts = forms.TimeField(label=_l("はじまり"), widget=CLOCK)
    ends = forms.TimeField(
        label=_l("おわり"), widget=CLOCK, help_text=_l("夜の12時をこえるときは、次の日の時刻です。")
    )

    def __init__(self, *args, contracts, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contract"].choices = [("", _("選んでください")), *contracts]
        self.fields["case"].choices = [("", _("選んでください")), *cases]


class CloseForm(forms.Form):
    """How an alarm ended, and what was done."""

    outcome = forms.ChoiceField(label=_l("どうなりましたか"), choices=(), widget=forms.RadioSelect)
    until = forms.TimeField(
        label=_l("まだ訪問中のとき：何時まで"),
        widget=CLOCK,
        required=False,
        help_text=_l("例：16:30"),
    )
    words = forms.CharField(label=_l("したこと"), max_length=2000, widget=LINES)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        codes = watch.outcomes(kind)
        self.fields["outcome"].choices = [(code, _(Alarm.Outcome(code).label)) for code in codes]


class SaidForm(forms.Form):
    """What the household says of the service; three fixed questions, none about the person."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, text in QUESTIONS.items():
            self.fields[code] = forms.TypedChoiceField(
                label=_(text),
                choices=[(one, _(said)) for one, said in words.YES_NO.items()],
                required=False,
                coerce=lambda typed: typed == "yes",
                empty_value=None,
            )


class LookForm(forms.Form):
    """A visit of the office to an institution, or an audit of the statutory council."""

    kind = forms.ChoiceField(
        label=_l("種類"),
        choices=lambda: [(code, _(text)) for code, text in Look.Kind.choices],
        widget=forms.RadioSelect,
    )
    day = DayField(label=_l("訪問の日"))
    at = forms.TimeField(label=_l("はじまり"), widget=CLOCK)


class HoldForm(forms.Form):
    """What was seen, and what follows."""

    outcome = forms.ChoiceField(
        label=_l("どうなりましたか"),
        choices=lambda: [(code, _(text)) for code, text in Look.Outcome.choices],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_l("見たこと"), max_length=4000, widget=LINES)


class ZoneForm(forms.Form):
    """What the office found out about an area."""

    code = forms.ChoiceField(
        label=_l("区域"), choices=lambda: [one for one in _areas() if one[0] != zones.ELSEWHERE]
    )
    designated = forms.TypedChoiceField(
        label=_l("国家戦略特区である"),
        choices=(),
        required=False,
        coerce=lambda one: one == "yes",
        empty_value=None,
    )
    measure = forms.TypedChoiceField(
        label=_l("区域計画に家事支援がある"),
        choices=(),
        required=False,
        coerce=lambda one: one == "yes",
        empty_value=None,
    )
    council = forms.TypedChoiceField(
        label=_l("公の第三者管理協議会がある"),
        choices=(),
        required=False,
        coerce=lambda one: one == "yes",
        empty_value=None,
    )
    from_day = DayField(label=_l("いつから"))
    until_day = DayField(label=_l("いつまで（終わったとき）"), required=False)
    said = TidyField(
        label=_l("だれが、どこで、そう言いましたか"),
        max_length=300,
        help_text=_l("例：千葉県の担当課の回答（電話、11月25日）"),
    )
    confidence = forms.ChoiceField(
        label=_l("確かさ"),
        choices=lambda: [
            (code, _(words.CONFIDENCE[code])) for code in ("secondary", "official", "unsure")
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("designated", "measure", "council"):
            self.fields[name].choices = [(one, _(text)) for one, text in words.YES_NO.items()]


class GateForm(forms.Form):
    """Whether somebody may go to a home and do something, from what is stored."""

    institution = forms.ChoiceField(label=_l("特定機関"), choices=(), required=False)
    case = forms.ChoiceField(label=_l("はたらく人"), choices=(), required=False)
    area = forms.ChoiceField(
        label=_l("区域（特定機関がないとき）"),
        choices=lambda: [("", "—"), *_areas()],
        required=False,
    )
    place = forms.ChoiceField(
        label=_l("働く場所"), choices=lambda: [(one, _(text)) for one, text in words.PLACES.items()]
    )
    work = forms.MultipleChoiceField(
        label=_l("すること"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _works(WORK),
        required=False,
    )
    service_contract = YesNo("service_contract")
    lives_in = YesNo("lives_in")
    household_orders = YesNo("household_orders")
    childcare_main = YesNo("childcare_main")
    on = DayField(label=_l("はじめる日"))

    def __init__(self, *args, institutions, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = [("", _("決めない")), *institutions]
        self.fields["case"].choices = [("", _("決めない")), *cases]

"""入力（人材） — an order, a candidate, a lesson, a test, a time to meet."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagari.base.days import NotATime, parse_time
from tsunagari.faces.shared import orders
from tsunagari.faces.shared.forms import DayField, KanaField, TidyField, YenField
from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.orders.models import Order
from tsunagari.programmes.talent.orders.rules.candidates import (
    BY_FIELD,
    COUNTRIES,
    LEVEL_WORDS,
    TESTS,
)
from tsunagari.programmes.talent.orders.rules.orders import LEVELS

TRADES = [(code, _(words)) for code, words in FIELDS.items()]
LEVEL_CHOICES = [(code, _(words)) for code, words in LEVELS.items()]
# What a person has: where an order asks for nothing, a candidate has nothing yet.
OWN_LEVELS = [("", _("まだない")), *LEVEL_CHOICES[1:]]
YEN = {"min_value": 0, "max_value": 9_999_999}
DONE = [("", _("ない")), *((code, _(words)) for code, words in orders.DONE.items())]


class TimeField(forms.CharField):
    """A time of day as people type it: 8:45, 845, 午後2時半."""

    def __init__(self, **kwargs):
        super().__init__(max_length=12, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        try:
            return parse_time(typed) if typed else None
        except NotATime as refused:
            raise forms.ValidationError([one.words() for one in refused.reasons]) from refused


class GroupedForm(forms.Form):
    """A long form whose fields stand under headings: {heading: names}."""

    GROUPS: dict = {}

    @property
    def groups(self) -> list:
        """(heading, fields) in their order."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS.items()]


class OrderForm(GroupedForm):
    """求人 — what the company asks for. Sex is not asked, and age only on a ground of the law."""

    GROUPS = {
        _("仕事と人数"): ("field", "work", "place", "municipality", "number", "invite"),
        _("契約"): ("starts_on", "months", "monthly_yen", "week_hours"),
        _("日本人との比較"): ("compare_yen", "compare_why"),
        _("寮"): ("dormitory", "dormitory_yen", "dormitory_m2"),
        _("必須の条件"): ("japanese", "skill_test", "age_from", "age_until", "age_ground"),
        _("希望"): ("wish_japanese", "wish_years", "wishes"),
    }

    field = forms.ChoiceField(label=_("分野"), choices=TRADES)
    work = TidyField(label=_("仕事"), max_length=200, help_text=_("例：利用者の食事と入浴の手伝い"))
    place = forms.ChoiceField(
        label=_("働く場所"), choices=[(value, _(words)) for value, words in Order.Place.choices]
    )
    municipality = TidyField(label=_("働く市町村"), max_length=80, help_text=_("例：流山市"))
    number = forms.IntegerField(label=_("人数"), min_value=1, max_value=500)
    invite = forms.IntegerField(
        label=_("面接に呼ぶ人数"),
        min_value=1,
        max_value=2_500,
        help_text=_("採用する人数と同じか、それより多い人数です。"),
    )
    starts_on = DayField(label=_("はじまりの日"))
    months = forms.IntegerField(
        label=_("契約の月数"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("期間の定めのない契約では、空けておきます。"),
    )
    monthly_yen = YenField(
        label=_("1か月の基本給（円）"),
        min_value=1,
        max_value=9_999_999,
        help_text=_("手当と残業の分を入れません。"),
    )
    week_hours = forms.DecimalField(
        label=_("1週間の時間"), min_value=1, max_value=99, max_digits=4, decimal_places=1
    )
    compare_yen = YenField(
        label=_("同じ仕事の日本人の基本給（円）"),
        required=False,
        help_text=_("同じ仕事の日本人がいないときは、空けておきます。"),
        **YEN,
    )
    compare_why = forms.CharField(
        label=_("ちがいの理由、または何と比べて決めたか"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
    )
    dormitory = forms.BooleanField(label=_("寮がある"), required=False)
    dormitory_yen = YenField(label=_("寮の1か月の費用（円）"), required=False, **YEN)
    dormitory_m2 = forms.DecimalField(
        label=_("寮の1人あたりの広さ（㎡）"),
        required=False,
        min_value=0,
        max_value=999,
        max_digits=5,
        decimal_places=1,
    )
    japanese = forms.ChoiceField(label=_("日本語（必ず）"), choices=LEVEL_CHOICES, required=False)
    skill_test = forms.BooleanField(label=_("分野の技能試験に合格した人だけ"), required=False)
    age_from = forms.IntegerField(
        label=_("年れい（下）"),
        required=False,
        min_value=15,
        max_value=99,
        help_text=_("法律で年れいを聞いてよい場合だけです。ふつうは空けておきます。"),
    )
    age_until = forms.IntegerField(
        label=_("年れい（上）"), required=False, min_value=15, max_value=99
    )
    age_ground = forms.ChoiceField(
        label=_("年れいを限る理由"),
        choices=[(value, _(words)) for value, words in Order.AgeGround.choices],
        required=False,
    )
    wish_japanese = forms.ChoiceField(
        label=_("日本語（望む）"), choices=LEVEL_CHOICES, required=False
    )
    wish_years = forms.IntegerField(
        label=_("経験（望む年数）"), required=False, min_value=0, max_value=40
    )
    wishes = forms.CharField(
        label=_("そのほかの希望"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("性別・宗教・家族のことは書かないでください。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts(self) -> dict:
        """What the form says of an order; what belongs to a dormitory only when there is one."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        found["wish_years"] = found["wish_years"] or 0
        if not found["dormitory"]:
            found |= {"dormitory_yen": None, "dormitory_m2": None}
        return found


class CandidateForm(GroupedForm):
    """候補者 — names as in the passport, without its number."""

    GROUPS = {
        _("候補者"): (
            *("family", "given", "family_kana", "given_kana"),
            *("nationality", "born_on", "number", "school"),
        ),
        _("希望"): ("first", "second", "third", "ready_on", "wish_yen", "wish_dormitory"),
        _("日本語と技能"): ("japanese", "skills", "care_japanese", "years_field", "years"),
        _("これまでの在留"): ("in_japan", "titp2_done", "was_trainee", "ssw1_months_used"),
        _("契約の確認"): ("deposit_paid",),
    }

    family = TidyField(
        label=_("姓（ローマ字）"), max_length=80, required=False, help_text=_("例：NGUYEN")
    )
    given = TidyField(
        label=_("名（ローマ字）"), max_length=80, required=False, help_text=_("例：Thi Lan")
    )
    family_kana = KanaField(label=_("姓（カナ）"), max_length=80, required=False)
    given_kana = KanaField(label=_("名（カナ）"), max_length=80, required=False)
    nationality = forms.ChoiceField(
        label=_("国籍"),
        choices=[("", _("そのほかの国")), *((c, _(row[1])) for c, row in COUNTRIES.items())],
        required=False,
    )
    born_on = DayField(label=_("生年月日"))
    number = TidyField(
        label=_("候補者の番号"),
        max_length=30,
        required=False,
        help_text=_("自分の団体の番号です。"),
    )
    first = forms.ChoiceField(
        label=_("第1希望の分野"), choices=[("", _("どの分野でもよい")), *TRADES], required=False
    )
    second = forms.ChoiceField(
        label=_("第2希望の分野"), choices=[("", _("ない")), *TRADES], required=False
    )
    third = forms.ChoiceField(
        label=_("第3希望の分野"), choices=[("", _("ない")), *TRADES], required=False
    )
    ready_on = DayField(label=_("来られる日"))
    wish_yen = YenField(label=_("希望する月給（円）"), required=False, **YEN)
    wish_dormitory = forms.BooleanField(label=_("寮に住みたい"), required=False)
    in_japan = forms.BooleanField(label=_("日本にいます"), required=False)
    japanese = forms.ChoiceField(
        label=_("日本語の級（合格したもの）"), choices=OWN_LEVELS, required=False
    )
    skills = forms.MultipleChoiceField(
        label=_("合格した技能試験の分野"),
        choices=TRADES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    years_field = forms.ChoiceField(
        label=_("経験のある分野"), choices=[("", _("ない")), *TRADES], required=False
    )
    years = forms.IntegerField(label=_("経験の年数"), required=False, min_value=0, max_value=40)
    titp2_done = forms.ChoiceField(label=_("技能実習2号をおわったか"), choices=DONE, required=False)
    was_trainee = forms.BooleanField(label=_("技能実習をしたことがある"), required=False)
    ssw1_months_used = forms.IntegerField(
        label=_("特定技能1号で働いた月数"), required=False, min_value=0, max_value=120
    )
    care_japanese = forms.BooleanField(label=_("介護日本語評価試験に合格した"), required=False)
    deposit_paid = forms.BooleanField(
        label=_("保証金や違約金の契約がある"),
        required=False,
        help_text=_("あるときは、なくなるまで進められません。かくさないでください。"),
    )
    school = forms.ChoiceField(label=_("訓練校"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.schools = {str(body.pk): body for body in schools}
        self.fields["school"].choices = [
            ("", _("ない")),
            *((key, body.title) for key, body in self.schools.items()),
        ]

    def clean(self):
        """Years are of a field of work: one without the other would be lost."""
        typed = super().clean()
        field, years = typed.get("years_field"), typed.get("years")
        if years and not field and "years_field" not in self.errors:
            self.add_error(
                "years_field", self._missing(_("%(label)sを選んでください。"), "years_field")
            )
        if field and years is None and "years" not in self.errors:
            self.add_error("years", self._missing(_("%(label)sを入力してください。"), "years"))
        return typed

    def _missing(self, words, name: str) -> str:
        return words % {"label": self.fields[name].label}

    def facts(self) -> dict:
        """What the form says of a candidate, as the action takes it."""
        typed = self.cleaned_data
        told = {
            name: typed[name]
            for name in ("titp2_done", "was_trainee", "ssw1_months_used", "care_japanese")
            if typed[name]
        }
        told |= {"deposit_paid": True} if typed["deposit_paid"] else {}
        years = {typed["years_field"]: typed["years"] or 0} if typed["years_field"] else {}
        kept = ("number", "born_on", "ready_on", "wish_yen", "wish_dormitory", "in_japan")
        return {
            "names": {
                "family_latin": typed["family"],
                "given_latin": typed["given"],
                "family_kana": typed["family_kana"],
                "given_kana": typed["given_kana"],
            },
            "nationality": typed["nationality"],
            "fields": [typed[n] for n in ("first", "second", "third") if typed[n]],
            "japanese": typed["japanese"],
            "skills": sorted(typed["skills"]),
            "years": years,
            "facts": told,
            "school": self.schools.get(typed["school"]),
        } | {name: typed[name] for name in kept}


class LessonForm(forms.Form):
    """授業 — topic, day, time, minutes; who was absent is ticked below."""

    topic = TidyField(label=_("授業の内容"), max_length=200, help_text=_("例：入国前の日本語"))
    day = DayField(label=_("日"))
    time = TimeField(label=_("はじまりの時刻"), help_text=_("学校のある所の時刻です。例：8:45"))
    minutes = forms.IntegerField(label=_("分"), min_value=5, max_value=600, initial=90)

    def starts_at(self, zone: str) -> datetime:
        typed = self.cleaned_data
        return datetime.combine(typed["day"], typed["time"], ZoneInfo(zone))


class ResultForm(forms.Form):
    """試験の結果 — which test, which level or field, passed or not."""

    kind = forms.ChoiceField(
        label=_("試験"), choices=[(code, _(row[0])) for code, row in TESTS.items()]
    )
    level = forms.ChoiceField(label=_("級・分野"))
    passed = forms.ChoiceField(
        label=_("結果"),
        choices=[("yes", _("合格")), ("no", _("不合格"))],
        widget=forms.RadioSelect,
    )
    points = forms.IntegerField(label=_("点数"), required=False, min_value=0, max_value=1_000)
    taken_on = DayField(label=_("受けた日"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [
            *(
                (_(row[0]), [(level, _(LEVEL_WORDS.get(level, level))) for level in row[1]])
                for code, row in TESTS.items()
                if code not in BY_FIELD
            ),
            (_("分野"), TRADES),
        ]

    def facts(self) -> dict:
        typed = self.cleaned_data
        return typed | {"passed": typed["passed"] == "yes"}


class ResultsForm(ResultForm):
    """試験の結果をまとめて — one test and day; who passed is chosen person by person."""

    passed = points = None

    def facts(self) -> dict:
        return self.cleaned_data


class MeetForm(forms.Form):
    """面接の日時 — by the own clock."""

    day = DayField(label=_("日"))
    time = TimeField(label=_("はじまりの時刻"), help_text=_("自分の所の時刻です。例：14:00"))
    minutes = forms.IntegerField(label=_("分"), min_value=10, max_value=240, initial=30)
    how = TidyField(
        label=_("場所かリンク"), max_length=500, required=False, help_text=_("例：Zoom のリンク")
    )

    def facts(self, zone: str) -> dict:
        typed = self.cleaned_data
        starts_at = datetime.combine(typed["day"], typed["time"], ZoneInfo(zone))
        return {"starts_at": starts_at, "minutes": typed["minutes"], "how": typed["how"]}

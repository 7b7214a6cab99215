"""事実の入力 — one small form for each group of the law's facts: of a case, a company, a body.

Only what cannot be read is refused here. Facts that cannot be true together are stored as they are
and shown as contradictions on the page.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagari.base.days import NotADay, parse_day
from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as noop
from tsunagari.faces.shared.forms import DayField
from tsunagari.programmes.talent.law.rules import events
from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.law.rules.said import day
from tsunagari.programmes.talent.orders.rules.candidates import COUNTRIES
from tsunagari.programmes.talent.people.labels import (
    CARD_ASKED,
    LABELS,
    LICENCES,
    STATUSES,
    standing,
)

MOST = 10_000
EXAMS = {
    "stage1": _("技能検定 基礎級（第1号）"),
    "stage2": _("技能検定 3級（第2号）"),
    "stage3": _("技能検定 2級（第3号）"),
    "year1": _("育成就労 1年目の技能試験"),
    "final": _("育成就労 最後の技能試験"),
    "a1": _("日本語 A1"),
    "a2": _("日本語 A2"),
    "ssw2": _("特定技能2号の試験"),
}
LEAVES = {
    "maternity": _("産前産後の休み"),
    "childcare": _("育児休業"),
    "sick": _("病気・けがの休み"),
    "work_injury": _("労災の休み"),
    "no_reentry": _("再入国できなかった期間"),
}
# What only some systems ask about.
ONLY = {
    "via_bridge": ("SSW1", "SSW2"),
    "via_p3mi": ("ESD", "SSW1", "SSW2"),
    "restriction_years": ("ESD",),
    "hsp_class": ("HSP",),
    "hsp_two": ("HSP",),
    "exam_exception": ("SSW1",),
    "commissioned": ("SSW1",),
    "a1_passed_on": ("ESD",),
    "training_from": ("TITP", "ESD"),
    "training_until": ("TITP", "ESD"),
}
ROLES = {
    "manager": _("監理責任者"),
    "outside_auditor": _("外部監査人"),
    "outside_director": _("指定外部役員"),
    "instructor": _("技能実習指導員など"),
    "support_manager": _("支援責任者"),
}
BODY_KINDS = {
    "SO": _("監理団体"),
    "SSO": _("監理支援機関"),
    "RSO": _("登録支援機関"),
}


class FactForm(forms.Form):
    """Facts by their own names, and the version of what was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def narrow(self, system: str, stored: Mapping) -> None:
        """Only what the case's system asks about, and whatever is known already."""
        for name in [name for name in self.fields if name in ONLY]:
            if system not in ONLY[name] and not stored.get(name):
                del self.fields[name]

    def keep_unknown(self, stored: Mapping) -> None:
        """A code that no list knows (an import brought it) stays a choice, so that it is seen."""
        for name, field in self.fields.items():
            value = stored.get(name)
            if isinstance(field, forms.ChoiceField) and isinstance(value, str) and value:
                known = {code for code, _words in field.choices}
                if value not in known:
                    field.choices = [*field.choices, (value, value)]


def _day(name: str, **more) -> DayField:
    return DayField(label=_(LABELS[name]), required=False, **more)


def _tick(name: str) -> forms.BooleanField:
    return forms.BooleanField(label=_(LABELS[name]), required=False)


def _any(choices: Mapping, empty) -> list:
    return [("", empty), *((code, _(words)) for code, words in choices.items())]


class CountryField(forms.CharField):
    """A country in capital letters, in whatever width it was typed."""

    def to_python(self, value):
        return unicodedata.normalize("NFKC", super().to_python(value)).upper()


class LinesField(forms.CharField):
    """One thing a line."""

    widget = forms.Textarea

    def __init__(self, **more):
        super().__init__(required=False, widget=forms.Textarea({"rows": 3}), **more)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else "\n".join(map(str, value))

    def to_python(self, value):
        return [line for line in map(str.strip, super().to_python(value).splitlines()) if line]


class DaysField(LinesField):
    """One day a line, eras as well."""

    def to_python(self, value):
        try:
            return [parse_day(line).isoformat() for line in super().to_python(value)]
        except NotADay as refused:
            raise forms.ValidationError([reason.words() for reason in refused.reasons]) from refused


# 案件 -------------------------------------------------------------------------------------------


class PersonFacts(FactForm):
    """Who it is about, as the law asks."""

    country = CountryField(
        label=_(LABELS["country"]),
        help_text=_("2文字で書きます。例：VN、ID、PH"),
        max_length=20,
        required=False,
    )
    field = forms.ChoiceField(
        label=_(LABELS["field"]), choices=_any(FIELDS, _("まだ決まっていない")), required=False
    )
    born_on = _day("born_on")
    in_japan = _tick("in_japan")
    via_bridge = _tick("via_bridge")
    via_p3mi = _tick("via_p3mi")
    restriction_years = forms.TypedChoiceField(
        label=_(LABELS["restriction_years"]),
        choices=[(0, _("分野の決まりのとおり")), (1, _("1年")), (2, _("2年"))],
        coerce=int,
        required=False,
        empty_value=0,
    )
    hsp_class = forms.ChoiceField(
        label=_(LABELS["hsp_class"]),
        choices=[("", _("ありません")), ("a", "イ"), ("b", "ロ"), ("c", "ハ")],
        required=False,
    )
    hsp_two = _tick("hsp_two")
    exam_exception = _tick("exam_exception")
    commissioned = _tick("commissioned")
    employee_insured = _tick("employee_insured")


class Arrival(FactForm):
    """Contract, application, landing, address, training, leaving."""

    contract_on = _day("contract_on")
    application_on = _day("application_on")
    municipalities = LinesField(label=_(LABELS["municipalities"]), max_length=1000)
    entry = _day("entry")
    address_fixed = _day("address_fixed")
    training_from = _day("training_from")
    training_until = _day("training_until")
    a1_passed_on = _day("a1_passed_on")
    departed = _day("departed")


class PlanForm(FactForm):
    """計画."""

    stage = forms.TypedChoiceField(
        label=_("段階"),
        choices=[(0, _("育成就労計画")), (1, _("第1号")), (2, _("第2号")), (3, _("第3号"))],
        coerce=int,
    )
    starts = DayField(label=_("計画のはじめの日"))
    ends = DayField(label=_("計画のおわりの日"))
    applied_on = DayField(label=_("計画を申請した日"), required=False)
    certified_on = DayField(label=_("計画が認定された日"), required=False)
    hours = forms.IntegerField(
        label=_("第1号の予定の時間"), min_value=0, max_value=MOST, required=False
    )
    transferable = forms.BooleanField(
        label=_("第2号・第3号に進める職種である"), required=False, initial=True
    )


class PlacementForm(FactForm):
    """働く会社."""

    host = forms.ChoiceField(label=_("会社"), required=False)
    signed_on = DayField(label=_("契約を結んだ日"), required=False)
    starts = DayField(label=_("仕事のはじめの日"))
    ends = DayField(
        label=_("仕事のおわりの日"), required=False, help_text=_("続いているときは空にします。")
    )
    insured = forms.BooleanField(
        label=_("雇用保険・健康保険・厚生年金に入っている"), required=False, initial=True
    )
    ended_by_host = forms.BooleanField(label=_("会社の都合でおわった"), required=False)
    part_time = forms.BooleanField(label=_("短時間で働く（健康診断の義務がない）"), required=False)

    def __init__(self, *args, companies=(), **more):
        super().__init__(*args, **more)
        self.fields["host"].choices = [("", _("案件の会社")), *companies]


class ActForm(FactForm):
    """One day on which something was done."""

    on = DayField(label=_("した日"))


class AuditForm(ActForm):
    kind = forms.ChoiceField(
        label=_("種類"), choices=[("periodic", _("定期")), ("extraordinary", _("臨時"))]
    )


class ExamForm(FactForm):
    """試験."""

    kind = forms.ChoiceField(label=_("試験"), choices=list(EXAMS.items()))
    on = DayField(label=_("受けた日"))
    passed = forms.TypedChoiceField(
        label=_("結果"),
        choices=[("", _("まだ分からない")), ("1", _("合格")), ("0", _("不合格"))],
        coerce=lambda value: value == "1",
        required=False,
        empty_value=None,
    )

    def __init__(self, *args, initial=None, **more):
        found = dict(initial or {})
        if found.get("passed") is not None:
            found["passed"] = str(int(found["passed"]))
        super().__init__(*args, initial=found, **more)


class _EventForm(FactForm):
    """出来事."""

    kinds: Mapping[str, str] = {}
    kind = forms.ChoiceField(label=_("何があったか"))
    on = DayField(label=_("その日（予定の日・知った日）"))

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(code, _(words)) for code, words in self.kinds.items()]


class CaseEvent(_EventForm):
    kinds = events.CASE_EVENTS


class HostEvent(_EventForm):
    kinds = events.HOST_EVENTS


class BodyEvent(_EventForm):
    kinds = events.BODY_EVENTS


class LeaveForm(FactForm):
    """通算に入れない期間."""

    kind = forms.ChoiceField(label=_("理由"), choices=list(LEAVES.items()))
    starts = DayField(label=_("はじめの日"))
    ends = DayField(label=_("おわりの日"))


# 会社・団体 -------------------------------------------------------------------------------------


class HostFacts(FactForm):
    """What limits and duties ask of a company."""

    staff = forms.IntegerField(
        label=_(LABELS["staff"]), min_value=0, max_value=1_000_000, required=False
    )
    excellent = _tick("excellent")
    fields = forms.MultipleChoiceField(
        label=_("分野"),
        choices=[(code, _(words)) for code, words in FIELDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    address = forms.CharField(
        label=_(LABELS["address"]),
        max_length=200,
        required=False,
        help_text=_("例：千葉県流山市平和台1-1-1"),
    )
    commissioned = _tick("commissioned")


class BodyFacts(FactForm):
    """What duties ask of a body that supervises or supports."""

    supports_from = _day("supports_from")
    supports_until = _day("supports_until")
    audited = DaysField(label=_(LABELS["audited"]), max_length=1000)


class OfficeForm(FactForm):
    """監理する事業所."""

    kind = forms.ChoiceField(label=_("どの許可か"), choices=list(BODY_KINDS.items())[:2])
    starts = DayField(label=_("監理をはじめた日"))
    ends = DayField(label=_("監理をおえた日"), required=False)
    outside = forms.ChoiceField(
        label=_("外部の監査"),
        choices=[("auditor", _("外部監査人")), ("director", _("指定外部役員"))],
    )
    outside_audits = DaysField(label=_("外部監査の日（1行に1つ）"), max_length=2000)
    accompanied = DaysField(label=_("外部監査人が監査に同行した日（1行に1つ）"), max_length=2000)


class HolderForm(FactForm):
    """役割の人と講習 — the person is an id in the role, never a name."""

    role = forms.ChoiceField(label=_("役割"), choices=list(ROLES.items()))
    kind = forms.ChoiceField(label=_("どの許可か"), choices=list(BODY_KINDS.items()))
    starts = DayField(label=_("役割のはじめの日"))
    ends = DayField(label=_("役割のおわりの日"), required=False)
    courses = DaysField(label=_("講習をおえた日（1行に1つ）"), max_length=1000)


class StaffForm(FactForm):
    """体制 — numbers of staff, from a day on."""

    on = DayField(label=_("この人数になった日"))
    full_time = forms.IntegerField(label=_(LABELS["full_time"]), min_value=0, max_value=MOST)
    managers = forms.IntegerField(label=_(LABELS["managers"]), min_value=0, max_value=MOST)
    officers = forms.IntegerField(label=_(LABELS["officers"]), min_value=0, max_value=MOST)


class StandingForm(forms.Form):
    """A status, a card or a licence: from when, until when, by whom."""

    kind = forms.ChoiceField(label=_("種類"))
    from_day = DayField(label=_("はじまりの日（許可・交付の日）"))
    until_day = DayField(label=_("終わりの日（満了の日）"), required=False)
    authority = forms.CharField(label=_("出した役所"), max_length=200, required=False)
    filed_on = DayField(
        label=_("次の申請をした日"),
        required=False,
        help_text=_("更新や変更の申請をした日です。"),
    )
    decided_on = DayField(label=_("その申請の結果が出た日"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, kinds: Mapping[str, str], **more):
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(code, _(words)) for code, words in kinds.items()]

    def keep(self, held) -> None:
        """The kind and the first day of what is corrected stay: they are its name."""
        kind = self.fields["kind"]
        kind.choices = [(held.kind, standing(held.kind))]
        kind.disabled = self.fields["from_day"].disabled = True


PERSONAL, OF_BODIES = STATUSES | CARD_ASKED, LICENCES


@dataclass(frozen=True)
class Group:
    """One group of facts: some by name, or a list of things of one kind (`each`).

    Things with an `own_id` keep it when their days move, and with it the duties that hang on them.
    """

    code: str
    title: str
    form: type[FactForm]
    each: bool = False
    own_id: bool = True

    @property
    def names(self) -> list[str]:
        """The facts that the form holds."""
        own = [name for name in self.form.base_fields if name != "version"]
        return [self.code] if self.each else own


CASE_GROUPS = (
    Group("person", noop("本人と制度"), PersonFacts),
    Group("arrival", noop("契約・来日・住所・講習"), Arrival),
    Group("plans", noop("計画"), PlanForm, each=True),
    Group("placements", noop("働く会社"), PlacementForm, each=True),
    Group("exams", noop("試験"), ExamForm, each=True),
    Group("interviews", noop("定期の面談"), ActForm, each=True),
    Group("health_checks", noop("健康診断"), ActForm, each=True),
    Group("events", noop("出来事"), CaseEvent, each=True),
    Group("leaves", noop("通算に入れない期間"), LeaveForm, each=True, own_id=False),
)
HOST_GROUPS = (
    Group("company", noop("会社の規模と分野"), HostFacts),
    Group("audits", noop("監査"), AuditForm, each=True),
    Group("visits", noop("訪問指導"), ActForm, each=True),
    Group("events", noop("出来事"), HostEvent, each=True),
)
BODY_GROUPS = (
    Group("staff", noop("体制（職員の数）"), StaffForm, each=True),
    Group("supports", noop("支援の委託と監査"), BodyFacts),
    Group("offices", noop("監理する事業所"), OfficeForm, each=True),
    Group("holders", noop("役割の人と講習"), HolderForm, each=True),
    Group("events", noop("出来事"), BodyEvent, each=True),
)


def values_of(form: type[FactForm], facts) -> dict:
    """What the law's facts say of every field of a form."""
    found = {name: getattr(facts, name) for name in form.base_fields if name != "version"}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}


def said(form: FactForm, facts) -> list[tuple[str, str]]:
    """(label, value in words) of what is known; what is empty is left out."""
    known = values_of(type(form), facts)
    form.keep_unknown(known)
    system = getattr(facts, "system", "")
    return [
        (str(form.fields[name].label), _in_words(form.fields[name], value))
        for name, value in known.items()
        if not (value in (None, "", []) or (value is False and _is_tick(form.fields[name])))
        and (value or system in ONLY.get(name, (system,)))
    ]


def _is_tick(field) -> bool:
    return isinstance(field, forms.BooleanField)


def _in_words(field, value) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        words = dict(getattr(field, "choices", ()))
        return listed(day(v) if isinstance(v, date) else str(words.get(v, v)) for v in value)
    if _is_tick(field):
        return gettext("はい")
    if isinstance(field, CountryField):
        return next((gettext(words) for two, words in COUNTRIES.values() if two == value), value)
    words = {str(code): str(text) for code, text in getattr(field, "choices", ())}
    key = str(int(value)) if isinstance(value, bool) else str(value)
    return words.get(key, key)

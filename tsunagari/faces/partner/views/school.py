"""学校の設定 — zone, lines, bell schedules; approvals and memoranda at a glance."""

from datetime import time

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.days import parse_time
from tsunagari.base.languages import gettext_noop, listed
from tsunagari.base.refusals import Reason, Refused
from tsunagari.faces.shared.forms import DayField, newer
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Approval
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.schools import actions, queries
from tsunagari.programmes.exchange.schools.models import Period
from tsunagari.programmes.exchange.schools.rules.setup import Bell

ROWS = 16
DAYS = [
    (1, _("月曜")),
    (2, _("火曜")),
    (3, _("水曜")),
    (4, _("木曜")),
    (5, _("金曜")),
    (6, _("土曜")),
    (7, _("日曜")),
]


def said(states) -> list[tuple]:
    """The choices of a field whose words wait for the reader's language."""
    return [(value, _(words)) for value, words in states.choices]


def own_school(request):
    """The viewer's school; a body that is no school has none of these pages."""
    school = queries.of(request.viewer)
    if school is None:
        raise Http404
    return school


def show(request):
    """Everything that is set up, and what is still missing."""
    school = own_school(request)
    return render(
        request,
        "partner/school.html",
        {
            "school": school,
            "schedules": queries.bell_schedules(school),
            "approvals": Approval.objects.filter(body=school.organisation).order_by("-asked_on"),
            "agreements": roles.agreements_of(school.organisation),
            "partners": _partners(request, school),
            "days": [words for number, words in DAYS if number in school.weekdays],
            "today": request.viewer.on,
        },
    )


def _partners(request, school):
    """The schools on the other side: (name, the approval that stands today or else the newest)."""
    exchanges = class_exchange.exchanges_of(request.viewer)
    others = {e.b if e.a_id == school.pk else e.a for e in exchanges}
    shown: dict = {}
    rows = Approval.objects.filter(body__in=[other.pk for other in others]).order_by("asked_on")
    for approval in rows:
        if not stands(shown.get(approval.body_id), request.viewer.on):
            shown[approval.body_id] = approval
    found = [(other.organisation.title, shown.get(other.pk)) for other in others]
    return sorted(found, key=lambda each: each[0])


def stands(approval: Approval | None, on) -> bool:
    """True when an approval was granted and is in force on a day."""
    granted = approval is not None and approval.decision == Approval.Decision.GRANTED
    return granted and approval.from_day <= on <= approval.until_day


class SettingsForm(forms.Form):
    zone = forms.CharField(
        label=_("時間帯"),
        help_text=_("例：Asia/Tokyo、Asia/Manila。時計はこの時間帯で表示します。"),
    )
    lines = forms.IntegerField(label=_("同時に使える部屋・回線の数"), min_value=1, max_value=50)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("授業のある曜日"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    exchange_subjects = forms.CharField(
        label=_("交流に使える教科"),
        help_text=_("「、」で区切ってください。この教科の時間は、授業変更なしで使えます。"),
    )
    year_ends_on = DayField(label=_("学年の終わりの日"))
    room_address = forms.URLField(
        label=_("ビデオ会議のアドレス"),
        required=False,
        assume_scheme="https",
        help_text=_("学校で使っている会議のリンク。グループごとのリンクは授業の画面で入れます。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_exchange_subjects(self):
        typed = self.cleaned_data["exchange_subjects"].replace(",", "、")
        return [word.strip() for word in typed.split("、") if word.strip()]


def settle(request):
    """Change the settings; an older screen is told that somebody was first."""
    school, now = own_school(request), []
    form = SettingsForm(
        request.POST or None,
        initial=_settings_of(school)
        | {"exchange_subjects": listed(school.exchange_subjects), "version": school.version},
    )
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        seen = changes.pop("version")
        try:
            actions.settle(school, seen=seen, by=request.viewer, on=request.viewer.on, **changes)
        except Refused as refused:
            put_on(form, refused)
            school = own_school(request)
            now = (
                newer(form, _settings_of(school), school.version) if seen != school.version else []
            )
        else:
            messages.success(request, _("学校の設定を保存しました。"))
            return redirect("partner:school")
    return form_page(request, form, _("学校の設定を変える"), _("保存する"), now=now)


def _settings_of(school) -> dict:
    fields = ("zone", "lines", "weekdays", "exchange_subjects", "year_ends_on", "room_address")
    return {field: getattr(school, field) for field in fields}


class BellsForm(forms.Form):
    name = forms.CharField(
        label=_("時程の名前"), max_length=60, help_text=_("例：50分授業、45分授業")
    )
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"))
    usual = forms.BooleanField(label=_("ふだんの時程にする"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, count=ROWS, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count
        for i in range(count):
            for name, most in (("code", 12), ("start", 8), ("end", 8)):
                box = forms.TextInput({"size": 5, "autocomplete": "off"})
                self.fields[f"{name}{i}"] = forms.CharField(
                    max_length=most, required=False, widget=box
                )
            self.fields[f"kind{i}"] = forms.ChoiceField(choices=said(Period.Kind), required=False)

    def rows(self):
        """The fields of the periods, row by row, for the table."""
        names = ("code", "start", "end", "kind")
        return [[self[f"{name}{i}"] for name in names] for i in range(self.count)]

    def bells(self) -> list[Bell]:
        """The typed periods; Refused names the time that cannot be read."""
        found, reasons = [], []
        for i in range(self.count):
            code = self.cleaned_data.get(f"code{i}", "").strip()
            typed = [self.cleaned_data.get(f"{name}{i}", "") for name in ("start", "end")]
            if not code and not any(typed):
                continue
            times = [_time(text) for text in typed]
            if not code or None in times:
                reasons.append(
                    Reason(
                        gettext_noop(
                            "%(row)s行目：校時の名前と、始まり・終わりの時刻（例 8:45）を入力してください。"
                        ),
                        {"row": i + 1},
                    )
                )
            else:
                found.append(Bell(code, *times, self.cleaned_data.get(f"kind{i}") or "lesson"))
        if reasons:
            raise Refused(reasons)
        return found


def _time(text: str) -> time | None:
    try:
        return parse_time(text) if text.strip() else None
    except (ValueError, Refused):
        return None


def bells(request, pk=None):
    """A new bell schedule, or one to change."""
    school = own_school(request)
    schedule = get_object_or_404(queries.bell_schedules(school), pk=pk) if pk else None
    count = max(ROWS, schedule.periods.count() + 4) if schedule else ROWS
    form = BellsForm(request.POST or None, initial=_bells_initial(schedule), count=count)
    now = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_bells(
                school,
                **{
                    key: form.cleaned_data[key]
                    for key in ("name", "from_day", "until_day", "usual")
                },
                bells=form.bells(),
                schedule=schedule,
                seen=form.cleaned_data["version"],
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
            now = _newer_bells(form, schedule)
        else:
            messages.success(request, _("時程を保存しました。"))
            return redirect("partner:school")
    return render(
        request,
        "partner/bells.html",
        {"form": form, "schedule": schedule, "now": now},
        status=422 if form.errors else 200,
    )


def _newer_bells(form, schedule) -> list:
    """What a colleague saved since this screen was opened, beside what is typed on it."""
    if schedule is None or form.cleaned_data["version"] in (None, schedule.version):
        return []
    names = ("name", "from_day", "until_day")
    said = newer(form, {name: getattr(schedule, name) for name in names}, schedule.version)
    periods = (f"{p.code} {p.starts:%H:%M}–{p.ends:%H:%M}" for p in schedule.periods.all())
    return [*said, (_("校時"), " ／ ".join(periods))]


def _bells_initial(schedule):
    if schedule is None:
        return {}
    initial = {
        "name": schedule.name,
        "from_day": schedule.from_day,
        "until_day": schedule.until_day,
        "usual": schedule.usual,
        "version": schedule.version,
    }
    for i, period in enumerate(schedule.periods.all()):
        initial |= {
            f"code{i}": period.code,
            f"start{i}": f"{period.starts:%H:%M}",
            f"end{i}": f"{period.ends:%H:%M}",
            f"kind{i}": period.kind,
        }
    return initial


@require_POST
def drop_bells(request, pk):
    """Take a bell schedule away that no day uses."""
    schedule = get_object_or_404(queries.bell_schedules(own_school(request)), pk=pk)
    try:
        actions.drop_bells(schedule, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("partner:bells", pk)
    messages.success(request, _("時程を消しました。"))
    return redirect("partner:school")


def form_page(request, form, title, verb, **more):
    return render(
        request,
        "partner/form.html",
        {"form": form, "title": title, "verb": verb, "back": "partner:school", **more},
        status=422 if form.errors else 200,
    )

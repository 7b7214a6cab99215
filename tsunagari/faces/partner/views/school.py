"""学校の設定 — zone, lines, bell schedules, approvals, memorandum."""

from datetime import time

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagari.base.days import parse_time
from tsunagari.base.languages import listed
from tsunagari.base.refusals import Reason, Refused
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.roles import actions as role_actions
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Approval
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.schools import actions, queries
from tsunagari.programmes.exchange.schools.models import Period
from tsunagari.programmes.exchange.schools.rules.setup import Bell

ROWS = 14
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
            "days": [words for number, words in DAYS if number in school.weekdays],
            "today": request.viewer.on,
        },
    )


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
    school = own_school(request)
    form = SettingsForm(
        request.POST or None,
        initial={
            "zone": school.zone,
            "lines": school.lines,
            "weekdays": school.weekdays,
            "exchange_subjects": listed(school.exchange_subjects),
            "year_ends_on": school.year_ends_on,
            "room_address": school.room_address,
            "version": school.version,
        },
    )
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        seen = changes.pop("version")
        try:
            actions.settle(school, seen=seen, by=request.viewer, on=request.viewer.on, **changes)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("学校の設定を保存しました。"))
            return redirect("partner:school")
    return _form(request, form, _("学校の設定を変える"), _("保存する"))


class BellsForm(forms.Form):
    name = forms.CharField(
        label=_("時程の名前"), max_length=60, help_text=_("例：50分授業、45分授業")
    )
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"))
    usual = forms.BooleanField(label=_("ふだんの時程にする"), required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for i in range(ROWS):
            for name, most in (("code", 12), ("start", 8), ("end", 8)):
                box = forms.TextInput({"size": 5, "autocomplete": "off"})
                self.fields[f"{name}{i}"] = forms.CharField(
                    max_length=most, required=False, widget=box
                )
            self.fields[f"kind{i}"] = forms.ChoiceField(choices=said(Period.Kind), required=False)

    def rows(self):
        """The fields of the periods, row by row, for the table."""
        return [
            [self[f"{name}{i}"] for name in ("code", "start", "end", "kind")] for i in range(ROWS)
        ]

    def bells(self) -> list[Bell]:
        """The typed periods; Refused names the time that cannot be read."""
        found, reasons = [], []
        for i in range(ROWS):
            code = self.cleaned_data.get(f"code{i}", "").strip()
            typed = [self.cleaned_data.get(f"{name}{i}", "") for name in ("start", "end")]
            if not code and not any(typed):
                continue
            times = [_time(text) for text in typed]
            if not code or None in times:
                reasons.append(
                    Reason(
                        _(
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
    form = BellsForm(request.POST or None, initial=_bells_initial(schedule))
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
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("時程を保存しました。"))
            return redirect("partner:school")
    return render(
        request,
        "partner/bells.html",
        {"form": form, "schedule": schedule},
        status=422 if form.errors else 200,
    )


def _bells_initial(schedule):
    if schedule is None:
        return {}
    initial = {
        "name": schedule.name,
        "from_day": schedule.from_day,
        "until_day": schedule.until_day,
        "usual": schedule.usual,
    }
    for i, period in enumerate(schedule.periods.all()[:ROWS]):
        initial |= {
            f"code{i}": period.code,
            f"start{i}": f"{period.starts:%H:%M}",
            f"end{i}": f"{period.ends:%H:%M}",
            f"kind{i}": period.kind,
        }
    return initial


class ApprovalForm(forms.Form):
    authority = forms.CharField(
        label=_("承認する人・機関"),
        max_length=200,
        help_text=_("例：流山市教育委員会、SDO Las Piñas"),
    )
    asked_on = DayField(label=_("申請した日"))
    decision = forms.ChoiceField(label=_("結果"), choices=said(Approval.Decision))
    decided_on = DayField(label=_("決まった日"), required=False)
    from_day = DayField(label=_("有効な日（始まり）"), required=False)
    until_day = DayField(label=_("有効な日（終わり）"), required=False)
    scan = forms.FileField(label=_("書類（PDF・写真）"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("decision") == "granted" and not (
            data.get("from_day") and data.get("until_day")
        ):
            self.add_error(
                "until_day", _("承認のときは、有効な日の始まりと終わりを入力してください。")
            )
        if data.get("from_day") and data.get("until_day") and data["until_day"] < data["from_day"]:
            self.add_error("until_day", _("終わりの日は、始まりの日より後にしてください。"))
        return data


def new_approval(request):
    """Note an approval of the board, the school division office or the head."""
    school = own_school(request)
    form = ApprovalForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        scan = data.pop("scan")
        try:
            paper = _keep(request, scan, "approval", school)
            role_actions.note_approval(
                school.organisation,
                kind="board",
                paper=paper,
                by=request.viewer,
                on=request.viewer.on,
                **data,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            _follow(request)
            messages.success(request, _("承認を登録しました。"))
            return redirect("partner:school")
    return _form(request, form, _("承認を登録する"), _("登録する"))


class AgreementForm(forms.Form):
    title = forms.CharField(label=_("覚書の名前"), max_length=200)
    exchange = forms.ModelChoiceField(label=_("交流"), queryset=None)
    signed_on = DayField(label=_("結んだ日"))
    from_day = DayField(label=_("有効な日（始まり）"))
    until_day = DayField(label=_("有効な日（終わり）"))
    renew_by = DayField(label=_("更新を決める日"), help_text=_("この日の前に、お知らせします。"))
    signatories = forms.CharField(
        label=_("署名した人の役職"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    scan = forms.FileField(label=_("書類（PDF・写真）"), required=False)

    def __init__(self, *args, exchanges, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["exchange"].queryset = exchanges


def new_agreement(request):
    """Note the signed memorandum of an exchange, with its renewal date."""
    school = own_school(request)
    form = AgreementForm(
        request.POST or None,
        request.FILES or None,
        exchanges=class_exchange.exchanges_of(request.viewer),
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        exchange, scan = data.pop("exchange"), data.pop("scan")
        try:
            agreement = role_actions.sign(
                data.pop("title"),
                [exchange.a.organisation.party, exchange.b.organisation.party],
                paper=_keep(request, scan, "agreement", school),
                by=request.viewer,
                on=request.viewer.on,
                **data,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            exchange.agreement = agreement
            exchange.save(update_fields=["agreement"])
            _follow(request)
            messages.success(request, _("覚書を登録しました。"))
            return redirect("partner:school")
    return _form(request, form, _("覚書を登録する"), _("登録する"))


def _keep(request, scan, kind, school):
    """The scan as a paper of the school, or None."""
    if scan is None:
        return None
    return papers.keep(
        scan.read(),
        name=scan.name,
        kind=kind,
        on=timezone.localdate(),
        of=school.organisation.party,
        held_by=school.organisation.party,
    )


def _follow(request):
    """Approvals and memoranda change what is due."""
    from tsunagari.programmes.exchange.class_exchange.actions import duties

    for exchange in class_exchange.exchanges_of(request.viewer):
        duties.follow(exchange, on=request.viewer.on, by=request.viewer)


def _form(request, form, title, verb):
    return render(
        request,
        "partner/form.html",
        {"form": form, "title": title, "verb": verb, "back": "partner:school"},
        status=422 if form.errors else 200,
    )

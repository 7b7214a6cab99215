"""定着支援 — how a plan reads, and how support is recorded, on the desk's and the supporter's pages.

The company that gives no support itself reads items and days; what was said stays with whom it was
said to and with the office.
"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.figures import amount
from tsunagari.base.languages import LANGUAGES
from tsunagari.base.languages import gettext_noop as noop
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.duties import rulebook
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.settlement import actions, queries
from tsunagari.programmes.talent.settlement.models import Support
from tsunagari.programmes.talent.settlement.rules import progress
from tsunagari.programmes.talent.settlement.rules.items import ITEMS, Item

STATES = {
    progress.DONE: ("ok", noop("おわり")),
    progress.PART: ("note", noop("とちゅう")),
    progress.MISSING: ("warn", noop("まだ")),
    progress.LATER: ("quiet", noop("これから")),
    progress.FRESH: ("ok", noop("続いている")),
    progress.STALE: ("warn", noop("しばらく記録がない")),
}
ANSWERS = {"": "note", "understood": "ok", "again": "late"}
MORE = [("other", noop("そのほかの言葉"))]


class SupportForm(forms.Form):
    """What was done, when, in which language, by which way, and what was handed over."""

    parts = forms.MultipleChoiceField(
        label=_("したこと"), widget=forms.CheckboxSelectMultiple, required=False
    )
    held_on = DayField(label=_("日"), required=False)
    minutes = forms.IntegerField(
        label=_("時間（分）"),
        required=False,
        help_text=_("予定のときは、入れなくてよいです。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    way = forms.ChoiceField(label=_("方法"), choices=Support.Way.choices)
    language = forms.ChoiceField(label=_("話した言葉"))
    interpreter = forms.CharField(label=_("通訳した人"), max_length=100, required=False)
    material = forms.CharField(label=_("渡した資料"), max_length=300, required=False)
    words = forms.CharField(
        label=_("メモ"),
        max_length=2000,
        required=False,
        help_text=_("事務局と、書いた団体だけが読めます。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(label=_("標準の時間より短い理由"), max_length=300, required=False)
    signed = forms.BooleanField(label=_("本人の署名の紙がある"), required=False)

    def __init__(self, *args, item: Item, language: str, with_words: bool, **kwargs):
        super().__init__(*args, **kwargs)
        spoken = [*LANGUAGES, *((code, _now(words)) for code, words in MORE)]
        self.fields["parts"].choices = [(code, _now(words)) for code, words in item.parts.items()]
        self.fields["language"].choices = spoken
        self.fields["language"].initial = language
        self.fields["way"].choices = [(code, _now(words)) for code, words in Support.Way.choices]
        if not with_words:
            del self.fields["words"]
        if not item.hours:
            del self.fields["reason"]
        if not item.confirmed:
            del self.fields["signed"]
        if len(item.parts) == 1:
            self.fields["parts"].initial = list(item.parts)


def context(case: Case, viewer, *, face: str, may: bool) -> dict:
    """A plan in words: progress, what is missing and who acts, the items, the records, what counts."""
    plan = queries.plan_of(case, on=viewer.on)
    rows = list(queries.history(case))
    names = shown([row.by_id for row in rows if row.by_id], to=viewer)
    return {
        "frame": f"tn/{face}.html",
        "face": face,
        "case": case,
        "plan": plan,
        "may": may and not case.closed_on,
        "supporter": plan.supporter.title if plan.supporter else "",
        "lines": [line_in_words(line, viewer) for line in plan.lines],
        "open_count": len(plan.open),
        "history": [_row(row, names, viewer, face) for row in rows],
        "planned": [_row(row, names, viewer, face) for row in queries.planned(case)],
        "figures": [
            {
                "title": _now(title),
                "value": amount(value.value, str(unit)),
                "source": value.source,
                "confidence": _now(rulebook.CONFIDENCES[value.confidence]),
            }
            for title, unit, value in queries.sources_of(
                ("orientation_hours", "orientation_min_hours", "pre_guidance_hours"), viewer.on
            )
        ],
    }


def line_in_words(line: progress.Line, viewer) -> dict:
    """One item as a page shows it."""
    tone, words = STATES[line.state]
    asked, rule = line.asked, line.item.rule
    late = asked.due and line.state in (progress.PART, progress.MISSING)
    return {
        "line": line,
        "code": line.item.code,
        "title": _now(line.item.title),
        "what": _now(line.item.what),
        "when": _now(line.item.when),
        "tone": tone,
        "state": _now(words),
        "due": asked.due,
        "chip": duties.due_words(asked.due, viewer.on) if late else None,
        "missing": [_now(line.item.parts[code]) for code in line.missing],
        "parts": [(_now(line.item.parts[code]), day) for code, day in line.parts.items()],
        "reasons": [reason.words() for reason in line.reasons] if late else [],
        "counted": [
            {"on": one.here.on, "minutes": one.here.minutes, "rule": _now(one.rule.words)}
            for one in line.counted
        ],
        "article": "" if asked.voluntary else rule.article,
        "sources": [] if asked.voluntary else rule.addresses,
        "confidence": _now(rulebook.CONFIDENCES["own" if asked.voluntary else rule.confidence]),
    }


def _row(row: Support, names: dict[int, str], viewer, face: str) -> dict:
    item = ITEMS[row.item]
    mine = face == "desk" or row.body_id == viewer.own_body.pk
    return {
        "row": row,
        "title": _now(item.title),
        "parts": [_now(item.parts[code]) for code in row.parts if code in item.parts],
        "who": names.get(row.by_id, ""),
        "way": _now(row.get_way_display()),
        "language": dict(LANGUAGES).get(row.language, row.language),
        "words": row.words if mine else "",
        "tone": ANSWERS[row.answer],
        "answer": _now(row.get_answer_display()) if item.confirmed else "",
        "mine": mine,
    }


def give(request, case: Case, code: str, *, face: str, body, title: str, with_words: bool = True):
    """Record support, or plan it; words and choices are kept when it is refused."""
    viewer = request.viewer
    plan = queries.plan_of(case, on=viewer.on)
    line = plan.named(code)
    item = ITEMS.get(code)
    if item is None or item.elsewhere or line is None or case.closed_on:
        raise Http404
    planned = _planned(request, case, code)
    form = SupportForm(
        request.POST or None,
        item=item,
        language=case.person.party.language,
        with_words=with_words,
        initial=_first(planned),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, case, code, form.cleaned_data, body, planned)
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect(f"{face}:settlement_plan", case.pk)
    page = {
        "frame": f"tn/{face}.html",
        "face": face,
        "case": case,
        "title": title,
        "item": line_in_words(line, viewer),
        "form": form,
        "planned": planned,
    }
    status = 422 if form.errors else 200
    return render(request, "shared/talent/settlement_give.html", page, status=status)


def _planned(request, case: Case, code: str) -> Support | None:
    key = whole(request.GET.get("planned", "")) or 0
    return queries.planned(case).filter(pk=key, item=code).first()


def _first(planned: Support | None) -> dict:
    if planned is None:
        return {}
    names = ("parts", "way", "language", "interpreter", "material", "words")
    return {name: getattr(planned, name) for name in names} | {"held_on": planned.day}


def _write(request, case: Case, code: str, told: dict, body, planned) -> None:
    viewer = request.viewer
    more = {
        name: told[name]
        for name in ("way", "language", "interpreter", "material", "words")
        if name in told
    }
    if "plan" in request.POST:
        actions.plan(
            case,
            code,
            parts=told["parts"],
            day=told["held_on"],
            body=body,
            by=viewer,
            on=viewer.on,
            **more,
        )
        messages.success(request, _now("支援の予定を入れました。"))
        return
    actions.give(
        case,
        code,
        parts=told["parts"],
        held_on=told["held_on"],
        minutes=told["minutes"],
        signed=told.get("signed", False),
        reason=told.get("reason", ""),
        planned=planned,
        body=body,
        by=viewer,
        on=viewer.on,
        **more,
    )
    words = _now("支援を記録しました。本人のページに出て、本人が確かめます。")
    messages.success(request, words if ITEMS[code].confirmed else _now("支援を記録しました。"))


class WhyForm(forms.Form):
    """Why a record is taken back."""

    why = forms.CharField(label=_("取り消す理由"), max_length=300)


def annul(request, support: Support, *, face: str):
    """Take a record back with a reason."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.annul(
                support, why=form.cleaned_data["why"], by=request.viewer, on=request.viewer.on
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _now("記録を取り消しました。"))
            return redirect(f"{face}:settlement_plan", support.case_id)
    page = {
        "frame": f"tn/{face}.html",
        "face": face,
        "form": form,
        "support": support,
        "title": _now(ITEMS[support.item].title),
    }
    status = 422 if form.errors else 200
    return render(request, "shared/talent/settlement_annul.html", page, status=status)

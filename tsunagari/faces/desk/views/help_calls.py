"""助けの知らせ — what workers reported or visits found, and what the office does; no company reads it."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import talent
from tsunagari.faces.desk.help_calls import words_in
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.talent.advice import queries as advice
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.safety import actions, queries
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.rules import acts
from tsunagari.programmes.talent.safety.rules.kinds import NEXT, PARTS


class StepForm(forms.Form):
    """What was done, for the office; and what the person is told, in words that they read."""

    words = forms.CharField(
        label=_("したこと"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    told = forms.CharField(
        label=_("本人に伝えること"),
        max_length=2000,
        required=False,
        help_text=_("本人のページに出ます。本人の読める言葉で書いてください。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CloseStepForm(StepForm):
    """The last step: whether an audit of the company has to follow."""

    suspected = forms.BooleanField(
        label=_("認定の取消事由のうたがいがある（臨時監査の務めができます）"), required=False
    )


class ReopenForm(forms.Form):
    """Why what has ended is opened once more."""

    words = forms.CharField(
        label=_("もう一度開く理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ActForm(forms.Form):
    """Which act, by whom, and what was seen or heard."""

    code = forms.ChoiceField(label=_("どの行為ですか"))
    part = forms.ChoiceField(label=_("だれがしましたか"), choices=(), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("見たこと・聞いたこと"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, systems, parts, **kwargs):
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys(code for system in systems for code in acts.codes(system))
        found = [(code, _now(acts.words_of(code))) for code in codes]
        self.fields["code"].choices = [("", _now("選んでください")), *found]
        self.fields["part"].choices = [(part, _now(PARTS[part])) for part in parts]


def listed(request):
    """What waits; the closed ones are a tab of their own."""
    closed = request.GET.get("view") == "closed"
    rows = queries.of(request.viewer)
    ended = Incident.State.CLOSED
    rows = rows.filter(state=ended) if closed else rows.exclude(state=ended)
    page = keyset.page(rows, ["-id"], after=request.GET.get("after", ""))
    names = shown([row.case.person_id for row in page.rows if row.case], to=request.viewer)
    found = [words_in(row) | {"name": _about(row, names)} for row in page.rows]
    context = {"page": page, "rows": found, "closed": closed}
    return render(request, "desk/help_calls.html", context)


def _about(incident: Incident, names: dict[int, str]) -> str:
    """The person, or the body of which everybody is concerned."""
    if incident.case is None:
        return incident.body.title if incident.body else ""
    return names[incident.case.person_id] or incident.case.person.party.code


def show(request, pk):
    """One report, the law on it, its steps and the next one; words are kept when refused."""
    incident = get_object_or_404(queries.of(request.viewer), pk=pk)
    last = incident.state == Incident.State.CONTAINED and incident.ban and incident.body
    ended = incident.state == Incident.State.CLOSED
    asked = CloseStepForm if last and incident.part == "company" else StepForm
    asked = ReopenForm if ended else asked
    form = asked(request.POST or None, initial={"seen": incident.version})
    own = incident.case is not None and incident.reported_by_id == incident.case.person_id
    if not ended and not own:
        # Nobody told it on a page of their own: there is no page on which they would read it.
        del form.fields["told"]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"seen": form.cleaned_data["seen"] or -1}
        act = actions.reopen if ended else actions.advance
        who = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
        try:
            act(incident, **data, **who)
        except Refused as refused:
            put_on(form, refused)
            form.data = form.data.copy()
            form.data["seen"] = get_object_or_404(queries.of(request.viewer), pk=pk).version
        else:
            messages.success(request, _("対応を記録しました。"))
            return redirect("desk:help_call", pk)
    return render(
        request, "desk/help_call.html", _page(request, incident, form), status=_status(form)
    )


def _status(form) -> int:
    return 422 if form.errors else 200


def _page(request, incident: Incident, form) -> dict:
    steps = [step for step in incident.steps.all() if step.words or step.told]
    case = incident.case
    people = [*([case.person_id] if case else []), *(step.by_id for step in steps if step.by_id)]
    names = shown(people, to=request.viewer)
    following = NEXT.get(incident.state)
    bodies = [incident.body_id] if incident.body_id else []
    reasons = queries.why_not_send(bodies) if incident.ban else []
    return words_in(incident) | {
        "form": form,
        "name": _about(incident, names),
        "consultation": advice.of(request.viewer).filter(incident=incident.pk).first(),
        "phone": case.person.phone if case else "",
        "steps": [{"step": step, "who": names.get(step.by_id, "")} for step in steps],
        "next": _now(Incident.State(following).label) if following else "",
        "reasons": [reason.words() for reason in reasons],
        "ended": incident.state == Incident.State.CLOSED,
        "stops": bool(incident.ban) and incident.state != Incident.State.CLOSED,
    }


def report(request, pk):
    """A prohibited act that somebody told of: a colleague, a letter, a telephone call."""
    case = get_object_or_404(people.of(request.viewer), pk=pk)
    parts = [part for part in people.PARTS if getattr(case, f"{part}_id")]
    home = reverse("desk:case", args=[pk])
    title = talent.title_of(case, request.viewer)
    return _report(request, title, home, [case.system], parts, case=case)


def report_company(request, pk):
    """A prohibited act at a company at large: everybody there is concerned."""
    company = people.company(pk)
    if company is None:
        raise Http404
    rows = people.open_ones().filter(company=pk).order_by("system")
    systems = list(dict.fromkeys(rows.values_list("system", flat=True))) or [book.TITP, book.ESD]
    home = reverse("desk:company", args=[pk])
    body = company.organisation
    return _report(request, body.title, home, systems, ["company"], body=body)


def _report(request, title, home, systems, parts, **about):
    form = ActForm(request.POST or None, systems=systems, parts=parts)
    way_on: list[str] = []
    if len(parts) == 1:
        form.initial["part"] = parts[0]
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data
        bound = [one for one in systems if known["code"] in acts.codes(one)]
        try:
            made = actions.note_act(
                known["code"],
                part=known["part"],
                system=bound[0],
                words=known["words"],
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
                **about,
            )
        except Refused as refused:
            put_on(form, refused)
            if form.has_error("code"):
                way_on = _way_on(systems, request.viewer.on)
        else:
            messages.success(
                request, _now("知らせを受けました。終わるまで、次の手続と送り出しが止まります。")
            )
            return redirect("desk:help_call", made.pk)
    context = {"form": form, "title": title, "home": home, "way_on": way_on}
    return render(request, "desk/report_act.html", context, status=_status(form))


def _way_on(systems: list[str], on) -> list[str]:
    """What can be done about an act that the law's table does not forbid to them."""
    at = {"act": _now(acts.RIGHTS_WORDS)}
    words = [_now("暴力・おどしは、「%(act)s」を選ぶと、だれがしたことでも知らせられます。") % at]
    if {book.TITP, book.ESD} & set(systems):
        at = {"who": _now(book.recipient_words("ORG", on))}
        words.append(_now("本人は、%(who)sに申告できます（法49条）。") % at)
    at = {"who": _now(book.recipient_words("LABOUR", on))}
    return [*words, _now("賃金・労働時間・けがのことは、%(who)sに相談できます。") % at]

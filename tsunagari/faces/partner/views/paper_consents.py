"""紙の同意 — typing in what was answered on paper, for one pupil or for a whole class."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import LANGUAGES, gettext
from tsunagari.base.refusals import Refused, refuse_if
from tsunagari.faces.partner.views.classes import own_class
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.consents import RELATIONS, STATES
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.consents import purposes, queries
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.class_exchange.actions import consents as actions
from tsunagari.programmes.exchange.class_exchange.actions.consents import OnPaper
from tsunagari.programmes.exchange.schools import queries as schools
from tsunagari.programmes.exchange.schools.models import Pupil

SIDES = (("guardian", _("保護者")), ("child", _("本人")))
# What stands on the paper of one side; "" when that side has not answered on it.
HOW = [
    ("", _("この紙にはない")),
    ("all", _("全部「はい」")),
    ("some", _("選んだものだけ「はい」")),
    ("none", _("全部「いいえ」")),
]


class PaperForm(forms.Form):
    """What is the same for all papers typed in together."""

    signed_on = DayField(label=_("署名の日"))
    language = forms.ChoiceField(label=_("紙の言語"), choices=LANGUAGES)
    scan = forms.FileField(label=_("同意書の写真・PDF"), required=False)


def answers_of(how: str, ticked) -> dict[str, bool] | None:
    """{purpose: yes} of one side; None when it is not on this paper. A tick alone counts too."""
    if not how and not ticked:
        return None
    return {code: how == "all" or (how != "none" and code in ticked) for code in purposes.CODES}


def _typed(request, pupils) -> list[OnPaper]:
    """What was typed for these pupils."""
    found = []
    for pupil in pupils:
        relation = request.POST.get(f"relation-{pupil.pk}", "")
        for side, _words in SIDES:
            answers = answers_of(
                request.POST.get(f"{side}-{pupil.pk}", ""),
                request.POST.getlist(f"{side}-yes-{pupil.pk}"),
            )
            if answers is not None:
                known = relation if relation in dict(RELATIONS) else ""
                found.append(OnPaper(pupil, side, answers, known))
    return found


def _store(request, pupils, data, *, of=None) -> int:
    viewer = request.viewer
    typed = _typed(request, pupils)
    refuse_if(actions.why_not_type_in(typed, signed_on=data["signed_on"], on=viewer.on))
    scan = data["scan"] and papers.keep(
        uploads.content(data["scan"]),
        name=data["scan"].name,
        kind="consent",
        on=viewer.on,
        of=of,
        about=pupils[0].school_class,
        held_by=viewer.own_body.party,
    )
    actions.type_in(
        typed,
        signed_on=data["signed_on"],
        language=data["language"],
        paper=scan or None,
        by=viewer,
        on=viewer.on,
        at=timezone.now(),
    )
    # The next paper of the pile was mostly signed on the same day.
    request.session["signed_on"] = data["signed_on"].isoformat()
    return len({each.pupil.pk for each in typed})


def _form(request, school) -> PaperForm:
    last = request.session.get("signed_on", "")
    initial = {"language": school.language}
    if last:
        initial["signed_on"] = date.fromisoformat(last)
    return PaperForm(request.POST or None, request.FILES or None, initial=initial)


def _refused(form, refused) -> None:
    """Every reason; what is wrong with the file stands at the file."""
    for reason in refused.reasons:
        if reason.field == "file":
            form.add_error("scan", reason.words())
    rest = [reason for reason in refused.reasons if reason.field != "file"]
    put_on(form, Refused(rest))


# — one pupil —


def own_pupil(request, pk) -> Pupil:
    """A pupil of the own school who is still there; others are not found."""
    return get_object_or_404(
        schools.enrolled(request.viewer.on).select_related(
            "person__party", "school_class__school__organisation__party"
        ),
        pk=pk,
        school_class__school=request.viewer.own_body.pk,
    )


def one(request, pk):
    """What both sides of a pupil said, every answer so far, and the paper to type in."""
    pupil = own_pupil(request, pk)
    form = _form(request, pupil.school_class.school)
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, [pupil], form.cleaned_data, of=pupil.person.party)
        except Refused as refused:
            _refused(form, refused)
        else:
            messages.success(request, _("紙の答えを入れました。"))
            following = _following(request, pupil) if "next" in request.POST else None
            if following:
                return redirect("partner:enter_consents", following)
            return redirect("partner:consents", pupil.school_class_id)
    return render(
        request, "partner/enter_consents.html", _page(request, pupil, form), status=_status(form)
    )


def _status(form) -> int:
    return 422 if form.errors else 200


def _following(request, pupil) -> int | None:
    """The next pupil of the class, by number, whose answers are missing."""
    rest = [
        row.pk
        for row in schools.pupils(pupil.school_class, on=request.viewer.on)
        if row.number > pupil.number
    ]
    done = queries.answered(rest, purposes.TAKE_PART, on=request.viewer.on)
    return next((pk for pk in rest if pk not in done), None)


def _page(request, pupil, form) -> dict:
    language, on = request.viewer.language, request.viewer.on
    said = queries.states([pupil.pk], on=on)[pupil.pk]
    return {
        "form": form,
        "pupil": pupil,
        "name": shown([pupil.pk], to=request.viewer)[pupil.pk],
        "rows": [
            {
                "title": purposes.words(code, language)["title"],
                "sides": [_state(said, code, side, words) for side, words in SIDES],
                "code": code,
            }
            for code in purposes.CODES
        ],
        "sides": [_side(request, pupil, side, words, language) for side, words in SIDES],
        "relations": RELATIONS,
        "relation": request.POST.get(f"relation-{pupil.pk}", ""),
        "past": _past(pupil, language),
    }


def _state(said, code, side, words) -> dict:
    state = said.get((code, side), "")
    return {"side": side, "who": words, "state": state, "words": gettext(STATES[state])}


def _side(request, pupil, side, words, language) -> dict:
    """One side's part of the form, as it was typed."""
    ticked = request.POST.getlist(f"{side}-yes-{pupil.pk}")
    how = request.POST.get(f"{side}-{pupil.pk}", "")
    return {
        "side": side,
        "who": words,
        "choices": [(value, label, value == how) for value, label in HOW],
        "codes": [
            (code, purposes.words(code, language)["title"], code in ticked)
            for code in purposes.CODES
        ],
    }


def _past(pupil, language) -> list[dict]:
    """Every act of answering, newest first; a paper that the school typed can be taken back."""
    acts: dict = {}
    for row in queries.history(pupil.person):
        key = (row.record_id, row.side, row.channel, row.given_at if not row.record_id else None)
        act = acts.setdefault(
            key,
            {
                "at": row.given_at,
                "who": row.get_side_display(),
                "how": row.get_channel_display(),
                "relation": dict(RELATIONS).get(row.relation, row.relation),
                "yes": [],
                "no": 0,
                "annulled": row.annulled,
                "record": row.record_id if row.channel == "paper" and not row.annulled else None,
                "paper": row.paper_id,
            },
        )
        if row.answer:
            act["yes"].append(purposes.words(row.purpose, language)["title"])
        else:
            act["no"] += 1
    return list(acts.values())


@require_POST
def annul(request, pk):
    """Take a mistyped paper back; what stood before stands again."""
    pupil = own_pupil(request, pk)
    record = get_object_or_404(Record, pk=whole(request.POST.get("record", "")))
    if not actions.annul(pupil, record, by=request.viewer, on=request.viewer.on):
        raise Http404
    messages.success(request, _("打ち間違いを取り消しました。その前の答えにもどりました。"))
    return redirect("partner:enter_consents", pk)


@require_POST
def withdrawn(request, pk):
    """A withdrawal that was told to the school: it acts at once, no reason is asked."""
    pupil = own_pupil(request, pk)
    purpose, side = request.POST.get("purpose", ""), request.POST.get("side", "")
    if purpose not in purposes.CODES or side not in dict(SIDES):
        raise Http404
    actions.withdraw(
        pupil,
        purpose,
        side=side,
        channel="paper",
        by=request.viewer,
        on=request.viewer.on,
        at=timezone.now(),
    )
    messages.success(request, _("取り消しを入れました。すぐに効きます。"))
    return redirect("partner:enter_consents", pk)


# — a whole class —


def whole_class(request, pk):
    """All papers of a pile at once: one line a side; what is left empty is not stored."""
    school_class = own_class(request, pk)
    everyone = list(schools.pupils(school_class, on=request.viewer.on))
    keys = [pupil.pk for pupil in everyone]
    done = queries.answered(keys, purposes.TAKE_PART, on=request.viewer.on)
    shown_all = "all" in request.GET
    pupils = [p for p in everyone if shown_all or p.pk not in done]
    form = _form(request, school_class.school)
    if request.method == "POST" and pupils and form.is_valid():
        try:
            count = _store(request, pupils, form.cleaned_data)
        except Refused as refused:
            _refused(form, refused)
        else:
            said = _now("%(n)s人分の紙の答えを入れました。") % {"n": count}
            messages.success(request, said)
            return redirect("partner:consents", pk)
    names = shown([pupil.pk for pupil in pupils], to=request.viewer)
    language = request.viewer.language
    return render(
        request,
        "partner/enter_class_consents.html",
        {
            "form": form,
            "school_class": school_class,
            "titles": [purposes.words(code, language)["title"] for code in purposes.CODES],
            "rows": [
                {
                    "pupil": pupil,
                    "name": names[pupil.pk],
                    "sides": [
                        _side(request, pupil, side, words, language) for side, words in SIDES
                    ],
                    "relation": request.POST.get(f"relation-{pupil.pk}", ""),
                }
                for pupil in pupils
            ],
            "relations": RELATIONS,
            "shown_all": shown_all,
            "done": len(done),
        },
        status=_status(form),
    )

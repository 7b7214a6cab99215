"""同意 — the pupil's own assent, and a guardian's answers by link; default no."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.asked import AskedRows
from tsunagari.base.languages import gettext
from tsunagari.faces.mypage.views.home import own_pupil
from tsunagari.faces.shared.consents import RELATIONS, STATES
from tsunagari.kernel.consents import purposes, queries
from tsunagari.kernel.consents.queries import own_name
from tsunagari.programmes.exchange.class_exchange.actions import consents as actions
from tsunagari.programmes.exchange.class_exchange.documents.consent_form import plain

# What the paper form says as well: who sees it, until when, how to take it back.
ABOUT = ("who_sees", "retention", "withdraw")


class AnswerForm(forms.Form):
    """One yes-or-no a purpose; nothing is chosen beforehand, and no answer means no."""

    def __init__(self, *args, language, side, now, relation="", **kwargs):
        super().__init__(*args, **kwargs)
        if side == "guardian":
            choices = [("", _("選んでください")), *RELATIONS]
            self.fields["relation"] = forms.ChoiceField(
                label=_("お子さんとの関係"), choices=choices, initial=relation
            )
        for code in purposes.CODES:
            words = purposes.words(code, language)
            self.fields[code] = forms.ChoiceField(
                label=words["title"],
                help_text=words["text"],
                choices=[("yes", _("はい")), ("no", _("いいえ"))],
                widget=forms.RadioSelect,
                required=False,
                initial={True: "yes", False: "no"}.get(now.get((code, side))),
            )

    def answers(self) -> dict[str, bool]:
        """{purpose: yes}; whatever was left open is a no."""
        return {code: self.cleaned_data.get(code) == "yes" for code in purposes.CODES}


def own(request):
    """A pupil's own answers, and what the guardian said."""
    return _answer(request, side="child", channel="page")


def guardian(request):
    """A guardian's answers for the child whose letter this is."""
    return _answer(request, side="guardian", channel="link")


def _answer(request, *, side, channel):
    pupil = own_pupil(request)
    language = request.viewer.language
    now = queries.standing([pupil.pk], on=request.viewer.on)[pupil.pk]
    past = _past_of(person=pupil.pk)
    relation = next((row.relation for row in past if row.side == side and row.relation), "")
    form = AnswerForm(
        request.POST or None,
        language=language,
        side=side,
        now=now,
        relation=relation,
    )
    if request.method == "POST" and form.is_valid():
        actions.answer(
            pupil,
            form.answers(),
            side=side,
            channel=channel,
            relation=form.cleaned_data.get("relation", ""),
            language=language,
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
        )
        messages.success(request, _("答えを保存しました。いつでも変えられます。"))
        return redirect("mypage:consent" if side == "guardian" else "mypage:consents")
    return render(
        request,
        "mypage/consents.html",
        {
            "form": form,
            "side": side,
            "child": own_name(request.viewer),
            "school_class": pupil.school_class,
            "answered": any(own_side == side for _code, own_side in now),
            "until": pupil.school_class.school.year_ends_on,
            "rows": _rows(pupil, request.viewer),
            "past": [_past(row, language) for row in past],
            "version": purposes.version(),
            "about": [(plain(f"{part}_title", language), plain(part, language)) for part in ABOUT],
        },
        status=422 if form.errors else 200,
    )


@AskedRows
def _past_of(*, person: int):
    return queries.history(person)[:60]


def _rows(pupil, viewer) -> list[dict]:
    """Each purpose with what both sides said, and whether both together allow it."""
    said = queries.states([pupil.pk], on=viewer.on)[pupil.pk]
    allowed = {row.purpose: row.allowed for row in queries.summary(pupil.person, on=viewer.on)}
    mine = "child" if viewer.kind == "pupil" else "guardian"
    return [
        {
            "code": code,
            "title": purposes.words(code, viewer.language)["title"],
            "sides": [_side(said, code, "child"), _side(said, code, "guardian")],
            "allowed": allowed[code],
            "can_withdraw": said.get((code, mine)) == "granted",
        }
        for code in purposes.CODES
    ]


def _side(said, code, side) -> dict:
    state = said.get((code, side), "")
    who = {"child": _("本人"), "guardian": _("保護者")}[side]
    return {"who": who, "state": state, "words": gettext(STATES[state])}


def _past(row, language) -> dict:
    """One earlier answer in words."""
    return {
        "at": row.given_at,
        "title": purposes.words(row.purpose, language)["title"],
        "yes": row.answer,
        "who": row.get_side_display(),
        "how": row.get_channel_display(),
        "annulled": row.annulled,
    }


@require_POST
def withdraw(request, purpose):
    """Take one consent back with one press; no reason is asked."""
    if purpose not in purposes.CODES:
        raise Http404
    pupil = own_pupil(request)
    side = "child" if request.viewer.kind == "pupil" else "guardian"
    actions.withdraw(
        pupil,
        purpose,
        side=side,
        channel="page" if side == "child" else "link",
        by=request.viewer,
        on=request.viewer.on,
        at=timezone.now(),
    )
    messages.success(request, _("取り消しました。すぐに効きます。"))
    return redirect("mypage:consents" if side == "child" else "mypage:consent")

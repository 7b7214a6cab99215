"""同意 — the pupil's own assent, and a guardian's answers by link; default no."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.faces.mypage.views.home import own_pupil
from tsunagari.kernel.consents import actions, purposes, queries
from tsunagari.kernel.consents.queries import shown

RELATIONS = [
    ("mother", _("母")),
    ("father", _("父")),
    ("grandparent", _("祖父母")),
    ("guardian", _("そのほかの保護者")),
]


class AnswerForm(forms.Form):
    """One yes-or-no a purpose; nothing is chosen beforehand, and no answer means no."""

    def __init__(self, *args, language, side, now, **kwargs):
        super().__init__(*args, **kwargs)
        if side == "guardian":
            self.fields["relation"] = forms.ChoiceField(
                label=_("お子さんとの関係"), choices=RELATIONS
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
    if request.viewer.kind != "pupil":
        raise Http404
    return _answer(request, side="child", channel="page", target="mypage:consents")


def guardian(request):
    """A guardian's answers for the child whose letter this is."""
    if request.viewer.kind != "guardian":
        raise Http404
    return _answer(request, side="guardian", channel="link", target="mypage:consent")


def _answer(request, *, side, channel, target):
    pupil = own_pupil(request)
    now = queries.standing([pupil.pk], on=request.viewer.on)[pupil.pk]
    form = AnswerForm(request.POST or None, language=request.viewer.language, side=side, now=now)
    if request.method == "POST" and form.is_valid():
        actions.answer(
            pupil.person,
            form.answers(),
            side=side,
            channel=channel,
            relation=form.cleaned_data.get("relation", ""),
            until=pupil.school_class.school.year_ends_on,
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
        )
        messages.success(request, _("答えを保存しました。いつでも変えられます。"))
        return redirect(target)
    return render(
        request,
        "mypage/consents.html",
        {
            "form": form,
            "side": side,
            "child": shown([pupil.pk], to=request.viewer)[pupil.pk],
            "school_class": pupil.school_class,
            "rows": _rows(now, request.viewer.language),
            "history": queries.history(pupil.person)[:20],
            "version": purposes.version(),
        },
        status=422 if form.errors else 200,
    )


def _rows(now, language):
    """Each purpose with both answers, and whether both together allow it."""
    return [
        {
            "code": code,
            "title": purposes.words(code, language)["title"],
            "child": now.get((code, "child")),
            "guardian": now.get((code, "guardian")),
        }
        for code in purposes.CODES
    ]


@require_POST
def withdraw(request, purpose):
    """Take one consent back with one press; no reason is asked."""
    if purpose not in purposes.CODES:
        raise Http404
    pupil = own_pupil(request)
    side = "child" if request.viewer.kind == "pupil" else "guardian"
    actions.withdraw(
        pupil.person,
        purpose,
        side=side,
        channel="page" if side == "child" else "link",
        by=request.viewer,
        on=request.viewer.on,
        at=timezone.now(),
    )
    messages.success(request, _("取り消しました。すぐに効きます。"))
    return redirect("mypage:consents" if side == "child" else "mypage:consent")

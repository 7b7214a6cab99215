"""アンケート — before and after, the same items in the same order."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage.views.home import own_pupil
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.templatetags.house import in_language
from tsunagari.programmes.exchange.class_exchange import surveys
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.rules import survey


class SurveyForm(forms.Form):
    """One radio group an item; after the exchange also how many people were told: 0 to 8, 9 or more."""

    def __init__(self, *args, wave, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(n, _now(words)) for n, words in survey.SCALE_WORDS.items()]
        for item in survey.ITEMS:
            self.fields[item.code] = forms.TypedChoiceField(
                label=_now(item.text), choices=choices, coerce=int, widget=forms.RadioSelect
            )
        for kind, words in survey.TOLD_KINDS.items() if wave == "post" else ():
            self.fields[f"told_{kind}"] = forms.TypedChoiceField(
                label=_("交流のことを話した人の数：%(kind)s") % {"kind": _now(words)},
                choices=[("", _now("選んでください")), *_counts()],
                coerce=int,
            )

    def answers(self) -> dict:
        return {item.code: self.cleaned_data[item.code] for item in survey.ITEMS}

    def told(self) -> dict:
        return {
            name.removeprefix("told_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("told_")
        }


def _counts():
    for n in range(survey.TOLD_MOST + 1):
        words = _now("%(n)s人以上") if n == survey.TOLD_MOST else _now("%(n)s人")
        yield n, words % {"n": n}


def answer(request, pk, wave):
    """Answer the survey that is open today."""
    pupil = own_pupil(request)
    if surveys.open_for(pupil, on=request.viewer.on) != (pk, wave):
        return _closed(request)
    form = SurveyForm(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_survey(
                surveys.of_pupil(pupil, pk),
                pupil,
                wave,
                form.answers(),
                form.told(),
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("答えてくれて、ありがとうございました。"))
            return redirect("mypage:home")
    return render(
        request,
        "mypage/survey.html",
        {
            "form": form,
            "wave": wave,
            "owner": request.viewer.party.code,
            "easy": in_language(request, "ja-easy") if request.viewer.language == "ja" else "",
        },
        status=422 if form.errors else 200,
    )


def _closed(request):
    """Answered already, or not open on this day: the own page says what is."""
    messages.info(request, _("このアンケートは、もう答えたか、いまは開いていません。"))
    return redirect("mypage:home")

"""本人が見せた相談 — what a person agreed to show this body: those messages, and nothing else."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.talent.advice import actions, queries
from tsunagari.programmes.talent.advice.models import Consultation, Photo
from tsunagari.programmes.talent.advice.rules import languages
from tsunagari.programmes.talent.advice.rules.states import LONGEST

SIZE = 50


class AnswerForm(forms.Form):
    """What this office answers; the person and the federation's office read it."""

    words = forms.CharField(
        label=_("返事"),
        max_length=LONGEST,
        help_text=_("本人と連合会の事務局が読みます。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(
        label=_("返事の言語"),
        choices=lambda: [*languages.NAMES.items(), (languages.OTHER, _now("そのほか"))],
        initial="ja",
    )


def listed(request):
    """Consultations that somebody shows this body, the newest first."""
    rows = queries.of(request.viewer)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=SIZE)
    found = [{"row": row, "language": _language(row.language)} for row in page.rows]
    return render(request, "partner/advice/list.html", {"page": page, "rows": found})


def _language(code: str) -> str:
    return languages.NAMES.get(code) or _now("そのほか")


def own(request, pk) -> Consultation:
    """One that is shown to this body now: after a withdrawal it is not found any more."""
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def show(request, pk):
    """The messages that are shown; opening is a record that the person sees. An answer goes to both."""
    row = own(request, pk)
    moment = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.body_says(row, **form.cleaned_data, **moment)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("返事を送りました。"))
            return redirect("partner:consultation", pk)
    actions.read(row, **moment)
    said = queries.said(queries.messages_for(request.viewer, row))
    names = shown([one.message.by for one in said if one.message.side == "body"], to=request.viewer)
    context = {
        "row": row,
        "form": form,
        "talk": [
            {
                "said": one,
                "who": names.get(one.message.by_id, ""),
                "language": _language(one.message.language),
                "lang": languages.html_lang(one.message.language),
                "renderings": [
                    (_language(made.language), languages.html_lang(made.language), text)
                    for made, text in one.renderings
                ],
            }
            for one in said
        ],
        "language": _language(row.language),
    }
    return render(
        request, "partner/advice/consultation.html", context, status=422 if form.errors else 200
    )


def photo(request, pk, number):
    """A photo of a message that is shown to this body."""
    row = own(request, pk)
    open_to = queries.messages_for(request.viewer, row).values("pk")
    found = Photo.objects.filter(pk=number, message__in=open_to)
    return kept(get_object_or_404(found.select_related("paper__blob")).paper.blob)

"""はたらく人のページ — my case, my days, my papers, who read my numbers, and a way to ask for help."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.mypage import work
from tsunagari.faces.shared import progress
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import identifiers
from tsunagari.programmes.talent.costs import queries as costs
from tsunagari.programmes.talent.safety import actions as safety
from tsunagari.programmes.talent.safety import queries as safe
from tsunagari.programmes.talent.safety.rules.kinds import KINDS, PARTS

MOST = 100


def show(request):
    """The one thing that matters now, my case, my days, help."""
    viewer, case = request.viewer, work.own_case(request)
    context = {
        "name": shown([request.person.pk], to=viewer)[request.person.pk],
        "case": case,
        "system": _now(case.get_system_display()),
        "state": work.state_of(case),
        "progress": progress.of(case, viewer.on),
        "stay": work.stay_of(request.person, viewer.on),
        "next": work.next_of(case, viewer.language, viewer.on),
        "duties": work.lines_of(request.person, viewer.on, viewer.language),
        "bodies": work.bodies_of(case),
        "waiting": costs.waiting_for(request.person),
        "again": [one for one in work.to_bring(case, viewer.on) if one["why"]],
        "answers": safe.of_person(request.person)[:3],
    }
    return render(request, "mypage/work.html", context)


def own_papers(request):
    """My papers, my numbers (their last two characters), and who read them and why."""
    viewer, party, case = request.viewer, request.viewer.party, work.own_case(request)
    context = {
        "bring": work.to_bring(case, viewer.on),
        "papers": work.papers_of(party, case, MOST),
        "numbers": [row for row in identifiers.masked(party) if row.ended_on is None],
        "readings": work.readings_of(party, viewer),
    }
    return render(request, "mypage/work_papers.html", context)


def paper(request, pk):
    """One of my papers; looking at it is a record."""
    found = get_object_or_404(Paper.objects.select_related("blob"), pk=pk, of=request.viewer.party)
    records.add(by=request.viewer, did="paper.read", about=found, on=request.viewer.on)
    response = HttpResponse(papers.read(found.blob), content_type=found.blob.type)
    response["Content-Disposition"] = content_disposition_header(False, found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


class HelpForm(forms.Form):
    """What happened and who did it; nothing else has to be written."""

    kind = forms.ChoiceField(
        label=_("何がありましたか"),
        choices=lambda: [(code, _now(kind.words)) for code, kind in KINDS.items()],
        widget=forms.RadioSelect,
    )
    part = forms.ChoiceField(
        label=_("だれがしましたか"),
        choices=lambda: [(code, _now(words)) for code, words in PARTS.items()],
        widget=forms.RadioSelect,
        initial="else",
    )
    words = forms.CharField(
        label=_("書けるときは、書いてください"),
        required=False,
        max_length=2000,
        help_text=_("どの言葉でもいいです。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def ask_for_help(request):
    """困ったとき — the federation's office hears of it at once; the company cannot read it."""
    form = HelpForm(request.POST or None, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        safety.report(
            work.own_case(request),
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
            **form.cleaned_data,
        )
        said = _("事務局に知らせました。今日のうちに連絡します。会社には見えません。")
        messages.success(request, said)
        return redirect("mypage:work")
    status = 422 if form.errors else 200
    return render(request, "mypage/work_help.html", {"form": form}, status=status)


def _asked(request) -> dict:
    """The kind of trouble that was pressed on the own page."""
    kind = request.GET.get("kind", "")
    return {"part": "else", **({"kind": kind} if kind in KINDS else {})}

"""教室・講座 — I say that I came, by the word of the day; and where I have been."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.asked import AskedRows
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import read_names
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.programmes.community.classes import actions, queries
from tsunagari.programmes.community.classes.rules import KINDS

LATEST = 30


class CodeForm(forms.Form):
    """The six digits that stand on the blackboard."""

    code = forms.CharField(
        label=_("今日の合言葉（6つの数字）"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def show(request):
    """The word of the day, my number for the host, and what I attended."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _come(request, form.cleaned_data["code"])
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("mypage:work_gatherings")
    rows = _attended(party=request.viewer.party.pk)
    context = {
        "form": form,
        "number": request.viewer.party.code,
        "rows": [
            {
                "day": row.meeting.class_day,
                "meeting": row.meeting,
                "kind": _now(KINDS.get(row.meeting.kind, "")),
                "host": read_names.party(row.meeting.host),
                "counts": row.meeting.state == Meeting.State.CLOSED,
            }
            for row in rows
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "mypage/work_gatherings.html", context, status=status)


@AskedRows
def _attended(*, party: int):
    return queries.attended(party)[:LATEST]


def _come(request, code: str) -> None:
    viewer = request.viewer
    day = actions.come(viewer.party, code, by=viewer, on=viewer.on, at=timezone.now())
    words = _now("出席になりました：%(title)s") % {"title": day.title}
    messages.success(request, words)

"""わたしの支援計画 — what is done for me, by whom, and whether I understood what I was told."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.asked import AskedRows
from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage.work import own_case
from tsunagari.faces.shared import read_names
from tsunagari.faces.shared import settlement as shared
from tsunagari.faces.shared.tell import tell
from tsunagari.programmes.talent.settlement import actions, queries
from tsunagari.programmes.talent.settlement.rules.items import ITEMS

LATEST = 20


def show(request):
    """My plan: what waits for my answer first, then what is done, then what is coming."""
    case, viewer = own_case(request), request.viewer
    plan = queries.plan_of(case, on=viewer.on)
    own = _given(case=case.pk)
    waiting = _waiting(case=case.pk)
    keys = {one.pk for one in waiting}
    context = {
        "plan": plan,
        "supporter": read_names.body(plan.supporter) if plan.supporter else "",
        "lines": [shared.line_in_words(line, viewer) for line in plan.lines],
        "waiting": [_told(one) for one in waiting],
        "given": [_told(one) for one in own if one.pk not in keys],
        "coming": [_told(one) for one in _planned(case=case.pk)],
    }
    return render(request, "mypage/work_plan.html", context)


@AskedRows
def _given(*, case: int):
    rows = queries.history(case).filter(state="given")
    return rows[:LATEST]


@AskedRows
def _waiting(*, case: int):
    return queries.to_answer(case).select_related("body__party")


@AskedRows
def _planned(*, case: int):
    return queries.planned(case)


def _told(row) -> dict:
    item = ITEMS[row.item]
    return {
        "row": row,
        "title": _(item.title),
        "who": read_names.body(row.body),
        "confirmed": item.confirmed,
        "parts": [_(item.parts[code]) for code in row.parts if code in item.parts],
        "answer": _(row.get_answer_display()) if row.answer else "",
        "tone": shared.ANSWERS[row.answer],
    }


@require_POST
def answer(request, pk):
    """「わかりました」「もう一度」 — my own word on what I was told."""
    support = get_object_or_404(queries.of(request.viewer).filter(state="given"), pk=pk)
    said = request.POST.get("said", "")
    try:
        actions.answer(support, said, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        understood = _("ありがとうございます。事務局に伝わりました。")
        again = _("もう一度、説明します。支援をする人が連絡します。")
        messages.success(request, understood if said == "understood" else again)
    return redirect("mypage:work_plan")

"""生活の手引きのボタン — begin a version, drop it, withdraw, put back, still right, remark seen."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.guide_forms import ReasonForm
from tsunagari.faces.desk.views.guide import own, page
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.talent.guide import actions, queries
from tsunagari.programmes.talent.guide.models import Remark


def _act(request, pk, verb, said: str, undo: str = ""):
    """Do one thing with an answer and come back to its page."""
    answer = get_object_or_404(queries.of(request.viewer), pk=pk)
    try:
        verb(answer, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, said, extra_tags=undo)
    return redirect("desk:answer", pk)


@require_POST
def begin(request, pk):
    """A new version, which begins with what is public."""
    answer = get_object_or_404(queries.of(request.viewer), pk=pk)
    try:
        actions.begin(answer, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:answer", pk)
    return redirect("desk:edit_answer", pk)


@require_POST
def drop(request, pk):
    """The version in work goes with its words; an answer that was never public goes whole."""
    answer = get_object_or_404(queries.of(request.viewer), pk=pk)
    revision = queries.revision_in_work(answer)
    if revision is None:
        return redirect("desk:answer", pk)
    try:
        gone = actions.drop(revision, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:answer", pk)
    messages.success(request, _("下書きを消しました。"))
    return redirect("desk:guide") if gone else redirect("desk:answer", pk)


@require_POST
def withdraw(request, pk):
    """The page says from now on that it was withdrawn, and why."""
    answer = own(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(
                answer, form.cleaned_data["reason"], by=request.viewer, on=request.viewer.on
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            back = reverse("desk:restore_answer", args=[pk])
            messages.success(request, _("取り下げました。"), extra_tags=f"undo:{back}")
            return redirect("desk:answer", pk)
    return page(request, answer, form)


@require_POST
def restore(request, pk):
    """Takes back a withdrawal."""
    return _act(request, pk, actions.restore, _("公開にもどしました。"))


@require_POST
def look_again(request, pk):
    """The sources were opened once more, and the answer is still right."""
    return _act(request, pk, actions.look_again, _("いまも正しいことを記録しました。"))


@require_POST
def settle(request, pk):
    """A reader's remark was looked at."""
    answers = queries.of(request.viewer)
    remark = get_object_or_404(Remark.objects.filter(answer__in=answers), pk=pk)
    actions.settle(remark, by=request.viewer, on=request.viewer.on)
    messages.success(request, _("知らせを終わりにしました。"))
    return redirect("desk:answer", remark.answer_id)

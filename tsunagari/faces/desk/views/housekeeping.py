"""家事支援（事務局） — a no of the gate becomes a proposal that is tracked, never a way around the law."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.housekeeping import institutions, rows
from tsunagari.faces.shared.housekeeping.forms import GateForm
from tsunagari.faces.shared.tell import tell
from tsunagari.programmes.talent.housekeeping import proposing


@require_POST
def propose(request):
    """A draft with the gate's reasons as obstacles; it goes the way of every proposal."""
    form = GateForm(QueryDict(request.GET.urlencode()), **rows.choices_of(request.viewer))
    if not form.is_valid():
        return redirect("desk:hk_gate")
    answer = institutions.asked_of(form.cleaned_data, request.viewer)
    try:
        made = proposing.draft(answer, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:hk_gate")
    messages.success(request, _("施策提言の下書きを作りました。数字の表を加えて、送ってください。"))
    return redirect("desk:proposal", made.pk)

"""お知らせ — what this person was told; and mails of which nobody knows whether they arrived."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.notices import actions, queries, wordings
from tsunagari.kernel.notices.models import Delivery


def listed(request):
    """Newest first; what was shown counts as read."""
    viewer = request.viewer
    page = queries.listed(viewer.party, after=request.GET.get("after", ""))
    context = {"rows": page.rows, "page": page, "doubtful": _doubtful(viewer)}
    context |= {"how_url": reverse("desk:told_by"), "letters_url": reverse("desk:letters")}
    response = render(request, "shared/notices.html", context | {"frame": "tn/desk.html"})
    shown = [row.pk for row in page.rows if row.unread]
    actions.mark_read(viewer.party, at=timezone.now(), notices=shown)
    return response


def _doubtful(viewer) -> list[dict]:
    found = queries.doubtful()
    names = names_of([delivery.notice.to for delivery in found], viewer)
    return [
        {
            "delivery": delivery,
            "to": names[delivery.notice.to_id],
            "subject": _(wordings.of(delivery.notice.kind).subject),
            "phone": delivery.notice.to.person.phone if delivery.notice.to.is_person else "",
            "unsure": delivery.state == Delivery.State.UNSURE,
        }
        for delivery in found
    ]


class CameBackForm(forms.Form):
    """The address that stands in the mail which the other side's server sent back."""

    address = forms.EmailField(label=_l("戻ってきたメールのあて先"), max_length=254)


def came_back(request):
    """戻ってきたメール — the office found it in its own mailbox; letters go, or somebody calls."""
    form = CameBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer
        try:
            actions.came_back(**form.cleaned_data, by=viewer, on=viewer.on, at=timezone.now())
        except Refused as refused:
            put_on(form, refused)
        else:
            said = _("戻ってきたことを記録しました。手紙にかえるか、電話する人の一覧に入れました。")
            messages.success(request, said)
            return redirect("desk:notices")
    status = 422 if form.errors else 200
    return render(request, "desk/letters/came_back.html", {"form": form}, status=status)


@require_POST
def clear_up(request, pk):
    """確かめた — it arrived, or it is sent once more."""
    delivery = get_object_or_404(Delivery, pk=pk)
    arrived = "arrived" in request.POST
    try:
        actions.clear_up(
            delivery,
            arrived=arrived,
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
        )
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(
            request,
            _("伝わったことを記録しました。") if arrived else _("もう一度送ります。"),
        )
    return redirect("desk:notices")

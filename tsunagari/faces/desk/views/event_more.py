"""催しの見なおし（事務局） — how a draft looks, back to a draft, its picture, the rooms, the list as a file."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.event_more_forms import PictureForm
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper, previews, uploads
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.community.events import booking_list, queries
from tsunagari.programmes.community.events.actions import organising, pictures

FORMS = ("xlsx", "csv")
AHEAD = timedelta(days=120)


def preview(request, code):
    """見本を見る — the public page of a draft, at an address that co-hosts may read too."""
    event = own(request, code)
    address = reverse("portal:event", args=[event.code])
    return redirect(f"{address}?preview={previews.sign(event)}")


@require_POST
def withdraw(request, code):
    """下書きにもどす — while nobody registered."""
    event, viewer = own(request, code), request.viewer
    try:
        organising.withdraw(event, by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("下書きにもどしました。もうだれにも見えません。"))
    return redirect("desk:event", event.code)


def picture(request, code):
    """写真 — one for an event; another one takes its place."""
    event, viewer = own(request, code), request.viewer
    stands = pictures.of(event)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            data = uploads.content(told["file"])
            moment = {"by": viewer, "on": viewer.on, "at": timezone.now()}
            pictures.put(event, data, told["words"], **moment)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("写真を変えました。"))
            return redirect("desk:event", event.code)
    context = {
        "event": event,
        "title": shared.title(event),
        "form": form,
        "picture": stands,
        "address": reverse("portal:event_picture", args=[event.code]),
        "token": previews.sign(event),
    }
    return render(request, "desk/events/picture.html", context, status=422 if form.errors else 200)


@require_POST
def drop_picture(request, code):
    """写真をはずす."""
    event, viewer = own(request, code), request.viewer
    pictures.take_away(event, by=viewer, on=viewer.on, at=timezone.now())
    messages.success(request, _("写真をはずしました。"))
    return redirect("desk:event", event.code)


def rooms(request):
    """部屋の一覧 — which room when; two at once in one room stand out."""
    now = timezone.now()
    rows = queries.rooms(queries.of(request.viewer), now, now + AHEAD)
    return render(request, "desk/events/rooms.html", {"rows": rows, "days": AHEAD.days})


def sheet(request, code, form):
    """申込みの一覧 — as a file; only the office takes it out."""
    event, viewer = own(request, code), request.viewer
    if form not in FORMS or viewer.on_behalf is not None:
        raise Http404
    data = booking_list.made(event, form, by=viewer, on=viewer.on)
    return paper.file(data, _("申込みの一覧 %(title)s") % {"title": shared.title(event)}, form)

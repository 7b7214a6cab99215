"""催しの写真（事務局） — taken in, with who is on them, published and stopped."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.after_forms import HeardForm, PersonForm, PhotosForm
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.actions import photos as acts
from tsunagari.programmes.community.afterwards.models import Photo, Shown
from tsunagari.programmes.community.afterwards.rules import photos as rules
from tsunagari.programmes.community.events import queries as events


def listed(request, code):
    """All photographs of an event, and taking in more."""
    event = own(request, code)
    form = PhotosForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, event, form):
        return redirect("desk:event_photos", event.code)
    rows = [_row(one) for one in queries.photos(event)]
    context = {"event": event, "title": shared.title(event), "form": form, "rows": rows}
    status = 422 if form.errors else 200
    return render(request, "desk/events/photos.html", context, status=status)


def _added(request, event, form) -> bool:
    """True when all are in; of those that are not the form says which and why."""
    viewer, done = request.viewer, 0
    for one in form.cleaned_data["file"]:
        try:
            acts.add(event, uploads.content(one), by=viewer, on=viewer.on, at=timezone.now())
        except Refused as refused:
            for reason in refused.reasons:
                said = {"name": one.name, "why": reason.words()}
                form.add_error("file", _("%(name)s：%(why)s") % said)
        else:
            done += 1
    if done:
        messages.success(
            request, _("写真を%(n)s枚入れました。まだ、だれにも見えません。") % {"n": done}
        )
    return not form.errors


def _row(photo: Photo) -> dict:
    people, how = list(photo.people.all()), ""
    if photo.blob_id is None:
        state, tone = _("消しました"), "quiet"
    elif photo.published_on:
        state, tone = _("公開中"), "ok"
    elif photo.stopped_at:
        state, tone = _("やめてほしいと言われました"), "late"
        how = _(photo.get_stopped_by_display())
    elif not people and not photo.nobody_by_id:
        state, tone = _("だれが写っているか、まだ見ていません"), "warn"
    elif waiting := sum(one.yes_on is None for one in people):
        state, tone = _("返事を待っています（%(n)s人）") % {"n": waiting}, "warn"
    else:
        state, tone = _("のせられます"), "note"
    return {"photo": photo, "people": len(people), "state": state, "tone": tone, "how": how}


def _photo(request, pk) -> Photo:
    rows = Photo.objects.filter(event__in=events.of(request.viewer))
    return get_object_or_404(rows.select_related("event__text", "blob", "small"), pk=pk)


def show(request, pk):
    """One photograph: who is on it, what each said, and the next press."""
    photo = _photo(request, pk)
    guests = queries.guests(photo.event)
    names = queries.called(guests, to=request.viewer)
    form = PersonForm(request.POST or None, guests=guests, names=names)
    if request.method == "POST" and form.is_valid() and _person_added(request, photo, form):
        return redirect("desk:event_photo", pk)
    people = list(photo.people.select_related("guest__booking").order_by("pk"))
    called = queries.called(people, to=request.viewer)
    stands = {
        "there": photo.blob_id is not None,
        "stopped": photo.stopped_at is not None,
        "nobody": photo.nobody_by_id is not None,
        "people": [one.yes_on for one in people],
    }
    reasons = [] if photo.published_on else rules.why_not_publish(**stands)
    context = _row(photo) | {
        "event": photo.event,
        "title": shared.title(photo.event),
        "form": form,
        "heard": HeardForm(auto_id=False, initial={"day": request.viewer.on}),
        "people": [_person(one, names, called) for one in people],
        "stopped": _(photo.get_stopped_by_display()) if photo.stopped_at else "",
        "by_anybody": photo.stopped_at and photo.stopped_by == Photo.Stopped.PAGE,
        "reasons": [one.words() for one in reasons],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/events/photo.html", context, status=status)


def _person(one: Shown, names: dict[int, str], called: dict[int, str]) -> dict:
    return {
        "shown": one,
        "name": names.get(one.guest_id, "") or called.get(one.pk, ""),
        "number": one.guest.booking.number if one.guest else "",
        "how": _(one.get_how_display()) if one.how else "",
    }


def _person_added(request, photo: Photo, form: PersonForm) -> bool:
    told, viewer = form.cleaned_data, request.viewer
    try:
        acts.add_person(
            photo,
            guest=told["guest"],
            words=told["words"],
            yes_on=told["day"],
            by=viewer,
            on=viewer.on,
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    messages.success(request, _("写っている人を入れました。"))
    return True


def file(request, pk):
    """The file, for the office, also of one that was stopped."""
    photo = _photo(request, pk)
    blob = photo.small if request.GET.get("size") == "small" else photo.blob
    if blob is None:
        raise Http404
    return kept(blob)


def _verbs():
    return {
        "nobody": (acts.nobody, _("だれか分かる人がいないことを記録しました。")),
        "publish": (acts.publish, _("公開のページにのせました。")),
        "look": (acts.look, _("見たことを記録しました。")),
    }


@require_POST
def act(request, pk):
    """のせる・やめる・消す・確かめた — one press each."""
    photo, viewer, verb = _photo(request, pk), request.viewer, request.POST.get("act", "")
    moment = {"by": viewer, "on": viewer.on}
    try:
        if verb == "stop":
            acts.stop(photo, how=Photo.Stopped.OFFICE, at=timezone.now(), **moment)
            messages.success(request, _("写真をやめました。もう、だれにも見えません。"))
        elif verb == "discard":
            acts.discard(photo, at=timezone.now(), **moment)
            messages.success(request, _("写真のファイルを消しました。"))
        elif known := _verbs().get(verb):
            known[0](photo, **moment)
            messages.success(request, known[1])
    except Refused as refused:
        tell(request, refused)
    return redirect("desk:event_photo", pk)


def _shown(request, pk) -> Shown:
    rows = Shown.objects.filter(photo__event__in=events.of(request.viewer))
    return get_object_or_404(rows.select_related("photo"), pk=pk)


@require_POST
def heard(request, pk):
    """紙で「はい」と聞いた — with its day."""
    shown, viewer = _shown(request, pk), request.viewer
    form = HeardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("聞いた日を、年・月・日で入れてください。"))
    else:
        try:
            acts.hear(shown, form.cleaned_data["day"], by=viewer, on=viewer.on)
        except Refused as refused:
            tell(request, refused)
        else:
            messages.success(request, _("「はい」を記録しました。"))
    return redirect("desk:event_photo", shown.photo_id)


@require_POST
def remove(request, pk):
    """入れまちがい — taken off again; the photograph goes off the page."""
    shown, viewer = _shown(request, pk), request.viewer
    photo = shown.photo_id
    acts.remove_person(shown, by=viewer, on=viewer.on)
    messages.success(request, _("写っている人から外しました。"))
    return redirect("desk:event_photo", photo)

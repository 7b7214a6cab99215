"""押下 — pressing twice, reloading or resending does a thing once and answers the same."""

from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tsunagari.base.languages import gettext as _
from tsunagari.kernel.parties import presses


def once(view):
    """Wrap a view: a POST whose `press_key` was answered with a redirect is answered again so.

    The key is written in the same transaction as the act; whoever comes second waits for the
    first. A form that came back with faults gives its key back.
    """

    @wraps(view)
    def pressed(request, *args, **kwargs):
        key = request.POST.get("press_key", "")[:64] if request.method == "POST" else ""
        if not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            mine = {"by": _who(request), "form": request.path[:200]}
            if not presses.take(key, **mine, at=timezone.now()):
                return _told(request, _again(request, presses.answer_to(key, **mine)))
            response = view(request, *args, **kwargs)
            _keep_or_free(request, key, response)
        return _told(request, response)

    return pressed


def _told(request, response):
    """A script that sends what was pressed without a network hears where the answer is, unread."""
    if "X-Press" not in request.headers or response.status_code not in (301, 302, 303):
        return response
    told = HttpResponse(status=204)
    told["X-To"] = response["Location"]
    return told


def _who(request) -> str:
    viewer = getattr(request, "viewer", None)
    return str(viewer.party.pk) if viewer else ""


def _again(request, answer):
    if not answer and "X-Press" in request.headers:
        return HttpResponse(status=409)
    if not answer:
        messages.warning(request, _("このボタンはもう使われました。画面を新しくしました。"))
        return redirect(request.path)
    _say(request, answer["messages"])
    return redirect(answer["to"])


def _keep_or_free(request, key, response):
    if response.status_code not in (301, 302, 303):
        presses.free(key)
        return
    said = [
        (message.level, str(message), message.extra_tags or "")
        for message in messages.get_messages(request)
    ]
    _say(request, said)
    presses.answer(key, {"to": response["Location"], "messages": said})


def _say(request, said) -> None:
    """Put messages on the next page, each with its ［元に戻す］."""
    for level, text, tags in said:
        messages.add_message(request, level, text, extra_tags=tags)

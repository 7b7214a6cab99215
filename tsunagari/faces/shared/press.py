"""押下 — pressing twice, reloading or resending does a thing once and answers the same."""

from functools import wraps

from django.contrib import messages
from django.db import connection, transaction
from django.shortcuts import redirect
from django.utils import timezone

from tsunagari.base.languages import gettext as _
from tsunagari.kernel.parties.models import Press


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
            if not _take(request, key):
                return _again(request, key)
            response = view(request, *args, **kwargs)
            _keep_or_free(request, key, response)
        return response

    return pressed


def _who(request) -> str:
    viewer = getattr(request, "viewer", None)
    return str(viewer.party.pk) if viewer else ""


def _take(request, key) -> bool:
    """True for the first press of a key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parties_press (key, by, form, received_at, answer)"
            " VALUES (%s, %s, %s, %s, NULL) ON CONFLICT DO NOTHING",
            [key, _who(request), request.path[:200], timezone.now()],
        )
        return cursor.rowcount == 1


def _again(request, key):
    first = Press.objects.get(key=key)
    if first.by != _who(request) or first.form != request.path[:200] or not first.answer:
        messages.warning(request, _("このボタンはもう使われました。画面を新しくしました。"))
        return redirect(request.path)
    for level, text in first.answer["messages"]:
        messages.add_message(request, level, text)
    return redirect(first.answer["to"])


def _keep_or_free(request, key, response):
    if response.status_code not in (301, 302, 303):
        Press.objects.filter(key=key).delete()
        return
    said = [(message.level, str(message)) for message in messages.get_messages(request)]
    for level, text in said:
        messages.add_message(request, level, text)
    Press.objects.filter(key=key).update(answer={"to": response["Location"], "messages": said})

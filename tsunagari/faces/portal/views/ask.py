"""はり紙から相談する — without a name, a card or a cookie; the answer is read at a secret address.

Nothing here acts in anybody's name, so no cookie has to prove where a form came from.
"""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagari.base import pdf
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.ask_counts import EVERYBODY, too_many
from tsunagari.faces.portal.ask_press import Press
from tsunagari.faces.shared import consultations, emergency, wall
from tsunagari.faces.shared.asking import AskForm, WordsForm
from tsunagari.faces.shared.line import line_of
from tsunagari.faces.shared.office import office_of
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.topics import DANGER, TOPICS, tiles
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.advice import queries

# From one line within an hour: a whole house may share it.
ASKS, MISSES = 30, 30
QUIET = 4  # modules of white around a code


class TooManyMisses(Exception):
    """A line tried too many addresses that open nothing."""


def unkept(view):
    """Neither a cookie nor a copy stays behind: the address alone opens the answer."""

    @csrf_exempt
    @wraps(view)
    def shown(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except TooManyMisses:
            response = _no_such(request, 429)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return shown


@unkept
def ask(request):
    """Four topics, words in any language, a photo; numbers to call stand above everything."""
    topic = request.GET.get("topic", "")
    place = request.GET.get("at", "")[:8]
    form = AskForm(
        request.POST or None,
        request.FILES or None,
        initial={"topic": topic if topic in TOPICS else ""},
    )
    if request.method == "POST" and form.is_valid() and (secret := _asked(request, form, place)):
        return redirect(f"{reverse('portal:asked', args=[secret])}?new=1")
    context = {
        "form": form,
        "topics": tiles("portal:ask", at=place),
        "danger": DANGER in (topic, request.POST.get("topic")),
        "office": office_of(request),
        "promise": consultations.promise_now(timezone.localdate(), timezone.now()),
        **_calls(request),
    }
    return render(request, "portal/ask.html", context, status=422 if form.errors else 200)


def _asked(request, form, place: str) -> str:
    """The secret under which the answer is read; "" when the form now says why not."""
    told = form.cleaned_data
    key = request.POST.get("press_key", "")[:64]
    press = Press(key, told["topic"], told["words"], place, photos=told["photos"])
    if secret := press.secret():
        return secret
    if _too_many_asks(request) or too_many("asks", EVERYBODY, _most_asks()):
        form.add_error(
            None, _("いま、とても多くの相談が来ています。電話をするか、1時間あとに送ってください。")
        )
        return ""
    photos = form.stored()
    if photos is None:
        return ""
    try:
        found = advice.ask(
            topic=told["topic"],
            words=told["words"],
            language=translation.get_language() or "ja",
            channel="wall",
            photos=photos,
            on=timezone.localdate(),
            at=timezone.now(),
            town=wall.town_of(place),
        )
    except Refused as refused:
        form.put_on(refused)
        return ""
    secret = found.reply_key.replace("-", "")
    press.keep(secret)
    return secret


def _too_many_asks(request) -> bool:
    return too_many("asks", line_of(request), ASKS)


def _most_asks() -> int:
    return queries.figure("asks_an_hour", timezone.localdate())


def _calls(request) -> dict:
    on = timezone.localdate()
    return {"calls": emergency.drawn(on)}


def _found(request, secret: str):
    """The consultation behind an address, however many wrong ones came from the same house.

    A secret has 60 bits: nobody finds one by trying. Wrong ones are counted by line.
    """
    found = queries.by_secret(secret)
    if found is None:
        raise TooManyMisses if _missed(request) else Http404
    return found


def _missed(request) -> bool:
    return too_many("misses", line_of(request), MISSES)


@unkept
def asked(request, secret):
    """What was asked and answered; whoever holds the address reads it, and goes on writing."""
    found = _found(request, secret)
    form = WordsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _said(request, found, form):
        return redirect("portal:asked", secret)
    address = request.build_absolute_uri(reverse("portal:asked", args=[secret]))
    context = consultations.page_of(found) | {
        "form": form,
        "secret": secret,
        "photo_url": "portal:asked_photo",
        "new": "new" in request.GET,
        "address": address,
        "code": "-".join(secret[at : at + 4].upper() for at in range(0, len(secret), 4)),
        "qr": pdf.qr_svg(address, border=QUIET, fluid=True),
        **_calls(request),
    }
    return render(request, "portal/asked.html", context, status=422 if form.errors else 200)


def _said(request, found, form) -> bool:
    if _too_many_asks(request):
        form.add_error(
            None, _("いま、とても多くの相談が来ています。電話をするか、1時間あとに送ってください。")
        )
        return False
    photos = form.stored()
    if photos is None:
        return False
    try:
        advice.say(
            found,
            words=form.cleaned_data["words"],
            language=translation.get_language() or "ja",
            photos=photos,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except Refused as refused:
        form.put_on(refused)
        return False
    return True


@unkept
@require_POST
def answer(request, secret):
    """解決した・していない、見せてよいか、取り下げ — each with one press."""
    found, said = _found(request, secret), request.POST.get("answer", "")
    moment = {"on": timezone.localdate(), "at": timezone.now()}
    share = whole(request.POST.get("share", ""))
    if said in ("solved", "unsolved"):
        advice.judge(found, solved=said == "solved", **moment)
    elif said == "withdraw":
        advice.withdraw(found, **moment)
    elif share and (hand := found.hand_overs.filter(pk=share).first()):
        _share(hand, said, moment)
    return redirect("portal:asked", secret)


def _share(hand, said: str, moment: dict) -> None:
    if said == "stop":
        advice.stop_sharing(hand, **moment)
    elif said in ("yes", "no") and hand.answer is None:
        advice.agree(hand, yes=said == "yes", **moment)


@unkept
def photo(request, secret, pk):
    """A photo of this consultation."""
    found = consultations.photo(_found(request, secret), pk)
    return kept(found.blob)


@unkept
def find(request):
    """番号で読む — the short code that somebody wrote down, typed again."""
    typed = request.POST.get("code", "")[:40]
    if not typed:
        return render(request, "portal/ask_find.html")
    secret = "".join(sign for sign in typed.upper() if sign.isalnum())
    if queries.by_secret(secret):
        return redirect("portal:asked", secret)
    return _no_such(request, 429 if _missed(request) else 422)


def _no_such(request, status: int):
    return render(request, "portal/ask_find.html", {"wrong": True}, status=status)

"""ネットワークがないとき — the worker script, what a phone installs, and whether a card still opens."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagari.base.languages import html_lang
from tsunagari.faces.mypage import offline
from tsunagari.faces.mypage.gate import viewer_of
from tsunagari.faces.mypage.views.work import calls_of
from tsunagari.faces.shared import workers
from tsunagari.kernel.parties import queries

BLUE, WHITE = "#00118f", "#ffffff"


def worker(request):
    """The script that shows kept pages again and sends what waits; it stands under /…/me/ only."""
    return workers.script("keeper.js", "store.js", "turns.js", "queue.js", "own-worker.js")


def manifest(request):
    """What a phone needs to put the own page on its first screen, in the language of the address."""
    said = {
        "id": "/me/",
        "name": _("つながり：わたしのページ"),
        "short_name": _("つながり"),
        "lang": html_lang(get_language() or "ja"),
        "start_url": reverse("mypage:work"),
        "scope": reverse("mypage:home"),
        "display": "standalone",
        "background_color": WHITE,
        "theme_color": BLUE,
        "icons": [{"src": static("tn/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(said, content_type="application/manifest+json")


def kept(request):
    """Whether the card whose pages a device keeps still opens: 204, or 410 and they go."""
    on = timezone.localdate()
    card = queries.card_still_opens(offline.card_of(request.headers.get("X-Card", "")), on=on)
    response = HttpResponse(status=204 if card and viewer_of(card, on=on) else 410)
    response["Cache-Control"] = "no-store"
    return response


def lost(request):
    """A page that is not kept: which ones are, and the numbers for an emergency."""
    return render(request, "mypage/offline.html", calls_of(request))

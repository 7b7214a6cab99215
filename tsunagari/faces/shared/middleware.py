"""通り道 — what happens to every request on its way in and out."""

from django.core.cache import cache
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from tsunagari.faces.shared import page_words, typed
from tsunagari.kernel.parties import queries as parties

OPEN_BEFORE_START = ("/static/", "/healthz", "/api/")


def first_run(get_response):
    """Until a federation was started, every page leads to the first-run page."""

    def middleware(request):
        request.federation = _federation()
        if request.federation is None:
            start = reverse("portal:start")
            if not request.path.startswith((start, *OPEN_BEFORE_START)):
                return redirect(start)
        return get_response(request)

    return middleware


def _federation():
    """Name and kind of the federation, remembered for an hour; who changes it forgets it."""
    known = cache.get("federation")
    if known is None and (federation := parties.federation()):
        known = {
            "name": federation.name,
            "sample": federation.sample,
            "party": federation.party_id,
            "phone": federation.phone,
            "phone_from": federation.phone_from,
            "phone_until": federation.phone_until,
            "phone_languages": federation.phone_languages,
        }
        cache.set("federation", known, 3600)
    return known


def sensible(get_response):
    """Numbers that no row can have and NUL characters stop here, whatever a view asks for."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        typed.refuse_impossible(kwargs)
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = typed.without_nul(request.GET)
        if request.method == "POST" and not request.path.startswith("/api/"):
            sent = request.POST
            if any("\0" in text for name, texts in sent.lists() for text in (name, *texts)):
                request.POST = typed.without_nul(sent)

    middleware.process_view = process_view
    return middleware


def found(get_response):
    """Where only presses lead (405), an opened address shows a page that says so, not a white one."""

    def middleware(request):
        response = get_response(request)
        bare = response.status_code == 405 and not response.content
        if bare and not request.path.startswith(OPEN_BEFORE_START):
            page = render(request, "404.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    return middleware


def readings(get_response):
    """ふりがな — the readings that translations carry become ruby, on whole pages and parts.

    A response that `is_readable` already, because it is drawn once for many, is left alone.
    """

    def middleware(request):
        response = get_response(request)
        drawn = response.streaming or getattr(response, "is_readable", False)
        if not drawn and response.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode(response.charset)
            if (readable := page_words.readable(page)) is not page:
                response.content = readable
        return response

    return middleware


def private_pages(get_response):
    """Pages are never kept by a proxy: each may say a name, a language or who is signed in.

    A gate that finds a device of many people sets `request.leaves_nothing`: then no browser keeps
    them either.
    """

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            leaves_nothing = getattr(request, "leaves_nothing", False)
            response["Cache-Control"] = "no-store" if leaves_nothing else "private, no-cache"
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        if response.status_code >= 500:
            add_never_cache_headers(response)
        return response

    return middleware

"""ふりがな — readings on or off, remembered in this browser; for those without JavaScript too."""

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

YEAR = 365 * 24 * 60 * 60


@require_GET
def switch(request):
    """Back to the page one came from, with readings (?to=on) or without."""
    to = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(to, None) and to.startswith("/")
    answer = redirect(to if here else "portal:home")
    value = "off" if request.GET.get("to") == "off" else "on"
    answer.set_cookie("furigana", value, max_age=YEAR, samesite="Lax")
    return answer

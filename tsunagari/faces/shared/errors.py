"""エラー — pages that say what happened and what to do next."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"said": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server(request):
    return render(request, "500.html", status=500)


def csrf(request, reason=""):
    """A form that stayed open too long."""
    return render(request, "403.html", {"csrf": True}, status=403)

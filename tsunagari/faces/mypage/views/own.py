"""わたしの情報 — who has looked at it, what I agreed to, and my history, which stays with me."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.faces.mypage import own
from tsunagari.faces.shared.typed import whole


def looked(request):
    """わたしの情報を見た人 — numbers, papers and consultations, the newest first."""
    return render(request, "mypage/work_looked.html", {"rows": own.looked(request.viewer)})


def agreed(request):
    """わたしの同意 — each with what it allows, and what happens when it is taken back."""
    return render(request, "mypage/work_consents.html", {"rows": own.agreed(request.viewer)})


@require_POST
def withdraw(request, pk):
    """一回押すだけで取り消す — no reason is asked; it acts on the next request."""
    found = own.consent(request.viewer, pk)
    if found is None:
        raise Http404
    own.take_back(found, by=request.viewer, at=timezone.now())
    messages.success(request, _("取り消しました。すぐに効きます。"))
    return redirect("mypage:work_consents")


def history(request):
    """わたしのこれまで — cases, companies, permissions and acts; it stays after a change of employer."""
    context = own.history(request.viewer, whole(request.GET.get("before", "")))
    return render(request, "mypage/work_history.html", context)

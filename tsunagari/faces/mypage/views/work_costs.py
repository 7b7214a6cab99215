"""わたしの費用 — what I was asked to pay, what I say of it, and my own lines."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tsunagari.faces.mypage.work import own_case
from tsunagari.faces.shared import costs, payee
from tsunagari.faces.shared.costs import acts
from tsunagari.programmes.talent.costs import queries


def _mine(request, pk):
    return get_object_or_404(
        queries.of(request.viewer).prefetch_related("answers", "opinions"), pk=pk
    )


def show(request):
    """All lines of my case, and the cap."""
    return costs.page(request, own_case(request), "mypage")


def sheet(request):
    """The same lines as .xlsx."""
    return acts.sheet(request, own_case(request))


def account(request):
    """受取口座 — on which I am paid: masked, and mine to change."""
    return payee.page(request, own_case(request).person.party, "mypage", reverse("mypage:work"))


def new(request):
    """A line of my own."""
    return acts.add(request, own_case(request), "mypage")


@require_POST
def right(request, pk):
    return acts.right(request, _mine(request, pk), "mypage")


def wrong(request, pk):
    return acts.wrong(request, _mine(request, pk), "mypage")


def pay(request, pk):
    return acts.pay(request, _mine(request, pk), "mypage")


def back(request, pk):
    return acts.back(request, _mine(request, pk), "mypage")


def annul(request, pk):
    return acts.annul(request, _mine(request, pk), "mypage")


def receipt(request, pk):
    return acts.receipt(request, _mine(request, pk))

"""費用台帳 — what this body asked of a candidate, and what the candidate says of it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tsunagari.faces.shared import costs
from tsunagari.faces.shared.costs import acts
from tsunagari.faces.shared.looking import seen
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.people import queries as people


def own(request, pk):
    """A case in which the own body has a part."""
    return seen(request, get_object_or_404(people.of(request.viewer), pk=pk))


def _line(request, pk):
    """A line that the own body asked or entered; another body's is not found."""
    return get_object_or_404(
        queries.of(request.viewer).prefetch_related("answers", "opinions"), pk=pk
    )


def show(request, pk):
    """The own body's lines of one case."""
    case = own(request, pk)
    return costs.page(request, case, "partner", case_url=reverse("partner:case", args=[case.pk]))


def sheet(request, pk):
    """The same lines as .xlsx."""
    return acts.sheet(request, own(request, pk))


def new(request, pk):
    return acts.add(request, own(request, pk), "partner")


@require_POST
def right(request, pk):
    return acts.right(request, _line(request, pk), "partner")


@require_POST
def agree(request, pk):
    return acts.agree(request, _line(request, pk), "partner")


def wrong(request, pk):
    return acts.wrong(request, _line(request, pk), "partner")


def pay(request, pk):
    return acts.pay(request, _line(request, pk), "partner")


def back(request, pk):
    return acts.back(request, _line(request, pk), "partner")


def annul(request, pk):
    return acts.annul(request, _line(request, pk), "partner")


def receipt(request, pk):
    return acts.receipt(request, _line(request, pk))

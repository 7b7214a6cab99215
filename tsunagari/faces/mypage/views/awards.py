"""助成（本人） — the own awards: agree, report with vouchers, ask for a change, read the settlement."""

from django.views.decorators.http import require_POST

from tsunagari.faces.shared import awards
from tsunagari.faces.shared.awards import acts

PLACE = awards.Place("mypage")


def listed(request):
    return awards.listed(request, PLACE)


def show(request, pk):
    return acts.page(request, PLACE, pk)


@require_POST
def agree(request, pk):
    return acts.agree(request, PLACE, pk)


def report(request, pk):
    return acts.report(request, PLACE, pk)


@require_POST
def send(request, pk):
    return acts.send(request, PLACE, pk)


def new_cost(request, pk):
    return acts.new_cost(request, PLACE, pk)


@require_POST
def drop_cost(request, pk, number):
    return acts.drop_cost(request, PLACE, pk, number)


def change(request, pk):
    return acts.change(request, PLACE, pk)


def voucher(request, pk, number):
    return acts.voucher(request, pk, number)


def agreement(request, pk):
    return acts.agreement(request, pk)


def settlement(request, pk):
    return acts.settlement(request, pk)

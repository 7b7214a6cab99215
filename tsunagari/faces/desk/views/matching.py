"""割り当て — the proposal in words, accepted by a press, and taken back."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Reason, Refused
from tsunagari.faces.desk.views.matching_pairs import fit_words, reasons_to_choose
from tsunagari.faces.shared.orders import order_title, titles
from tsunagari.faces.shared.tell import tell
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import matching as actions
from tsunagari.programmes.talent.orders.models import Choice, Round
from tsunagari.programmes.talent.orders.rules.proposal import Proposal

SIZE = 20  # rows of each part on the first page; a part alone shows more
ALONE = 50
PARTS = ("found", "without", "empty", "choices")


def show(request):
    """The proposal of this moment; nothing is stored by looking, and only what is shown gets words."""
    made = actions.proposal(on=request.viewer.on)
    part = request.GET.get("part", "")
    size = ALONE if part in PARTS else SIZE
    after = whole(request.GET.get("after", "")) or 0
    choices = list(queries.all_choices()[: size * 10])
    keys = {
        "found": [one.person for one in made.found],
        "without": made.without,
        "empty": list(made.empty),
        "choices": [one.pk for one in choices],
    }
    shown, older = {}, ""
    for name, all_keys in keys.items():
        start = all_keys.index(after) + 1 if part == name and after in all_keys else 0
        shown[name] = all_keys[start : start + size] if part in ("", name) else []
        if part == name and start + size < len(all_keys):
            older = str(shown[name][-1])
    context = _rows(request, made, shown, choices) | {
        "made": made,
        "part": part if part in PARTS else "",
        "older": older,
        "counts": {name: len(found) for name, found in keys.items()},
        "more": [name for name, found in keys.items() if len(found) > len(shown[name])],
        "rounds": list(queries.rounds()[:10]) if not part else [],
        "why": reasons_to_choose(),
    }
    return render(request, "desk/orders/matching.html", context)


def _rows(request, made: Proposal, shown: dict, choices: list[Choice]) -> dict:
    """The shown rows of every part, in words; the same number of queries however many there are."""
    wanted = set(shown["found"])
    found = [one for one in made.found if one.person in wanted]
    chosen = [one for one in choices if one.pk in set(shown["choices"])]
    keys = {one.seats for one in found} | set(shown["empty"])
    orders = {row.pk: row for row in queries.orders().filter(pk__in=keys)}
    free = {key: made.why_empty(key) for key in shown["empty"]}
    near = {*shown["found"], *shown["without"]}
    near |= {one.facts["person"] for why in free.values() for one in why if "person" in one.facts}
    people = {row.pk: row for row in queries.candidates().filter(pk__in=near)}
    known = people | {one.candidate_id: one.candidate for one in chosen}
    names = titles(list(known.values()), request.viewer)
    return {
        "found": [_found(one, made, orders, people, names) for one in found],
        "without": [
            (people[key], names[key], [reason.words() for reason in made.why_without(key)])
            for key in shown["without"]
        ],
        "empty": [
            (
                orders[key],
                order_title(orders[key]),
                made.empty[key],
                [_named(reason, names).words() for reason in why],
            )
            for key, why in free.items()
        ],
        "choices": [(one, order_title(one.order), names[one.candidate_id]) for one in chosen],
    }


def _named(reason: Reason, names: dict[int, str]) -> Reason:
    """The office reads a name where companies would read a code."""
    if "person" not in reason.facts:
        return reason
    return replace(reason, facts=reason.facts | {"code": names[reason.facts["person"]]})


def _found(one, made: Proposal, orders, people, names) -> dict:
    """One pair of the proposal, in words."""
    return {
        "pair": one,
        "order": orders[one.seats],
        "title": order_title(orders[one.seats]),
        "candidate": people[one.person],
        "name": names[one.person],
        "fit": fit_words(one.sign, one.status),
        "weighed": _weighed(made, one.person, one.seats),
        "next": made.next_best(one).words(),
    }


def _weighed(made: Proposal, person: int, order: int) -> list[tuple[int, str]]:
    return [(worth, reason.words()) for worth, reason in made.weighed(person, order)]


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on}


@require_POST
def accept(request):
    """Decide on the proposal that was shown; another one is shown first."""
    seen = request.POST.get("seen", "")[:64]
    try:
        made = actions.accept(seen=seen, at=timezone.now(), **_who(request))
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:take_back_round", args=[made.pk])
        said = _("割り当てを決めました。会社と送出機関に知らせました。")
        messages.success(request, said, extra_tags=undo)
    return redirect("desk:matching")


@require_POST
def take_back(request, pk):
    """Take a round back, as far as nobody has answered."""
    found = get_object_or_404(Round, pk=pk)
    try:
        count = actions.take_back(found, at=timezone.now(), **_who(request))
    except Refused as refused:
        tell(request, refused)
    else:
        kept = queries.rounds().get(pk=pk).live
        words = (
            _("割り当てを%(n)s組 取り消しました。面接の話が進んでいる%(kept)s組は、そのままです。")
            if kept
            else _("割り当てを%(n)s組 取り消しました。")
        )
        messages.success(request, words % {"n": count, "kept": kept})
    return redirect("desk:matching")

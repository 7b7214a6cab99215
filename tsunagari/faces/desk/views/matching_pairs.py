"""組の決まり — one candidate beside all orders, one order beside all candidates; pins and vetoes."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tsunagari.base.languages import gettext
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.forms import RowField
from tsunagari.faces.shared.orders import order_title, titles
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.talent.law.rules.status_fit import STATUS_WORDS
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import matching as actions
from tsunagari.programmes.talent.orders.actions import releasing
from tsunagari.programmes.talent.orders.models import Candidate, Choice, Order, Pair
from tsunagari.programmes.talent.orders.rules.proposal import PINNED, Proposal, beside

SIZE = 50


class DecideForm(forms.Form):
    """Two that belong together, or must not be put together, and why."""

    order = RowField(queryset=Order.objects.filter(state=Order.State.OPEN))
    candidate = RowField(queryset=Candidate.objects.all())
    kind = forms.ChoiceField(choices=Choice.Kind.choices)
    why = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=200,
        error_messages={"required": gettext_lazy("理由を選ぶか、書いてください。")},
    )


def reasons_to_choose() -> list[str]:
    """What is chosen most often as the reason of a pin or a veto."""
    return [
        _("事務局の判断"),
        _("会社の希望"),
        _("本人の希望"),
        _("家族や知り合いが近い"),
        _("前の仕事の経験"),
    ]


def fit_words(sign: str, status: str) -> str:
    """○ 特定技能1号 — the sign and the status of a pair."""
    return f"{sign} {gettext(STATUS_WORDS[status])}" if status else ""


def of_candidate(request, pk):
    """Every open order for one candidate: proposed or not, and why."""
    return _compare_candidate(request, pk)


def _compare_candidate(request, pk, form=None, status: int = 200):
    made = actions.proposal(on=request.viewer.on)
    if pk not in made.points.crowd:
        return _not_here(request)
    candidate = get_object_or_404(queries.candidates(), pk=pk)
    name = titles([candidate], request.viewer)[pk]
    keys, older = _page_of(request, sorted(made.points.seats, key=_by_worth(made, person=pk)))
    orders = {row.pk: row for row in queries.orders().filter(pk__in=keys)}
    choices = dict(_choices(candidate=pk))
    rows = [
        _compared(made, pk, key, choices.get(key))
        | {"title": order_title(orders[key]), "sub": orders[key].company.title}
        for key in keys
    ]
    about = {"rows": rows, "title": name, "older": older, "back": f"candidate:{pk}"}
    return _compare(request, about | {"side": "candidate", "form": form}, status)


def of_order(request, pk):
    """Every waiting candidate for one order: proposed or not, and why."""
    made = actions.proposal(on=request.viewer.on)
    if pk not in made.points.seats:
        return _not_here(request)
    order = get_object_or_404(queries.orders(), pk=pk)
    keys, older = _page_of(request, sorted(made.points.crowd, key=_by_worth(made, order=pk)))
    people = {row.pk: row for row in queries.candidates().filter(pk__in=keys)}
    names = titles(list(people.values()), request.viewer)
    choices = dict(_choices(order=pk))
    rows = [
        _compared(made, key, pk, choices.get(key))
        | {"title": names[key], "sub": people[key].sending.title}
        for key in keys
    ]
    about = {"rows": rows, "title": order_title(order), "older": older, "back": f"order:{pk}"}
    return _compare(request, about | {"side": "order"})


def _by_worth(made: Proposal, *, person: int = 0, order: int = 0):
    """Who is put together first, then those who may be by their points, then the others."""

    def key(other: int) -> tuple:
        one, seat = (person, other) if person else (other, order)
        worth = made.points.rows[one].get(seat)
        return made.best.taken.get(one) != seat, worth is None, -(worth or 0), other

    return key


def _page_of(request, keys: list[int]) -> tuple[list[int], str]:
    after = whole(request.GET.get("after", ""))
    start = keys.index(after) + 1 if after in keys else 0
    found = keys[start : start + SIZE]
    return found, str(found[-1]) if start + SIZE < len(keys) else ""


def _choices(**which):
    """(the other side, choice) of what was decided about one candidate or one order."""
    other = "order_id" if "candidate" in which else "candidate_id"
    return [(getattr(one, other), one) for one in Choice.objects.filter(**which)]


def _compared(made: Proposal, person: int, order: int, choice: Choice | None) -> dict:
    """A pair beside others: whether it is proposed, its points, and why it is or is not."""
    status = made.points.fits(made.points.seats[order], made.points.crowd[person])
    may = order in made.points.rows[person]
    taken = made.best.taken.get(person) == order
    against = [] if may else made.points.why_not(person, order)
    instead = [] if taken else [made.instead(person, order)] if may else against
    if taken and person in made.points.pins:
        instead = [PINNED]
    weighed = made.weighed(person, order) if may else []
    return {
        "person": person,
        "order": order,
        "choice": choice,
        "taken": taken,
        "may": may,
        "fit": fit_words(status.sign, status.status) if status and may else "",
        "points": sum(worth for worth, _reason in weighed),
        "weighed": [(worth, reason.words()) for worth, reason in weighed],
        "reasons": [reason.words() for reason in instead],
    }


def _compare(request, about: dict, status: int = 200):
    context = about | {"why": reasons_to_choose()}
    return render(request, "desk/orders/compare.html", context, status=status)


def _not_here(request):
    """Somebody who was assigned meanwhile, or an order without a free place."""
    said = _("いまは割り当ての中にいません。もう決まったか、席がなくなりました。")
    messages.warning(request, said)
    return redirect("desk:matching")


def beside_stable(request):
    """安定な割り当てとくらべる — both in figures, and who would rather have whom."""
    made = actions.proposal(on=request.viewer.on)
    other = beside(made)
    shown = other.blocking[:SIZE]
    orders = {row.pk: row for row in queries.orders().filter(pk__in={key for _one, key in shown})}
    people = queries.candidates().filter(pk__in={one for one, _key in shown})
    names = titles(list(people), request.viewer)
    context = {
        "made": made,
        "beside": other,
        "rows": [(one, names[one], order_title(orders[key])) for one, key in shown],
    }
    return render(request, "desk/orders/stable.html", context)


@require_POST
def decide(request):
    """Pin or veto a pair, with a reason."""
    form = DecideForm(request.POST)
    if not form.is_valid() and form.has_error("candidate"):
        raise Http404
    if form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.decide(
                typed["order"],
                typed["candidate"],
                typed["kind"],
                why=typed["why"],
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            undo = "undo:" + reverse("desk:undecide_pair", args=[made.pk])
            messages.success(
                request, _("組の決まりを保存しました。案を作り直しました。"), extra_tags=undo
            )
            return redirect(_back(request))
    return _compare_candidate(request, whole(request.POST["candidate"]), form, 422)


def _back(request) -> str:
    """The page of the press: the proposal, or one side compared with all the others."""
    side, _colon, key = request.POST.get("back", "").partition(":")
    if side in ("candidate", "order") and whole(key):
        return reverse(f"desk:matching_{side}", args=[whole(key)])
    return reverse("desk:matching")


@require_POST
def undecide(request, pk):
    """Take a pin or a veto back."""
    found = get_object_or_404(queries.all_choices(), pk=pk)
    actions.undecide(found, by=request.viewer, on=request.viewer.on)
    messages.success(request, _("組の決まりをやめました。案を作り直しました。"))
    return redirect(_back(request))


@require_POST
def release(request, pk):
    """Take one pair back, with a reason that both sides read."""
    pair = get_object_or_404(queries.pairs_of(request.viewer), pk=pk)
    said = request.POST.get("said", "").strip()[:500]
    undo = "undo:" + reverse("desk:put_back_pair", args=[pk])
    done = _("割り当てを取り消しました。会社と送出機関に知らせました。")
    return _moved(
        request, pair, lambda **who: releasing.release(pair, said=said, **who), done, undo
    )


@require_POST
def put_back(request, pk):
    """The pair stands again."""
    pair = get_object_or_404(queries.pairs(), pk=pk, state=Pair.State.TAKEN_BACK)
    done = _("割り当てを元に戻しました。会社と送出機関に知らせました。")
    return _moved(request, pair, lambda **who: releasing.put_back(pair, **who), done)


def _moved(request, pair: Pair, act, done: str, undo: str = ""):
    try:
        act(by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, done, extra_tags=undo)
    return redirect("desk:candidate", pair.candidate_id)

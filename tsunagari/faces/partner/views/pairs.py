"""候補者・面接 — the pairs of a company or a sending organisation: a time to meet, and the answer."""

from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.languages import gettext
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.bodies import own
from tsunagari.faces.partner.talent_forms import MeetForm
from tsunagari.faces.shared.orders import (
    at_night,
    candidate_facts,
    fit_rows,
    order_facts,
    order_title,
    result_rows,
    titles,
    when,
)
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.talent.law.rules.status_fit import NO, STATUS_WORDS
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import interviews as actions
from tsunagari.programmes.talent.orders.calendar_file import calendar_of
from tsunagari.programmes.talent.orders.models import Interview, Pair


def own_pair(request, pk) -> Pair:
    """A pair of the viewer's own body; others are not found."""
    own(request, "company", "sending")
    return get_object_or_404(queries.pairs_of(request.viewer), pk=pk)


def listed(request):
    """All pairs, the newest first, each with its interview."""
    own(request, "company", "sending")
    after = request.GET.get("after", "")
    page = keyset.page(queries.pairs_of(request.viewer), ["-pk"], after=after, size=50)
    context = {"rows": lines(page.rows, request.viewer), "page": page}
    return render(request, "partner/talent/pairs.html", context)


def calendar_file(request, pk=None):
    """面接の予定（.ics） — one interview, or all that stand."""
    own(request, "company", "sending")
    rows = queries.interviews_of(request.viewer).order_by("starts_at", "pk")
    if pk is not None:
        interview = _standing(own_pair(request, pk))
        rows = Interview.objects.filter(pk=interview.pk).select_related("pair")
    events = [(one, _called(one.pair), when(one, one.pair, request.viewer)) for one in rows[:200]]
    name = f"tsunagari-interview-{pk}.ics" if pk else "tsunagari-interviews.ics"
    response = HttpResponse(
        calendar_of(events, at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _called(pair: Pair) -> str:
    """What it is for, and with whom, by the code: a calendar is read by others too."""
    facts = {"order": plain(order_title(pair.order)), "code": pair.candidate.person.party.code}
    return _("面接 %(order)s 候補者 %(code)s") % facts


def lines(pairs: list[Pair], viewer) -> list[dict]:
    """Pairs in a list: who, for what, when they meet."""
    names = titles([pair.candidate for pair in pairs], viewer)
    found = []
    for pair in pairs:
        interview = queries.interview_of(pair)
        stands = interview and interview.state in ("proposed", "accepted")
        found.append(
            {
                "pair": pair,
                "title": names[pair.candidate_id],
                "order": order_title(pair.order),
                "when": when(interview, pair, viewer) if stands else "",
                "interview": interview,
                "waits": bool(
                    interview
                    and pair.state == Pair.State.ASSIGNED
                    and interview.state == Interview.State.PROPOSED
                    and interview.proposed_by_id != viewer.own_body.pk
                ),
            }
        )
    return found


def show(request, pk):
    """One pair: who, what for, when; and what this side can do now."""
    pair = own_pair(request, pk)
    return _page(request, pair, MeetForm(initial=_first(pair, request.viewer)))


def _first(pair: Pair, viewer) -> dict:
    """What stands now is where another time begins, by the own clock."""
    interview = queries.interview_of(pair)
    if interview is None or interview.state not in ("proposed", "accepted"):
        return {}
    here = interview.starts_at.astimezone(ZoneInfo(viewer.zone))
    return {
        "day": here.date(),
        "time": f"{here:%H:%M}",
        "minutes": interview.minutes,
        "how": interview.how,
    }


def _page(request, pair: Pair, form, status: int = 200):
    viewer, interview = request.viewer, queries.interview_of(pair)
    now = timezone.now()
    company = pair.order.company_id == viewer.own_body.pk
    candidate = queries.candidates().get(pk=pair.candidate_id)
    context = {
        "pair": pair,
        "title": titles([candidate], viewer)[candidate.pk],
        "order": order_title(pair.order),
        "order_facts": order_facts(pair.order, viewer.language),
        "facts": candidate_facts(
            candidate, viewer.language, whole=queries.may_see_progress(viewer, candidate)
        ),
        "results": result_rows(candidate),
        "fits": fit_rows(actions.status_of(pair, viewer.on)) if candidate.born_on else [],
        "interview": interview,
        "when": when(interview, pair, viewer) if interview else "",
        "night": at_night(interview, pair, viewer) if interview else "",
        "company": company,
        "stands": interview and interview.state in ("proposed", "accepted"),
        "own_turn": interview
        and interview.state == "proposed"
        and interview.proposed_by_id != viewer.own_body.pk,
        "held": interview and interview.state == "accepted" and interview.starts_at <= now,
        "systems": _systems(pair, viewer.on) if candidate.born_on else [],
        "form": form,
    }
    return render(request, "partner/talent/pair.html", context, status=status)


def _systems(pair: Pair, on) -> list[tuple[str, str]]:
    """(status, words) of every status that fits or may fit, the fitting ones first."""
    return [
        (one.status, f"{one.sign} {gettext(STATUS_WORDS[one.status])}")
        for one in actions.status_of(pair, on)
        if one.sign != NO
    ]


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def _seen(request) -> int:
    typed = whole(request.POST.get("version", ""))
    return -1 if typed is None else typed


def _said(request) -> str:
    return request.POST.get("said", "").strip()[:500]


def _act(request, pair: Pair, act, said: str, undo: str = ""):
    """Run one press; who comes second is told what the first one did."""
    try:
        act()
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, said, extra_tags=undo)
    return redirect("partner:pair", pair.pk)


def _standing(pair: Pair) -> Interview:
    interview = queries.interview_of(pair)
    if interview is None:
        raise Http404
    return interview


@require_POST
def propose(request, pk):
    """Propose a time by the own clock."""
    pair = own_pair(request, pk)
    form = MeetForm(request.POST)
    return _timed(request, pair, form, lambda facts: actions.propose(pair, **facts))


@require_POST
def change(request, pk):
    """Another time: as an answer, or of what was proposed or agreed on before."""
    pair = own_pair(request, pk)
    form, interview = MeetForm(request.POST), _standing(pair)
    seen = _seen(request)
    return _timed(request, pair, form, lambda facts: actions.change(interview, seen=seen, **facts))


def _timed(request, pair: Pair, form: forms.Form, act):
    if form.is_valid():
        try:
            act(form.facts(request.viewer.zone) | _who(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            said = _("相手に面接の日時を提案しました。返事が来たら、お知らせします。")
            messages.success(request, said)
            return redirect("partner:pair", pair.pk)
    return _page(request, own_pair(request, pair.pk), form, 422)


@require_POST
def accept(request, pk):
    """Accept a time as it stood on the screen."""
    pair = own_pair(request, pk)
    interview, seen = _standing(pair), _seen(request)
    said = _("面接の日時が決まりました。両方に知らせました。")
    return _act(request, pair, lambda: actions.accept(interview, seen=seen, **_who(request)), said)


@require_POST
def decline(request, pk):
    """Decline a time with a reason."""
    pair = own_pair(request, pk)
    facts = {"seen": _seen(request), "said": _said(request)} | _who(request)
    interview = _standing(pair)
    said = _("提案を見送りました。理由を相手に伝えました。")
    return _act(request, pair, lambda: actions.decline(interview, **facts), said)


@require_POST
def cancel(request, pk):
    """Call an interview off."""
    pair = own_pair(request, pk)
    facts = {"seen": _seen(request), "said": _said(request)} | _who(request)
    interview = _standing(pair)
    said = _("面接を中止しました。相手に知らせました。")
    return _act(request, pair, lambda: actions.cancel(interview, **facts), said)


def _asked_by(request, pk) -> Pair:
    """A pair whose order is the viewer's own: only the company says yes or no."""
    pair = own_pair(request, pk)
    if pair.order.company_id != request.viewer.own_body.pk:
        raise Http404
    return pair


@require_POST
def choose(request, pk):
    """Yes: a place is taken, the case begins."""
    pair = _asked_by(request, pk)
    facts = {"system": request.POST.get("system", "")[:10], "seen": _seen(request)}
    undo = "undo:" + reverse("partner:reopen_pair", args=[pk])
    said = _("採用を決めました。案件がはじまりました。")
    return _act(request, pair, lambda: actions.choose(pair, **facts | _who(request)), said, undo)


@require_POST
def turn_down(request, pk):
    """No, with a reason in words."""
    pair = _asked_by(request, pk)
    facts = {"said": _said(request), "seen": _seen(request)} | _who(request)
    undo = "undo:" + reverse("partner:reopen_pair", args=[pk])
    said = _("見送りにしました。理由を相手に伝えました。")
    return _act(request, pair, lambda: actions.turn_down(pair, **facts), said, undo)


@require_POST
def reopen(request, pk):
    """Take the answer back."""
    pair = _asked_by(request, pk)
    said = _("結果を取り消しました。")
    return _act(request, pair, lambda: actions.take_back(pair, **_who(request)), said)

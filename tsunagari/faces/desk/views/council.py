"""基金評議会（事務局） — its members and articles, calling meetings, and what waits for the board."""

from datetime import time

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.council_forms import (
    ArticlesForm,
    BoardForm,
    CallForm,
    EndTermForm,
    FoundForm,
    MemberForm,
)
from tsunagari.faces.desk.invitations import send_link
from tsunagari.faces.shared import council as shared
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.actions import items, meetings, seats
from tsunagari.governance.fund.council.models import Council, Decision, Item, Term
from tsunagari.governance.fund.council.rules import steps
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.parties.models import Organisation

SHOWN = 20


def home(request):
    """Meetings, decisions that wait for the board; before that, setting the council up."""
    council = queries.fund_council()
    if council is None:
        return _found(request)
    page = keyset.page(queries.of(request.viewer), ["-number"], after=request.GET.get("after", ""))
    waiting = list(queries.waiting_for_board().select_related("item").order_by("pk")[:SHOWN])
    closed = queries.closed_to(request.viewer, [one.item for one in waiting])
    context = {
        "council": council,
        "page": page,
        "rows": [shared.meeting_row(one) for one in page.rows],
        "articles": queries.articles_on(council, request.viewer.on),
        "members": len(queries.terms_on(council, request.viewer.on)),
        "waiting": [
            {"decision": one, "item": one.item, "words": _(one.get_outcome_display())}
            for one in waiting
            if one.item_id not in closed
        ],
    }
    return render(request, "desk/council/home.html", context)


def _found(request):
    bodies = Organisation.objects.filter(kinds__icontains='"council"').select_related("party")
    form = FoundForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        if _done(form, lambda: seats.found(body, by=request.viewer, on=request.viewer.on)):
            messages.success(request, _("基金評議会を登録しました。規程と委員を登録してください。"))
            return redirect("desk:council_articles")
    context = {"form": form, "bodies": bodies.exists()}
    return render(request, "desk/council/found.html", context, status=422 if form.errors else 200)


def _done(form, act) -> bool:
    """True when the act was done; the form says why it was not."""
    try:
        act()
    except Refused as refused:
        put_on(form, refused)
        return False
    return True


def _council() -> Council:
    council = queries.fund_council()
    if council is None:
        raise Http404
    return council


# — members —


def members(request):
    """Who sits and who sat, from which circle, appointed by whom."""
    council = _council()
    rows = council.terms.select_related("party").order_by("-from_day", "seat", "pk")
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""))
    names = shown([term.party_id for term in page.rows], to=request.viewer)
    context = {"page": page, "rows": [_term(one, names, request.viewer.on) for one in page.rows]}
    return render(request, "desk/council/members.html", context)


def _term(term: Term, names, on) -> dict:
    return {
        "term": term,
        "name": names[term.party_id],
        "seat": _(term.get_seat_display()),
        "category": _(term.get_category_display()),
        "sits": term.from_day <= on and (term.until_day is None or on <= term.until_day),
        "over": term.until_day is not None and term.until_day < on,
    }


def new_member(request):
    """Somebody new, or somebody who signs in already with this address."""
    council = _council()
    form = MemberForm(request.POST or None, initial={"from_day": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        email, chair = told.pop("email"), told.pop("seat") == Term.Seat.CHAIR
        login = parties.login_of(email)
        if login:
            for name in ("family", "given", "family_kana", "given_kana"):
                told.pop(name)
        more = {"login": login} if login else {"email": email}
        by = {"by": request.viewer, "on": request.viewer.on}
        if _done(form, lambda: seats.seat(council, chair=chair, **more, **told, **by)):
            messages.success(request, _("委員を登録しました。"))
            if not login:
                send_link(request, parties.login_of(email))
            return redirect("desk:council_members")
    return render(
        request, "desk/council/new_member.html", {"form": form}, status=422 if form.errors else 200
    )


def end_member(request, pk):
    """The last day of a seat."""
    term = get_object_or_404(_council().terms.select_related("party"), pk=pk)
    form = EndTermForm(request.POST or None, initial={"until": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        until, by = form.cleaned_data["until"], {"by": request.viewer, "on": request.viewer.on}
        if _done(form, lambda: seats.unseat(term, until=until, **by)):
            messages.success(request, _("任期の終わりを登録しました。"))
            return redirect("desk:council_members")
    name = shown([term.party_id], to=request.viewer)[term.party_id]
    context = {"form": form, "heading": _("任期を終える"), "lead": name}
    context |= {"back": "desk:council_members"}
    return render(request, "desk/council/form.html", context, status=422 if form.errors else 200)


# — articles —


def articles(request):
    """Every set of articles with its first day; new ones are added, none is changed."""
    council = _council()
    rows = [
        {"row": one, "kinds": [_(Item.Kind(kind).label) for kind in one.secret_kinds]}
        for one in council.articles.order_by("-from_day")
    ]
    return render(request, "desk/council/articles.html", {"rows": rows})


def new_articles(request):
    """How the council decides, from a day on."""
    council = _council()
    form = ArticlesForm(request.POST or None, initial={"from_day": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, {"by": request.viewer, "on": request.viewer.on}
        if _done(form, lambda: seats.set_articles(council, **told, **by)):
            messages.success(request, _("規程を登録しました。"))
            return redirect("desk:council_articles")
    context = {"form": form, "heading": _("規程を登録する"), "back": "desk:council_articles"}
    context |= {"lead": _("いまの規程は変わりません。その日からの会議に、新しい規程を使います。")}
    return render(request, "desk/council/form.html", context, status=422 if form.errors else 200)


# — calling —


def call(request):
    """A meeting is called; the members hear of it at once."""
    council = _council()
    clocks = {"starts": time(14), "ends": time(16)}
    form = CallForm(request.POST or None, initial=clocks)
    if request.method == "POST" and form.is_valid():
        told, now = form.told(), timezone.now()
        by = {"by": request.viewer, "on": request.viewer.on, "at": now}
        try:
            made = meetings.call(council, **told, **by)
        except Refused as refused:
            _on_clocks(form, refused)
        else:
            _said_late(request, made)
            return redirect("desk:council_meeting", made.pk)
    context = {"form": form, "heading": _("会議を招集する"), "back": "desk:council"}
    context |= {"lead": _("委員にメールとお知らせで伝えます。議題はそのあとで入れられます。")}
    return render(request, "desk/council/form.html", context, status=422 if form.errors else 200)


def _on_clocks(form: CallForm, refused: Refused) -> None:
    for reason in refused.reasons:
        field = form.MOMENTS.get(reason.field, reason.field)
        form.add_error(field if field in form.fields else None, reason.words())


def _said_late(request, made) -> None:
    messages.success(request, _("会議を招集し、委員に知らせました。"))
    starts = queries.day_of(made)
    days = made.articles.notice_days
    for reason in steps.late_notice(called_on=made.called_on, starts_on=starts, days=days):
        messages.warning(request, reason.words())


# — the board —


def board(request, pk):
    """The board's decision is written down: day, outcome, reasons."""
    rows = Decision.objects.select_related("item", "meeting__articles", "meeting__gathering")
    decision = get_object_or_404(rows.filter(meeting__in=queries.of(request.viewer)), pk=pk)
    closed = queries.closed_to(request.viewer, [decision.item])
    if closed or hasattr(decision, "board") or not queries.needs_board(decision):
        raise Http404
    first = {"outcome": decision.outcome, "yen": decision.yen, "decided_on": request.viewer.on}
    form = BoardForm(request.POST or None, decision=decision, initial=first)
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, {"by": request.viewer, "on": request.viewer.on}
        if _done(form, lambda: items.board_decides(decision, **told, **by)):
            messages.success(request, _("理事会の決定を記録しました。"))
            return redirect("desk:council_meeting", decision.meeting_id)
    context = {
        "form": form,
        "decision": decision,
        "words": _(decision.get_outcome_display()),
        "meeting": shared.meeting_row(decision.meeting),
    }
    return render(request, "desk/council/board.html", context, status=422 if form.errors else 200)

"""はたらく人のページ — the home in its fixed order, my case, my papers, and the basis of my days."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from tsunagari.base.days import weekday_apart
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.mypage import appointments, home_visits, work
from tsunagari.faces.mypage import stay as stays
from tsunagari.faces.mypage.frame import MORE
from tsunagari.faces.shared import consultations, emergency, letters, progress, topics
from tsunagari.faces.shared.bilingual import both
from tsunagari.faces.shared.office import office_of
from tsunagari.faces.shared.paper import kept
from tsunagari.kernel.consents.queries import own_name
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import identifiers

MOST, NEXT = 100, 3


def show(request):
    """My days on the card, my next appointments, help, emergency numbers; then all the rest."""
    viewer, case = request.viewer, work.own_case(request)
    now = timezone.now()
    has = work.has(request.person, now)
    board = work.to_bring(case, viewer.on)
    stay = stays.stay_of(case, viewer.on)
    context = {
        "name": own_name(viewer),
        "stay": stay,
        "weekday": stay and weekday_apart(stay.until, viewer.language),
        "till": stay and both(_("%(day)sまで"), day=stay.until),
        "papers": work.count_of(board),
        "office": office_of(request),
        "home_visit": home_visits.next_of(request.person, now) if has.home_visits else None,
        "again": [one for one in board if one["why"]],
        "waiting": has.costs_to_answer,
        "coming": appointments.coming(request.person, now, has.appointments)[:NEXT],
        "help": letters.part("mypage/_help_topics.html", "", _help),
        "talks": consultations.answered(request.person) if has.answers else [],
        "answers": work.calls_told(request.person, 3) if has.calls else [],
        "unread": has.notices,
        "now": now,
        "more": letters.part("mypage/_more.html", "", _more),
        **calls_of(request),
    }
    return render(request, "mypage/work.html", context)


def _help() -> dict:
    return {"topics": topics.tiles("mypage:work_help")}


def _more() -> dict:
    return {
        "more": [
            {"href": reverse(entry.address), "icon": entry.icon, "text": gettext(entry.words)}
            for entry in MORE
        ]
    }


def calls_of(request) -> dict:
    """緊急の電話 — of this person: the embassy is that of their country."""
    return {"calls": emergency.drawn(request.viewer.on, request.person.nationality)}


def own_case(request):
    """Where my case stands, who does what, and what I have to do by when."""
    viewer, case = request.viewer, work.own_case(request)
    context = {
        "case": case,
        "system": _now(case.get_system_display()),
        "state": work.state_of(case),
        "progress": progress.of(case, viewer.on),
        "next": work.next_of(case, viewer.language, viewer.on),
        "duties": work.lines_of(request.person, viewer.on, viewer.language),
        "bodies": work.bodies_of(case),
    }
    return render(request, "mypage/work_case.html", context)


def basis(request):
    """どの決まりによるか — the rules from which the days on my card are counted, with their versions."""
    viewer, case = request.viewer, work.own_case(request)
    rows = [
        {"duty": row, "said": rulebook.said(row, viewer.language, face="mypage", on=viewer.on)}
        for row in stays.basis_of(case)[: len(stays.RULES)]
    ]
    context = {
        "rows": rows,
        "special": rulebook.of(stays.SPECIAL_RULE),
        "confidences": {code: gettext(words) for code, words in rulebook.CONFIDENCES.items()},
    }
    return render(request, "mypage/work_basis.html", context)


def own_papers(request):
    """My papers, my numbers (their last two characters), and who read them and why."""
    viewer, party, case = request.viewer, request.viewer.party, work.own_case(request)
    context = {
        "bring": work.to_bring(case, viewer.on),
        "papers": work.papers_of(party, case, MOST),
        "numbers": [row for row in identifiers.masked(party) if row.ended_on is None],
        "readings": work.readings_of(party, viewer),
    }
    return render(request, "mypage/work_papers.html", context)


def paper(request, pk):
    """One of my papers; looking at it is a record."""
    found = get_object_or_404(Paper.objects.select_related("blob"), pk=pk, of=request.viewer.party)
    records.add(by=request.viewer, did="paper.read", about=found, on=request.viewer.on)
    return kept(found.blob)

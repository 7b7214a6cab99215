"""お手伝いの時間（事務局） — who helped how long in a fiscal year, over all events; and who somebody is."""

import csv
import io

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base.days import fiscal_year
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.base.sheets import neutral
from tsunagari.faces.desk.people import PERSON, lines, names_of
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import helping, paper
from tsunagari.faces.shared import shifts as words
from tsunagari.faces.shared.tell import tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.shifts import hours, queries
from tsunagari.programmes.community.shifts.actions import knowing
from tsunagari.programmes.community.shifts.models import Volunteer
from tsunagari.programmes.community.shifts.rules import fit

YEARS, MOST = 3, 20


def _asked(request) -> int:
    this = fiscal_year(request.viewer.on)
    wanted = whole(request.GET.get("year", ""))
    return wanted if wanted and this - 50 <= wanted <= this + 1 else this


def listed(request):
    """Those who are known with their hours in all; everybody else as one number."""
    year, this = _asked(request), fiscal_year(request.viewer.on)
    found = hours.of_year(year)
    known = [one for one in found if one.party]
    unknown = [one for one in found if not one.party]
    names = names_of([one.party for one in known], request.viewer)
    context = {
        "year": year,
        "years": [this - back for back in range(YEARS)],
        "rows": [
            {"name": names.get(one.party.pk, one.party.code), "party": one.party}
            | {"events": len(one.events), "hours": words.hours_words(one.minutes)}
            for one in known
        ],
        "unknown": len(unknown),
        "unknown_hours": words.hours_words(sum(one.minutes for one in unknown)),
        "all": words.hours_words(sum(one.minutes for one in found)),
    }
    return render(request, "desk/shifts/year.html", context)


def file(request):
    """CSV — one line for each person and event."""
    year = _asked(request)
    found = hours.of_year(year)
    names = names_of([one.party for one in found if one.party], request.viewer)
    titles = {pk: shared.title(one) for pk, one in hours.titled(found).items()}
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    head = (_("番号"), _("名前"), _("催し"), _("日付"), _("時間"))
    sheet.writerow([plain(words) for words in head])
    for one in found:
        code, name = _who(one, names)
        for event, minutes in one.events.items():
            day = timezone.localtime(event.starts_at).date().isoformat()
            cells = [code, name, titles[event.pk], day, fit.hours(minutes)]
            sheet.writerow([neutral(plain(str(cell))) for cell in cells])
    return paper.file(out.getvalue().encode("utf-8-sig"), f"helpers-{year}", "csv")


def _who(one: hours.Helped, names: dict) -> tuple[str, str]:
    if one.party:
        return one.party.code, names.get(one.party.pk, "")
    return one.shifts[0].volunteer.number, _("つないでいない人")


def certificate(request, code, year):
    """1年の証明書 — for whoever asks the office, in the own language; it is a record."""
    party, viewer = parties.by_code(code.upper()), request.viewer
    if party is None:
        raise Http404
    made = helping.paper_of(request, party, year, name=names_of([party], viewer).get(party.pk, ""))
    with transaction.atomic():
        told = {"concerns": [party.pk], "on": viewer.on}
        records.add(by=viewer, did="shift.hours_printed", about=party, **told)
    return made


def _volunteer(request, pk) -> Volunteer:
    mine = Volunteer.objects.filter(event__in=events.of(request.viewer))
    return get_object_or_404(mine.select_related("event__text", "party"), pk=pk)


def link(request, pk):
    """だれか分かる人につなぐ — found as everywhere at the desk; one press says who it is."""
    found, viewer = _volunteer(request, pk), request.viewer
    if request.method == "POST":
        return _linked(request, found)
    typed = request.GET.get("q", "").strip()
    people = parties.found(typed, kind=PERSON, size=MOST).rows if typed else []
    context = queries.named([found], to=viewer)[found.pk] | {
        "volunteer": found,
        "title": shared.title(found.event),
        "typed": typed,
        "rows": lines(people, viewer),
        "linked": names_of([found.party], viewer).get(found.party_id, "") if found.party else "",
    }
    return render(request, "desk/shifts/who.html", context)


def _linked(request, found: Volunteer):
    moment = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
    party = parties.by_code(request.POST.get("person", "").strip().upper())
    try:
        if party is None:
            knowing.unlink(found, **moment)
        else:
            knowing.link(found, party, **moment)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:link_helper", found.pk)
    messages.success(request, _("つなぎました。") if party else _("離しました。"))
    return redirect("desk:helper", found.pk)

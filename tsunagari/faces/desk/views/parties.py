"""人と団体 — the lists by reading, and one party: what is known, its ties, what was done."""

from functools import partial

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render

from tsunagari.base.keyset import mark, number
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk import party_rows, talent
from tsunagari.faces.desk.people import body_words, lines, lines_now, names_of
from tsunagari.faces.desk.timeline import by_day
from tsunagari.faces.shared import again
from tsunagari.kernel.consents import purposes
from tsunagari.kernel.consents import queries as consents
from tsunagari.kernel.parties import queries
from tsunagari.kernel.parties.kinds import COUNTRIES, KINDS
from tsunagari.kernel.records import queries as records
from tsunagari.kernel.records.words import KINDS as RECORD_KINDS
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import DOORS, Role
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.schools import queries as schools

# The rows of the kana table as they are written on the filter, and what stands for each.
ROWS = [(row, row) for row in "アカサタナハマヤラワ"] + [("A", _("A–Z"))]
ROLES = (Role.Kind.STAFF, Role.Kind.TEACHER, Role.Kind.PROTECTION_LEAD, Role.Kind.MEMBER_BODY)
SIZE, SHORT = 50, 5


def people(request):
    """Adults by reading, narrowed by a row of the kana table or by a role."""
    return again.page(request, None, partial(_people, request))


def _people(request):
    row, kind = request.GET.get("row", ""), request.GET.get("role", "")
    asked = {"row": row, "after": request.GET.get("after", ""), "size": SIZE}
    if kind in ROLES:
        page = queries.in_order(roles.people_with, kind, on=request.viewer.on, **asked)
    else:
        page = queries.in_order(queries.people, **asked)
    return render(
        request,
        "desk/people.html",
        {
            "page": page,
            "rows": party_rows.written(lines_now(page.rows, request.viewer), level=2),
            "kana_rows": ROWS,
            "row": row,
            "roles": [(role.value, role.label) for role in ROLES],
            "role": kind,
        },
    )


def bodies(request):
    """Organisations by reading, narrowed by kind."""
    return again.page(request, None, partial(_bodies, request))


def _bodies(request):
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = queries.in_order(queries.bodies, kind, after=request.GET.get("after", ""), size=SIZE)
    return render(
        request,
        "desk/bodies.html",
        {
            "page": page,
            "rows": party_rows.written(lines_now(page.rows, request.viewer), level=2),
            "kinds": KINDS.items(),
            "kind": kind,
        },
    )


def found(request, code: str):
    """The party of an address; a duplicate is answered by whom it is the same as."""
    party = queries.by_code(code)
    if party is None:
        raise Http404
    return party


def head_of(request, party, tab: str) -> dict:
    """What stands above every tab of a party."""
    [line] = lines([party], request.viewer)
    body = None if party.is_person else party.organisation
    return {
        "party": party,
        "line": line,
        "tab": tab,
        "body": body,
        "body_kinds": body_words(body.kinds) if body else "",
        "school": schools.of_body(body) if body else None,
        "editable": not party.forgotten_on and not line.minor,
        "admits": bool(body) and "federation" not in body.kinds,
    }


def show(request, code):
    """概要 — what is known: roles, agreements, approvals, and of children the consents."""
    party = found(request, code)
    if party.same_as:
        return redirect("desk:party", party.same_as.code)
    facts = _of_person(request, party) if party.is_person else _of_body(request, party)
    facts |= talent.of_person(party) if party.is_person else talent.of_body(party.organisation)
    newest = records.timeline(party, limit=SHORT)
    context = head_of(request, party, "show") | facts
    context |= {"days": by_day(newest, request.viewer), "duplicates": party.duplicates.all()}
    return render(request, "desk/party.html", context)


def _of_person(request, party) -> dict:
    person = party.person
    answers = consents.summary(person, on=request.viewer.on)
    given = [a for a in answers if (a.child, a.guardian) != (None, None)]
    return {
        "person": person,
        "held": [
            {"role": role, "opens": DOORS.get(role.kind), "over": _over(role, request.viewer.on)}
            for role in roles.held_by(party)
        ],
        "consents": [
            {"title": purposes.words(a.purpose, request.viewer.language)["title"], "answered": a}
            for a in answers
        ]
        if person.minor or given
        else [],
    }


def _over(role, on) -> bool:
    return bool(role.until_day and role.until_day < on)


def _of_body(request, party) -> dict:
    body, on = party.organisation, request.viewer.on
    members = roles.members(body, on=on)
    names = names_of([role.party for role in members], request.viewer)
    agreements = list(roles.agreements_of(body).prefetch_related("parties"))
    partners = names_of([p for a in agreements for p in a.parties.all()], request.viewer)
    return {
        "members": [{"role": role, "name": names[role.party_id]} for role in members],
        "counts": roles.counts_in(body, on=on),
        "country": COUNTRIES.get(body.country, COUNTRIES[""]).words,
        "agreements": [
            {
                "agreement": agreement,
                "state": _agreement_state(agreement, on),
                "partners": [
                    (p.code, partners[p.pk]) for p in agreement.parties.all() if p.pk != party.pk
                ],
            }
            for agreement in agreements
        ],
        "approvals": roles.approvals_of(body),
        "exchanges": class_exchange.exchanges_of(request.viewer).filter(
            Q(a=body.pk) | Q(b=body.pk)
        ),
    }


def _agreement_state(agreement, on) -> str:
    """over, renew (the day to decide has come) or stands."""
    if agreement.until_day < on:
        return "over"
    return "renew" if agreement.renew_by <= on else "stands"


def timeline(request, code):
    """これまで — every record that concerns the party, by day, page by page."""
    party = found(request, code)
    kind = request.GET.get("kind", "")
    kind = kind if kind in RECORD_KINDS else ""
    before = number(request.GET.get("after", ""))
    rows = records.timeline(party, before_id=before, limit=SIZE + 1, kind=kind)
    context = head_of(request, party, "timeline") | {
        "days": by_day(rows[:SIZE], request.viewer),
        "kind": kind,
        "kinds": RECORD_KINDS.items(),
        "page": {"older": mark([rows[SIZE - 1].pk]) if len(rows) > SIZE else ""},
    }
    return render(request, "desk/party_timeline.html", context)

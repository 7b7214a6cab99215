"""記録 — what was done, newest first; the tree over it, and whether everything still fits."""

from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse

from tsunagari.base.keyset import mark, number
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.timeline import by_day, entries
from tsunagari.kernel.duties.followed import followed
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions, queries
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.ties import checks
from tsunagari.kernel.ties import queries as ties

SIZE = 50
MOST_FINDINGS = 20
# Where the things that records are about have their pages: (address, name of its argument).
PAGES = {
    "class_exchange.exchange": "desk:exchange",
    "class_exchange.incident": "desk:incident",
    "duties.duty": "desk:duty",
    "payments.expense": "desk:expense",
    "payments.request": "desk:payment",
    "awards.award": "desk:award",
    "gifts.gift": "desk:gift",
    "hometown.donation": "desk:donation",
    "vouchers.document": "desk:voucher",
    "people.case": "desk:case",
    "people.company": "desk:company",
    "people.supervisor": "desk:supervisor",
    "people.switch": "desk:rule",
    "visits.visit": "desk:visit",
}
PARTIES = ("parties.party", "parties.person", "parties.organisation", "schools.school")


def listed(request):
    """The tree's size and root, and the newest records; `check` reads all of them again."""
    checked = "check" in request.GET
    found = [*actions.verify(), *checks.findings()] if checked else []
    rows = queries.newest(number(request.GET.get("after", "")), limit=SIZE + 1)
    return render(
        request,
        "desk/records.html",
        {
            "head": queries.head(),
            "waiting": queries.waiting(),
            "checked": checked,
            "findings": [reason.words() for reason in found[:MOST_FINDINGS]],
            "more_findings": max(0, len(found) - MOST_FINDINGS),
            "days": by_day(rows[:SIZE], request.viewer),
            "page": {"older": mark([rows[SIZE - 1].pk]) if len(rows) > SIZE else ""},
        },
    )


def show(request, pk):
    """One record as evidence: who, when, whom it concerns, what it bound, where it is sealed."""
    rows = Record.objects.select_related("by", "on_behalf", "leaf")
    record = get_object_or_404(rows, pk=pk)
    concerned = queries.concerned_by(record)
    names = names_of(concerned, request.viewer)
    [entry] = entries([record], request.viewer)
    return render(
        request,
        "desk/record.html",
        {
            "record": record,
            "entry": entry,
            "about": page_of(record),
            "concerned": [(party.code, names[party.pk]) for party in concerned],
            "bound": ties.per_act(record),
            "proof": queries.proof_of(record),
            "changed": _changed_fields(record),
            "followed": followed(record, request.viewer.language),
        },
    )


def page_of(record: Record) -> str:
    """The page of what a record is about; "" where there is none."""
    if record.about_kind in PARTIES:
        party = Party.objects.filter(pk=record.about_key).first()
        return reverse("desk:party", args=[party.code]) if party else ""
    try:
        return reverse(PAGES[record.about_kind], args=[record.about_key])
    except (KeyError, NoReverseMatch):
        return ""


def _changed_fields(record: Record) -> int | None:
    """How many personal details a record holds; None when it never had any, 0 when erased."""
    if not record.detail_hash:
        return None
    detail = queries.private_of(record)
    return len(detail) if detail else 0

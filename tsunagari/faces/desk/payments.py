"""支払いの行 — requests, expenses and files in words for one reader: names, states, what they are about."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.people import names_of
from tsunagari.governance.fund.awards.models import Instalment
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.models import Expense
from tsunagari.kernel.approvals import queries as approvals
from tsunagari.kernel.ledger.models import Due
from tsunagari.kernel.ledger.rules.chart import CHART

TONES = {
    "waiting": "warn",
    "asked": "warn",
    "draft": "warn",
    "approved": "ok",
    "filed": "info",
    "sent": "info",
    "locked": "info",
    "settled": "ok",
    "done": "ok",
    "failed": "late",
    "refused": "late",
    "withdrawn": "quiet",
    "dropped": "quiet",
    "paid": "ok",
}


def state_of(row) -> dict:
    return {"state": _(row.get_state_display()), "tone": TONES[row.state]}


def request_rows(rows: list, viewer) -> list[dict]:
    """Requests of a list; the same number of queries however many there are."""
    looks = queries.looks(rows, on=viewer.on)
    names = names_of([row.due.creditor for row in rows], viewer)
    return [
        {
            "row": look.request,
            "look": look,
            "payee": names[look.request.due.creditor_id],
            "said": len(look.said.yes),
            "purpose": purpose_of(look.request.due),
        }
        | state_of(look.request)
        for look in looks
    ]


def purpose_of(due: Due) -> str:
    """Fund and measure of a due."""
    measure = MEASURES.get(due.measure)
    words = f"{due.measure} {_(measure.title)}" if measure else ""
    return " ・ ".join(filter(None, [due.fund.name, words]))


def about_of(due: Due) -> str:
    """The address of what a due is about; "" where it has none here."""
    if due.about_kind == "payments.expense":
        return reverse("desk:expense", args=[due.about_key])
    if due.about_kind == "awards.instalment":
        row = Instalment.objects.filter(pk=due.about_key).first()
        return reverse("desk:award", args=[row.award_id]) if row else ""
    return ""


def account_of(row) -> str:
    """The name of a row's account; "" where the chart no longer has it."""
    return _(CHART[row.account].name) if row.account in CHART else ""


def expense_rows(rows: list, viewer) -> list[dict]:
    people = [one for row in rows for one in (row.payee, row.entered_by, row.guest)]
    names = names_of(people, viewer)
    return [
        {
            "row": row,
            "kind": _(row.get_kind_display()),
            "account": account_of(row),
            "payee": names[row.payee_id],
            "entered_by": names[row.entered_by_id],
            "guest": names.get(row.guest_id, ""),
        }
        | state_of(row)
        for row in rows
    ]


def roll_rows(rows: list, viewer) -> list[dict]:
    names = names_of([row.entered_by for row in rows], viewer)
    kinds = {one.value: _(one.label) for one in Expense.Kind}
    return [
        {
            "row": row,
            "kind": kinds[row.kind],
            "account": account_of(row),
            "entered_by": names[row.entered_by_id],
        }
        for row in rows
    ]


def batch_rows(rows: list, viewer) -> list[dict]:
    names = names_of([row.prepared_by for row in rows], viewer)
    return [{"row": row, "prepared_by": names[row.prepared_by_id]} | state_of(row) for row in rows]


def said_so_far(about, digest: str, viewer) -> list[dict]:
    """これまでの承認 — who said what; of earlier facts too, marked."""
    rows = approvals.history(about)
    names = names_of([row.by for row in rows], viewer)
    return [
        {
            "row": row,
            "who": names[row.by_id],
            "said": _(row.get_said_display()),
            "now": row.digest == digest,
        }
        for row in rows
    ]


def answered(about, digest: str, viewer) -> bool:
    """True when the reader has answered these very facts."""
    said = approvals.said(about, digest)
    return approvals.person_of(viewer) in said.yes | said.no

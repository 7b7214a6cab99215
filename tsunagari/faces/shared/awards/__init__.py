"""助成のページ — how an award is shown on the desk, on a partner's page and on a person's own page."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now

from tsunagari.base import keyset
from tsunagari.base.refusals import Reason
from tsunagari.base.shares import said
from tsunagari.faces.shared import told_texts
from tsunagari.governance.fund.awards import queries
from tsunagari.governance.fund.awards.models import Award, Ending, Settlement
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.kernel.consents.queries import shown

TONES = {
    steps.AWARDED: "note",
    steps.SENT: "warn",
    steps.AGREED: "info",
    steps.REPORTED: "warn",
    steps.SETTLED: "info",
    steps.CLOSED: "ok",
    steps.LAPSED: "quiet",
}
DUE_TONES = {
    "reserved": "note",
    "owed": "warn",
    "approved": "info",
    "sent": "info",
    "settled": "ok",
    "released": "quiet",
    "returned": "quiet",
}


@dataclass(frozen=True)
class Place:
    """Where the pages stand: the face, and the frame around them."""

    face: str

    @property
    def frame(self) -> str:
        return f"tn/{self.face}.html"

    def url(self, name: str, *args) -> str:
        return reverse(f"{self.face}:{name}", args=args)


def row(award: Award) -> dict:
    """An award in a list."""
    return {"row": award, "state": _now(award.get_state_display()), "tone": TONES[award.state]}


def listed(request, place: Place):
    """The own awards, the newest first."""
    page = keyset.page(queries.of(request.viewer), ["-pk"], after=request.GET.get("after", ""))
    rows = [row(one) | {"url": place.url("award", one.pk)} for one in page.rows]
    context = {"page": page, "rows": rows, "frame": place.frame}
    return render(request, "shared/awards/list.html", context)


def context_of(award: Award, viewer) -> dict:
    """An award with its agreement, money, changes, report and settlement."""
    report, ending = queries.report_of(award), Ending.objects.filter(award=award).first()
    costs = queries.costs_of(award)
    settled = Settlement.objects.filter(award=award).first()
    changes = list(award.changes.order_by("pk"))
    answers = told_texts.of(changes, "answer")
    return row(award) | {
        "grantee": shown([award.grantee], to=viewer)[award.grantee_id],
        "lines": list(award.lines.all()),
        "rate": said(award.rate),
        "agreements": list(award.agreements.all()),
        "agreement": award.agreements.order_by("edition").last(),
        "instalments": [
            {
                "row": one,
                "trigger": _now(one.get_trigger_display()),
                "state": _now(one.due.get_state_display()),
                "tone": DUE_TONES[one.due.state],
            }
            for one in queries.instalments(award)
        ],
        "changes": [
            {"row": one, "state": _now(one.get_state_display()), "told": answers.get(one.pk)}
            for one in changes
        ],
        "report": report,
        "returned": _told(report, "returned_words"),
        "ending": ending,
        "why_early": _told(ending, "words"),
        "costs": _costs(award, costs, settled),
        "settled": settled,
        "refund": getattr(award, "refund", None),
        "assets": list(award.assets.order_by("pk")),
        "can_report": award.state == steps.AGREED,
        "mine": queries.is_grantee(viewer, award),
    }


def _told(row, field: str) -> told_texts.Told | None:
    """What the grantee is told, as the reader reads it; None where it was typed in their language."""
    return told_texts.of([row], field).get(row.pk) if row else None


def _costs(award: Award, costs, settled: Settlement | None) -> list[dict]:
    """Each cost with what of it counts: as it was fixed, or as it would be now."""
    if settled:
        kept = {pk: (yen, reasons) for pk, yen, reasons in settled.costs}
        return [
            {"row": one, "yen": kept[one.pk][0], "reasons": [_said(*r) for r in kept[one.pk][1]]}
            for one in costs
            if one.pk in kept
        ]
    found = queries.counted(award) if costs else None
    return [
        {
            "row": cost,
            "yen": one.yen,
            "reasons": [reason.words() for reason in one.reasons],
            "twin": one.number in found.twins,
        }
        for cost, one in zip(costs, found.counted if found else (), strict=True)
    ]


def _said(rule: str, text: str, facts: dict) -> str:
    """A kept reason in words; kept days are days again."""
    known = {name: _day_or(value) for name, value in facts.items()}
    return Reason(text, known, rule=rule).words()


def _day_or(value):
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value

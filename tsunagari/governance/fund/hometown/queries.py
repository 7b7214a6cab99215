"""企業版ふるさと納税 — the projects, the cases, what is known of each."""

from datetime import date

from django.db.models import QuerySet

from tsunagari.base import figures
from tsunagari.governance.fund.hometown.models import Donation, Project
from tsunagari.governance.fund.hometown.rules import credits, eligibility, steps
from tsunagari.kernel.roles.models import Viewer

DAYS = ("days_to_answer", "days_to_receipt", "days_to_report")
ENDED = (steps.PUBLISHED, steps.DECLINED, steps.WITHDRAWN)


def days_on(on: date) -> dict[str, int]:
    """How many days each thing may wait, by the figures of a day."""
    return {name: figures.number(credits.FOLDER, name, on) for name in DAYS}


def projects() -> QuerySet[Project]:
    """寄附を使う事業 — by municipality."""
    return Project.objects.select_related("town__party").order_by("area", "pk")


def of(viewer: Viewer) -> QuerySet[Donation]:
    """The cases that a viewer may see: the office all, a company its own."""
    rows = Donation.objects.select_related(
        "company__party", "project__town__party", "disclosure", "dispatch__host__party"
    )
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    return rows.filter(company=viewer.own_body)


def facts_of(donation: Donation, on: date) -> eligibility.Facts:
    """What is known of a case, for the rule of eligibility."""
    project = donation.project
    return eligibility.Facts(
        area=project.area,
        yen=donation.yen,
        on=on,
        head_office=donation.head_office,
        certified=project.certified,
        excluded=project.excluded,
        until_day=project.until_day,
        blue_return=donation.blue_return,
        no_return=donation.no_return,
        linked=donation.linked,
        disclosed=is_disclosed(donation),
    )


def is_disclosed(donation: Donation) -> bool:
    """True when the link of the donor with the project was disclosed."""
    return hasattr(donation, "disclosure")


def years_over(donation: Donation, on: date) -> list[int]:
    """The fiscal years in which the subsidy was there, and that are over."""
    first = donation.subsidies.order_by("received_on").values_list("received_on", flat=True).first()
    return steps.years_over(first, on, donation.published_on)


def left(donation: Donation) -> int:
    """What was received and has no use yet."""
    return donation.subsidised_yen - donation.used_yen


def published() -> QuerySet[Donation]:
    """公表した結果 — what everybody reads; who gave only where the company said so."""
    rows = Donation.objects.filter(state=steps.PUBLISHED)
    return rows.select_related("company__party", "project__town__party")

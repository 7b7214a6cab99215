"""何に対して払うか — what the house knows of a lesson, a stay or a term, and what was paid for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.functions import Coalesce

from tsunagari.governance.fund.payments.models import Expense
from tsunagari.governance.fund.payments.rules import grounds as rules
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles.models import Agreement

LIVE = (Expense.State.WAITING, Expense.State.APPROVED)
# Dues that were taken back pay nothing: their days are free again.
GONE = ("released", "returned")


@dataclass(frozen=True)
class Grounds:
    """期間・授業・滞在・協定 — what a payment is for; all may stay empty."""

    from_day: date | None = None
    until_day: date | None = None
    lesson: Meeting | None = None
    guest: Party | None = None
    agreement: Agreement | None = None

    def days(self, spent_on: date) -> tuple[date, date]:
        """The days that are paid; of a lesson its own day."""
        day = day_of(self.lesson) if self.lesson else spent_on
        return self.from_day or day, self.until_day or day


def day_of(lesson: Meeting) -> date:
    """The day of a lesson where it was held."""
    return lesson.starts_at.astimezone(ZoneInfo(lesson.zone)).date()


def facts_of(
    grounds: Grounds, *, kind: str, payee: Party, measure: str, spent_on: date, at: datetime
) -> rules.Facts:
    """What the rule asks about, as it stands now."""
    earned = kind in rules.EARNED
    paid = live(payee, kind) if earned else Expense.objects.none()
    return rules.Facts(
        kind=kind,
        payee=payee.pk,
        from_day=grounds.from_day,
        until_day=grounds.until_day,
        lesson=_lesson(grounds.lesson, paid, at),
        guest=grounds.guest and grounds.guest.pk,
        again=_again(grounds, paid, measure, spent_on) if earned else None,
    )


def live(payee: Party, kind: str):
    """Payments of a kind to one person that stand; two entries of one person count together."""
    person = payee.same_as_id or payee.pk
    rows = Expense.objects.filter(kind=kind, state__in=LIVE)
    rows = rows.filter(Q(payee=person) | Q(payee__same_as=person))
    return rows.exclude(due__state__in=GONE)


def _lesson(lesson: Meeting | None, paid, at: datetime) -> rules.Lesson | None:
    if lesson is None:
        return None
    held = lesson.state != Meeting.State.CANCELLED and lesson.ends_at <= at
    return rules.Lesson(
        day=day_of(lesson),
        held=held,
        paid_in=paid.filter(lesson=lesson).values_list("pk", flat=True).first(),
    )


def _again(grounds: Grounds, paid, measure: str, spent_on: date) -> int | None:
    """The payment of the same measure and guest whose days these share."""
    first, last = grounds.days(spent_on)
    rows = paid.filter(measure=measure, guest=grounds.guest).annotate(
        first=Coalesce("from_day", "spent_on"), last=Coalesce("until_day", "spent_on")
    )
    if grounds.lesson:
        rows = rows.filter(lesson=None)
    found = rows.filter(first__lte=last, last__gte=first)
    return found.values_list("pk", flat=True).order_by("pk").first()


def recent_lessons(*, at: datetime, days: int, most: int) -> list[Meeting]:
    """授業・集い — those that were held lately, the newest first; to choose from."""
    rows = Meeting.objects.filter(ends_at__lte=at, ends_at__gte=at - timedelta(days=days))
    rows = rows.exclude(state=Meeting.State.CANCELLED).exclude(measure="")
    return list(rows.order_by("-starts_at", "-pk")[:most])

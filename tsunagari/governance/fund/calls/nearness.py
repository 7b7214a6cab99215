"""近さ — what the fund's own books know of members: gifts, payments, names among an applicant's officers."""

from collections.abc import Collection, Iterable

from django.db.models import Q, Sum

from tsunagari.base.days import add_months
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.models import Sent
from tsunagari.governance.fund.calls.rules import eligibility
from tsunagari.kernel.ledger.models import Due, Earmark, Line
from tsunagari.kernel.roles import interests
from tsunagari.kernel.roles.interests import DONOR, OFFICER, PAID, Asked, Near

GIFTS = ("41", "42")  # fees and gifts of the chart
NAMES = ("name", "representative", "officers")


def donors(asked: Asked) -> Iterable[Near]:
    """この基金の寄附者 — whose gifts stand in the fund's books, by a line or by a purpose they set."""
    if not asked.fund.isdigit():
        return
    mine = interests.whose(asked.members)
    income = Q(account__code__startswith=GIFTS[0]) | Q(account__code__startswith=GIFTS[1])
    lines = Line.objects.filter(income, fund=int(asked.fund), party__in=mine, journal__posted=True)
    given = lines.filter(on__lte=asked.on).values("party").annotate(yen=Sum("yen"))
    givers = {row["party"] for row in given if row["yen"] < 0}
    marks = Earmark.objects.filter(fund=int(asked.fund), giver__in=mine, from_day__lte=asked.on)
    for party in givers | set(marks.values_list("giver_id", flat=True)):
        for member in mine[party]:
            yield Near(member, DONOR, "gift")


def paid(asked: Asked) -> Iterable[Near]:
    """3年以内の支払い — what the applicant's own book paid, or promised to pay, the member."""
    if not asked.parties:
        return
    mine, theirs = interests.whose(asked.members), interests.whose(asked.parties)
    since = add_months(asked.on, -12 * interests.figure("paid_years", asked.on))
    dues = Due.objects.filter(book__owner__in=theirs, creditor__in=mine)
    dues = dues.exclude(state__in=(Due.State.RELEASED, Due.State.RETURNED))
    dues = dues.filter(Q(settled_on=None) | Q(settled_on__gte=since))
    for creditor, owner in set(dues.values_list("creditor_id", "book__owner")):
        for member in mine[creditor]:
            yield from (Near(member, PAID, "paid", to) for to in theirs[owner])


def named(asked: Asked) -> Iterable[Near]:
    """役員の名前 — a member's full name among the officers that the applicant wrote down."""
    rows = Sent.objects.filter(application__code__in=asked.about).order_by("number")
    latest = dict(rows.values_list("application__code", "content"))
    if not latest:
        return
    names = queries.names_of(asked.members, on=asked.on)
    for code, content in latest.items():
        text = "\n".join(content.get(field) or "" for field in NAMES)
        standing = eligibility.named(names.values(), text)
        for member, name in names.items():
            if name in standing:
                yield Near(member, OFFICER, "named", code)


def officers(payees: Collection[str], code: str) -> dict[str, str]:
    """支払先の名前 — those of the payees of an award who stand among the officers in its application."""
    sent = Sent.objects.filter(application__code=code).order_by("-number").first()
    if sent is None:
        return {}
    text = "\n".join(sent.content.get(field) or "" for field in NAMES)
    return dict.fromkeys(eligibility.named(payees, text), "named")


FINDERS = (donors, paid, named)

"""主体 — questions about people and bodies."""

from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from tsunagari.base.names import query_keys
from tsunagari.kernel.parties import search
from tsunagari.kernel.parties.actions import hash_of
from tsunagari.kernel.parties.models import AccessCard, Federation, Organisation, Party


def federation() -> Federation | None:
    """The one federation, or None before it was started."""
    return Federation.objects.select_related("party").first()


def found(text: str, *, after: int = 0, limit: int = 50):
    """人と団体をさがす — by name, kana or romaji in any width; None matches nothing."""
    keys = search.find(query_keys(text), after=after, limit=limit)
    order = Case(
        *[When(pk=pk, then=Value(i)) for i, pk in enumerate(keys)], output_field=IntegerField()
    )
    return (
        Party.objects.filter(pk__in=keys).select_related("organisation", "person").order_by(order)
    )


def card_for(secret: str, *, on: date) -> AccessCard | None:
    """The card that a secret opens today; None when it is unknown, revoked or out of date."""
    return (
        AccessCard.objects.filter(
            secret_hash=hash_of(secret), revoked_at=None, valid_from__lte=on, valid_until__gte=on
        )
        .select_related("person__party")
        .first()
    )


def card_still_opens(pk: int, *, on: date) -> AccessCard | None:
    """The card of a signed-in page, asked again on each request so that revoking acts at once."""
    return (
        AccessCard.objects.filter(pk=pk, revoked_at=None)
        .filter(Q(valid_from__lte=on) & Q(valid_until__gte=on))
        .select_related("person__party")
        .first()
    )


def organisations(kind: str = ""):
    """団体 — by kana."""
    rows = Organisation.objects.select_related("party").order_by("party__name_kana", "pk")
    return [row for row in rows if not kind or kind in row.kinds]

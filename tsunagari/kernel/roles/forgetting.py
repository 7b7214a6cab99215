"""忘れる — a person's roles end; that somebody held them stays."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.roles import actions, queries
from tsunagari.kernel.roles.models import Role, Standing


@transaction.atomic
def forget(party, *, on: date, by=None) -> int:
    """役割を終える — Refused for the last of the staff; answers how many ended."""
    standing = list(queries.standing(on).filter(party=party, until_day=None).order_by("pk"))
    for role in standing:
        actions.end(role, by=by, on=on)
    later = Role.objects.filter(party=party, from_day__gt=on)
    gone = later.delete()[0] + Standing.objects.filter(party=party).delete()[0]
    return len(standing) + gone

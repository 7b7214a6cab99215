"""決めた人 — who took the decision behind a due: they do not also approve its payment.

Subjects whose councils decide register themselves in their AppConfig.ready.
"""

from collections.abc import Callable
from datetime import date

from tsunagari.kernel.ledger.models import Due
from tsunagari.kernel.roles import queries as roles

# {about_kind: (about_key) -> keys of the parties who decided}
FINDERS: dict[str, Callable[[str], set[int]]] = {}
COUNCIL = ("fund_member", "fund_chair")
# What only the council decides; without a finder all of its members count as having decided.
BY_COUNCIL = ("awards", "calls", "council")


def register(kind: str, finder: Callable[[str], set[int]]) -> None:
    """Say who decided things of a kind."""
    FINDERS[kind] = finder


def of(due: Due, *, on: date) -> set[int]:
    """The parties who decided that this is paid."""
    if finder := FINDERS.get(due.about_kind):
        return set(finder(due.about_key))
    if due.about_kind.partition(".")[0] in BY_COUNCIL:
        return set(roles.holders(*COUNCIL, on=on).values_list("party_id", flat=True))
    return set()

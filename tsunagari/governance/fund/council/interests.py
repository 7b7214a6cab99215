"""利益相反 — who is out of an item: near the application, or not yet having said that they are not."""

from collections.abc import Iterable
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Entry

UNDECLARED = "undeclared"
# The class of an interest, as minutes print it; nothing more of it is written.
REASONS = {
    "officer": _("役員・職員の関係"),
    "family": _("家族・同居"),
    "paid": _("お金をもらう関係"),
    "donor": _("この基金の寄附者"),
    "other": _("そのほかの利益相反"),
    UNDECLARED: _("利益相反の申告がない"),
}


def recused(entry: Entry | None, members: Iterable[int], *, on: date) -> dict[int, str]:
    """{member: the class of why they are out}: declared, found in our books, or not declared."""
    if entry is None:
        return {}
    members = list(members)
    found = {member: min(kinds) for member, kinds in reviews.reasons_of(entry).items()}
    for near in reviews.fresh(entry, members, on=on):
        found.setdefault(near.member, near.kind)
    said = reviews.declarations([entry])[entry.pk]
    for member in members:
        if member not in said:
            found.setdefault(member, UNDECLARED)
    return {member: found[member] for member in members if member in found}

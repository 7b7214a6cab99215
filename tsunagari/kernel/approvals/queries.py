"""承認 — what was said of a thing as it stands now, and as it stood before."""

from collections import defaultdict

from tsunagari.kernel.approvals.models import Approval
from tsunagari.kernel.approvals.rules import NO, YES, Said


def person_of(who) -> int:
    """The key of the person: a duplicate counts as whom it is the same as."""
    party = getattr(who, "party", who)
    return party.same_as_id or party.pk


def said(about, digest: str) -> Said:
    """What was said of this digest; earlier facts' approvals do not count."""
    return said_of([(about, digest)])[about.pk]


def said_of(rows: list[tuple]) -> dict[int, Said]:
    """{key: what was said} of many (row, digest) of one kind, in one query."""
    if not rows:
        return {}
    kind = rows[0][0]._meta.label_lower
    wanted = {str(row.pk): digest for row, digest in rows}
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    stored = Approval.objects.filter(about_kind=kind, about_key__in=wanted)
    for key, digest, by, answer in stored.values_list("about_key", "digest", "by_id", "said"):
        if wanted[key] == digest:
            found[key, answer].add(by)
    return {int(key): Said(frozenset(found[key, YES]), frozenset(found[key, NO])) for key in wanted}


def history(about) -> list[Approval]:
    """これまでの承認 — all that was said, also of earlier facts; the newest last."""
    kind = about._meta.label_lower
    rows = Approval.objects.filter(about_kind=kind, about_key=str(about.pk))
    return list(rows.select_related("by").order_by("at", "pk"))

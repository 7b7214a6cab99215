"""忘れる — the words of who approved go; that the person did, and to what, stays as proof."""

from datetime import date

from tsunagari.kernel.approvals.models import Approval


def forget(party, *, on: date) -> int:
    """承認の言葉を消す — how many approvals were emptied."""
    return Approval.objects.filter(by=party).exclude(words="").update(words="")

"""忘れる — books stay as the law demands; what a gift was called after its giver goes."""

from datetime import date

from tsunagari.kernel.ledger.models import Earmark


def forget(party, *, on: date) -> int:
    """使いみちの指定の題を消す — how many; lines and dues keep the key of the party alone."""
    return Earmark.objects.filter(giver=party).exclude(title="").update(title="")

"""忘れる — tables and proposals name nobody; of staff only the mark of who wrote a draft goes."""

from datetime import date

from django.db import transaction

from tsunagari.programmes.talent.proposals.models import Proposal


@transaction.atomic
def forget(party, *, on: date) -> int:
    """書いた人の印を消す — how many proposals lost theirs."""
    return Proposal.objects.filter(written_by=party.pk).update(written_by=None)

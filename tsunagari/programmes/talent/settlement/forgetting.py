"""忘れる — words and interpreters of a person's support; that it was given stays while law keeps it."""

from datetime import date

from django.db import transaction

from tsunagari.programmes.talent.settlement.models import Support


@transaction.atomic
def forget(party, *, on: date) -> int:
    """支援の言葉を消す — how many records were emptied; who gave support loses their name on it."""
    mine = Support.objects.filter(case__person=party.pk)
    emptied = mine.update(words="", interpreter="", material="", reason="", annulled_why="")
    return emptied

"""写した文の訳 — a text that was copied from another takes the checked translations along."""

from django.db import transaction

from tsunagari.kernel.texts.models import Rendering, Sentence, Text


@transaction.atomic
def carry(source: Text, to: Text) -> int:
    """訳を写す — of every sentence that says the same in both; how many. Who checked it stays said."""
    rows = Sentence.objects.filter(text=to, gone_on=None).exclude(renderings__isnull=False)
    here = {one.print: one for one in rows}
    known = Rendering.objects.filter(
        sentence__text=source, state=Rendering.State.CURRENT, sentence__print__in=list(here)
    ).select_related("sentence")
    found = {(one.sentence.print, one.language): one for one in known if one.of in here}
    copied = [_copy(one, here[print_]) for (print_, _language), one in found.items()]
    return len(Rendering.objects.bulk_create(copied))


def _copy(row: Rendering, sentence: Sentence) -> Rendering:
    row.pk, row.sentence = None, sentence
    row._state.adding = True
    return row

"""忘れる — names stay as long as a law keeps the papers; after that they are taken out."""

from datetime import date

from django.db.models import QuerySet

from tsunagari.governance.fund.vouchers.models import Told


def _of(party) -> QuerySet[Told]:
    return Told.objects.filter(edition__party=party.pk)


def forget(party, *, on: date) -> int:
    """取引先の名前と内容を消す — of documents that nothing asks to be kept any more."""
    return _of(party).filter(edition__keep_until__lt=on).delete()[0]


def kept(party, *, on: date) -> int:
    """証憑 — how many stay because books and their vouchers have to be kept."""
    rows = _of(party).filter(edition__keep_until__gte=on, edition__replaced_by=None)
    return rows.count()

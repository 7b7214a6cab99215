"""忘れる — address, remitter's name and offers go at once; receipts stay as long as a law keeps lists."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from tsunagari.base.days import add_months
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.models import BankLine, Donor, Offer, Pledge, Receipt


def why_not_forget(party) -> list[Reason]:
    """A pledge that goes on is stopped first: otherwise its money would belong to nobody."""
    going_on = Pledge.objects.filter(donor=party.pk, ended_on=None)
    if not going_on.exists():
        return []
    words = _("続いている寄附・会費があります。先に、本人に確かめて、やめてください。")
    return [Reason(words, rule="pledge")]


@transaction.atomic
def forget(party, *, on: date) -> int:
    """寄附者を忘れる — how many rows were emptied; days and amounts stay in the books."""
    since = add_months(on, -12 * queries.figure("donor_list_years", on))
    own = Q(donor=party.pk)
    gone = Donor.objects.filter(pk=party.pk).exclude(sealed="").update(sealed="", named=False)
    gone += Offer.objects.filter(own).exclude(sealed="").update(sealed="")
    gone += (
        BankLine.objects.filter(gifts__donor=party.pk).exclude(payer="").update(words="", payer="")
    )
    old = Receipt.objects.filter(own, issued_on__lt=since).exclude(sealed="")
    return gone + old.update(sealed="")


def kept(party, *, on: date) -> int:
    """領収書 — how many stay because the list of donors has to be kept."""
    return Receipt.objects.filter(donor=party.pk).exclude(sealed="").count()

"""番号を登録する — of a person with a case: the kernel seals it, the law says how a card is numbered."""

from datetime import date

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.parties.models import Identifier, Party
from tsunagari.kernel.roles import identifiers
from tsunagari.programmes.talent.law.rules import stay


def enter(party: Party, kind: str, number: str, *, by, on: date, **days) -> Identifier:
    """番号を登録する — a residence card's number is written as the law's regulation prints it."""
    if kind == Identifier.Kind.RESIDENCE_CARD:
        refuse_if(stay.why_not_card_number(number))
    return identifiers.note(party, kind, number, by=by, on=on, **days)

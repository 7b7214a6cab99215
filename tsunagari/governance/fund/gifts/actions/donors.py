"""寄附者 — added once, with what a receipt needs; an offer of the public page may become one."""

import secrets
from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.governance.fund.gifts import sealed
from tsunagari.governance.fund.gifts.models import Donor, Offer
from tsunagari.governance.fund.gifts.rules import matching
from tsunagari.kernel.ledger.models import Fund
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records

TRIES = 20
NO_SURNAME = _("名前を入力してください。")
MOST_OFFERS = 2_000


def fresh_reference() -> str:
    """参照番号 — seven digits that nobody has; the last one finds mistyped numbers."""
    for _try in range(TRIES):
        found = matching.reference_of(f"{secrets.randbelow(900_000) + 100_000}")
        taken = Donor.objects.filter(reference=found), Offer.objects.filter(reference=found)
        if not any(rows.exists() for rows in taken):
            return found
    raise RuntimeError("no reference number is free")


@transaction.atomic
def note(party: Party, *, by, on: date, said: dict | None = None, named: bool = False) -> Donor:
    """寄附者にする — a party that is here already; who is one stays one."""
    party = party.same_as or party
    there = Donor.objects.filter(pk=party.pk).first()
    if there:
        return there
    donor = Donor(party=party, named=named, since=on, reference=fresh_reference())
    sealed.close(donor, said or {})
    donor.save(force_insert=True)
    records.add(by=by, did="gifts.donor_noted", about=donor, concerns=[party], on=on)
    return donor


@transaction.atomic
def add(
    *,
    by,
    on: date,
    family: str = "",
    given: str = "",
    kana: str = "",
    body: str = "",
    email: str = "",
    said: dict | None = None,
    named: bool = False,
    language: str = "ja",
) -> Donor:
    """寄附者を登録する — somebody new: a person by family name, a body by its name."""
    if body.strip():
        made = parties.add_organisation(
            body.strip(), kana=kana, kinds=["other"], email=email, language=language
        )
    else:
        refuse_if([] if family.strip() else [Reason(NO_SURNAME, rule="name", field="family")])
        first, _space, rest = kana.strip().partition(" ")
        made = parties.add_person(
            family=family.strip(),
            given=given.strip(),
            family_kana=first,
            given_kana=rest.strip(),
            email=email,
            language=language,
        )
    return note(made.party, by=by, on=on, said=said, named=named)


@transaction.atomic
def change(donor: Donor, *, said: dict, named: bool, seen: int, by, on: date) -> Donor:
    """名前・住所を変える — as in the resident record; receipts that were issued stay as they are."""
    donor = Donor.objects.select_for_update().get(pk=donor.pk)
    refuse_if(why_stale(seen, donor.version))
    donor.named, donor.version = named, donor.version + 1
    sealed.close(donor, said)
    donor.save(update_fields=["named", "sealed", "version"])
    records.add(by=by, did="gifts.donor_changed", about=donor, concerns=[donor.pk], on=on)
    return donor


@transaction.atomic
def offer(
    fund: Fund, *, on: date, yen: int | None = None, said: dict | None = None, language: str = "ja"
) -> Offer:
    """振込の予告 — anybody may take a number; nothing is owed by it."""
    reasons = []
    if yen is not None and yen <= 0:
        words = _("金額は1円以上で入力してください。")
        reasons.append(Reason(words, rule="offer.yen", field="yen"))
    if Offer.objects.filter(made_on=on).count() >= MOST_OFFERS:
        words = _("いま、とても多くの申し込みが来ています。あしたもう一度ためしてください。")
        reasons.append(Reason(words, rule="offer.many"))
    refuse_if(reasons)
    made = Offer(reference=fresh_reference(), fund=fund, yen=yen, language=language, made_on=on)
    sealed.close(made, said or {})
    made.save(force_insert=True)
    records.add(by=None, did="gifts.offered", about=made, on=on)
    return made


@transaction.atomic
def from_offer(offer: Offer, *, by, on: date) -> Donor | None:
    """予告した人を寄附者にする — None when no name was written: the gift stays anonymous."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    donor = offer.donor
    said = sealed.reveal(offer)
    if donor is None and said["name"]:
        family, _space, given = said["name"].replace("　", " ").partition(" ")
        donor = add(
            by=by,
            on=on,
            family=family,
            given=given,
            kana=said["kana"],
            email=said["email"],
            said=said,
            language=offer.language,
        )
    offer.donor, offer.closed_on = donor, on
    # What was written is the donor's now; a copy is kept nowhere.
    offer.sealed = ""
    offer.save(update_fields=["donor", "closed_on", "sealed"])
    return donor

"""寄附の行 — gifts, pledges and receipts as the desk reads them, with names."""

from django.utils.translation import gettext as _now

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk.people import names_of
from tsunagari.governance.fund.gifts.models import Donor, Gift, Pledge, Receipt
from tsunagari.governance.fund.gifts.rules.receipts import number_words
from tsunagari.kernel.parties.models import Party

NAMELESS = _("名前を聞いていない")
ICONS = {"goods": "heart", "fee": "id", "supporter": "id", "donation": "heart"}


def canonical(donor: Donor) -> Party:
    """Who a donor is, when entries were merged."""
    return donor.party.same_as or donor.party


def grown_up(party: Party | None) -> Party | None:
    """Who may give: an adult or a body, by the entry that stays; None for a pupil."""
    party = (party.same_as or party) if party else None
    return None if party and party.is_person and party.person.minor else party


def called(donors, viewer) -> dict[int, str]:
    """{donor: name}; bodies by their name, people with さん."""
    parties = [donor.party for donor in donors if donor]
    names = names_of(parties, viewer)
    words = gettext(_("%(name)s さん"))
    return {
        party.pk: words % {"name": names[party.pk]}
        if party.is_person and not party.forgotten_on
        else names[party.pk]
        for party in parties
    }


def gift_rows(gifts: list[Gift], viewer) -> list[dict]:
    """Gifts in words; as many queries for one as for fifty."""
    names = called([gift.donor for gift in gifts], viewer)
    return [
        {
            "gift": gift,
            "who": names.get(gift.donor_id) or gettext(NAMELESS),
            "kind": _now(gift.get_kind_display()),
            "icon": ICONS.get(gift.kind, "building"),
            "left": None if gift.yen is None else gift.yen - gift.refunded_yen,
            "title": gift.goods if gift.yen is None else "",
        }
        for gift in gifts
    ]


def pledge_rows(pledges: list[Pledge], viewer, missed: dict[int, list]) -> list[dict]:
    """Pledges in words, with what did not come."""
    names = called([pledge.donor for pledge in pledges], viewer)
    return [
        {
            "pledge": pledge,
            "who": names[pledge.donor_id],
            "kind": _now(pledge.get_kind_display()),
            "every": _now(pledge.get_every_display()),
            "missed": missed.get(pledge.pk, []),
        }
        for pledge in pledges
    ]


def receipt_rows(receipts: list[Receipt], viewer) -> list[dict]:
    """Receipts with their numbers and donors."""
    names = called([receipt.donor for receipt in receipts], viewer)
    return [
        {
            "receipt": receipt,
            "number": number_words(receipt.year, receipt.number),
            "who": names[receipt.donor_id],
            "kind": _now(receipt.get_kind_display()),
        }
        for receipt in receipts
    ]

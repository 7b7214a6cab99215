"""寄附の封 — addresses of donors, what visitors wrote, and the text of receipts, sealed."""

import json

from tsunagari.governance.fund.gifts.models import Donor, Offer, Receipt
from tsunagari.kernel.parties import numbers

PARTS = {
    Donor: ("name", "postcode", "address"),
    Offer: ("name", "kana", "email", "postcode", "address"),
}
HOLDERS = (Donor, Offer, Receipt)


def _about(row) -> str:
    if isinstance(row, Donor):
        return f"gift-donor|{row.pk}"
    if isinstance(row, Offer):
        return f"gift-offer|{row.reference}"
    return f"gift-receipt|{row.book_id}|{row.year}|{row.number}"


def close(row, said: dict) -> None:
    """Put what was said into a row; the caller saves it."""
    if parts := PARTS.get(type(row)):
        said = {part: said.get(part, "").strip() for part in parts}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    row.sealed = numbers.ring().seal(text, _about(row)) if any(said.values()) else ""


def reveal(row) -> dict:
    """What was sealed; {} parts are empty where nothing was said."""
    if not row.sealed:
        return dict.fromkeys(PARTS.get(type(row), ()), "")
    return json.loads(numbers.ring().open(row.sealed, _about(row)))


def reseal() -> int:
    """Seal anew with the newest key what is not; how many."""
    return sum(numbers.reseal(model, lambda row: close(row, reveal(row))) for model in HOLDERS)


def key_ids() -> set[str]:
    """The ids of all keys with which something is sealed."""
    return set().union(*map(numbers.ids_of, HOLDERS))

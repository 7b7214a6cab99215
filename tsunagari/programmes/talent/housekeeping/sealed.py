"""家庭の封 — name, address and telephone of a household, sealed; to open them is a record."""

import json

from tsunagari.kernel.parties import numbers
from tsunagari.programmes.talent.housekeeping.models import Household

# `said` is the address with its readings: whoever calls for help has to say it.
PARTS = ("name", "address", "phone", "said")


def _about(household: Household) -> str:
    return f"hk-household|{household.code}"


def close(household: Household, **parts: str) -> None:
    """Put name, address and telephone into a row; the caller saves it."""
    known = {part: parts.get(part, "").strip() for part in PARTS}
    household.sealed = numbers.ring().seal(json.dumps(known, ensure_ascii=False), _about(household))


def reveal(household: Household) -> dict[str, str]:
    """What was sealed; only for `actions.homes.open_address` and for whoever is sent there."""
    if not household.sealed:
        return dict.fromkeys(PARTS, "")
    known = json.loads(numbers.ring().open(household.sealed, _about(household)))
    return dict.fromkeys(PARTS, "") | known


def reseal() -> int:
    """Seal anew with the newest key what is not; how many."""
    return numbers.reseal(Household, lambda row: close(row, **reveal(row)))


def key_ids() -> set[str]:
    """The ids of all keys with which something is sealed."""
    return numbers.ids_of(Household)

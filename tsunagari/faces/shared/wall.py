"""はり紙のQR — which place a paper on a wall stands for: a town, by a short code; nobody's name.

The code says only where help was asked for, so that the city can count. It is worked out from the
town's name: no table, and a paper that hangs for years stays good.
"""

import hashlib

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import ALPHABET, Organisation

SIGNS = 4
# What the paper says, in six languages: whoever passes by reads it.
WORDS = (
    _("困ったことは、ありますか"),
    _("名前を書かないで相談できます。お金はかかりません。"),
    _("会社は見ることができません。"),
)


def code_of(town: str) -> str:
    """A town's code on a paper."""
    digest = hashlib.sha256(f"wall:{town}".encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:SIGNS])


def towns() -> list[str]:
    """The towns of the bodies that we know, in order."""
    known = Organisation.objects.filter(country="JPN").exclude(municipality="")
    return sorted(set(known.values_list("municipality", flat=True)))


def town_of(code: str) -> str:
    """The town that a code stands for; "" for one that we do not know."""
    return next((town for town in towns() if code_of(town) == code.upper()), "") if code else ""

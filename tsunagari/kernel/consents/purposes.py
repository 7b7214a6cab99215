"""同意の目的 — what is asked, in six languages, with the version of the form."""

import tomllib
from functools import cache
from pathlib import Path

from tsunagari.kernel.consents.rules import SIDES

TAKE_PART = "take_part"
ON_CAMERA = "on_camera"
RECORDED = "recorded"
PHOTO_INSIDE = "photo_inside"
PHOTO_PUBLIC = "photo_public"
EVALUATION = "evaluation"
SEEN_BY_PARTNER = "seen_by_partner"
CODES = [
    TAKE_PART,
    SEEN_BY_PARTNER,
    ON_CAMERA,
    RECORDED,
    PHOTO_INSIDE,
    PHOTO_PUBLIC,
    EVALUATION,
]
# Asked one by one and outside the form: "advice.…" stands for one body and these messages.
ONE_BY_ONE = ("advice",)
# Asked an adult alone, one by one on the own page: for what presences may be counted with a name.
COUNT_SUPPORT = "count_support"
COUNT_EMPLOYER = "count_employer"
COUNT_FEDERATION = "count_federation"
COUNTED = (COUNT_SUPPORT, COUNT_EMPLOYER, COUNT_FEDERATION)
# Without the first, the others cannot be meant: a pupil who stays away is not on camera.
NEEDS = {code: TAKE_PART for code in CODES if code != TAKE_PART}


@cache
def form() -> dict:
    """The whole text of the form as written in purposes.toml."""
    return tomllib.loads((Path(__file__).parent / "purposes.toml").read_text(encoding="utf-8"))


def version() -> str:
    """The version of the form that is asked today."""
    return str(form()["version"])


def words(code: str, language: str) -> dict:
    """{"title", "text"} of a purpose in the reader's language; falls back to Japanese."""
    purpose = form()[_table(code)]
    return {
        part: purpose[part].get(language) or purpose[part].get("ja-easy") or purpose[part]["ja"]
        for part in ("title", "text")
    }


def _table(code: str) -> str:
    return code.partition(".")[0]


def known(code: str) -> bool:
    """Whether a purpose is one that anybody is asked for."""
    return code in CODES or code in COUNTED or sealed(code)


def sides(code: str) -> tuple[str, ...]:
    """Who has to say yes: the person alone, or the guardian as well."""
    return ("child",) if code in COUNTED else SIDES


def sealed(code: str) -> bool:
    """Whether an answer stands on nobody's timeline: that there was something to share is private."""
    return _table(code) in ONE_BY_ONE

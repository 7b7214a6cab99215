"""ことばの表 — the word lists of the checker, read once."""

import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ENDINGS = (
    r"(?:です|ます|ません|でした|ました|ましょう|でしょう|ください|下さい|ですか|ますか|ませんか)"
    r"[かねよ]?(?:（[^）]*）|\([^)]*\))?[。！？!?」）)]*$"
)


def _read(name: str) -> dict:
    return tomllib.loads((HERE / name).read_text("utf-8"))


@cache
def easy() -> frozenset[str]:
    """The words that need no explanation."""
    return frozenset(word for part in _read("words.toml").values() for word in part.split())


@cache
def loans() -> frozenset[str]:
    """The words in katakana among them."""
    return frozenset(word for word in easy() if all("ァ" <= sign <= "ー" for sign in word))


@cache
def instead() -> dict[str, str]:
    """{hard word: what easy texts say}."""
    return _read("instead.toml")["words"]


@cache
def phrases() -> dict[str, str]:
    """{turn: what easy texts say}, found as they stand."""
    return _read("instead.toml")["phrases"]

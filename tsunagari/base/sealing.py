"""封 — numbers that must not stand in the database are sealed with keys that lie outside it.

A sealed text is "key id:nonce and ciphertext" (AES-256-GCM). `about` says whose and what it is: a
sealed text that somebody moves to another row does not open there. For finding, a keyed hash: who
has the database, but not the keys, cannot try numbers out.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tsunagari.base.keys import kept_once

NONCE, SIZE = 12, 32


class Unopened(Exception):
    """A sealed text whose key is missing, or that is not what it was when it was sealed."""


@dataclass(frozen=True)
class Keyring:
    """Keys by id, the newest first: that one seals, all of them open and find."""

    keys: tuple[tuple[str, bytes], ...]

    @property
    def newest(self) -> str:
        return self.keys[0][0]

    def seal(self, text: str, about: str) -> str:
        """`text` closed with the newest key."""
        name, key = self.keys[0]
        nonce = secrets.token_bytes(NONCE)
        closed = AESGCM(_part(key, b"seal")).encrypt(nonce, text.encode(), about.encode())
        return f"{name}:{base64.b64encode(nonce + closed).decode()}"

    def open(self, sealed: str, about: str) -> str:
        """What was sealed; raises Unopened."""
        name, _colon, body = sealed.partition(":")
        key = dict(self.keys).get(name)
        if key is None:
            raise Unopened(f"the key {name} is not at hand")
        data = base64.b64decode(body)
        try:
            opened = AESGCM(_part(key, b"seal")).decrypt(data[:NONCE], data[NONCE:], about.encode())
        except InvalidTag as error:
            raise Unopened(f"sealed with {name}, but it does not open here") from error
        return opened.decode()

    def mark(self, text: str) -> str:
        """The keyed hash under which a text is stored for finding."""
        return _hash(self.keys[0][1], text)

    def marks(self, text: str) -> list[str]:
        """Every keyed hash under which it may have been stored, older keys too."""
        return [_hash(key, text) for _name, key in self.keys]


def _part(key: bytes, purpose: bytes) -> bytes:
    """One key for each purpose, from the one that is kept."""
    return hmac.digest(key, purpose, "sha256")


def _hash(key: bytes, text: str) -> str:
    return hmac.new(_part(key, b"find"), text.encode(), hashlib.sha256).hexdigest()


# 鍵束 ---------------------------------------------------------------------------------------


def keyring(named: str, file: Path) -> Keyring:
    """The keys of the environment ("id:key,id:key", newest first), else those of the file.

    A file that is not there yet is made, for the owner only. Read again when it has changed.
    """
    if named.strip():
        return _read(named.replace(",", "\n"))
    kept_once(file, new_key)
    return _of_file(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _of_file(file: Path, changed: int) -> Keyring:
    return _read(file.read_text())


def new_key() -> str:
    """A key as a line of the file: an id that says nothing, and 32 random bytes."""
    made = base64.b64encode(secrets.token_bytes(SIZE)).decode()
    return f"k{secrets.token_hex(4)}:{made}"


def _read(text: str) -> Keyring:
    """ValueError for a line that is no key: better no start than numbers under half a key."""
    found = []
    for line in text.split():
        name, _colon, body = line.partition(":")
        key = base64.b64decode(body, validate=True)
        if not name or len(key) != SIZE:
            raise ValueError("a key is written as id:base64 of 32 bytes")
        found.append((name, key))
    if not found:
        raise ValueError("there is no key for sealed numbers")
    return Keyring(tuple(found))


def add_key(file: Path) -> None:
    """A new key becomes the one that seals; the older ones still open."""
    _replace(file, f"{new_key()}\n{file.read_text()}")


def retire(file: Path, used: set[str]) -> int:
    """Take out the keys that nothing is sealed with any more, never the newest; how many."""
    lines = file.read_text().split()
    kept = [line for n, line in enumerate(lines) if n == 0 or line.partition(":")[0] in used]
    if len(kept) < len(lines):
        _replace(file, "\n".join(kept) + "\n")
    return len(lines) - len(kept)


def _replace(file: Path, text: str) -> None:
    """Whole or not at all."""
    half = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    half.touch(mode=0o600, exist_ok=False)
    half.write_text(text)
    half.replace(file)

"""書類のファイル — those that were kept, and those that are made from words that never change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tsunagari.governance.fund.vouchers.models import Edition
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob

PDF = "application/pdf"
# {kind of row: keys → {key: what makes its file}}; subjects that issue papers add theirs.
MAKERS: dict[str, Callable[[list[str]], dict[str, Callable[..., bytes]]]] = {}


def register(kind: str, maker) -> None:
    """Called in a subject's AppConfig.ready."""
    MAKERS[kind] = maker


@dataclass(frozen=True)
class File:
    """One file of an edition; `sha256` is what was kept, "" for what is made now."""

    position: int
    type: str
    sha256: str
    read: Callable[..., bytes]
    name: str = ""


def of(editions: Iterable[Edition]) -> dict[int, list[File]]:
    """{edition: its files}; the same number of queries however many there are.

    The files of the editions are fetched before (`files__paper__blob`).
    """
    editions = list(editions)
    wanted: dict[str, list[str]] = {}
    for one in editions:
        if one.document.about_kind in MAKERS:
            wanted.setdefault(one.document.about_kind, []).append(one.document.about_key)
    makers = {
        (kind, key): make
        for kind, keys in wanted.items()
        for key, make in MAKERS[kind](keys).items()
    }
    return {one.pk: _kept(one) or _made(one, makers) for one in editions}


def _kept(edition: Edition) -> list[File]:
    return [
        File(one.position, blob.type, blob.sha256, _reader(blob), one.paper.name)
        for one in edition.files.all()
        for blob in [one.paper.blob]
    ]


def _reader(blob: Blob) -> Callable[..., bytes]:
    return lambda at=None: papers.read(blob)


def _made(edition: Edition, makers) -> list[File]:
    make = makers.get((edition.document.about_kind, edition.document.about_key))
    return [File(1, PDF, "", make)] if make else []

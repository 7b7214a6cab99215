"""証憑の内容 — what an edition says, apart from its files."""

from dataclasses import dataclass
from datetime import date

from tsunagari.governance.fund.vouchers.models import Edition
from tsunagari.kernel.ledger.models import Journal
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party

LONGEST = 200


@dataclass(frozen=True)
class Said:
    """Kind, day, sum and counterparty of a document, and what it belongs to."""

    kind: str
    doc_date: date
    yen: int | None
    name: str
    direction: str = Edition.Direction.RECEIVED
    medium: str = Edition.Medium.DATA
    words: str = ""
    party: Party | None = None
    journal: Journal | None = None
    print: str = ""

    def plain(self) -> dict:
        """To compare and to store: rows by their keys, texts at the length that is kept."""
        texts = {name: getattr(self, name).strip()[:LONGEST] for name in ("name", "words")}
        told = self.__dict__ | texts
        return {name: getattr(value, "pk", value) for name, value in told.items()}


def medium_of(paper: Paper) -> str:
    """A picture is of a paper; a PDF came as data. Whoever knows better corrects it."""
    picture = paper.blob.type.startswith("image/")
    return Edition.Medium.PAPER if picture else Edition.Medium.DATA


def name_of(edition: Edition) -> str:
    """取引先 — "" once it was taken out."""
    told = getattr(edition, "told", None)
    return told.name.reveal() if told else ""


def words_of(edition: Edition) -> str:
    told = getattr(edition, "told", None)
    return told.words if told else ""


def said_by(edition: Edition) -> Said:
    """What an edition says, as the next one may say it again."""
    return Said(
        kind=edition.kind,
        doc_date=edition.doc_date,
        yen=edition.yen,
        name=name_of(edition),
        direction=edition.direction,
        medium=edition.medium,
        words=words_of(edition),
        party=edition.party,
        journal=edition.journal,
        print=edition.print,
    )

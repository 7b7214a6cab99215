"""これまで — records as a timeline: by day, newest first, each with its evidence."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.utils.timezone import localdate

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk.people import names_of
from tsunagari.kernel.records import words
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Viewer

ALONE = 3  # more entries of the system in a row than these are folded
VIA = {"import": _("取りこみ"), "api": _("連携"), "console": _("端末"), "card": _("カード")}


@dataclass(frozen=True)
class Entry:
    """One record in words; `typed_on` when it was written on another day than it was done."""

    pk: int
    said: str
    at: datetime
    by: str
    on_behalf: str = ""
    via: str = ""
    typed_on: date | None = None

    @property
    def by_system(self) -> bool:
        return not self.by


@dataclass(frozen=True)
class Day:
    """One day's entries; `folded` follow each other and were all made by the system."""

    on: date
    parts: list["Part"] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """Entries that are shown, or folded behind their number."""

    entries: list[Entry]
    folded: bool = False


def entries(records: list[Record], viewer: Viewer) -> list[Entry]:
    """Records in words, with the same number of queries however many there are."""
    names = names_of([who for r in records for who in (r.by, r.on_behalf)], viewer)
    return [_entry(record, names, viewer.language) for record in records]


def by_day(records: list[Record], viewer: Viewer) -> list[Day]:
    """Records under the days of their acts, runs of system entries folded."""
    said = zip(records, entries(records, viewer), strict=True)
    return [
        Day(on, _parts([entry for _record, entry in rows]))
        for on, rows in groupby(said, key=lambda pair: pair[0].on)
    ]


def _entry(record: Record, names: dict[int, str], language: str) -> Entry:
    written = localdate(record.at)
    return Entry(
        pk=record.pk,
        said=words.sentence(record, language),
        at=record.at,
        by=names.get(record.by_id, ""),
        on_behalf=names.get(record.on_behalf_id, ""),
        via=gettext(VIA[record.via]) if record.via in VIA else "",
        typed_on=written if written != record.on else None,
    )


def _parts(entries: list[Entry]) -> list[Part]:
    parts = []
    for by_system, run in groupby(entries, key=lambda entry: entry.by_system):
        rows = list(run)
        parts.append(Part(rows, folded=by_system and len(rows) > ALONE))
    return parts

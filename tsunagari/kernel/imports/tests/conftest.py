"""一覧 — a small importer for these tests: a list of bodies, one name a row, with secrets beside."""

from dataclasses import dataclass

import pytest

from tests.cast import NOW, TODAY
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import importers
from tsunagari.kernel.imports.importers import Importer
from tsunagari.kernel.parties.actions import add_organisation
from tsunagari.kernel.parties.models import Organisation, Party

KIND = "bodies"


@dataclass
class Rows:
    rows: list[str]
    faults: list[tuple[int, Reason]]
    counts: dict[str, int]


def recognise(workbook, batch, remembered):
    header = workbook.sheets[0].rows[0]
    return {
        "sheet": workbook.sheets[0].name,
        "header_row": 1,
        "columns": {"0": remembered.get(header[0], "name")},
        "headers": {header[0]: "name"},
    }


def choose(workbook, batch, wanted, fresh):
    return batch.mapping | wanted


def keep(workbook, batch):
    """Only the first column may stay."""
    rows = [row[:1] for row in workbook.sheets[0].rows]
    return Workbook("", workbook.kind, [Sheet(workbook.sheets[0].name, rows)])


def check(workbook, batch, on):
    rows = [row[0] for row in workbook.sheets[0].rows[1:]]
    known = {party.name.reveal() for party in Party.objects.filter(kind="organisation")}
    good = [name for name in rows if name and name not in known]
    faults = [(2 + at, Reason(_("名前がありません。"))) for at, name in enumerate(rows) if not name]
    return Rows(good, faults, {"good": len(good), "faulty": len(faults)})


def write(preview, batch, by, on, at):
    made = [add_organisation(name).pk for name in preview.rows]
    if "まずい" in preview.rows:
        raise RuntimeError("the machine broke in the middle")
    return preview.counts, {"made": made}


def take_back(batch, by, on):
    made = Organisation.objects.filter(pk__in=batch.undo["made"])
    if made.filter(email__gt="").exists():
        return [Reason(_("もうメールアドレスが入っています。"))]
    made.delete()
    Party.objects.filter(pk__in=batch.undo["made"]).delete()
    return []


@pytest.fixture(autouse=True)
def bodies():
    importers.register(
        Importer(KIND, _("団体の一覧"), recognise, choose, keep, check, write, take_back)
    )
    yield
    del importers.IMPORTERS[KIND]


@pytest.fixture
def send(federation):
    """send("名前", …): a list of these names, uploaded."""
    from tsunagari.kernel.imports import actions

    def upload(*names, name="一覧.csv"):
        data = "\n".join(["団体名,ひみつ", *(f"{row},秘密の話" for row in names)]).encode()
        body = federation.party.organisation
        return actions.upload(KIND, body, data, name=name, by=None, at=NOW)

    return upload


@pytest.fixture
def who(sato):
    return {"by": sato, "on": TODAY, "at": NOW}

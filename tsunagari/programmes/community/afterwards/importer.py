"""アンケートの取込 — how the kernel reads in sheets of paper that somebody typed into a file."""

from datetime import date

from django.utils.translation import override

from tsunagari.base.languages import CODES, SOURCE
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.imports.importers import Importer
from tsunagari.kernel.imports.models import Batch
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.actions import asking
from tsunagari.programmes.community.afterwards.models import Item, Survey
from tsunagari.programmes.community.afterwards.rules import sheet
from tsunagari.programmes.community.afterwards.rules.sheet import Preview

KIND = "say"


def _survey(batch) -> Survey:
    return Survey.objects.select_related("event").get(pk=batch.options["survey"])


def _items(batch) -> list[Item]:
    return queries.items(_survey(batch))


def _in_every_language(items: list[Item]):
    """The questions as each language asks them, the source first."""
    for language in (SOURCE, *(code for code in CODES if code != SOURCE)):
        with override(language):
            yield queries.asked(items, language)


def recognise(workbook: Workbook, batch, remembered: dict) -> dict:
    """Which sheet and row hold the questions: by their numbers, or by their words in any language."""
    words = [
        {fold(plain(one.words)): one.question.key for one in asked}
        for asked in _in_every_language(_items(batch))
    ]
    for one in workbook.sheets:
        row, columns = sheet.header(one.rows, words)
        if row:
            keys = {str(column): key for column, key in columns.items()}
            return {"sheet": one.name, "header_row": row, "columns": keys}
    text = _(
        "問いの列が見つかりません。1行目に問いの番号（1、2、3…）を書くか、「空の表」を使ってください。"
    )
    raise Refused([Reason(text, rule="say.header", field="file")])


def choose(workbook: Workbook, batch, wanted: dict, fresh: bool) -> dict:
    """The columns are what the header says."""
    return batch.mapping


def keep(workbook: Workbook, batch) -> Workbook:
    """Only the columns of questions: a name beside them is not kept."""
    found = _sheet(workbook, batch.mapping)
    columns = {int(column) for column in batch.mapping["columns"]}
    rows = [[cell if at in columns else "" for at, cell in enumerate(row)] for row in found.rows]
    return Workbook("", workbook.kind, [Sheet(found.name, rows)], workbook.encoding)


def _sheet(workbook: Workbook, mapping: dict) -> Sheet:
    return next(one for one in workbook.sheets if one.name == mapping["sheet"])


def check(workbook: Workbook, batch, on: date) -> Preview:
    """Good and faulty sheets of paper."""
    items, mapping = _items(batch), batch.mapping
    columns = {int(column): key for column, key in mapping["columns"].items()}
    return sheet.check(
        _sheet(workbook, mapping).rows,
        mapping["header_row"],
        columns,
        queries.questions(items),
        meanings(items),
    )


def meanings(items: list[Item]) -> dict[str, dict[str, str]]:
    """{question: {what may be typed: code}} — a number, or the words in any language."""
    found: dict[str, dict[str, str]] = {}
    for asked in _in_every_language(items):
        for one in asked:
            known = found.setdefault(one.question.key, {})
            for at, (code, words) in enumerate(one.choices.items(), 1):
                known.setdefault(str(at), code)
                known.setdefault(fold(plain(words)), code)
    return found


def read_before(batch: Batch, preview: Preview, on: date) -> Batch | None:
    """An accepted file of the same survey whose answers are all in this one, too."""
    accepted = Batch.objects.filter(kind=KIND, state=Batch.State.ACCEPTED).select_related("blob")
    return next(
        (
            one
            for one in accepted.filter(options__survey=batch.options["survey"]).order_by("-pk")
            if sheet.holds_all(preview.rows, imports.look(one, on=on).rows)
        ),
        None,
    )


def write(preview: Preview, batch, by, on: date, at) -> tuple[dict, dict]:
    """Good rows only; the same once more only for whoever said that it is other paper."""
    Survey.objects.select_for_update(no_key=True).get(pk=batch.options["survey"])
    before = read_before(batch, preview, on)
    known = before is None or batch.options.get("other") == str(before.pk)
    refuse_if(sheet.why_not_again("" if known else before.name))
    return preview.counts, {"sheets": asking.take_in(_survey(batch), preview.rows, on=on)}


def take_back(batch, by, on: date) -> list[Reason]:
    """All of the file's sheets go."""
    asking.take_out(batch.undo["sheets"])
    return []


SHEETS = Importer(
    kind=KIND,
    title=_("アンケートの答え"),
    recognise=recognise,
    choose=choose,
    keep=keep,
    check=check,
    write=write,
    take_back=take_back,
)

"""もしもの表 — what another day's law changes, as a workbook to hand round: three sheets."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral

MUST = (
    _("先に手続がいる案件（早い順）"),
    [_("いつまで"), _("だれ"), _("何を"), _("規則の番号"), _("出典"), _("確かさ")],
)
BROKEN = (
    _("こえる枠と、できないこと"),
    [_("だれ"), _("どの日の法律"), _("何が"), _("条文"), _("規則の番号"), _("確かさ")],
)
CHANGES = (
    _("変わる務め"),
    [
        *(_("だれ"), _("どう変わるか"), _("務め"), _("条文"), _("規則の番号"), _("確かさ")),
        *(_("前の法律：期限"), _("前の法律：出す先"), _("後の法律：期限"), _("後の法律：出す先")),
    ],
)
WIDTH, DAY = 24, "yyyy-mm-dd"


def workbook(title: str, shown: dict) -> bytes:
    """The three sheets, each below what was compared; `shown` are the rows of the page in words."""
    from openpyxl import Workbook  # only when asked for

    made = Workbook()
    made.remove(made.active)
    rows = (_must(shown["must_act"]), _broken(shown), _changes(shown))
    for (name, heads), lines in zip((MUST, BROKEN, CHANGES), rows, strict=True):
        page = made.create_sheet(plain(gettext(name))[:31])
        page.append([_cell(title)])
        page.append([_cell(gettext(head)) for head in heads])
        for line in lines:
            page.append([_cell(value) for value in line])
        _drawn(page, len(heads))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _must(rows: Iterable[dict]) -> Iterator[list]:
    for row in rows:
        sources = "、".join(title for title, _address in row["sources"])
        yield [row["day"], row["title"], row["words"], row["rule"], sources, row["confidence"]]


def _broken(shown: dict) -> Iterator[list]:
    """Caps and ratios of companies and bodies, then what single people can no longer do."""
    for one in (*shown["companies"], *shown["supervisors"]):
        for row in one["reasons"]:
            yield [one["title"], *_reason(row)]
    for one in shown["rows"]:
        for row in one["refused"]:
            yield [one["title"], None, row["words"], "", row["rule"], row["confidence"]]


def _reason(row: dict) -> list:
    return [row[name] for name in ("day", "words", "article", "rule", "confidence")]


def _changes(shown: dict) -> Iterator[list]:
    for one in (*shown["companies"], *shown["rows"]):
        for row in one["changes"]:
            known = [row[name] for name in ("what_words", "title", "article", "rule", "confidence")]
            yield [one["title"], *known, *_side(row["before"]), *_side(row["after"])]


def _side(side: dict | None) -> list:
    return [side["due"], side["to"]] if side else [None, None]


def _cell(value):
    return neutral(plain(value)) if isinstance(value, str) else value


def _drawn(page, columns: int) -> None:
    from openpyxl.styles import Alignment, Font

    page["A1"].font = Font(bold=True, size=14)
    for number in range(columns):
        page.column_dimensions[column_letter(number)].width = WIDTH
    for cells in page.iter_rows(min_row=2, max_col=columns):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            if isinstance(cell.value, date):
                cell.number_format = DAY
    for cell in page[2]:
        cell.font = Font(bold=True)
    page.freeze_panes = "B3"
    page.print_title_rows = "1:2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True

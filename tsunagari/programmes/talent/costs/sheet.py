"""費用の表 — all lines of one case as a sheet (.xlsx), ready for an office and for the council."""

from decimal import Decimal
from io import BytesIO

from django.utils.translation import override

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral
from tsunagari.programmes.talent.costs.models import Cost
from tsunagari.programmes.talent.costs.queries import name_of
from tsunagari.programmes.talent.costs.rules import amounts

# Header, width, and what stands in the column.
COLUMNS = (
    (_("番号"), 8, lambda line: line.pk),
    (_("求めた人・団体"), 32, lambda line: name_of(line)),
    (_("種類"), 18, lambda line: gettext(line.get_whom_display())),
    (_("何のお金か"), 22, lambda line: gettext(line.get_category_display())),
    (_("説明"), 36, lambda line: line.words),
    (_("通貨"), 8, lambda line: line.currency),
    (_("もとの金額"), 16, lambda line: amounts.units(line.minor, line.currency)),
    (_("使った為替"), 12, lambda line: line.rate),
    (_("為替の日"), 13, lambda line: line.rate_on),
    (_("為替の出所"), 20, lambda line: line.rate_source),
    (_("円"), 12, lambda line: -line.yen if line.gives_back_id else line.yen),
    (_("求められた日"), 13, lambda line: line.asked_on),
    (_("払った日"), 13, lambda line: line.paid_on),
    (_("返した元の行"), 12, lambda line: line.gives_back_id),
    (_("直した元の行"), 12, lambda line: line.replaces_id),
    (_("入れた人"), 12, lambda line: gettext(line.get_entered_as_display())),
    (_("はたらく人"), 16, lambda line: gettext(line.get_said_display())),
    (_("求めた側"), 16, lambda line: gettext(line.get_asker_said_display())),
    (_("本人が言う金額"), 16, lambda line: _claimed(line)),
    (_("領収書"), 10, lambda line: _receipt(line)),
    (_("協議会の意見"), 36, lambda line: "\n".join(one.words for one in line.opinions.all())),
    (_("取り消した理由"), 36, lambda line: line.annulled_reason),
)


def _receipt(line: Cost) -> str:
    return gettext(_("領収書あり") if line.receipt_id else _("領収書なし"))


def _claimed(line: Cost) -> Decimal | None:
    known = line.claimed_minor is not None
    return amounts.units(line.claimed_minor, line.currency) if known else None


def cost_sheet(title: str, lines: list[Cost], language: str) -> bytes:
    """Every line, annulled ones too, in the reader's language; money that came back is negative."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    page.title = "costs"
    with override(language):
        page.append([_cell(title)])
        page.append([plain(gettext(header)) for header, _width, _value in COLUMNS])
        for line in lines:
            page.append([_cell(value(line)) for _header, _width, value in COLUMNS])
    page["A1"].font = Font(bold=True, size=14)
    for number, (_header, width, _value) in enumerate(COLUMNS):
        page.column_dimensions[column_letter(number)].width = width
        page.cell(2, number + 1).font = Font(bold=True)
    for cells in page.iter_rows(min_row=3):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, int | Decimal) and cell.column > 1:
                whole = cell.value == int(cell.value)
                cell.number_format = "#,##0" if whole else "#,##0.00####"
    page.freeze_panes = "A3"
    page.print_title_rows = "2:2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(value):
    return neutral(plain(value)) if isinstance(value, str) else value

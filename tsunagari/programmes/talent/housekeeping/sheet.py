"""訪問の表 — visits as a sheet (.xlsx): when, who, in which town, what was pressed; no address, no name of a home."""

from io import BytesIO
from zoneinfo import ZoneInfo

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral
from tsunagari.programmes.talent.housekeeping.models import Service

COLUMNS = (
    (_("日"), 13),
    (_("はたらく人"), 26),
    (_("家庭"), 14),
    (_("町"), 20),
    (_("はじまる時刻"), 12),
    (_("おわる時刻"), 12),
    (_("入った時刻"), 12),
    (_("出た時刻"), 12),
    (_("状態"), 12),
)


def visit_sheet(title: str, rows: list[tuple[Service, str]]) -> bytes:
    """(visit, what its worker is called here), in the language that is active."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    page = book.active
    page.title = "visits"
    page.append([neutral(plain(title))])
    page.append([plain(gettext(header)) for header, _width in COLUMNS])
    for service, who in rows:
        page.append(_line(service, who))
    page["A1"].font = Font(bold=True, size=14)
    for number, (_header, width) in enumerate(COLUMNS):
        page.column_dimensions[column_letter(number)].width = width
        page.cell(2, number + 1).font = Font(bold=True)
    page.freeze_panes, page.print_title_rows = "A3", "2:2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _line(service: Service, who: str) -> list:
    zone, home = ZoneInfo(service.zone), service.contract.household

    def clock(moment):
        return f"{moment.astimezone(zone):%H:%M}" if moment else ""

    moments = (service.starts_at, service.ends_at, service.came_at, service.left_at)
    return [
        service.starts_at.astimezone(zone).date(),
        neutral(plain(who)),
        home.code,
        neutral(plain(home.town)),
        *map(clock, moments),
        plain(gettext(service.get_state_display())),
    ]

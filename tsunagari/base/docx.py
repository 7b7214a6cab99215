"""文書（.docx） — headings, lines and tables that Word and LibreOffice open; the same data, the same bytes.

Office Open XML (ISO/IEC 29500), only what papers need: no macros, no pictures, no outside links.
"""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from tsunagari.base.readings import plain

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Every office has these, or falls back to its own: Latin with Vietnamese marks, and Japanese.
LATIN, JAPANESE = "Arial", "Yu Gothic"
TAGS = {"ja": "ja-JP", "vi": "vi-VN", "id": "id-ID", "fil": "fil-PH", "en": "en-US"}
INK_2, RULE, WASH, BRAND = "4D4D4D", "B3B3B3", "F2F2F2", "0017C1"
PAGE, MARGIN = (11906, 16838), 907  # A4 and 16 mm, in twentieths of a point
WIDTH = PAGE[0] - 2 * MARGIN
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BORN = (1980, 1, 1, 0, 0, 0)  # the moment of every part, so that nothing differs
# What XML cannot hold, and what turns the direction of a line or is not seen at all.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True)
class Run:
    """Words in one look; a `blank` is a field that typing replaces, under its name."""

    text: str
    bold: bool = False
    quiet: bool = False
    language: str = ""
    blank: str = ""


Line = list[Run]


@dataclass(frozen=True)
class Paragraph:
    """A line; `style` is one of the names in STYLES."""

    runs: Line
    style: str = "Normal"


@dataclass(frozen=True)
class Table:
    """Cells are lists of lines. `head`: the first row stands on every page; `labels`: the first column.

    With neither, the cells begin at one height. `share`: how much of the page's width it takes.
    """

    widths: list[float]
    rows: list[list[list[Line]]] = field(default_factory=list)
    head: bool = False
    labels: bool = False
    share: float = 1


def make(
    blocks: Iterable[Paragraph | Table],
    *,
    title: str,
    author: str = "",
    head: str = "",
    mark: str = "",
    foot: str = "",
    at: datetime | None = None,
) -> bytes:
    """The file. `head` and `foot` stand on every page, `mark` in a frame beside the head."""
    body = "".join(_table(one) if isinstance(one, Table) else _paragraph(one) for one in blocks)
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, author, at),
        "word/_rels/document.xml.rels": _relations(
            (f"{R}/styles", "styles.xml"),
            (f"{R}/header", "header.xml"),
            (f"{R}/footer", "foot.xml"),
            (f"{R}/settings", "settings.xml"),
        ),
        "word/document.xml": _part("document", f"<w:body>{body}{_section()}</w:body>"),
        "word/styles.xml": _part("styles", STYLES),
        "word/settings.xml": _part("settings", SETTINGS),
        "word/header.xml": _part("hdr", _edge(_runs([Run(head)]) + _tab(_framed(mark)), "Header")),
        "word/foot.xml": _part("ftr", _edge(_runs([Run(foot)]) + _tab(_pages()), "Footer")),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(zipfile.ZipInfo(name, BORN), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def said(text: str) -> str:
    """Text as the file can hold it, without readings."""
    return _UNSEEN.sub("", plain(text))


# 本文 ---------------------------------------------------------------------------------------


def _paragraph(one: Paragraph) -> str:
    return _edge(_runs(one.runs), one.style)


def _edge(runs: str, style: str) -> str:
    look = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{look}{runs}</w:p>"


def _runs(runs: Line) -> str:
    return "".join(_blank(run) if run.blank else _run(run) for run in runs if run.text)


def _run(run: Run) -> str:
    look = "<w:b/>" if run.bold else ""
    look += f'<w:color w:val="{INK_2}"/><w:sz w:val="17"/>' if run.quiet else ""
    tag = TAGS.get(run.language)
    look += f'<w:lang w:val="{tag}"/>' if tag else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in said(run.text).split("\n")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def _blank(run: Run) -> str:
    about = f"<w:alias w:val={quoteattr(said(run.blank)[:64])}/><w:showingPlcHdr/><w:text/>"
    content = (
        f'<w:r><w:rPr><w:rStyle w:val="Blank"/></w:rPr><w:t>{escape(said(run.text))}</w:t></w:r>'
    )
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _table(table: Table) -> str:
    whole = sum(table.widths)
    widths = [round(WIDTH * table.share * width / whole) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        _row(row, widths, table, head=table.head and at == 0) for at, row in enumerate(table.rows)
    )
    look = f'<w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    fixed = '<w:tblLayout w:type="fixed"/>'
    return (
        f"<w:tbl><w:tblPr>{look}{fixed}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{GAP}"
    )


def _row(cells: list[list[Line]], widths: list[int], table: Table, *, head: bool) -> str:
    look = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    made = ""
    for at, (lines, width) in enumerate(zip(cells, widths, strict=True)):
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>'
        shaded = shade if head or (table.labels and at == 0) else ""
        middle = '<w:vAlign w:val="center"/>' if table.head or table.labels else ""
        inside = "".join(_edge(_runs(line), "Cell") for line in lines) or _edge("", "Cell")
        made += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shaded}{middle}</w:tcPr>{inside}</w:tc>'
    return f"<w:tr><w:trPr>{look}</w:trPr>{made}</w:tr>"


GAP = '<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>'


# 紙の端 -------------------------------------------------------------------------------------


def _tab(runs: str) -> str:
    return f"<w:r><w:tab/></w:r>{runs}" if runs else ""


def _framed(mark: str) -> str:
    frame = '<w:b/><w:bdr w:val="single" w:sz="8" w:space="4" w:color="auto"/>'
    return f"<w:r><w:rPr>{frame}</w:rPr><w:t>{escape(said(mark))}</w:t></w:r>" if mark else ""


def _pages() -> str:
    fields = [
        f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for name in ("PAGE", "NUMPAGES")
    ]
    return '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'.join(fields)


def _section() -> str:
    edges = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
        for kind, number in (("header", 2), ("footer", 3))
    )
    width, height = PAGE
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("left", "right"))
    margins = f'w:top="1304" {sides} w:bottom="1134" w:header="567" w:footer="510" w:gutter="0"'
    return f'<w:sectPr>{edges}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar {margins}/></w:sectPr>'


# 様式と包み ---------------------------------------------------------------------------------


def _style(
    name: str, *, para: str = "", run: str = "", based: str = "Normal", words: str = ""
) -> str:
    """One paragraph style; Word shows the headings of the built-in names in its outline."""
    base = f'<w:basedOn w:val="{based}"/>' if name != "Normal" else ""
    kind = 'w:type="paragraph"' + (' w:default="1"' if name == "Normal" else "")
    look = f"<w:pPr>{para}</w:pPr><w:rPr>{run}</w:rPr>"
    return f'<w:style {kind} w:styleId="{name}"><w:name w:val="{words or name}"/>{base}{look}</w:style>'


def _lines(*sides: str) -> str:
    return "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for s in sides)


_FONTS = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{JAPANESE}"/>'
_SMALL = f'<w:color w:val="{INK_2}"/><w:sz w:val="16"/>'
_RIGHT = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>'
_BAR = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="{BRAND}"/></w:pBdr>'
_NOTE = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="{INK_2}"/>'
    for side in ("top", "left", "bottom", "right")
)
_CELLS = '<w:tblCellMar><w:top w:w="36" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="36" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
STYLES = "".join(
    [
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="19"/><w:szCs w:val="19"/>'
        '<w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults>',
        _style("Normal", para='<w:spacing w:after="80"/>'),
        _style(
            "Title", para='<w:keepNext/><w:spacing w:after="80"/>', run='<w:b/><w:sz w:val="34"/>'
        ),
        _style("Subtitle", run=f'<w:color w:val="{INK_2}"/><w:sz w:val="22"/>'),
        _style(
            "Heading1",
            words="heading 1",
            para=f'<w:keepNext/>{_BAR}<w:spacing w:before="200" w:after="80"/><w:ind w:left="140"/><w:outlineLvl w:val="0"/>',
            run='<w:b/><w:sz w:val="21"/>',
        ),
        _style(
            "Note",
            para=f'<w:pBdr>{_NOTE}</w:pBdr><w:spacing w:after="0"/><w:ind w:left="90" w:right="90"/>',
            run='<w:sz w:val="17"/>',
        ),
        _style("Kept", para="<w:keepNext/>"),
        _style("Cell", para='<w:spacing w:after="0"/>'),
        _style("Gap", para='<w:spacing w:after="0" w:line="60" w:lineRule="exact"/>'),
        _style("Header", words="header", para=_RIGHT, run=_SMALL),
        _style("Footer", words="footer", para=_RIGHT, run=_SMALL),
        '<w:style w:type="character" w:styleId="Blank"><w:name w:val="Placeholder Text"/>'
        f'<w:rPr><w:color w:val="{INK_2}"/><w:sz w:val="16"/></w:rPr></w:style>',
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
        + _lines("top", "left", "bottom", "right", "insideH", "insideV")
        + f"</w:tblBorders>{_CELLS}</w:tblPr></w:style>",
    ]
)

# Without it Word opens the file as one of an older Word.
SETTINGS = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def _part(name: str, inside: str) -> str:
    return f'{HEAD}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{name}>'


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = (
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("header", "header"),
        ("foot", "footer"),
    )
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
        for name, kind in kinds
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    rows += f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = f'<Default Extension="rels" ContentType="{rels}"/><Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{rows}</Types>'


def _core(title: str, author: str, at: datetime | None) -> str:
    made = ""
    if at:
        when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
    spaces = (
        f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    known = (
        f"<dc:title>{escape(said(title))}</dc:title><dc:creator>{escape(said(author))}</dc:creator>"
    )
    return f"{HEAD}<cp:coreProperties {spaces}>{known}{made}</cp:coreProperties>"

"""保管するファイル — what stays of an uploaded file: only the cells that its importer lets through.

The uploaded bytes themselves are never written anywhere; a roster holds real names.
"""

import json
import zlib

from tsunagari.base.sheets import Sheet, Workbook


def packed(workbook: Workbook) -> bytes:
    """The workbook as bytes to store; the same workbook gives the same bytes."""
    plain = {
        "name": workbook.name,
        "kind": workbook.kind,
        "encoding": workbook.encoding,
        "delimiter": workbook.delimiter,
        "sheets": [
            {
                "name": sheet.name,
                "hidden": sheet.hidden,
                "merged": sheet.merged,
                "formulas": [[*place, stored] for place, stored in sheet.formulas.items()],
                "rows": sheet.rows,
            }
            for sheet in workbook.sheets
        ],
    }
    # A lone surrogate, which a broken file can hold, has no UTF-8; as an escape it survives.
    text = json.dumps(plain, ensure_ascii=True, separators=(",", ":"))
    return zlib.compress(text.encode(), level=1)


def unpacked(data: bytes) -> Workbook:
    """The workbook that `packed` wrote."""
    plain = json.loads(zlib.decompress(data))
    sheets = [
        Sheet(
            sheet["name"],
            sheet["rows"],
            hidden=sheet["hidden"],
            merged=[tuple(area) for area in sheet["merged"]],
            formulas={(row, column): stored for row, column, stored in sheet["formulas"]},
        )
        for sheet in plain.pop("sheets")
    ]
    return Workbook(sheets=sheets, **plain)

"""来た人の数の表 — of one event, session by session, as CSV; small numbers say so."""

import csv
from io import StringIO

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral

HIDDEN = _("少ないため出しません")
HEADERS = (_("回"), _("項目"), _("内容"), _("人数"))


def text(lines: list[tuple[str, str, str, int | None]]) -> bytes:
    """(session, kind, value, people or None) as CSV with a mark at the start, so that Excel reads it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([plain(gettext(one)) for one in HEADERS])
    for session, kind, value, people in lines:
        told = plain(gettext(HIDDEN)) if people is None else people
        writer.writerow([neutral(plain(one)) for one in (session, kind, value)] + [told])
    return out.getvalue().encode("utf-8-sig")

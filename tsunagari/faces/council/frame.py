"""枠（協議会・評議会） — the entries on the left, the council, who is signed in."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.frames import Entry, entries
from tsunagari.kernel.consents.queries import own_name

ENTRIES = [
    Entry("council:home", "home", _("はじめに")),
    Entry("council:costs", "yen", _("費用の食い違い"), covers=("cost",)),
    Entry("council:reports", "alert", _("禁じられた行為の知らせ")),
    Entry("council:vouchers", "file", _("証憑"), covers=("voucher",)),
]
FUND_ENTRIES = [
    Entry("council:fund", "home", _("はじめに")),
    Entry(
        "council:fund_calls",
        "list",
        _("公募の審査"),
        covers=("fund_call", "fund_entry", "fund_declare", "fund_change", "fund_scores"),
    ),
    Entry(
        "council:fund_meetings",
        "calendar",
        _("会議"),
        covers=("fund_meeting", "fund_ballot", "fund_minutes"),
    ),
]


def frame(request) -> dict:
    """Context that every page of the third-party council needs."""
    return _around(request, ENTRIES)


def fund_frame(request) -> dict:
    """Context that every page of the fund council's room needs."""
    return _around(request, FUND_ENTRIES)


def _around(request, listed: list[Entry]) -> dict:
    viewer = request.viewer
    return {
        "nav": entries(request, listed),
        "viewer_name": own_name(viewer),
        "body_name": viewer.body.title,
        "keys_off": not request.user.keys_on,
    }

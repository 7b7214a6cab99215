"""枠（協議会） — the entries on the left, the council, who is signed in."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.frames import Entry, entries
from tsunagari.kernel.consents.queries import shown

ENTRIES = [
    Entry("council:home", "home", _("はじめに")),
    Entry("council:costs", "yen", _("費用の食い違い"), covers=("cost",)),
    Entry("council:reports", "alert", _("禁じられた行為の知らせ")),
]


def frame(request) -> dict:
    """Context that every page of the council needs."""
    viewer = request.viewer
    return {
        "nav": entries(request, ENTRIES),
        "viewer_name": shown([viewer.party], to=viewer)[viewer.party.pk],
        "body_name": viewer.body.title,
        "keys_off": not request.user.keys_on,
    }

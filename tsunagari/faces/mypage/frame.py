"""枠（本人） — four tabs at the bottom of a pupil's page."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.frames import Entry, entries

PUPIL = [
    Entry("mypage:home", "home", _("ホーム"), covers=("session", "reflect", "read")),
    Entry("mypage:consents", "ok", _("同意")),
    Entry("mypage:wrong", "alert", _("困った")),
]
GUARDIAN = [Entry("mypage:consent", "ok", _("同意"))]


def frame(request) -> dict:
    """Context that every own page needs; no query."""
    listed = PUPIL if request.viewer.kind == "pupil" else GUARDIAN
    return {"tabs": entries(request, listed)}

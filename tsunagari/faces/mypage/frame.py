"""枠（本人） — the tabs at the bottom of a person's own page."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared.frames import Entry, entries

PUPIL = [
    Entry("mypage:home", "home", _("ホーム"), covers=("session", "reflect", "read")),
    Entry("mypage:consents", "ok", _("同意")),
    Entry("mypage:wrong", "alert", _("困った")),
]
WORKER = [
    Entry("mypage:work", "home", _("ホーム")),
    Entry(
        "mypage:case_costs",
        "yen",
        _("費用"),
        covers=("new_cost", "cost_wrong", "cost_pay", "cost_back", "cost_annul"),
    ),
    Entry("mypage:work_papers", "file", _("書類"), covers=("work_document",)),
    Entry("mypage:work_help", "heart", _("困ったとき")),
]
GUARDIAN = [Entry("mypage:consent", "ok", _("同意"))]


def frame(request) -> dict:
    """Context that every own page needs; no query."""
    listed = {"pupil": PUPIL, "worker": WORKER}.get(request.viewer.kind, GUARDIAN)
    return {"tabs": entries(request, listed)}

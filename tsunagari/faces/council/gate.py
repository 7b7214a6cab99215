"""門（協議会・評議会） — members of a council, signed in with a second factor; each council has its own room."""

from django.core.exceptions import PermissionDenied

from tsunagari.base.languages import gettext as _
from tsunagari.faces.council.frame import frame, fund_frame
from tsunagari.faces.shared.doors import signed_in
from tsunagari.kernel.roles import queries as roles


def enter(request):
    """Let a member of the third-party council in: sets request.viewer, or answers where to go."""
    request.frame = frame
    return _signed_in(request, "council", _("この画面は協議会の委員だけが使えます。"))


def enter_fund(request):
    """基金評議会 — let its members and its chair in; the two councils do not see each other's room."""
    request.frame = fund_frame
    return _signed_in(request, "fund_council", _("この画面は基金評議会の委員だけが使えます。"))


def _signed_in(request, door: str, closed: str):
    elsewhere = signed_in(
        request,
        door,
        closed=closed,
        second=_("協議会では、2つめの確認（パスキーか認証アプリ）が必要です。"),
    )
    if elsewhere is None and roles.of(request.viewer.party, on=request.viewer.on, door="desk"):
        raise PermissionDenied(_("事務局の人は、協議会の画面に入れません。"))
    return elsewhere

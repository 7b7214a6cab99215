"""門（協議会） — members of the third-party council, signed in with a second factor."""

from django.core.exceptions import PermissionDenied

from tsunagari.base.languages import gettext as _
from tsunagari.faces.council.frame import frame
from tsunagari.faces.shared.doors import signed_in
from tsunagari.kernel.roles import queries as roles


def enter(request):
    """Let a member in: sets request.viewer, or answers where to go instead."""
    request.frame = frame
    elsewhere = signed_in(
        request,
        "council",
        closed=_("この画面は協議会の委員だけが使えます。"),
        second=_("協議会では、2つめの確認（パスキーか認証アプリ）が必要です。"),
    )
    if elsewhere is None and roles.of(request.viewer.party, on=request.viewer.on, door="desk"):
        raise PermissionDenied(_("事務局の人は、協議会の画面に入れません。"))
    return elsewhere

"""担当を変えた — whoever is handed a duty hears of it."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.actions import tell
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record

KIND = NoticeKind(
    "duty.handed_over",
    _("やることの担当になりました"),
    _("ほかの人から、やることを1つ引きつぎました。開いて、続けてください。"),
    private=True,
)
BACK = NoticeKind(
    "duty.handed_back",
    _("やることの担当ではなくなりました"),
    _("引きついだやることは、前の担当にもどりました。あなたがすることは、もうありません。"),
    private=True,
)


def tell_receiver(duty: Duty, act: Record, *, to: Party, at: datetime) -> None:
    """Who has the duty from now on, unless they took it themselves."""
    _tell(KIND, duty, act, to, at)


def tell_undone(duty: Duty, act: Record, *, had: Party | None, at: datetime) -> None:
    """Who has it no longer, because a hand-over was taken back; unless they did that themselves."""
    if had and had.pk != duty.assignee_id:
        _tell(BACK, duty, act, had, at)


def _tell(kind: NoticeKind, duty: Duty, act: Record, to: Party, at: datetime) -> None:
    if act.by_id != to.pk:
        facts, key = {"path": f"/desk/duties/{duty.pk}/"}, f"{kind.code}:{act.pk}"
        tell(to=to, kind=kind.code, key=key, facts=facts, about=duty, at=at)

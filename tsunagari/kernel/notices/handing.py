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


def tell_receiver(duty: Duty, act: Record, *, to: Party, at: datetime) -> None:
    """Who has the duty from now on, unless they took it themselves."""
    if act.by_id != to.pk:
        facts, key = {"path": f"/desk/duties/{duty.pk}/"}, f"{KIND.code}:{act.pk}"
        tell(to=to, kind=KIND.code, key=key, facts=facts, about=duty, at=at)

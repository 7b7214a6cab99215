"""写真をやめた知らせ — the office looks at what somebody stopped; it is off the page already."""

from datetime import timedelta

from django.utils import timezone

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.programmes.community.afterwards.models import Photo

LOOK = "photo.look"
DAYS = 7

RULES = (
    DutyRule(
        code=LOOK,
        title=_("やめてほしいと言われた写真を見てください：%(title)s"),
        why=_("%(stopped_on)s に、写っている人がやめました。写真はもう出ていません。"),
        verb=_("写真を見る"),
        steps=(
            _("もう出ていないことを確かめる"),
            _("ほかの紙やページに同じ写真を使っていないか見る"),
        ),
        icon="eye",
        measure="3-4",
        source=_("連合会の決まり（写真と同意）"),
        version="2026-11",
        desk=("desk:event_photo", "about"),
    ),
)
FACTS = {"stopped_on": _("写真をやめた日")}


def wanted(photo: Photo) -> list[Wanted]:
    """One duty for a photograph that somebody outside the office stopped."""
    if photo.stopped_at is None or photo.stopped_by == Photo.Stopped.OFFICE:
        return []
    day = timezone.localdate(photo.stopped_at)
    started = federation()
    office = started.party_id if started else photo.event.host_id
    return [
        Wanted(
            rule=LOOK,
            occurrence=str(int(photo.stopped_at.timestamp())),
            holder=office,
            doer=office,
            opens_on=day,
            due=day + timedelta(days=DAYS),
            facts={"title": photo.event.text.name, "stopped_on": day.isoformat()},
            met=photo.seen_on,
            measure=photo.event.measure,
        )
    ]

"""写真の決まり — when a photograph may be shown, and that stopping it needs no reason."""

from collections.abc import Sequence
from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

MOST = 60


def why_not_add(*, public: bool, starts_at: datetime, now: datetime, photos: int) -> list[Reason]:
    """Photographs come from an event that has begun."""
    reasons = []
    if not public or now < starts_at:
        words = _("写真は、催しが始まってから入れられます。")
        reasons.append(Reason(words, rule="photo.early", field="file"))
    if photos >= MOST:
        words = _("写真は1つの催しに%(most)s枚までです。")
        reasons.append(Reason(words, {"most": MOST}, rule="photo.many", field="file"))
    return reasons


def why_not_publish(
    *, there: bool, stopped: bool, nobody: bool, people: Sequence[date | None]
) -> list[Reason]:
    """Every reason not to show it; `people` are the days on which each said yes."""
    if not there:
        return [Reason(_("この写真は、もうありません。"), rule="photo.gone")]
    reasons = []
    if stopped and not people:
        words = _(
            "やめてほしいと言われた写真です。写っている人を入れて、あらためて聞いてください。"
        )
        reasons.append(Reason(words, rule="photo.stopped"))
    waiting = sum(day is None for day in people)
    if waiting:
        words = _("まだ「はい」と言っていない人が%(many)s人います。")
        reasons.append(Reason(words, {"many": waiting}, rule="photo.waiting"))
    if not people and not nobody:
        words = _("だれが写っているかを入れるか、だれか分かる人がいないことを確かめてください。")
        reasons.append(Reason(words, rule="photo.nobody"))
    if people and nobody:
        words = _("写っている人がいるので、「だれか分かる人はいない」とは言えません。")
        reasons.append(Reason(words, rule="photo.nobody"))
    return reasons


def why_not_yes(*, day: date, on: date, taken_on: date) -> list[Reason]:
    """A consent has a day between the event and today."""
    if taken_on <= day <= on:
        return []
    words = _("「はい」と聞いた日は、%(first)sから%(last)sまでの日にしてください。")
    facts = {"first": taken_on, "last": on}
    return [Reason(words, facts, rule="photo.day", field="day")]

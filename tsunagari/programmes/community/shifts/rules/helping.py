"""お手伝いの決まり — when one may offer help, change one's mind, give a shift away, count hours."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.community.shifts.rules.roster import CANNOT

LONGEST = timedelta(hours=16)
MOST_NEEDED = 200
MOST_MINUTES = 24 * 60
OFF = Reason(_("催しは中止になりました"), rule="off")


def why_not_plan(
    *, kind: str, title: str, starts_at: datetime, ends_at: datetime, needs: int
) -> list[Reason]:
    """Every reason why a shift cannot be written down so."""
    reasons = []
    if kind == "other" and not title.strip():
        reasons.append(Reason(_("名前を書いてください。"), rule="title", field="title"))
    if ends_at <= starts_at:
        words = _("終わりの時刻は、はじまりより後にしてください。")
        reasons.append(Reason(words, rule="span", field="until"))
    elif ends_at - starts_at > LONGEST:
        words = _("1つの係は16時間までです。2つに分けてください。")
        reasons.append(Reason(words, rule="span", field="until"))
    if not 1 <= needs <= MOST_NEEDED:
        words = _("人数は1人から%(most)s人までです。")
        reasons.append(Reason(words, {"most": MOST_NEEDED}, rule="needs", field="needs"))
    return reasons


def why_not_join(
    *, public: bool, now: datetime, ends_at: datetime, levels: Mapping[int, str]
) -> list[Reason]:
    """Every reason not to take an offer of help; one shift at least must be possible."""
    if not public or now >= ends_at:
        return [Reason(_("お手伝いの受付は終わりました。"), rule="closed")]
    return why_no_wishes(levels)


def why_no_wishes(levels: Mapping[int, str]) -> list[Reason]:
    if any(level != CANNOT for level in levels.values()):
        return []
    words = _("「行きたい」か「行ける」を1つ以上えらんでください。")
    return [Reason(words, rule="wishes")]


def why_not_wish(*, gone: bool, assigned: bool, over: bool) -> list[Reason]:
    """Wishes change until somebody counts on them."""
    if gone or over:
        return [Reason(_("もう変えられません。"), rule="gone")]
    if assigned:
        words = _("係が決まったので、希望は変えられません。係はほかの人にゆずれます。")
        return [Reason(words, rule="assigned")]
    return []


def why_not_give(*, state: str, starts_at: datetime, now: datetime) -> list[Reason]:
    """A shift is given away before it begins."""
    if state != "planned" or now >= starts_at:
        return [Reason(_("もう始まった係は、ゆずれません。"), rule="begun")]
    return []


def why_not_take(*, is_open: bool, own: bool, gone: bool, begun: bool) -> list[Reason]:
    """What lies in the offer itself; whether the person fits is asked of `fit`."""
    if not is_open:
        return [Reason(_("この係は、ほかの人が先に受けました。"), rule="taken")]
    if own or gone:
        return [Reason(_("この係は受けられません。"), rule="own")]
    if begun:
        return [Reason(_("もう始まった係は、受けられません。"), rule="begun")]
    return []


def why_not_count(*, minutes: int, ends_at: datetime, now: datetime) -> list[Reason]:
    """Hours are counted afterwards, and a day has no more than it has."""
    reasons = []
    if now < ends_at:
        words = _("係が終わってから、時間を書いてください。")
        reasons.append(Reason(words, rule="early", field="minutes"))
    if not 0 <= minutes <= MOST_MINUTES:
        words = _("時間は0分から24時間までです。")
        reasons.append(Reason(words, rule="minutes", field="minutes"))
    return reasons

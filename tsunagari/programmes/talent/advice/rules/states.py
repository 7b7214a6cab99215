"""相談の進み方 — received, triaged, answered in one of four ways, followed up, closed; and every "not yet"."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES, REASONS

RECEIVED, TRIAGED, FOLLOW_UP, CLOSED = "received", "triaged", "follow_up", "closed"
ANSWERS = ("answered", "interpreted", "referred", "booked")
WAITING = (RECEIVED, TRIAGED)
OFFICE_TOPICS = ("residence", "work", "life", "danger")
LONGEST = 4000
MOST_PHOTOS = 3
# Bodies with a part in somebody's case never get a consultation from the office.
AROUND_A_CASE = ("company", "sending", "training", "school")
OUTSIDE = ("municipality", "board", "association", "base", "other")
BOOKING_NEXT = {
    "asked": ("confirmed", "held", "cancelled"),
    "confirmed": ("held", "cancelled"),
}

_CLOSED = _("この相談は、もう終わっています。続けるときは、先にもう一度ひらいてください。")


def _open(state: str) -> list[Reason]:
    return [Reason(_CLOSED, rule="closed")] if state == CLOSED else []


def _words(words: str) -> list[Reason]:
    if not words.strip():
        return [Reason(_("ことばを入力してください。"), rule="words", field="words")]
    if len(words) > LONGEST:
        said = _("%(most)s文字までにしてください（いま%(now)s文字）。")
        facts = {"most": LONGEST, "now": len(words)}
        return [Reason(said, facts, rule="words.long", field="words")]
    return []


def why_not_ask(*, topic: str, words: str, photos: int) -> list[Reason]:
    """One of four topics, with words or a photo; the danger button alone is enough."""
    reasons = []
    if topic not in OFFICE_TOPICS:
        reasons.append(Reason(_("相談の種類を選んでください。"), rule="topic", field="topic"))
    if not words.strip() and not photos and topic != "danger":
        said = _("困っていることを書くか、写真をつけてください。")
        reasons.append(Reason(said, rule="words", field="words"))
    if len(words) > LONGEST:
        reasons += _words(words)
    return reasons + why_not_attach(photos)


def why_not_attach(photos: int) -> list[Reason]:
    """A message has a few photos at most."""
    if photos <= MOST_PHOTOS:
        return []
    said = _("写真は%(most)s枚までです。のこりは、次のことばにつけてください。")
    return [Reason(said, {"most": MOST_PHOTOS}, rule="photos", field="photos")]


def why_not_triage(
    *,
    state: str,
    seen: int,
    version: int,
    categories: Collection[str],
    language: str,
    calmed: bool,
) -> list[Reason]:
    """At least one category of the list, and the language in which the person is answered.

    `calmed`: a danger is taken off although nobody has spoken with the person.
    """
    reasons = _open(state) + why_stale(seen, version)
    if calmed:
        said = _("先に本人と話して、安全を確かめてください。そのあとで急ぎの印を変えられます。")
        reasons.append(Reason(said, rule="danger", field="urgency"))
    if not categories or set(categories) - set(CATEGORIES):
        said = _("分類を1つ以上選んでください。")
        reasons.append(Reason(said, rule="categories", field="categories"))
    if not language:
        reasons.append(Reason(_("言語を選んでください。"), rule="language", field="language"))
    return reasons


def why_not_answer(
    *, state: str, seen: int, version: int, words: str, way: str, to_whom: str
) -> list[Reason]:
    """Words for the person, after somebody looked at what it is about; who else, where there is one."""
    reasons = _open(state) + why_stale(seen, version) + _words(words)
    if state == RECEIVED:
        said = _("先に分類を選んでください。そのあとで返事ができます。")
        reasons.append(Reason(said, rule="triage"))
    if way not in ANSWERS:
        reasons.append(Reason(_("返事のしかたを選んでください。"), rule="way", field="way"))
    if way == "referred" and not to_whom.strip():
        said = _("どの窓口につないだかを入力してください。")
        reasons.append(Reason(said, rule="to_whom", field="to_whom"))
    return reasons


def why_not_write(*, words: str, photos: int = 0) -> list[Reason]:
    """A note of the office, or a message of the person: anything but nothing."""
    return why_not_attach(photos) if photos and not words.strip() else _words(words)


def why_not_plan(*, state: str, day: date, on: date) -> list[Reason]:
    """A day ahead on which the office asks again, after there was an answer."""
    reasons = _open(state)
    if state in WAITING:
        said = _("本人にまだ返事をしていません。先に返事をしてください。")
        reasons.append(Reason(said, rule="unanswered"))
    if day <= on:
        reasons.append(Reason(_("明日より後の日を選んでください。"), rule="day", field="day"))
    return reasons


def why_not_book(*, state: str, starts_at: datetime, at: datetime, who: str) -> list[Reason]:
    """Somebody, at a moment that lies ahead."""
    reasons = _open(state)
    if not who.strip():
        reasons.append(Reason(_("だれに頼むかを入力してください。"), rule="who", field="who"))
    if starts_at <= at:
        said = _("いまより後の日時を入力してください。")
        reasons.append(Reason(said, rule="starts_at", field="starts_at"))
    return reasons


def why_not_settle(*, now: str, then: str) -> list[Reason]:
    """asked → confirmed → held; called off while it is not held."""
    if then in BOOKING_NEXT.get(now, ()):
        return []
    return [Reason(_("この予約は、もう終わっています。"), rule="booking")]


def why_not_hand_on(*, state: str, to_is_staff: bool, same: bool, words: str) -> list[Reason]:
    """To a colleague who holds the role today, with words about where things stand."""
    reasons = _open(state)
    if not to_is_staff:
        said = _("この人は、いま同じ役割を持っていません。ほかの人を選んでください。")
        reasons.append(Reason(said, rule="to", field="to"))
    if same:
        said = _("この人は、もう担当です。ほかの人を選んでください。")
        reasons.append(Reason(said, rule="to", field="to"))
    return reasons + _words(words)


def why_not_close(*, state: str, seen: int, version: int, reason: str, booked: int) -> list[Reason]:
    """With a reason of the list; what is booked is held or called off first."""
    reasons = _open(state) + why_stale(seen, version)
    if reason not in REASONS:
        reasons.append(Reason(_("終わる理由を選んでください。"), rule="reason", field="reason"))
    if state in WAITING and reason in ("solved", "informed", "elsewhere"):
        said = _("本人にまだ返事をしていません。先に返事をしてください。")
        reasons.append(Reason(said, rule="unanswered", field="reason"))
    if booked:
        said = _("予約が%(count)s件のこっています。行ったか中止したかを、先に記録してください。")
        reasons.append(Reason(said, {"count": booked}, rule="booked"))
    return reasons


def why_not_reopen(*, state: str) -> list[Reason]:
    """Only what is closed is opened again."""
    if state == CLOSED:
        return []
    return [Reason(_("この相談は、まだ終わっていません。"), rule="open")]


def why_not_hand_over(
    *, state: str, kinds: Iterable[str], around: bool, messages: int, by_person: bool, again: bool
) -> list[Reason]:
    """Which body may be shown which messages; an employer only when the person pressed it unasked."""
    reasons = [] if by_person else _open(state)
    if not by_person and (around or set(kinds) & set(AROUND_A_CASE)):
        said = _(
            "会社・送出機関・学校・監理や支援の団体には渡せません。"
            "本人が自分のページで「会社に見せる」を押したときだけです。"
        )
        reasons.append(Reason(said, rule="employer", field="to"))
    if not messages:
        said = _("見せることばを1つ以上選んでください。")
        reasons.append(Reason(said, rule="messages", field="messages"))
    if again:
        said = _("この窓口には、もうたずねています。本人の返事を待ってください。")
        reasons.append(Reason(said, rule="again", field="to"))
    return reasons


def why_not_read(*, may: bool) -> list[Reason]:
    """The person may have taken back a yes while somebody was writing."""
    said = _("本人が、見せるのをやめました。もう読むことも書くこともできません。")
    return [] if may else [Reason(said, rule="withdrawn")]


def why_not_agree(*, answer: bool | None) -> list[Reason]:
    """A yes is given once; a no takes it back at any time."""
    if answer is not None:
        return [Reason(_("もう返事をしています。"), rule="answered")]
    return []


def why_not_incident(*, person: bool, case: bool, already: bool) -> list[Reason]:
    """A report of a prohibited act belongs to somebody's case, and is made once."""
    if already:
        return [Reason(_("この相談からは、もう知らせを作りました。"), rule="incident.once")]
    if not (person and case):
        said = _(
            "名前のない相談、案件のない人の相談からは作れません。会社のページから知らせを書いてください。"
        )
        return [Reason(said, rule="incident.case")]
    return []

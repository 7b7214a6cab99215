"""会議の段階 — called, quorum, session, closed, minutes drafted, signed, published; one after another."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale

CALLED, QUORUM, SESSION = "called", "quorum_confirmed", "in_session"
CLOSED, DRAFT, SIGNED = "closed", "minutes_draft", "minutes_signed"
PUBLISHED, CANCELLED = "published", "cancelled"
NEXT = {
    CALLED: (QUORUM, CANCELLED),
    QUORUM: (SESSION, CALLED, CANCELLED),
    SESSION: (CLOSED,),
    CLOSED: (DRAFT,),
    DRAFT: (DRAFT, SIGNED),
    SIGNED: (PUBLISHED,),
}
VOTED_ON = ("application", "rules", "appointment", "other")
MONEY = ("full", "reduced")
OUTCOMES_OF = {"application": ("full", "reduced", "no")}

_STATE = _("この会議は、いまこの段階に進められません。画面をもう一度見てください。")


def why_not_step(*, state: str, to: str, seen: int | None = None, version: int = 0) -> list[Reason]:
    """Steps come one after another, on what is on the screen."""
    reasons = [] if seen is None else why_stale(seen, version)
    return reasons if to in NEXT.get(state, ()) else [*reasons, Reason(_STATE, rule="state")]


def why_not_call(
    *,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    place: str,
    link: str,
    written: bool,
    articles: bool,
    may_write: bool,
    members: int,
) -> list[Reason]:
    """A meeting has a time to come, a place or a link, members, and articles that allow it."""
    reasons = []
    if not articles:
        words = _("その日に有効な規程がありません。先に規程を登録してください。")
        reasons.append(Reason(words, rule="articles"))
    if not members:
        words = _("その日に任期のある委員がいません。先に委員を登録してください。")
        reasons.append(Reason(words, rule="members"))
    if starts_at < now:
        reasons.append(
            Reason(_("これからの日時を入力してください。"), rule="starts", field="starts_at")
        )
    if ends_at <= starts_at:
        words = _("終わりは、始まりより後にしてください。")
        reasons.append(Reason(words, rule="ends", field="ends_at"))
    if written and articles and not may_write:
        words = _("規程は書面での決議を認めていません。会議を開いてください。")
        reasons.append(Reason(words, rule="written", field="written"))
    if not written and not (place or link):
        words = _("場所か、ビデオ会議のリンクを入力してください。")
        reasons.append(Reason(words, rule="place", field="place"))
    return reasons


def late_notice(*, called_on: date, starts_on: date, days: int) -> list[Reason]:
    """What is said, not refused: the articles' days between the call and the meeting."""
    if called_on + timedelta(days=days) <= starts_on:
        return []
    words = _("規程では、会議の%(days)s日前までに知らせます。急ぐ理由を議事録に残してください。")
    return [Reason(words, {"days": days}, rule="notice")]


def why_not_item(
    *,
    state: str,
    title: str,
    kind: str,
    entry: bool,
    motion: str,
    yen: int | None,
    listed: bool,
    asked: int | None = None,
) -> list[Reason]:
    """An item is put on before the meeting ends; an application says what a yes would give."""
    reasons = []
    if state not in (CALLED, QUORUM, SESSION):
        words = _("この会議の議題は、もう加えられません。次の会議に入れてください。")
        reasons.append(Reason(words, rule="state"))
    if not title.strip():
        reasons.append(Reason(_("議題の名前を入力してください。"), rule="title", field="title"))
    if kind == "application":
        reasons += _why_not_application(entry=entry, motion=motion, listed=listed)
    elif entry or motion in ("full", "reduced", "no"):
        words = _("申請と助成の案は、「助成の申請」の議題だけで選べます。")
        reasons.append(Reason(words, rule="motion", field="motion"))
    if (motion in MONEY) != bool(yen):
        words = (
            _("助成する金額（円）を入力してください。")
            if motion in MONEY
            else _("金額は、助成する案のときだけ入力します。")
        )
        reasons.append(Reason(words, rule="yen", field="yen"))
    elif yen and asked:
        reasons += _why_not_sum(motion, yen, asked)
    return reasons


def _why_not_sum(motion: str, yen: int, asked: int) -> list[Reason]:
    """In full is what was asked for; reduced is less."""
    if (motion == "full" and yen == asked) or (motion == "reduced" and yen < asked):
        return []
    words = _(
        "申請された金額は%(asked)s円です。申請どおりなら同じ金額、減らすなら少ない金額にしてください。"
    )
    return [Reason(words, {"asked": asked}, rule="asked", field="yen")]


def _why_not_application(*, entry: bool, motion: str, listed: bool) -> list[Reason]:
    reasons = []
    if not entry:
        reasons.append(Reason(_("申請を選んでください。"), rule="entry", field="entry"))
    if listed:
        words = _("この申請は、もうこの会議の議題にあります。")
        reasons.append(Reason(words, rule="listed", field="entry"))
    if motion not in OUTCOMES_OF["application"]:
        words = _("採決する案（申請どおり・減額・助成しない）を選んでください。")
        reasons.append(Reason(words, rule="motion", field="motion"))
    return reasons


def why_not_attend(*, state: str, member: bool, at: datetime, since: datetime) -> list[Reason]:
    """Members come and go before and during the session, at a time that has come."""
    reasons = []
    if state not in (CALLED, QUORUM, SESSION):
        reasons.append(Reason(_("閉会したあとは、出席を変えられません。"), rule="state"))
    if not member:
        words = _("この人は、会議の日に任期のある委員ではありません。")
        reasons.append(Reason(words, rule="member"))
    if at < since:
        words = _("採決を始めた時刻より前の出席は、変えられません。いまの時刻で記録してください。")
        reasons.append(Reason(words, rule="at", field="at"))
    return reasons


def why_not_running(state: str) -> list[Reason]:
    """The agenda is changed before the meeting ends."""
    return [] if state in (CALLED, QUORUM, SESSION) else [Reason(_STATE, rule="state")]


def why_not_open_item(*, meeting: str, item: str, other_open: bool, written: bool) -> list[Reason]:
    """One item at a time, in session; in writing all of them at once."""
    reasons = []
    if meeting != SESSION or item != "waiting":
        reasons.append(Reason(_STATE, rule="state"))
    if other_open and not written:
        words = _("審議中の議題があります。先にその議題を終えてください。")
        reasons.append(Reason(words, rule="open"))
    return reasons


def why_not_ballot(*, item: str, kind: str, has_ballot: bool) -> list[Reason]:
    """A ballot is opened once, on an item that is being discussed and is decided by vote."""
    if item != "open" or has_ballot:
        return [Reason(_STATE, rule="state")]
    if kind not in VOTED_ON:
        return [Reason(_("報告は採決しません。"), rule="kind")]
    return []


def why_not_recuse(*, running: bool, voting: bool, member: bool, reason: bool) -> list[Reason]:
    """A member leaves an item before it is voted on; of which kind the interest is, is said."""
    reasons = []
    if not running or voting:
        words = _("採決を始めたあとは、議題から外せません。採決の前に外してください。")
        reasons.append(Reason(words, rule="state"))
    if not member:
        words = _("この人は、会議の日に任期のある委員ではありません。")
        reasons.append(Reason(words, rule="member", field="party"))
    if not reason:
        words = _("利益相反の種類を選んでください。")
        reasons.append(Reason(words, rule="reason", field="reason"))
    return reasons


def why_not_casting(*, tied: bool, allowed: bool, chair: bool, choice: str) -> list[Reason]:
    """The chair decides a tie where the articles say so, and only the chair."""
    if not allowed:
        words = _("規程に議長の決裁がないので、可決していません。")
        return [Reason(words, rule="articles")]
    if not tied:
        return [Reason(_("可否同数のときだけ、議長が決めます。"), rule="tied")]
    reasons = []
    if not chair:
        words = _("決められるのは、この採決に加われる議長だけです。")
        reasons.append(Reason(words, rule="chair"))
    if choice not in ("for", "against"):
        words = _("可決か否決を選んでください。")
        reasons.append(Reason(words, rule="choice", field="choice"))
    return reasons


def why_not_end_item(*, item: str, kind: str, ballot: str) -> list[Reason]:
    """A decision is written once the ballot is confirmed, or when there is none."""
    reasons = []
    if item != "open" or kind == "report":
        reasons.append(Reason(_STATE, rule="state"))
    if ballot not in ("", "confirmed"):
        words = _("採決がまだ確定していません。確定してから決定を記録してください。")
        reasons.append(Reason(words, rule="ballot"))
    return reasons


def why_not_hear(*, item: str, kind: str) -> list[Reason]:
    """Only a report ends without a decision."""
    if item == "open" and kind == "report":
        return []
    return [Reason(_STATE, rule="state")]


def why_not_close_meeting(items: Collection[str], ballots: Collection[str]) -> list[Reason]:
    """Everything on the agenda came to an end, and every ballot was confirmed."""
    if set(items) <= {"done", "referred", "put_off"} and set(ballots) <= {"confirmed"}:
        return []
    words = _("終わっていない議題か、確定していない採決があります。")
    return [Reason(words, rule="items")]


def why_not_decide(
    *, carried: bool, quorate: bool, motion: str, outcome: str, reasons: str, votes: bool
) -> list[Reason]:
    """What was carried is what is decided; what was not may only be refused, deferred or referred."""
    found = []
    allowed: tuple[str, ...] = (motion,) if carried else ("no", "defer", "refer")
    if not votes:
        allowed = ("defer", "refer")
    if not quorate:
        allowed = ("refer", "defer")
    if carried and motion == "no":
        allowed = ("no",)
    if outcome not in allowed:
        words = _("採決の結果と合いません。可決した案か、保留・理事会へ送る、を選んでください。")
        found.append(Reason(words, rule="outcome", field="outcome"))
    if not reasons.strip():
        words = _("決定の理由を入力してください。議事録と公表に使います。")
        found.append(Reason(words, rule="reasons", field="reasons"))
    return found


def why_not_board(
    *,
    needed: bool,
    decided: bool,
    outcome: str,
    yen: int | None,
    ceiling: int | None,
    reasons: str,
    day: date | None,
    since: date,
    on: date,
) -> list[Reason]:
    """The board says yes or no to what was recommended; never more money than was recommended."""
    found = []
    if not needed:
        words = _("規程では、評議会の決定がそのまま決定になります。")
        found.append(Reason(words, rule="board"))
    if decided:
        found.append(Reason(_("理事会の決定は、もう記録されています。"), rule="decided"))
    if outcome not in ("full", "reduced", "no", "defer", "yes"):
        found.append(Reason(_("決定を選んでください。"), rule="outcome", field="outcome"))
    if (outcome in MONEY) != bool(yen):
        words = _("助成するときは金額を、しないときは空にしてください。")
        found.append(Reason(words, rule="yen", field="yen"))
    elif yen and ceiling and yen > ceiling:
        words = _("評議会がすすめた%(ceiling)s円をこえられません。")
        found.append(Reason(words, {"ceiling": ceiling}, rule="ceiling", field="yen"))
    if not reasons.strip():
        found.append(Reason(_("理由を入力してください。"), rule="reasons", field="reasons"))
    if day is None or not since <= day <= on:
        words = _("評議会の日から今日までの日を入力してください。")
        found.append(Reason(words, rule="day", field="decided_on"))
    return found


def why_not_sign(
    *, state: str, newest: bool, signer: bool, signed: bool, same: bool
) -> list[Reason]:
    """A chosen member signs the newest version, as it was read, once."""
    if not signer:
        return [Reason(_("この議事録の署名人ではありません。"), rule="signer")]
    if signed:
        return [Reason(_("もう署名しています。"), rule="signed")]
    if state != DRAFT or not newest or not same:
        words = _("議事録が新しくなっています。もう一度読んでから署名してください。")
        return [Reason(words, rule="digest")]
    return []


def why_not_signers(*, chosen: int, wanted: int, present: bool, chair: bool) -> list[Reason]:
    """As many as the articles ask for, all of whom were there, the chair among them if there."""
    reasons = []
    if chosen < wanted:
        words = _("署名人を%(wanted)s人以上選んでください。")
        reasons.append(Reason(words, {"wanted": wanted}, rule="signers", field="signers"))
    if not present:
        words = _("署名人は、会議に出席した委員から選んでください。")
        reasons.append(Reason(words, rule="present", field="signers"))
    if not chair:
        words = _("出席した議長を署名人に入れてください。")
        reasons.append(Reason(words, rule="chair", field="signers"))
    return reasons


def why_not_articles(
    ratios: Collection[tuple[str, bool]], *, from_day: date, newest: date | None, source: str
) -> list[Reason]:
    """Ratios are parts of a whole; new articles begin after the ones before, and say where they stand."""
    reasons = []
    for field, fine in ratios:
        if not fine:
            words = _("1/2 のような分数を、0より大きく1以下で入力してください。")
            reasons.append(Reason(words, rule="ratio", field=field))
    if newest and from_day <= newest:
        words = _("前の規程の日（%(day)s）より後の日を入力してください。")
        reasons.append(Reason(words, {"day": newest}, rule="day", field="from_day"))
    if not source.strip():
        words = _("規程のどこに書いてあるかを入力してください。")
        reasons.append(Reason(words, rule="source", field="source"))
    return reasons


def why_not_term(
    *,
    appointer: str,
    from_day: date,
    until_day: date | None,
    held: bool,
    chair_held: bool,
    staff: bool,
    auditor: bool,
) -> list[Reason]:
    """A seat is held once at a time; the office and the auditors of the fund do not sit on it."""
    reasons = []
    if not appointer.strip():
        words = _("だれが選任したかを入力してください。")
        reasons.append(Reason(words, rule="appointer", field="appointer"))
    if until_day and until_day < from_day:
        words = _("終わりの日は、始まりの日より後にしてください。")
        reasons.append(Reason(words, rule="until", field="until_day"))
    if held:
        reasons.append(Reason(_("この人の任期は、もうあります。"), rule="held", field="email"))
    if chair_held:
        words = _("この期間の議長がもういます。先に、いまの議長の任期を終えてください。")
        reasons.append(Reason(words, rule="chair", field="seat"))
    if staff:
        words = _("事務局の人は、基金評議会の委員になれません。")
        reasons.append(Reason(words, rule="staff", field="email"))
    if auditor:
        words = _("第三者管理協議会の委員は、基金評議会の委員になれません。")
        reasons.append(Reason(words, rule="auditor", field="email"))
    return reasons

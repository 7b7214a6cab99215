"""案件の書類 — which files can be taken, what may be decided, and how complete a case is."""

from collections.abc import Iterable
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale
from tsunagari.programmes.talent.law.rules.counting import months_after

MISSING, RECEIVED, ACCEPTED, REFUSED = "missing", "received", "accepted", "refused"
EXPIRED, WITHDRAWN = "expired", "withdrawn"
STATES = {
    MISSING: _("まだありません"),
    RECEIVED: _("確かめています"),
    ACCEPTED: _("確かめました"),
    REFUSED: _("出しなおし"),
    EXPIRED: _("期限が切れました"),
    WITHDRAWN: _("取り消しました"),
}
# Why a paper cannot be taken: each says what is wrong and what to do.
REASONS = {
    "unreadable": _("字が読めません。明るいところで撮りなおすか、スキャンしてください。"),
    "cut_off": _("紙の端が切れています。全体が入るようにしてください。"),
    "pages": _("ページが足りません。すべてのページを送ってください。"),
    "other_paper": _("別の書類です。書類の名前を確かめてください。"),
    "other_person": _("別の人の書類です。名前を確かめてください。"),
    "unsigned": _("署名がありません。署名したものを送ってください。"),
    "out_of_date": _("期限が切れています。新しいものを取ってください。"),
    "translation": _("日本語の訳がありません。訳をつけてください。"),
    "own_language": _("本人が分かる言葉がならんでいません。2つの言葉で作ってください。"),
    "differs": _("登録してある内容とちがいます。どちらが正しいか確かめてください。"),
}
# Papers that somebody holds in their own hands: they may bring them, whoever else has to.
OWN_PAPERS = frozenset(
    {
        "cv",
        "passport",
        "visa",
        "oec",
        "residence_card",
        "residence_card2",
        "residence_card3",
        "address_notice",
        "change_receipt",
        "permission",
        "travel_record",
        "experience",
        "health",
        "a1_certificate",
        "exam1_result",
        "exam2_result",
        "exam3_result",
        "year1_result",
        "final_result",
        "a1_result",
        "a2_result",
    }
)
# What of the papers that the office gave out concerns a body, by its part in the case.
HANDED = {
    "company": frozenset({"conditions", "training_plan", "support_plan"}),
    "sending": frozenset({"conditions"}),
}
LONGEST_SAID = 500
TAIL = 2048


def why_not_take(data: bytes) -> list[Reason]:
    """A PDF that is locked or broken; empty files, sizes and kinds are asked by `papers`."""
    if not data.startswith(b"%PDF"):
        return []
    if b"/Encrypt" in data:
        words = _(
            "このPDFにはパスワードなどの保護がかかっています。"
            "保護を外して保存してから、もう一度送ってください。"
        )
        return [Reason(words, rule="file.locked", field="file")]
    if b"%%EOF" not in data[-TAIL:] or b"startxref" not in data[-TAIL:]:
        words = _("このPDFは途中で切れているか、こわれています。作りなおして送ってください。")
        return [Reason(words, rule="file.broken", field="file")]
    return []


def why_not_submit(
    *, known: bool, closed: bool, state: str, theirs: bool, issued_on: date | None, on: date
) -> list[Reason]:
    """A paper is brought for a document that the case needs; what another side sent is decided first."""
    reasons = []
    if not known:
        words = _("この案件にはない書類です。一覧から選んでください。")
        reasons.append(Reason(words, rule="document", field="document"))
    if closed:
        reasons.append(Reason(_("この案件はおわっています。"), rule="case.closed"))
    if state == ACCEPTED:
        words = _(
            "この書類はもう確かめてあります。差しかえるときは、事務局に確認の取り消しを頼んでください。"
        )
        reasons.append(Reason(words, rule="document.accepted"))
    if theirs and state == RECEIVED:
        words = _("この書類は、ほかの人が出して、事務局が確かめています。結果を待ってください。")
        reasons.append(Reason(words, rule="document.theirs"))
    if issued_on and issued_on > on:
        words = _("出された日（%(day)s）が、今日より後です。")
        reasons.append(Reason(words, {"day": issued_on}, rule="day", field="issued_on"))
    return reasons


def why_not_decide(*, state: str, current: bool) -> list[Reason]:
    """Only what was received last, and is not decided yet."""
    if not current:
        words = _("もっと新しい書類が出ています。新しいほうを確かめてください。")
        return [Reason(words, rule="document.old")]
    if state != RECEIVED:
        return [Reason(_("この書類は、ほかの人がもう確かめました。"), rule="document.decided")]
    return []


def why_not_refuse(*, reasons: Iterable[str], said: str) -> list[Reason]:
    """A refusal says why."""
    found = list(reasons)
    if not found and not said.strip():
        words = _("理由を選ぶか、書いてください。送った人に、その人の言葉で伝わります。")
        return [Reason(words, rule="reasons", field="reasons")]
    if set(found) - set(REASONS):
        return [Reason(_("一覧にある理由を選んでください。"), rule="reasons", field="reasons")]
    if len(said) > LONGEST_SAID:
        words = _("説明は%(most)s字までです。いまは%(now)s字です。")
        return [Reason(words, {"most": LONGEST_SAID, "now": len(said)}, field="said")]
    return []


def why_not_undo(*, state: str, current: bool) -> list[Reason]:
    """A decision is taken back while nothing newer was brought."""
    if current and state in (ACCEPTED, REFUSED):
        return []
    words = _("取り消す決定がありません。もう取り消してあるか、新しい書類が出ています。")
    return [Reason(words, rule="document.undo")]


def why_not_withdraw(*, state: str, current: bool) -> list[Reason]:
    """What was sent by mistake goes back while nobody has decided."""
    if current and state == RECEIVED:
        return []
    words = _("もう確かめた書類は取り消せません。事務局に連絡してください。")
    return [Reason(words, rule="document.decided")]


def why_not_mark(*, withdrawn: bool, was: bool) -> list[Reason]:
    """A paper that was given out is taken back once, and put back once."""
    return why_stale(not withdrawn, was)


def why_not_write(
    *, known: set[str], asked: dict[str, str], seen: int, version: int
) -> list[Reason]:
    """Words for the blanks of a paper that the case can have."""
    if not known or set(asked) - known:
        words = _("この案件にはない書類です。一覧から選んでください。")
        return [Reason(words, rule="document")]
    reasons = [
        Reason(
            _("説明は%(most)s字までです。いまは%(now)s字です。"),
            {"most": LONGEST_SAID, "now": len(text)},
            rule="length",
            field=key,
        )
        for key, text in asked.items()
        if len(text) > LONGEST_SAID
    ]
    reasons += why_stale(seen, version)
    return reasons


def valid_until(*, issued_on: date | None, months: int, said: date | None) -> date | None:
    """Until when a paper counts: as it says itself, or so many months after it was issued."""
    if said or not (issued_on and months):
        return said
    return months_after(issued_on, months)


def state_of(state: str, until: date | None, on: date) -> str:
    """What a state means today: an accepted paper runs out."""
    return EXPIRED if state == ACCEPTED and until and until < on else state


def percent(states: list[str]) -> int | None:
    """そろった割合 — whole percent, rounded down: 100 only when nothing is missing; None: no paper."""
    if not states:
        return None
    return 100 * states.count(ACCEPTED) // len(states)

"""行 — what is right when a cost is asked, paid, answered, given back or annulled."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale

LONGEST = 500
LONGEST_OPINION = 2000


def why_not_ask(
    *,
    closed: bool,
    whom_words: str,
    has_body: bool,
    asked_on: date,
    paid_on: date | None,
    on: date,
) -> list[Reason]:
    """A line says who asked, and its days have come."""
    reasons = []
    if closed:
        words = _("この案件はおわっています。おわった案件に費用は足せません。")
        reasons.append(Reason(words, rule="case.closed"))
    if not has_body and not whom_words.strip():
        words = _(
            "だれが求めたかを書いてください。名前がわからないときは、知っていることを書きます。"
        )
        reasons.append(Reason(words, rule="cost.whom", field="whom_words"))
    for name, day in (("asked_on", asked_on), ("paid_on", paid_on)):
        if day and day > on:
            words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
            reasons.append(Reason(words, {"day": day}, rule="cost.day", field=name))
    return reasons + _too_early(asked_on, paid_on)


def _too_early(asked_on: date, paid_on: date | None) -> list[Reason]:
    """Nobody pays what was not asked yet."""
    if paid_on is None or asked_on <= paid_on:
        return []
    words = _("払った日が、求められた日（%(day)s）より前です。日を確かめてください。")
    return [Reason(words, {"day": asked_on}, rule="cost.day", field="paid_on")]


def why_not_pay(
    *, annulled: bool, asked_on: date, paid_on: date | None, day: date, on: date
) -> list[Reason]:
    """A line is paid once, on a day that has come, and not before it was asked."""
    reasons = _gone(annulled)
    if paid_on:
        words = _("この費用は %(day)s に払ったことになっています。")
        reasons.append(Reason(words, {"day": paid_on}, rule="cost.paid"))
    if day > on:
        words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(words, {"day": day}, rule="cost.day", field="paid_on"))
    return reasons + _too_early(asked_on, day)


def why_not_answer(*, annulled: bool, seen: int, version: int, words: str) -> list[Reason]:
    """What was on the screen is what is answered."""
    reasons = _gone(annulled)
    if seen != version:
        said = _(
            "この費用は、そのあいだに変わりました。いまの内容を見てから、もう一度答えてください。"
        )
        reasons.append(Reason(said, rule="version"))
    if len(words) > LONGEST:
        said = _("%(most)s文字までで書いてください。")
        reasons.append(Reason(said, {"most": LONGEST}, field="words"))
    return reasons


def why_not_opine(*, disputed: bool, words: str) -> list[Reason]:
    """The council speaks of a dispute that is not settled."""
    reasons = []
    if not disputed:
        said = _("この行の食い違いは、もうおわっています。一覧で、ほかの行を見てください。")
        reasons.append(Reason(said, rule="cost.settled"))
    if not words.strip():
        reasons.append(Reason(_("意見を書いてください。"), rule="words", field="words"))
    if len(words) > LONGEST_OPINION:
        said = _("%(most)s文字までで書いてください。")
        reasons.append(Reason(said, {"most": LONGEST_OPINION}, field="words"))
    return reasons


def why_not_give_back(
    *, annulled: bool, paid: bool, is_refund: bool, yen: int, left: int
) -> list[Reason]:
    """Money comes back from a line that was paid, and no more than was paid."""
    reasons = _gone(annulled)
    if not paid or is_refund:
        words = _("払った費用からだけ、返ってきたお金を入れられます。")
        reasons.append(Reason(words, rule="cost.back"))
    elif yen > left:
        words = _(
            "返ってきたお金が、払ったお金（のこり %(left)s円）より多くなります。金額を確かめてください。"
        )
        reasons.append(Reason(words, {"left": left}, rule="cost.back", field="amount"))
    return reasons


def why_not_annul(
    *, annulled: bool, reason: str, own: bool, answered: bool, refunds: bool
) -> list[Reason]:
    """Who entered a line may take it back until the other side has answered; the office always may."""
    reasons = _gone(annulled)
    if not reason.strip():
        words = _("取り消す理由を書いてください。理由は、みんなの画面に残ります。")
        reasons.append(Reason(words, rule="cost.reason", field="reason"))
    if not own:
        words = _("自分が入れた行だけ、取り消せます。")
        reasons.append(Reason(words, rule="cost.own"))
    elif answered:
        words = _("相手が答えた行です。取り消せるのは事務局だけなので、事務局に知らせてください。")
        reasons.append(Reason(words, rule="cost.answered"))
    return reasons + why_not_while_back(refunds)


def _gone(annulled: bool) -> list[Reason]:
    words = _("この行は取り消されています。")
    return [Reason(words, rule="cost.annulled")] if annulled else []


def why_not_agree(
    *,
    annulled: bool,
    disputed: bool,
    seen: int,
    version: int,
    said: int | None,
    claimed: int | None,
    refunds: bool,
    theirs: bool,
) -> list[Reason]:
    """`said` is the amount that was pressed, `claimed` the one that the candidate names now."""
    if annulled:
        return _gone(annulled)
    if not theirs:
        words = _("求めた側が認める金額です。求めた側が、費用のページで答えます。")
        return [Reason(words, rule="cost.own")]
    if not disputed or not claimed:
        words = _("本人が言う金額がないので、直せません。いまの内容を見てください。")
        return [Reason(words, rule="cost.settled")]
    reasons = []
    if said != claimed or seen != version:
        words = _(
            "この費用は、そのあいだに変わりました。いまの内容を見てから、もう一度答えてください。"
        )
        reasons.append(Reason(words, rule="version"))
    return reasons + why_not_while_back(refunds)


def why_not_while_back(refunds: bool) -> list[Reason]:
    """A line of which money came back is neither taken back nor replaced: that money is of it."""
    words = _("この費用から返ってきたお金の行があります。先にその行を取り消してください。")
    return [Reason(words, rule="cost.back")] if refunds else []


def why_not_base_pay(*, yen: int, seen: int, version: int) -> list[Reason]:
    """Contractual base pay of one month: not a year's, not an hour's."""
    reasons = []
    if not 50_000 <= yen <= 2_000_000:
        words = _(
            "月の基本給は 50,000円から 2,000,000円までです。残業代・手当・年の額を入れていないか、確かめてください。"
        )
        reasons.append(Reason(words, rule="cost.base_pay", field="amount"))
    reasons += why_stale(seen, version)
    return reasons

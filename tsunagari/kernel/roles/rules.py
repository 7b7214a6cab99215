"""役割 — what is right for roles, agreements and the bodies that are registered."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason


def why_not_end(
    *, from_day: date, until: date, ended_on: date | None, on: date, last: bool
) -> list[Reason]:
    """Every reason not to end a role with a day; `last` when nobody else of the office stays."""
    if ended_on and ended_on < on:
        return [
            Reason(
                _("この役割は %(day)s に終わっています。画面を新しくしてください。"),
                {"day": ended_on.isoformat()},
                rule="ended",
            )
        ]
    reasons = []
    if until < from_day:
        reasons.append(
            Reason(
                _("終わりの日を、始まりの日（%(day)s）より後にしてください。"),
                {"day": from_day.isoformat()},
                field="until",
            )
        )
    if last:
        reasons.append(
            Reason(
                _("事務局に、終わりの日のない人がほかにいません。先に、次の人を迎えてください。"),
                rule="last",
            )
        )
    return reasons


def why_not_give(*, held: bool) -> list[Reason]:
    """A role that is held already is not given twice."""
    return [Reason(_("この人は、もうこの役割を持っています。"), rule="held")] if held else []


def why_not_sign(*, from_day: date, until_day: date, renew_by: date) -> list[Reason]:
    """Every reason not to store these days of an agreement."""
    reasons = []
    if until_day < from_day:
        reasons.append(
            Reason(_("終わりの日は、始まりの日より後にしてください。"), field="until_day")
        )
    if renew_by > until_day:
        reasons.append(
            Reason(_("更新を決める日は、終わりの日より前にしてください。"), field="renew_by")
        )
    return reasons


def why_not_register(*, named_alike: int, different: bool) -> list[Reason]:
    """A body of the same name may exist; somebody has to say that this is another one."""
    if named_alike and not different:
        return [
            Reason(
                _("同じ名前の団体があります。同じ団体か、別の団体かを選んでください。"),
                rule="duplicate",
                field="name",
            )
        ]
    return []


# 番号 -------------------------------------------------------------------------------------------

NUMBER_LENGTHS = (4, 30)
# The usual reasons for reading a number: the person reads them in their own language.
READ_REASONS = (
    _("在留期間の更新・変更の申請書に書くため"),
    _("住所や会社の届出に書くため"),
    _("書類と同じ人か、確かめるため"),
    _("本人に頼まれたため"),
)
BETWEEN = "："
# A reason that says nothing ("x", "…") is none.
SHORTEST_REASON = 3


def why_not_note_number(
    *,
    number: str,
    elsewhere: bool,
    valid_from: date | None,
    valid_until: date | None,
    person: bool,
) -> list[Reason]:
    """Every reason not to keep a number; what a kind of card asks besides, its subject says."""
    shortest, longest = NUMBER_LENGTHS
    reasons = []
    if not person:
        reasons.append(Reason(_("番号は、人の登録にだけ入れられます。"), rule="number.body"))
    if not (shortest <= len(number) <= longest and number.isascii() and number.isalnum()):
        words = _("番号は、英字と数字で%(shortest)s〜%(longest)s文字です。入力を確かめてください。")
        facts = {"shortest": shortest, "longest": longest}
        reasons.append(Reason(words, facts, rule="number.form", field="number"))
    if elsewhere:
        words = _(
            "この番号は、ほかの人の登録にあります。番号を確かめるか、同じ人なら登録を1つにまとめてください。"
        )
        reasons.append(Reason(words, rule="number.elsewhere", field="number"))
    if valid_from and valid_until and valid_until < valid_from:
        words = _("終わりの日（%(until)s）が、はじまりの日（%(day)s）より前です。")
        facts = {"until": valid_until, "day": valid_from}
        reasons.append(Reason(words, facts, rule="number.days", field="valid_until"))
    return reasons


def read_reason(usual: str, words: str) -> str:
    """The reason as it is kept: a usual one, what was written beside it, or that alone."""
    return BETWEEN.join(filter(None, (usual if usual in READ_REASONS else "", words.strip())))


def parts_of_reason(reason: str) -> tuple[str, str]:
    """A usual reason, which can be said in any language, and what was written beside it."""
    usual, _between, words = reason.partition(BETWEEN)
    return (usual, words) if usual in READ_REASONS else ("", reason)


def why_not_read_number(*, reason: str, kind: str) -> list[Reason]:
    """A number is read by the office alone, and with a reason that the person will read."""
    reasons = []
    if kind != "staff":
        reasons.append(Reason(_("番号を見られるのは、事務局の人だけです。"), rule="number.staff"))
    if len(reason) < SHORTEST_REASON:
        words = _("番号を見る理由を入力してください。本人のページに出ます。")
        reasons.append(Reason(words, rule="number.reason", field="reason"))
    return reasons


def why_not_end_number(*, ended_on: date | None) -> list[Reason]:
    """A number ends once."""
    if ended_on is None:
        return []
    words = _("この番号は %(day)s に使わなくなりました。")
    return [Reason(words, {"day": ended_on}, rule="number.ended")]


def why_not_restore_number(*, another: bool) -> list[Reason]:
    """One number of a kind stands at a time."""
    words = _("新しい番号が登録されています。前の番号にはもどせません。")
    return [Reason(words, rule="number.another")] if another else []

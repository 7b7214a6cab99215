"""元に戻す — what is right when a change of facts, or the end of a case, is taken back."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.duties.rules import UNDO_MINUTES


def why_not_undo(*, known: bool, same: bool) -> list[Reason]:
    """Only the last change, and only while nobody has changed the same facts since."""
    if not known:
        words = _("元に戻せるのは、最後の変更だけです。画面で直してください。")
        return [Reason(words, rule="undo.last")]
    if not same:
        words = _("そのあとで内容が変わったので、元に戻せません。画面で直してください。")
        return [Reason(words, rule="undo.changed")]
    return []


def why_not_undo_change(*, known: bool, minutes: float, untouched: bool) -> list[Reason]:
    """A change of system goes back within ten minutes, while the new case is as it began."""
    if not known:
        words = _("この案件は、制度の変更ではじまったものではありません。")
        return [Reason(words, rule="undo.change")]
    reasons = []
    if minutes > UNDO_MINUTES:
        words = _(
            "10分を過ぎたので、制度の変更は元に戻せません。案件をおえて、はじめなおしてください。"
        )
        reasons.append(Reason(words, rule="undo.late"))
    if not untouched:
        words = _("新しい案件がもう使われているので、制度の変更は元に戻せません。")
        reasons.append(Reason(words, rule="undo.changed"))
    return reasons


def why_not_reopen(*, closed: bool, has_open: bool) -> list[Reason]:
    """A closed case, of a person who has no open one."""
    if not closed:
        return [Reason(_("この案件はおわっていません。"), rule="case.open")]
    if has_open:
        words = _("この人には、おわっていない案件があります。先にその案件をおえてください。")
        return [Reason(words, rule="case.open")]
    return []

"""使いみちの決まったお金の決まり — two rules: a gift is income at once, a grant when it is spent.

NPO法人会計基準: 使途等が制約された寄附金は受け取ったときに収益とし、残りは注記に示す。返還義務のある
助成金は、使った分を収益とし、使っていない分は前受助成金、まだ受け取っていない分は未収助成金とする。
"""

from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.ledger.rules import chart


def why_not_below_zero(title: str, unspent: int) -> list[Reason]:
    """More was spent of a gift, or of a fund for one purpose, than there is."""
    if unspent >= 0:
        return []
    text = _(
        "「%(title)s」の残りより %(yen)s円 多く使うことになります。一般のお金を使ってください。"
    )
    return [Reason(text, {"title": title, "yen": -unspent}, rule="restricted", field="lines")]


@dataclass(frozen=True)
class Granted:
    """A grant with return duty: what came, what was spent, what is income so far, in yen."""

    received: int
    spent: int
    income: int
    ahead: int
    owed: int


def grant_lines(grant: Granted) -> dict[str, int]:
    """What to post so that income = spent: {account: signed yen}, nothing when it is right already.

    Received and not spent stands in 2120 (a liability), spent and not received in 1140 (a claim).
    """
    ahead = max(grant.received - grant.spent, 0)
    owed = max(grant.spent - grant.received, 0)
    wanted = {
        chart.GRANT_INCOME: -(grant.spent - grant.income),
        chart.GRANT_AHEAD: -(ahead - grant.ahead),
        chart.GRANT_OWED_TO_US: owed - grant.owed,
    }
    return {account: yen for account, yen in wanted.items() if yen}

"""投票 — who may vote now, how stored ballots are chained, and what they add up to."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.council.rules.quorum import Votes

YES, NO, ABSTAIN = "yes", "no", "abstain"
CHOICES = (YES, NO, ABSTAIN)


@dataclass(frozen=True)
class Stored:
    """A ballot as it is kept: its random key, what it says, and of a roll call whose it is."""

    key: str
    choice: str
    party: str = ""


def why_not_vote(
    *, open: bool, listed: bool, voted: bool, here: bool, choice: str = YES
) -> list[Reason]:
    """One member once, while the ballot is open, being there, and not recused."""
    if not listed:
        words = _(
            "この採決では投票できません。利益相反か、採決を始めたときに出席していないためです。"
        )
        return [Reason(words, rule="listed")]
    if voted:
        return [Reason(_("もう投票しています。1人1票です。"), rule="voted")]
    if not open:
        return [Reason(_("投票は締め切られました。"), rule="open")]
    reasons = []
    if not here:
        words = _("いまは退席中です。事務局に、出席にもどしてもらってください。")
        reasons.append(Reason(words, rule="here"))
    if choice not in CHOICES:
        words = _("賛成・反対・棄権のどれかを選んでください。")
        reasons.append(Reason(words, rule="choice", field="choice"))
    return reasons


FEWEST_SLIPS = 3


def too_few(slips: int) -> bool:
    """True where a count would tell how somebody voted: a secret ballot of fewer than three."""
    return slips < FEWEST_SLIPS


def why_not_close(*, secret: bool, awaited: int) -> list[Reason]:
    """A secret ballot waits for everybody who is still there: nobody picks the moment."""
    if not secret or not awaited:
        return []
    words = _(
        "まだ投票していない委員が%(n)s人います。投票を待つか、退席を記録してから締め切ってください。"
    )
    return [Reason(words, {"n": awaited}, rule="awaited")]


def chain(start: str, ballots: Iterable[Stored]) -> list[str]:
    """The hash of each ballot: SHA-256 of the one before and of what this one says."""
    found, before = [], hashlib.sha256(start.encode()).hexdigest()
    for one in ballots:
        said = json.dumps([before, one.key, one.choice, one.party], separators=(",", ":"))
        before = hashlib.sha256(said.encode()).hexdigest()
        found.append(before)
    return found


def why_broken(
    start: str, ballots: list[Stored], hashes: list[str], head: str, voters: int
) -> list[Reason]:
    """Every reason why stored ballots are not what was cast: nobody counts them then."""
    reasons = []
    if chain(start, ballots) != hashes or (hashes[-1] if hashes else "") != head:
        words = _(
            "保存した票のつながりが合いません。数えずに、第三者管理協議会に知らせてください。"
        )
        reasons.append(Reason(words, rule="chain"))
    if len(ballots) != voters:
        words = _("票の数（%(votes)s）と、投票した人の数（%(voters)s）が合いません。")
        reasons.append(Reason(words, {"votes": len(ballots), "voters": voters}, rule="count"))
    return reasons


def tally(ballots: Iterable[Stored], casting: str = "") -> Votes:
    """集計 — from the stored ballots and nothing else."""
    said = [one.choice for one in ballots]
    return Votes(said.count(YES), said.count(NO), said.count(ABSTAIN), casting)

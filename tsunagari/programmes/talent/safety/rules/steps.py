"""対応 — what a report asks of the office, by when, and when the next step may be taken."""

from collections.abc import Mapping
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.programmes.talent.safety.rules import kinds

SAFETY, LAW = 0, 1


def wanted(
    *,
    key: int,
    office: int,
    again: int = 0,
    opened_on: date,
    reached: Mapping[str, date],
    measure: str,
    days: int,
) -> list[Wanted]:
    """Two duties of the office: the person is safe today; in `days` the matter is settled and said back.

    `again`: how often the report was opened once more before this time.
    """
    closed = reached.get(kinds.CLOSED)
    facts = {"incident": key, "opened_on": opened_on.isoformat()}
    shared = {
        "occurrence": f"{key}-{again}" if again else str(key),
        "holder": office,
        "doer": office,
        "opens_on": opened_on,
        "facts": facts,
        "measure": measure,
    }
    return [
        Wanted(
            rule="2-1.keep_safe",
            due=opened_on,
            met=reached.get(kinds.CONTAINED) or closed,
            risk=SAFETY,
            **shared,
        ),
        Wanted(
            rule="2-1.settle_incident",
            due=opened_on + timedelta(days=days),
            met=closed,
            risk=LAW,
            **shared,
        ),
    ]


def why_not_advance(
    *, state: str, seen: int, version: int, words: str, alone: bool = False
) -> list[Reason]:
    """Each step says what was done, and follows the one that was on the screen.

    `alone`: whoever found the person safe would also end what the law forbids, which sets going
    again what stands still.
    """
    reasons = []
    if state not in kinds.NEXT:
        reasons.append(Reason(_("この知らせは、もう終わっています。"), rule="incident.closed"))
    elif alone and kinds.NEXT[state] == kinds.CLOSED:
        said = _(
            "禁じられた行為の知らせは、安全を確かめた人とは別の職員が終えます。"
            "ほかの人に見てもらってください。"
        )
        reasons.append(Reason(said, rule="incident.alone"))
    return reasons + _why_not_say(seen=seen, version=version, words=words)


def why_not_reopen(*, state: str, seen: int, version: int, words: str) -> list[Reason]:
    """What has ended is opened again with the reason why."""
    reasons = []
    if state != kinds.CLOSED:
        reasons.append(Reason(_("この知らせは、まだ終わっていません。"), rule="incident.open"))
    return reasons + _why_not_say(seen=seen, version=version, words=words)


def _why_not_say(*, seen: int, version: int, words: str) -> list[Reason]:
    reasons = []
    reasons += why_stale(seen, version)
    if not words.strip():
        reasons.append(Reason(_("したことを書いてください。"), rule="words", field="words"))
    return reasons

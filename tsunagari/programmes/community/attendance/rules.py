"""参加の数 — when an event may be closed, how long somebody was there, who is bound, what may be told."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

# Outside the office no smaller number is told, as with the ties of children.
LEAST = 5
# So long the names of a booking are kept (events.forgetting); a day less, so that none is half gone.
KEPT = timedelta(days=364)


def why_not_close(state: str, *, ends_at: datetime, now: datetime) -> list[Reason]:
    """Every reason not to close an event: it is no public one, or not over yet."""
    if state != "public":
        words = _("公開した催しだけを終えられます。中止した催しや下書きは数えません。")
        return [Reason(words, rule="event.state")]
    if now < ends_at:
        words = _("まだ終わっていません。終わってから押してください。")
        return [Reason(words, rule="event.early")]
    return []


def why_not_reopen(*, closed: bool, ends_at: datetime, now: datetime) -> list[Reason]:
    """Only what was closed can be opened again, and while it is still known who came."""
    if not closed:
        return [Reason(_("この催しは、まだ終えていません。"), rule="event.open")]
    if now - ends_at < KEPT:
        return []
    words = _("1年より前の催しは、名前を消してあるので数え直せません。")
    return [Reason(words, rule="event.forgotten")]


def why_not_link(*, closed: bool, person: bool, taken: bool, field: str = "") -> list[Reason]:
    """Every reason not to say that a guest is this person."""
    reasons = []
    if closed:
        words = _("終えた催しです。先に「数え直す」を押してください。")
        reasons.append(Reason(words, rule="event.closed", field=field))
    if not person:
        words = _("人を選んでください。団体や、名前を消した人は選べません。")
        reasons.append(Reason(words, rule="event.person", field=field))
    if taken:
        words = _("この人は、同じ催しの別の席につながっています。先にそちらを離してください。")
        reasons.append(Reason(words, rule="event.twice", field=field))
    return reasons


def minutes(starts_at: datetime, ends_at: datetime, came_at: datetime) -> int | None:
    """何分いたか — from coming until the end; None where the hour of coming is not known.

    What was noted after the end says that somebody came, not when.
    """
    if came_at >= ends_at:
        return None
    return int((ends_at - max(starts_at, came_at)).total_seconds()) // 60


def unbound(groups: Iterable[list[int]], seen: set[tuple[int, int]]) -> list[list[int]]:
    """Groups in which nobody meets twice in one act; `seen` grows by the pairs of what is answered.

    A group in which some have met already is answered as its new pairs.
    """
    found: list[list[int]] = []
    for group in groups:
        people = sorted(set(group))
        pairs = [(a, b) for at, a in enumerate(people) for b in people[at + 1 :]]
        fresh = [pair for pair in pairs if pair not in seen]
        found += [people] if fresh and len(fresh) == len(pairs) else [list(one) for one in fresh]
        seen.update(fresh)
    return found


def told(counts: Mapping[str, int], *, least: int = LEAST) -> dict[str, int | None]:
    """言える数 — None for a number that is too small, and for one from which it could be computed."""
    small = {name for name, people in counts.items() if 0 < people < least}
    hidden = sum(counts[name] for name in small)
    rest = sorted((name for name in counts if name not in small), key=lambda one: counts[one])
    # The total is known: what is left out has to hold enough people, and be more than one line.
    while small and rest and (len(small) < 2 or hidden < least):
        small.add(rest[0])
        hidden += counts[rest.pop(0)]
    return {name: None if name in small else people for name, people in counts.items()}

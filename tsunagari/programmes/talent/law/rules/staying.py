"""在留のきっかけ — until when somebody is here: periods of stay, cards, the permission to work.

A row hangs on what an authority gave; `put` takes it into the rows of the case (`triggers.py`).
"""

from datetime import date

from tsunagari.programmes.talent.law.rules import cap
from tsunagari.programmes.talent.law.rules.counting import DAY, months_after, span
from tsunagari.programmes.talent.law.rules.facts import Case, Stay

# Act 20(6) is for stays of more than thirty days; a stay without an end is kept as one of millennia.
SHORT_STAY, UNLIMITED = 30, 366 * 1000
# A stay of fewer months may be extended from about its half (support sheet, 3.8).
HALF_PERIOD = 6
GROWN = 16
# Statuses of whoever lives here as somebody's spouse: of a Japanese or a permanent resident, or 家族滞在.
SPOUSE, DEPENDENT = "SPOUSE", "DEPENDENT"


def gone_on(case: Case) -> date | None:
    """The day of leaving Japan for good or of death, unless that would be before the landing."""
    if not (case.departed or case.events):
        return None
    days = [day for day in (died_on(case), case.departed) if day]
    return min((day for day in days if not case.entry or day >= case.entry), default=None)


def died_on(case: Case) -> date | None:
    """The day of death, where there is one."""
    return min((event.on for event in case.events if event.kind == "died"), default=None)


def departed_from(case: Case, day: date) -> date | None:
    """The day of leaving Japan, unless it cannot be true of something that began on a day."""
    gone = gone_on(case)
    return gone if gone and gone >= day else None


def status_on(case: Case, day: date) -> str:
    """The status of residence on a day; "" where the periods of stay do not say."""
    held = max(
        (s for s in case.stays if s.since <= day), key=lambda s: (s.since, s.id), default=None
    )
    return held.status if held else ""


def add_stays(case: Case, put) -> None:
    """The ends of periods and cards, and what hangs on having been permitted."""
    stays = sorted(case.stays, key=lambda s: (s.since, s.id))
    applied: dict[date, date | None] = {}
    for number, stay in enumerate(stays):
        following = stays[number + 1].since if number + 1 < len(stays) else None
        in_time = stay.filed_on if stay.filed_on and stay.filed_on <= stay.until else None
        gone = departed_from(case, stay.since)
        gone = gone if gone and gone <= stay.until else None
        applied[stay.until] = in_time or following
        met = in_time or following or gone
        put("stay_end", stay.id, stay.until, met=met)
        if stay.since <= stay.until < span(stay.since, HALF_PERIOD):
            put("stay_end_short", stay.id, stay.since, stay.until, met=met)
        else:
            put("stay_end_long", stay.id, stay.until, met=met)
        longer = SHORT_STAY < (stay.until - stay.since).days < UNLIMITED
        answered = stay.decided_on and stay.decided_on <= stay.until
        if in_time and longer and not gone and not answered:
            put("special", stay.id, stay.until, met=stay.decided_on or following)
        if stay.filed_on:
            put("status_application", stay.id, stay.filed_on)
    for card in case.cards:
        renewed = min((c.issued for c in case.cards if c.issued > card.issued), default=None)
        # A card that ends with the stay is extended with it (Act 19-5), and comes new with the next.
        met = renewed or applied.get(card.expires)
        put(_card_end(case.born_on, card.expires), card.id, card.expires, met=met)
    if case.system in ("SSW1", "SSW2") and stays:
        _ssw_permission(case, stays, put)
    if case.system == "HSP" and stays:
        if not case.hsp_two:
            put("hsp_held", "1", stays[0].since)
            put("hsp_held_80", "1", stays[0].since)
        elif not case.cards:
            # A card that is known says itself until when it is valid.
            put("hsp_two_card", "1", stays[0].since)


def _card_end(born: date | None, expires: date) -> str:
    """Act 19-11: a card for somebody under 16 ends with that birthday, and opens much earlier."""
    eve = span(born, 12 * GROWN) if born else None
    return "card_end_at_16" if eve and expires in (eve, eve + DAY) else "card_end"


def _ssw_permission(case: Case, stays, put) -> None:
    own = [stay for stay in stays if stay.status in ("", case.system)]
    if not own:
        return
    permitted = own[0].since
    if case.in_japan:
        put("permitted_in_japan", "1", permitted)
    for number, stay in enumerate(own, 1):
        if late := _late_start(case, stay, first=number == 1):
            put("month_without_start", str(number), late)
    if case.system == "SSW1":
        found = cap.of(case, [stay for stay in stays if stay.status in ("", "SSW1", cap.BRIDGE)])
        put("ssw1_cap_end", "1", found.ends)
        if found.excluded_days:
            put("ssw1_cap_excluded", "1", found.base_end)
        if case.exam_exception:
            put("ssw1_cap_6y", "1", found.outer)


def _late_start(case: Case, stay: Stay, *, first: bool) -> date | None:
    """The day on which a month had passed since a permission for work that had not begun.

    A later permission counts where somebody had left a company before it: the new one waits.
    """
    before = [p for p in case.placements if p.starts <= stay.since]
    if any(p.ends is None or p.ends >= stay.since for p in before) or not (first or before):
        return None
    late = months_after(stay.since, 1) + DAY
    work = min((p.starts for p in case.placements if p.starts >= stay.since), default=None)
    return late if work is None or work >= late else None

"""W5 空いた席 — a place that becomes free is offered within seconds while 1,000 wait for it.

Once by somebody who cancels on the own page: the offer is made in the same transaction. Once by the
office, which adds a place while nobody presses anything: the worker's look finds it. Both are seen
on the page of whoever stands first in the line. Gates: within 5 seconds, to the first in the line
and to nobody else. The yardstick is a press that registers, in turns.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from urllib.parse import urlencode

from bench import _crowd

LINE, ROUNDS, LIMIT, PAUSE = int(os.environ.get("FREED_LINE", "1000")), 5, 5.0, 0.05
CONNECTIONS = 50


def main(asked: list[str]) -> None:
    """Print times and ratios; AssertionError when a gate is not passed."""
    if asked:
        return {"make": make, "add": add, "gates": gates}[asked[0]]()
    print(f"W5 freed place: {LINE:,} people wait (limit {LIMIT:.0f} s)")
    with _crowd.site("bench.freed") as ([event], run, _server):
        code, ticket = event.split(":")
        asyncio.run(_measured(code, ticket, run))
        print(run("gates"), end="")
    return None


async def _measured(code: str, ticket: str, run) -> None:
    path = f"/events/{code}/"
    forms = [("POST", path, _crowd.form(n, ticket)) for n in range(ROUNDS + LINE)]
    holders = await _crowd.sent(forms[:ROUNDS], 1)
    line = [_crowd.address(one) for one in await _crowd.sent(forms[ROUNDS:], 1)]
    visitor, seconds, presses = _crowd.Visitor(), [], []
    for n, holder in enumerate(holders):
        began = time.perf_counter()
        cancelled = urlencode({"answer": "cancel", "press_key": f"freed{n}"})
        await visitor.ask("POST", f"{_crowd.address(holder)}answer/", cancelled)
        assert await _offered(visitor, line[n])
        seconds.append(time.perf_counter() - began)
        began = time.perf_counter()
        _crowd.address(await visitor.ask("POST", path, _crowd.form(n, ticket)))
        presses.append(time.perf_counter() - began)
    assert not await _offered(visitor, line[ROUNDS])
    ratios = [freed / press for freed, press in zip(seconds, presses, strict=True)]
    print(
        f"  cancelled, offered and seen: {max(seconds) * 1e3:.0f} ms at most,"
        f" {statistics.median(ratios):.1f} times a registration"
    )
    added = await _by_worker(visitor, line[ROUNDS], run)
    print(f"  a place that the office added, found by the worker and seen: {added:.1f} s")
    assert max(*seconds, added) <= LIMIT


async def _by_worker(visitor: _crowd.Visitor, first: str, run) -> float:
    """From the moment at which a place is there to the moment at which somebody sees the offer."""
    worker = subprocess.Popen([sys.executable, "-m", "tsunagari", "work"], env=run.environ)
    try:
        await asyncio.sleep(8)  # it is at work, and its first look is over
        freed_at = float(run("add"))
        for _look in range(200):
            if await _offered(visitor, first):
                return time.time() - freed_at
            await asyncio.sleep(PAUSE)
        raise AssertionError("nobody was offered the place")
    finally:
        worker.terminate()
        worker.wait(20)


async def _offered(visitor: _crowd.Visitor, address: str) -> bool:
    status, _head, page = await visitor.ask("GET", address)
    assert status == 200
    return 'value="accept"' in page


def make() -> None:
    """One event, with a place for each round."""
    _crowd.make_events([ROUNDS])


def add() -> None:
    """A place more, as the office gives it; prints when."""
    import django

    django.setup()
    from django.db.models import F

    from tsunagari.programmes.community.events.models import Quota

    Quota.objects.update(places=F("places") + 1)
    print(time.time())


def gates() -> None:
    """What the database says afterwards."""
    import django

    django.setup()
    from tsunagari.programmes.community.events import queries
    from tsunagari.programmes.community.events.models import Booking, Event

    [event] = Event.objects.all()
    [quota] = event.quotas.all()
    offered = list(event.bookings.filter(state=Booking.State.OFFERED).order_by("pk"))
    assert quota.taken == queries.held(event)[quota.pk] == len(offered) == ROUNDS + 1
    first = event.bookings.exclude(state=Booking.State.CANCELLED).order_by("waits_from", "pk")
    assert {one.pk for one in offered} == {one.pk for one in first[: ROUNDS + 1]}
    print("  gates passed: offered to the first in the line, one for each place, within the limit")


if __name__ == "__main__":
    main(sys.argv[1:])

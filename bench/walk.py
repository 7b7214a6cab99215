"""W5 見に来て申し込む — 80 visitors walk every page of an event with 30 places, 16 at a time.

Each reads the calendar and the event, sends the form, reads the confirmation and the page on which
the own booking is changed. Gates: 30 of 30 have a place, the others stand in the line, every page
answers. The yardstick is hello in the same run; the best open ticket system needed 26.8 s on
PostgreSQL, with queue and cache, and 63.1 s on SQLite, where it gave away 13 of 30.
"""

import asyncio
import statistics
import sys
import time

from bench import _crowd

VISITORS, PLACES, AT_ONCE, ROUNDS, PAGES = 80, 30, 16, 3, 5
PEER, TIMES = {"postgres": 26.8, "": 63.1}, 20


def main(asked: list[str]) -> None:
    """Print rates and ratios; AssertionError when a gate is not passed."""
    if asked:
        return {"make": make, "gates": gates}[asked[0]]()
    print(f"W5 walk: {VISITORS} visitors, {PLACES} places, {AT_ONCE} at a time, {PAGES} pages each")
    with _crowd.site("bench.walk") as (events, run, _server):
        seconds, hellos = asyncio.run(_measured([event.split(":") for event in events]))
        print(run("gates"), end="")
    pages, whole = VISITORS * PAGES, statistics.median(seconds)
    print(f"  {whole:.2f} s, {pages / whole:.0f} pages/s: {statistics.median(hellos):.1%} of hello")
    times = _crowd.peer(PEER) / whole
    print(
        f"  {times:.0f} times the rate of the best open system, measured elsewhere (goal {TIMES})"
    )
    return None


async def _measured(events: list[list[str]]) -> tuple[list[float], list[float]]:
    seconds, hellos = [], []
    await _walked(*events[0])  # whoever comes first pays for what every process reads once
    for code, ticket in events[1:]:
        hello = await _crowd.hello(AT_ONCE)
        began = time.perf_counter()
        await _walked(code, ticket)
        seconds.append(time.perf_counter() - began)
        hellos.append(VISITORS * PAGES / seconds[-1] / hello)
    return seconds, hellos


async def _walked(code: str, ticket: str) -> None:
    waiting = iter(range(VISITORS))
    await asyncio.gather(*[_visits(waiting, code, ticket) for _ in range(AT_ONCE)])


async def _visits(waiting, code: str, ticket: str) -> None:
    for n in waiting:
        visitor = _crowd.Visitor()
        await _seen(visitor, "/events/")
        assert f"ticket_{ticket}" in await _seen(visitor, f"/events/{code}/")
        pressed = await visitor.ask("POST", f"/events/{code}/", _crowd.form(n, ticket))
        booking = _crowd.address(pressed)
        assert f"{booking}change/" in await _seen(visitor, booking)
        assert 'value="cancel"' in await _seen(visitor, f"{booking}change/")
        visitor.close()


async def _seen(visitor: _crowd.Visitor, path: str) -> str:
    status, head, body = await visitor.ask("GET", path)
    assert status == 200, (path, head)
    return body


def make() -> None:
    """One event to warm up with, and one a round."""
    _crowd.make_events([PLACES] * (ROUNDS + 1))


def gates() -> None:
    """What the database says afterwards."""
    _crowd.are_right(VISITORS, PLACES)
    print(f"  gates passed: {PLACES} of {PLACES} places, everybody else in the line")


if __name__ == "__main__":
    main(sys.argv[1:])

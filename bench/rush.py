"""W5 申込みの殺到 — 2,000 people want 300 places, through the real page of a real server.

Two workers, 200 connections at once. Everybody sends the form of the event's page (consent box and
press key included) and reads the confirmation; every twentieth presses twice. The yardstick is how
many hello a second the same server answers to the same connections, in turns. Then the same once
more, while a worker is killed in the middle: who got no answer sends the same again. Gates: exactly
the places are taken and everybody else has a number in the line, the quota says what the bookings
hold, nobody met an error, what was answered is there, who pressed twice has one booking.
RUSH_PEOPLE and RUSH_PLACES make it smaller.
"""

import asyncio
import os
import signal
import statistics
import sys
import time

from bench import _crowd
from bench._clock import children

PEOPLE = int(os.environ.get("RUSH_PEOPLE", "2000"))
PLACES = int(os.environ.get("RUSH_PLACES", "300"))
CONNECTIONS, ROUNDS = 200, 3
TWICE = 20  # every so many presses twice


def main(asked: list[str]) -> None:
    """Print rates and ratios; AssertionError when a gate is not passed."""
    if asked:
        return {"make": make, "gates": gates}[asked[0]]()
    print(
        f"W5 rush: {PEOPLE:,} people, {PLACES} places, {CONNECTIONS} connections,"
        f" {_crowd.WORKERS} workers"
    )
    with _crowd.site("bench.rush") as (events, run, server):
        *rounds, last = [event.split(":") for event in events]
        asyncio.run(_measured(rounds))
        asyncio.run(_killed(last, server))
        print(run("gates"), end="")
    return None


async def _measured(events: list[list[str]]) -> None:
    joined, answered = [], []
    for code, ticket in events:
        hello = await _crowd.hello(CONNECTIONS)
        forms = await _forms(code, ticket)
        began = time.perf_counter()
        pages = await _crowd.sent(forms + forms[::TWICE], CONNECTIONS)
        registering = time.perf_counter() - began
        addresses = [_crowd.address(page) for page in pages]
        assert addresses[PEOPLE:] == addresses[:PEOPLE:TWICE]
        began = time.perf_counter()
        await _read(addresses[:PEOPLE])
        reading = time.perf_counter() - began
        hello = (hello + await _crowd.hello(CONNECTIONS)) / 2
        joined.append(len(pages) / registering / hello)
        answered.append((len(pages) + PEOPLE) / (registering + reading) / hello)
        print(
            f"  {len(pages) / registering:6.0f} registrations/s {PEOPLE / reading:6.0f}"
            f" confirmations/s {hello:6.0f} hello/s"
        )
    print(f"  registering {statistics.median(joined):.1%} of hello (goal 10 %)")
    print(f"  answering   {statistics.median(answered):.1%} of hello (goal 25 %)")


async def _forms(code: str, ticket: str) -> list[tuple[str, str, str]]:
    seen, path = await _crowd.stamp(code), f"/events/{code}/"
    return [("POST", path, _crowd.form(n, ticket, seen)) for n in range(PEOPLE)]


async def _read(addresses: list[str]) -> None:
    pages = await _crowd.sent([("GET", one, "") for one in addresses], CONNECTIONS)
    assert {status for status, _head, _body in pages} == {200}


async def _killed(event: list[str], server) -> None:
    """Half of them have an answer when a worker dies; whoever has none sends the same again."""
    forms = await _forms(*event)
    before = [_crowd.address(one) for one in await _crowd.sent(forms[::2], CONNECTIONS)]
    rush = asyncio.create_task(_crowd.sent(forms, CONNECTIONS, again=True))
    await asyncio.sleep(0.3)
    victim, *_others = children(server.pid)
    os.kill(victim, signal.SIGKILL)
    addresses = [_crowd.address(one) for one in await rush]
    assert victim not in children(server.pid)
    assert addresses[::2] == before
    assert len(set(addresses)) == PEOPLE
    await _read(addresses)
    print("  a worker was killed amid the rush: all that was answered is there, once")


def make() -> None:
    """One event a round, and one for the round in which a worker dies."""
    _crowd.make_events([PLACES] * (ROUNDS + 1))


def gates() -> None:
    """What the database says afterwards."""
    _crowd.are_right(PEOPLE, PLACES)
    print(f"  gates passed: {PLACES} of {PLACES} places in each round, nobody lost, nobody twice")


if __name__ == "__main__":
    main(sys.argv[1:])

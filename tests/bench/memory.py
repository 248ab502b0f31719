"""Does memory stay flat while visitors come, work and go for ten minutes?

`runner.postScriptGC` is off, so nothing but Python's own counting collects what sessions leave.
Every visitor changes a filter each five seconds, stays a minute and makes room for the next one.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from statistics import fmean

from tests.bench import records, screens, server
from tests.bench.report import Row
from tests.bench.sessions import CHANGE_EVERY, PATHS, make_every_choice, stop
from tests.bench.visitor import Visitor

MINUTES = 10.0
VISITORS = 20
STAY_SECONDS = 60.0
SAMPLE_EVERY = 5.0
# The server keeps a session that left for two minutes; only then does the number stand still.
AIM_GROWTH = 0.05


def measure(minutes: float = MINUTES) -> Iterator[Row]:
    """Rows for memory at the start, in the middle and at the end."""
    with server.dashboard(records.store(records.SMALL)) as running:
        at_rest = running.memory_mb()
        samples, visits, errors = asyncio.run(_soak(running, minutes * 60))
    yield Row("memory, before the first visitor", f"{at_rest:.0f} MB")
    yield Row(f"soak of {minutes:g} min, visits", f"{visits}, {errors} errors", "0", errors == 0)
    middle, end = _mean(samples, 0.4, 0.6), _mean(samples, 0.8, 1.0)
    growth = end / middle - 1
    yield Row("soak, memory half-way -> at the end", f"{middle:.0f} -> {end:.0f} MB")
    met = growth <= AIM_GROWTH if minutes >= MINUTES else None
    yield Row("soak, growth in the second half", f"{growth:+.1%}", f"<= {AIM_GROWTH:.0%}", met)


def _mean(samples: list[float], begin: float, end: float) -> float:
    """Mean of a part of the soak: 0 is its beginning, 1 its end."""
    chosen = samples[int(begin * len(samples)) : max(int(end * len(samples)), 1)]
    return fmean(chosen or samples)


async def _soak(running: server.Server, seconds: float) -> tuple[list[float], int, int]:
    tally = {"visits": 0, "errors": 0}
    await make_every_choice(running.port)
    tasks = []
    for place in range(VISITORS):
        tasks.append(asyncio.create_task(_come_and_go(running.port, place, tally)))
        await asyncio.sleep(STAY_SECONDS / VISITORS if seconds > STAY_SECONDS * 3 else 0.1)
    samples: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(SAMPLE_EVERY)
        samples.append(running.memory_mb())
        if len(samples) % 12 == 0:
            print(f"  soak: {samples[-1]:.0f} MB, {tally['visits']} visits", flush=True)
    await stop(tasks)
    return samples, tally["visits"], tally["errors"]


async def _come_and_go(port: int, place: int, tally: dict[str, int]) -> None:
    draw = random.Random(place)
    while True:
        tally["visits"] += 1
        try:
            async with Visitor(port, PATHS[tally["visits"] % len(PATHS)]) as visitor:
                await visitor.open()
                for _ in range(int(STAY_SECONDS / CHANGE_EVERY)):
                    await asyncio.sleep(CHANGE_EVERY)
                    await visitor.choose(screens.FILTER, draw.choice(screens.CHOICES))
        except Exception:
            tally["errors"] += 1
            await asyncio.sleep(CHANGE_EVERY)

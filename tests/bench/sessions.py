"""Many people at once: sessions over websockets on loopback, each changing a filter every 5 s.

Before the first stage one visitor makes every choice once: what the server keeps of the record
for everyone is not memory of a session.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench import records, screens, server
from tests.bench.report import Row, p50_p95, percentile
from tests.bench.visitor import Visitor

COUNTS = (10, 50, 100)
PATHS = ("/", "/map")
CHANGE_EVERY = 5.0
CHANGES = 8
JOIN_EVERY = 0.1
AIM_P95 = 0.150
AIM_MB_A_SESSION = 0.2


@dataclass
class Seen:
    """What all visitors saw since the stage began."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def forget(self) -> None:
        self.seconds.clear()
        self.errors.clear()


def measure(counts: Sequence[int] = COUNTS) -> Iterator[Row]:
    """Rows for each number of sessions; later stages join those who are already there."""
    with server.dashboard(records.store(records.SMALL)) as running:
        yield from asyncio.run(_stages(running, counts))


async def _stages(running: server.Server, counts: Sequence[int]) -> list[Row]:
    rows: list[Row] = []
    memory: dict[int, float] = {}
    tasks: list[asyncio.Task] = []
    seen = Seen()
    await make_every_choice(running.port)
    for count in counts:
        for place in range(len(tasks), count):
            tasks.append(asyncio.create_task(_visit(running.port, place, seen)))
            await asyncio.sleep(JOIN_EVERY)
        await asyncio.sleep(CHANGE_EVERY)  # the newcomers' first loads are not changes
        seen.forget()
        begun, spent = time.perf_counter(), running.cpu_seconds()
        await asyncio.sleep(CHANGE_EVERY * CHANGES)
        busy = (running.cpu_seconds() - spent) / (time.perf_counter() - begun)
        memory[count] = running.memory_mb()
        rows += _rows(count, seen, busy, memory[count])
    await stop(tasks)
    first, last = counts[0], counts[-1]
    growth = (memory[last] - memory[first]) / max(last - first, 1)
    met = growth <= AIM_MB_A_SESSION
    rows.append(Row("memory a session", f"{growth:.2f} MB", f"<= {AIM_MB_A_SESSION} MB", met))
    return rows


async def make_every_choice(port: int) -> None:
    """One visitor on each page, who chooses everything once."""
    for path in PATHS:
        async with Visitor(port, path) as visitor:
            await visitor.open()
            for choice in screens.CHOICES:
                await visitor.choose(screens.FILTER, choice)


async def _visit(port: int, place: int, seen: Seen) -> None:
    """Open a page and change a filter every five seconds until told to stop.

    The times are the visitor's own and do not wait for the server: if each visitor waited for its
    answer before the next five seconds, a slow server would gather all of them into one step.
    """
    draw = random.Random(place)
    offset = draw.random() * CHANGE_EVERY
    while True:
        try:
            async with Visitor(port, PATHS[place % len(PATHS)]) as visitor:
                await visitor.open()
                while True:
                    await asyncio.sleep(_until_next(offset))
                    run = await visitor.choose(screens.FILTER, draw.choice(screens.CHOICES))
                    seen.seconds.append(run.seconds)
        except Exception as error:
            seen.errors.append(f"{type(error).__name__}: {error}")
            await asyncio.sleep(CHANGE_EVERY)


def _until_next(offset: float) -> float:
    """Seconds until this visitor's next change."""
    return CHANGE_EVERY - (time.monotonic() - offset) % CHANGE_EVERY


async def stop(tasks: list[asyncio.Task]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _rows(count: int, seen: Seen, busy: float, memory: float) -> list[Row]:
    what = f"{count} sessions"
    if not seen.seconds:
        return [Row(f"{what}, a change", "no answer", "no error", False)]
    is_goal = count == COUNTS[-1]
    met = percentile(seen.seconds, 0.95) <= AIM_P95
    aim = f"p95 <= {AIM_P95 * 1000:.0f} ms"
    rows = [
        Row(f"{what}, a change", p50_p95(seen.seconds), *((aim, met) if is_goal else ())),
        Row(f"{what}, errors", str(len(seen.errors)), "0", not seen.errors),
        Row(f"{what}, server", f"{busy:.0%} of a processor, {memory:.0f} MB"),
    ]
    kinds = sorted(set(seen.errors))[:3]
    return rows + [Row(f"{what}, an error", error[:100]) for error in kinds]

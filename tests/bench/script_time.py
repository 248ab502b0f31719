"""How long a page takes on the server, with a small record and with a thousand times as much.

From the change of a filter to the script's end, over the websocket, without a browser. Each
change is a choice that nobody made before, so nothing is answered from memory. The sizes are
measured in turn, change by change, so that a busy machine slows them alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack

from tests.bench import records, screens, server
from tests.bench.report import Row, p50_p95, percentile
from tests.bench.visitor import Visitor

CHANGES = 30
WARM_UP = 3
AIM = 1.5


def measure(changes: int = CHANGES) -> Iterator[Row]:
    """Rows for every page at every size, and the ratio of the largest to the smallest."""
    stores = [records.store(size) for size in records.SIZES]
    with ExitStack() as running:
        servers = [running.enter_context(server.dashboard(store)) for store in stores]
        ports = [each.port for each in servers]
        for page, path in screens.paths(stores[0]).items():
            name = screens.filter_of(page)[0]
            yield from _rows(page, asyncio.run(_times(ports, path, name, changes)))
        for size, each in zip(records.SIZES, servers, strict=True):
            yield Row(f"server memory, {size:,} acts, all pages seen", f"{each.memory_mb():.0f} MB")


async def _times(ports: list[int], path: str, name: str, changes: int) -> list[list[float]]:
    """Seconds of each change, one list a server."""
    times: list[list[float]] = [[] for _ in ports]
    async with AsyncExitStack() as open_sessions:
        visitors = [await open_sessions.enter_async_context(Visitor(port, path)) for port in ports]
        for visitor in visitors:
            await visitor.open()
        for choice in screens.CHOICES[: WARM_UP + changes]:
            for visitor, seconds in zip(visitors, times, strict=True):
                run = await visitor.choose(name, choice)
                seconds.append(run.seconds)
    return [seconds[WARM_UP:] for seconds in times]


def _rows(page: str, times: list[list[float]]) -> Iterator[Row]:
    for size, seconds in zip(records.SIZES, times, strict=True):
        yield Row(f"script, {page}, {size:,} acts", p50_p95(seconds))
    ratio = percentile(times[-1], 0.5) / percentile(times[0], 0.5)
    most = f"{records.SIZES[-1] // 1_000_000} million / {records.SIZES[0] // 1000} thousand acts"
    yield Row(f"script, {page}, p50, {most}", f"{ratio:.2f} x", f"<= {AIM} x", ratio <= AIM)

"""What the server sends to a browser for a first page and for one change, table twins closed.

All of it counts, until the page is quiet: also the runs that follow the one that answers, as when
a map asks for the rest of its numbers once the browser is idle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench import chromium, records, screens, server
from tests.bench.report import Row, kb
from tests.bench.visitor import name_of

CHANGES = 4
AIM_CHANGE = 12_000
AIM_MEASURE = 6_000
QUIET_MS = 1500  # the browser may answer a run with another one
MEASURE = "Chỉ tiêu"


class Wire:
    """The messages and files a page receives."""

    def __init__(self, page: Page) -> None:
        self.messages: list[bytes] = []
        self.files = 0
        page.on("websocket", self._listen)
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", self._count)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: self.messages.append(payload))

    def _count(self, event: dict) -> None:
        self.files += event["encodedDataLength"]

    def during(self, page: Page, action: Callable[[], object]) -> list[bytes]:
        """The messages that an action brings, until the page is quiet."""
        self.messages.clear()
        action()
        until_quiet(page, self.messages)
        return list(self.messages)


def until_quiet(page: Page, messages: list[bytes]) -> None:
    """Wait until every run that began has ended, and for a while no other has begun."""
    seen = -1
    while seen != len(messages) or not _has_ended(messages):
        seen = len(messages)
        page.wait_for_timeout(QUIET_MS)


def _has_ended(messages: list[bytes]) -> bool:
    """A run has begun, and the last that began has ended.

    The end of an earlier run may come first: one of the map's own, which a click has cut short.
    """
    kinds = [ForwardMsg.FromString(message).WhichOneof("type") for message in messages]
    begun = [place for place, kind in enumerate(kinds) if kind == "new_session"]
    return bool(begun) and "script_finished" in kinds[begun[-1] :]


def measure(verbose: bool = False) -> Iterator[Row]:
    """Rows for each page: the first load, and the largest of a few changes of a filter."""
    store = records.store(records.SMALL)
    with server.dashboard(store) as running, chromium.browser() as opened:
        for name, path in screens.filtered_paths(store).items():
            page = chromium.new_page(opened)
            wire = Wire(page)
            first = wire.during(page, partial(page.goto, running.url + path))
            total = f"{wire.files / 1e6:.2f} MB of files, {kb(size(first))} of messages"
            yield Row(f"bytes, {name}, first load", total)
            changes = _filter_changes(wire, page, screens.filter_of(name)[1])
            yield _row(f"bytes, {name}, a change of filter", changes, verbose)
            if name == "map":
                found = _measure_changes(wire, page)
                yield _row("bytes, map, a change of measure", found, verbose, AIM_MEASURE)
            page.context.close()


def _filter_changes(wire: Wire, page: Page, label: str) -> list[list[bytes]]:
    found = []
    for change in range(CHANGES):
        empty = change % 2 == 1
        target = chromium.cross(page, label) if empty else chromium.option(page, change, label)
        found.append(wire.during(page, target.click))
    return found


def _measure_changes(wire: Wire, page: Page) -> list[list[bytes]]:
    box = page.get_by_role("combobox", name=MEASURE)
    return [
        wire.during(page, partial(box.select_option, index=place))
        for place in range(1, CHANGES + 1)
    ]


def _row(what: str, changes: list[list[bytes]], verbose: bool, aim: int = AIM_CHANGE) -> Row:
    largest = max(changes, key=size)
    if verbose:
        _explain(what, largest)
    return Row(what, kb(size(largest)), f"<= {kb(aim)}", size(largest) <= aim)


def size(messages: list[bytes]) -> int:
    """Bytes of all of them, before compression."""
    return sum(map(len, messages))


def _explain(what: str, messages: list[bytes]) -> None:
    """Print which elements the bytes went to."""
    count: Counter[str] = Counter()
    weight: Counter[str] = Counter()
    for data in messages:
        name = name_of(ForwardMsg.FromString(data))
        count[name] += 1
        weight[name] += len(data)
    print(f"  {what}: {size(messages):,} bytes in {len(messages)} messages")
    for name, total in weight.most_common():
        print(f"    {total:>8,}  {count[name]:>3} x {name}")

"""What the server sends to a browser for a first page and for one change, table twins closed.

What is waited for ends with the script; what a map asks for when the browser is idle comes after.
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
NOTHING = 100  # that the run is over is said in a few bytes
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
        """The messages that an action brings, until the server has been quiet for a while."""
        self.messages.clear()
        action()
        seen = -1
        while seen != len(self.messages) or not self.messages:
            seen = len(self.messages)
            page.wait_for_timeout(QUIET_MS)
        return list(self.messages)


def measure(verbose: bool = False) -> Iterator[Row]:
    """Rows for each page: the first load, and the largest of a few changes of a filter."""
    store = records.store(records.SMALL)
    with server.dashboard(store) as running, chromium.browser() as opened:
        for name, path in screens.filtered_paths(store).items():
            page = chromium.new_page(opened)
            wire = Wire(page)
            first = wire.during(page, partial(page.goto, running.url + path))
            total = f"{wire.files / 1e6:.2f} MB of files, {kb(_size(first))} of messages"
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
    largest = max(changes, key=lambda messages: _size(until_finished(messages)))
    if verbose:
        _explain(what, largest)
    size = _size(until_finished(largest))
    later = _size(largest) - size
    found = kb(size) + (f", and {kb(later)} when idle" if later > NOTHING else "")
    return Row(what, found, f"<= {kb(aim)}", size <= aim)


def until_finished(messages: list[bytes]) -> list[bytes]:
    """The messages of the run that answers: to the end of its script."""
    ends = [
        place
        for place, data in enumerate(messages, 1)
        if ForwardMsg.FromString(data).WhichOneof("type") == "script_finished"
    ]
    return messages[: ends[0]]


def _size(messages: list[bytes]) -> int:
    return sum(map(len, messages))


def _explain(what: str, messages: list[bytes]) -> None:
    """Print which elements the bytes went to."""
    count: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for data in messages:
        name = name_of(ForwardMsg.FromString(data))
        count[name] += 1
        size[name] += len(data)
    print(f"  {what}: {_size(messages):,} bytes in {len(messages)} messages")
    for name, total in size.most_common():
        print(f"    {total:>8,}  {count[name]:>3} x {name}")

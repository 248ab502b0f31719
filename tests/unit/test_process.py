"""The server sends small messages at once, and does not stop to look at what never changes."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator

import pytest

from pages.parts import process


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    process.send_at_once.cache_clear()
    process.freeze_warm_heap.cache_clear()
    yield
    gc.unfreeze()


def delays(connection: socket.socket) -> bool:
    return not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_connections_that_are_accepted_later_send_at_once() -> None:
    # As Streamlit makes it: without the protocol, which is why nobody else switches it off.
    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        process.send_at_once()
        with (
            socket.create_connection(listening.getsockname()),
            listening.accept()[0] as accepted,
        ):
            assert not delays(accepted)


def test_connections_that_are_open_already_send_at_once_too() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()) as connection,
    ):
        assert delays(connection)
        process.send_at_once()
        assert not delays(connection)


def test_sockets_that_are_closed_or_local_are_no_error() -> None:
    one, other = socket.socketpair()
    closed = socket.socket()
    closed.close()
    process.send_at_once()
    one.close()
    other.close()


def test_the_collector_passes_over_what_was_there_when_the_heap_was_frozen() -> None:
    there = [[] for _ in range(1000)]
    process.freeze_warm_heap()
    looked_at = {id(found) for found in gc.get_objects()}
    assert not looked_at.intersection(map(id, there))


def test_garbage_that_comes_later_is_still_collected() -> None:
    process.freeze_warm_heap()
    ring: list = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1

"""The server sends at once, does not stop to look at what never changes, and loses no click."""

from __future__ import annotations

import gc
import inspect
import socket
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from streamlit.runtime.state import SafeSessionState

from pages.parts import process


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    process.send_at_once.cache_clear()
    process.freeze_warm_heap.cache_clear()
    process.take_in_whole.cache_clear()
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


class _Runner:
    """A run that a newer request is waiting for."""

    _execing = True

    def look_for_a_newer_request(self) -> None:
        if self._execing:
            raise InterruptedError


class _State(dict):
    """What a session holds; its one callback writes into the session."""

    session: SafeSessionState

    def on_script_will_rerun(self, *_states: object, **_more: object) -> None:
        self.session["heard"] = "click"


@pytest.mark.parametrize("called", [False, True])
def test_a_newer_request_ends_a_run_only_after_its_callbacks(
    called: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchanged = inspect.unwrap(SafeSessionState.on_script_will_rerun)
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", unchanged)
    if called:
        process.take_in_whole()
    state = _State()
    state.session = SafeSessionState(state, _Runner().look_for_a_newer_request)  # type: ignore[arg-type]
    with nullcontext() if called else pytest.raises(InterruptedError):
        state.session.on_script_will_rerun(None)
    assert ("heard" in state) is called
    # What comes after the callbacks may be ended as before.
    with pytest.raises(InterruptedError):
        state.session["drawn"] = True

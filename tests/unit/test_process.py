"""The server sends at once, no more than it need, never stops for what stays the same, and loses
no click and no page."""

from __future__ import annotations

import gc
import inspect
import socket
from collections.abc import Iterator
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from streamlit import util
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import forward_msg_cache
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state import SafeSessionState

from pages.parts import process


@pytest.fixture(autouse=True)
def _as_in_a_new_process() -> Iterator[None]:
    process.send_at_once.cache_clear()
    process.freeze_warm_heap.cache_clear()
    process.take_in_whole.cache_clear()
    process.leave_behind.cache_clear()
    process.say_less.cache_clear()
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


@pytest.fixture
def left_behind(monkeypatch: pytest.MonkeyPatch) -> list[RerunData]:
    """What a runner runs once parts of pages that were left are left behind."""
    ran: list[RerunData] = []
    unchanged = inspect.unwrap(ScriptRequests._request_rerun_locked)
    monkeypatch.setattr(ScriptRequests, "_request_rerun_locked", unchanged)
    monkeypatch.setattr(ScriptRunner, "_run_script", lambda _, asked: ran.append(asked))
    process.leave_behind()
    return ran


@pytest.mark.parametrize(("page", "asked"), [("old", "new"), ("new", "new")])
def test_a_link_that_waits_is_not_undone_by_a_part_of_the_page_it_leaves(
    left_behind: list[RerunData], page: str, asked: str
) -> None:
    requests = ScriptRequests()
    requests.request_rerun(RerunData(query_string="lang=en", page_script_hash="new"))
    requests.request_rerun(RerunData(page_script_hash=page, fragment_id="rest"))
    assert requests.on_scriptrunner_ready().rerun_data.page_script_hash == asked


def test_a_run_that_the_back_button_asked_for_stays_one_when_a_part_asks_too(
    left_behind: list[RerunData],
) -> None:
    requests = ScriptRequests()
    requests.request_rerun(RerunData(page_script_hash="here", is_history_navigation=True))
    requests.request_rerun(RerunData(page_script_hash="here", fragment_id="rest"))
    asked = requests.on_scriptrunner_ready().rerun_data
    assert (asked.is_history_navigation, asked.fragment_id_queue) == (True, [])


@pytest.mark.parametrize(
    ("page", "part", "is_run"),
    [
        ("here", "there", True),
        ("here", "gone", False),
        ("left", "there", False),
        ("left", None, True),
    ],
)
def test_a_part_is_run_only_on_its_own_page_and_while_it_is_there(
    left_behind: list[RerunData], page: str, part: str | None, is_run: bool
) -> None:
    runner = SimpleNamespace(
        _pages_manager=SimpleNamespace(current_page_script_hash="here"),
        _fragment_storage=SimpleNamespace(contains={"there"}.__contains__),
    )
    asked = RerunData(page_script_hash=page, fragment_id_queue=[part] if part else [])
    ScriptRunner._run_script(runner, asked)  # type: ignore[arg-type]
    assert left_behind == ([asked] if is_run else [])


@pytest.fixture
def said_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages as a run of a page makes them, whose entry is named `entry`."""
    unchanged = forward_msg_cache.populate_hash_if_needed
    monkeypatch.setattr(script_run_context, "populate_hash_if_needed", unchanged)
    monkeypatch.setattr(util, "create_fast_hasher", util.create_fast_hasher)
    run = SimpleNamespace(pages_manager=SimpleNamespace(main_script_hash="entry"))
    monkeypatch.setattr(process, "get_script_run_ctx", lambda: run)
    process.say_less()


def made(kind: str, script: str = "entry", label: str = "one") -> ForwardMsg:
    """A message for a container or an element, drawn by a script."""
    message = ForwardMsg()
    message.metadata.active_script_hash = script
    if kind == "container":
        message.delta.add_block.expandable.label = label
    elif kind == "element":
        message.delta.new_element.markdown.body = label
    else:
        message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    script_run_context.populate_hash_if_needed(message)  # type: ignore[attr-defined]
    return message


@pytest.mark.parametrize(
    ("kind", "is_kept"), [("container", True), ("element", True), ("end of a run", False)]
)
def test_the_browser_keeps_containers_as_it_keeps_elements(
    said_less: None, kind: str, is_kept: bool
) -> None:
    assert made(kind).metadata.cacheable is is_kept


def test_a_hash_is_short_and_still_tells_messages_apart(said_less: None) -> None:
    found = {made("container", label=str(number)).hash for number in range(1000)}
    assert len(found) == 1000
    assert {len(one) for one in found} == {12}
    assert made("container").hash == made("container").hash


def test_only_the_entry_is_named_as_the_script_that_drew(said_less: None) -> None:
    assert made("element", "entry").metadata.active_script_hash == "entry"
    assert made("element", "a page").metadata.active_script_hash == ""

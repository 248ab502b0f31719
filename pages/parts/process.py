"""The server's process: five things that Streamlit leaves as they are, changed once.

The two of speed were measured on Streamlit 1.67 with Python 3.11; `make bench` shows what they
are worth.
"""

from __future__ import annotations

import atexit
import gc
import socket
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial, wraps
from hashlib import blake2b
from typing import Any

from streamlit import util
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import forward_msg_cache
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state import SafeSessionState

# Bytes of a hash: what is told apart by it are the few hundred messages and ids of a session, and
# the hundred answers that a cache keeps.
_HASH = 6


@cache
def send_at_once() -> None:
    """Send what is written at once, on connections that are open and on all that will come.

    Streamlit makes its listening socket without naming TCP as its protocol, so asyncio does not
    switch off the delay that gathers small writes: the second message of a run waits until the
    browser has acknowledged the first. On one machine that was 25 of the 55 ms of a change of
    filter; further away it is a whole way there and back.

    A connection inherits the option from the socket that listens. That one is nowhere to be had
    from inside an app, so all sockets of the process are asked for.
    """
    for found in gc.get_objects():
        if type(found) is socket.socket and found.type == socket.SOCK_STREAM:
            with suppress(OSError):  # closed meanwhile, or not of the internet
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@cache
def freeze_warm_heap() -> None:
    """Let the collector of garbage pass over what stays for the life of the process.

    Modules and frames are half a million objects. Python looks at all of them every few seconds
    under load, and nobody is answered for 150 ms; frozen, they are not looked at. Call it when a
    first page has been drawn, so that what pages import is there.
    """
    gc.collect()
    gc.freeze()
    # At the end all is let go as usual, or libraries complain of what was never returned.
    atexit.register(gc.unfreeze)


@cache
def take_in_whole() -> None:
    """Let a run hear all that a person did before a newer request may end it.

    Streamlit 1.67 looks for a newer request before the callbacks, at every step within them, and
    after them. Ended before or within, the run leaves its click behind: the browser says a click
    once. Here it is ended after them; what they wrote stands in the session for the newer run.
    """
    hear = SafeSessionState.on_script_will_rerun

    @wraps(hear)
    def hear_to_the_end(session: SafeSessionState, *states: Any, **more: Any) -> None:
        runner = session._yield_callback.__self__  # type: ignore[attr-defined]
        runner._execing = False
        try:
            hear(session, *states, **more)
        finally:
            runner._execing = True

    SafeSessionState.on_script_will_rerun = hear_to_the_end  # type: ignore[method-assign,assignment]


@cache
def leave_behind() -> None:
    """Let what a page asks for by itself end with the page.

    The map asks for the rest of its numbers when the browser is idle, by a run of its part alone.
    Where that left the browser just before it heard of another page, Streamlit 1.67 runs it all
    the same: together with the click on the link as a run of the old page, and after it as a run
    of a part that is gone, which empties the new page. Here it is not run. Nor does it take the
    Back button's word from a run that still waits.
    """
    ask, run = ScriptRequests._request_rerun_locked, ScriptRunner._run_script

    @wraps(ask)
    def ask_unless_left(requests: ScriptRequests, new: RerunData) -> bool:
        is_waiting = requests._state is ScriptRequestType.RERUN
        if is_waiting and (new.fragment_id or new.fragment_id_queue):
            before = requests._rerun_data
            if new.page_script_hash != before.page_script_hash:
                return True
            went_back = new.is_history_navigation or before.is_history_navigation
            new = replace(new, is_history_navigation=went_back)
        return ask(requests, new)

    @wraps(run)
    def run_unless_left(runner: ScriptRunner, asked: RerunData) -> None:
        parts, here = asked.fragment_id_queue, runner._pages_manager.current_page_script_hash
        is_there = any(map(runner._fragment_storage.contains, parts))
        if not parts or (is_there and asked.page_script_hash == here):
            run(runner, asked)

    ScriptRequests._request_rerun_locked = ask_unless_left  # type: ignore[method-assign,assignment]
    ScriptRunner._run_script = run_unless_left  # type: ignore[method-assign,assignment]


@cache
def say_less() -> None:
    """Send a container that has not changed as its hash, and hashes no longer than they need be.

    Streamlit 1.67 does so with elements alone: of a change of filter that changed nothing, two
    thirds were containers in full, and hashes of 32 letters, two to a message. The second names
    the script that drew it. The browser asks of it only whether that was the entry's, whose
    elements it keeps from page to page; where it was a page's nothing is said instead.
    """
    util.create_fast_hasher = partial(blake2b, digest_size=_HASH, usedforsecurity=False)  # type: ignore[assignment]
    name = forward_msg_cache.populate_hash_if_needed

    @wraps(name)
    def name_shortly(message: ForwardMsg) -> None:
        name(message)
        if message.delta.WhichOneof("type") == "add_block":
            message.metadata.cacheable = True
        run = get_script_run_ctx()
        if run and message.metadata.active_script_hash != run.pages_manager.main_script_hash:
            message.metadata.ClearField("active_script_hash")

    # Where the run that sends has its own name for it.
    script_run_context.populate_hash_if_needed = name_shortly  # type: ignore[attr-defined,assignment]

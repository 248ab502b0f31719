"""The server's process: four things that Streamlit leaves as they are, changed once.

The two of speed were measured on Streamlit 1.67 with Python 3.11; `make bench` shows what they
are worth.
"""

from __future__ import annotations

import atexit
import gc
import socket
from contextlib import suppress
from dataclasses import replace
from functools import cache, wraps
from typing import Any

from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state import SafeSessionState


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

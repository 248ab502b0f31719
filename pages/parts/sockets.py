"""The server's sockets: what is written is sent at once.

Streamlit 1.67 makes its listening socket without naming TCP as its protocol, so asyncio does not
switch off the delay that gathers small writes: the second message of a run waits until the browser
has acknowledged the first. On one machine that is half of a change of filter, 25 ms of 55; further
away it is a whole way there and back.
"""

from __future__ import annotations

import gc
import socket
from contextlib import suppress


def send_at_once() -> None:
    """Switch the delay off, once a process: for what is open, and for what it will accept.

    A connection inherits the option from the socket that listens. That one is nowhere to be had
    from inside an app, so all sockets of the process are asked for.
    """
    for found in gc.get_objects():
        if type(found) is socket.socket and found.type == socket.SOCK_STREAM:
            with suppress(OSError):  # closed meanwhile, or not of the internet
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

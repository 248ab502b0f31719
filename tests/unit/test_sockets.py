"""The server sends small messages at once."""

from __future__ import annotations

import socket

from pages.parts import sockets


def delays(connection: socket.socket) -> bool:
    return not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_connections_that_are_accepted_later_send_at_once() -> None:
    # As Streamlit makes it: without the protocol, which is why nobody else switches it off.
    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        sockets.send_at_once()
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
        sockets.send_at_once()
        assert not delays(connection)


def test_sockets_that_are_closed_or_local_are_no_error() -> None:
    one, other = socket.socketpair()
    closed = socket.socket()
    closed.close()
    sockets.send_at_once()
    one.close()
    other.close()

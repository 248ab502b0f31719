"""A visitor without a browser: one session over the websocket, in Streamlit's own messages.

It does what the browser does: opens a page, keeps the address that the server names, remembers
large messages so that the server need not send them again, and changes a widget.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.MultiSelect_pb2 import MultiSelect
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

ANSWER_SECONDS = 60.0


class ScriptError(Exception):
    """The page showed an exception, or did not finish."""


@dataclass
class Run:
    """One run of the page's script, as the visitor saw it."""

    seconds: float = 0.0
    wire_bytes: int = 0
    # What was sent -> bytes, in the order of sending: ("markdown", 120).
    messages: list[tuple[str, int]] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.messages)


class _Counting(ClientConnection):
    """A connection that counts what arrives, compressed where the server compresses."""

    received = 0

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        super().data_received(data)


class Visitor:
    """`async with Visitor(port, "/map") as visitor: await visitor.open()`."""

    def __init__(self, port: int, path: str) -> None:
        self.port = port
        self.page_name, _, self.query = path.lstrip("/").partition("?")
        self._page_hash = ""
        self._remembered: dict[str, int] = {}  # hash of a message -> the run that last used it
        self._runs = 0
        self.filters: dict[str, MultiSelect] = {}  # by the name in the widget's key
        self._socket: _Counting

    async def __aenter__(self) -> Visitor:
        address = f"ws://localhost:{self.port}/_stcore/stream"
        self._socket = await connect(
            address,
            subprotocols=["streamlit"],
            max_size=None,
            proxy=None,
            create_connection=_Counting,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._socket.close()

    async def open(self) -> Run:
        """Load the page, as a browser does that was given the link."""
        return await self._run([])

    async def choose(self, filter_name: str, options: list[int]) -> Run:
        """Set one of the filters to some of its options, by their place in the list."""
        widget = self.filters[filter_name]
        state = WidgetState(id=widget.id)
        state.string_array_value.data.extend(widget.options[place] for place in options)
        return await self._run([state])

    async def _run(self, states: list[WidgetState]) -> Run:
        asked = BackMsg()
        request = asked.rerun_script
        request.query_string = self.query
        request.page_name = "" if self._page_hash else self.page_name
        request.page_script_hash = self._page_hash
        request.widget_states.widgets.extend(states)
        request.cached_message_hashes.extend(self._remembered)
        request.context_info.url = f"http://localhost:{self.port}/{self.page_name}"
        request.context_info.locale = "vi-VN"
        request.context_info.timezone = "Asia/Ho_Chi_Minh"
        begun, before = time.perf_counter(), self._socket.received
        await self._socket.send(asked.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            run = await self._listen()
        run.seconds = time.perf_counter() - begun
        run.wire_bytes = self._socket.received - before
        return run

    async def _listen(self) -> Run:
        run = Run()
        while True:
            data = await self._socket.recv()
            message = ForwardMsg.FromString(data)
            run.messages.append((name_of(message), len(data)))
            self._note(message)
            if message.WhichOneof("type") == "script_finished" and not _runs_again(message):
                self._forget()
                return run

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._note_element(message)
        elif kind == "ref_hash":
            self._remembered[message.ref_hash] = self._runs
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "session_event" and message.session_event.HasField(
            "script_compilation_exception"
        ):
            raise ScriptError(message.session_event.script_compilation_exception.message)

    def _note_element(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._remembered[message.hash] = self._runs
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise ScriptError(f"{element.exception.type}: {element.exception.message}")
        if kind == "multiselect":
            name = element.multiselect.id.rpartition("filter_")[2].rpartition("_")[0]
            self.filters[name] = element.multiselect

    def _forget(self) -> None:
        """The browser drops a message that two runs did not use."""
        self._runs += 1
        self._remembered = {
            each: last for each, last in self._remembered.items() if self._runs - last <= 2
        }


def _runs_again(finished: ForwardMsg) -> bool:
    return finished.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


def name_of(message: ForwardMsg) -> str:
    """What a message is: the element it draws, or its kind."""
    kind = message.WhichOneof("type")
    if kind != "delta":
        return str(kind)
    delta = message.delta.WhichOneof("type")
    if delta == "new_element":
        return str(message.delta.new_element.WhichOneof("type"))
    return str(delta)

"""What a person did in the map, as the browser says it.

It is checked as any word from outside: a browser may name only what it was sent. Each reader gives
None for what says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st


def codes(said: Any, known: Collection[str]) -> tuple[str, ...] | None:
    """Several names out of those known, each once."""
    if not isinstance(said, list):
        return None
    return tuple(dict.fromkeys(code for code in said if isinstance(code, str) and code in known))


def span(said: Any, limits: tuple[int, int] | None) -> tuple[int, int] | None:
    """A first and a last year within the limits; none without limits."""
    whole = isinstance(said, list) and len(said) == 2 and all(type(one) is int for one in said)
    if limits is None or not whole:
        return None
    return (said[0], said[1]) if limits[0] <= said[0] <= said[1] <= limits[1] else None


def group(said: Any, known: Mapping[str, Collection[str]]) -> tuple[str, ...] | None:
    """Kind and code of what shall stand out; `()` for nothing any more."""
    if said == []:
        return ()
    if not isinstance(said, list) or len(said) != 2 or not all(type(one) is str for one in said):
        return None
    return (said[0], said[1]) if said[1] in known.get(said[0], ()) else None


def name(said: Any, known: Collection[str]) -> str | None:
    """One name out of those known."""
    return said if isinstance(said, str) and said in known else None


def telling(
    key: str, event: str, read: Callable[[Any], Any], call: Callable[[Any], None] | None
) -> Callable[[], None]:
    """What hands on an event of the map `key`, once it is read and says something."""

    def tell() -> None:
        said = read(st.session_state.get(key, {}).get(event))  # the page may be left by now
        if call is not None and said is not None:
            call(said)

    return tell

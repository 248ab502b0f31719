"""Logins as the server sees them: which have ended, whose request it is, what is for officers.

Streamlit reads the cookie of a login once, when a session begins; a logout takes the cookie away
and tells no other window. So the server remembers each login that was ended, by a hash of its
cookie, which differs from login to login.

Streamlit serves what a button downloads at an address of its own, to whoever has it. What is for
officers is known by its hash, and served to them alone (see `pages.frame.login_routes`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping

from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from data import officers
from data.officers import OfficersUnreadableError

# Streamlit 1.67: one cookie, and numbered ones beside it where it is long.
_USER = "_streamlit_user"
_COOKIE = re.compile(rf"{_USER}(_[0-9]+)?")

_ended: set[str] = set()
_for_officers: set[bytes] = set()


def end(cookies: Mapping[str, str]) -> None:
    """Remember that the login of these cookies ended, in every window that has it."""
    login = _hash(cookies)
    if login:
        _ended.add(login)


def is_ended(cookies: Mapping[str, str]) -> bool:
    """True when the login of these cookies was ended; also without one there is nothing to end."""
    return _hash(cookies) in _ended


def is_officer(cookies: Mapping[str, str]) -> bool:
    """True when the login of these cookies is an officer's, and did not end."""
    try:
        said = _get_signed_cookie_with_chunks(dict(cookies), _USER)
        claims = json.loads(said) if said else {}
        logged_in = bool(claims.get("is_logged_in")) and not is_ended(cookies)
        return logged_in and officers.find(claims) is not None
    except (OfficersUnreadableError, ValueError, AttributeError):
        return False


def for_officers(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What makes a file for a button of officers: its bytes are then served to officers alone."""

    def made() -> bytes:
        content = make()
        _for_officers.add(hashlib.sha256(content).digest())
        return content

    return made


def is_for_officers(content: bytes) -> bool:
    """True for the bytes of a file that a button of officers has read."""
    return hashlib.sha256(content).digest() in _for_officers


def _hash(cookies: Mapping[str, str]) -> str:
    parts = [f"{name}={cookies[name]}" for name in sorted(cookies) if _COOKIE.fullmatch(name)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""

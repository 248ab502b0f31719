"""Logins that have ended: a page that stays open learns who is there from its first request only.

Streamlit reads the cookie of a login once, when a session begins; a logout takes the cookie away
and tells no other window. So the server remembers each login that was ended, by a hash of its
cookie, which differs from login to login.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

# Streamlit 1.67: one cookie, and numbered ones beside it where it is long.
_COOKIE = re.compile(r"_streamlit_user(_[0-9]+)?")

_ended: set[str] = set()


def end(cookies: Mapping[str, str]) -> None:
    """Remember that the login of these cookies ended, in every window that has it."""
    login = _hash(cookies)
    if login:
        _ended.add(login)


def is_ended(cookies: Mapping[str, str]) -> bool:
    """True when the login of these cookies was ended; also without one there is nothing to end."""
    return _hash(cookies) in _ended


def _hash(cookies: Mapping[str, str]) -> str:
    parts = [f"{name}={cookies[name]}" for name in sorted(cookies) if _COOKIE.fullmatch(name)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""

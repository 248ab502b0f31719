"""The list of officers: who may publish on the page. Read again at every action.

A TOML file that `OFFICERS_FILE` names, or `.streamlit/officers.toml`:

    [[officer]]
    email = "an@sonla.gov.vn"
    name = "Nguyễn Văn An"
    agency = ""            # a code of the record: may publish that agency's part alone
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.scope import Scope

DEFAULT_FILE = Path(__file__).parent.parent / ".streamlit" / "officers.toml"


class OfficersUnreadableError(ValueError):
    """The list is there and cannot be read: nobody is let in. The text says why."""


@dataclass(frozen=True)
class Officer:
    """One person who may publish; `agency_code` is empty for the whole record."""

    email: str
    name: str
    agency_code: str = ""


def file() -> Path:
    """Where the list is kept."""
    return Path(os.environ.get("OFFICERS_FILE") or DEFAULT_FILE)


def is_set_up() -> bool:
    """True when there is a list; without one, publishing is done at the command line."""
    return file().exists()


def officers() -> tuple[Officer, ...]:
    """Everybody on the list; nobody when there is none.

    Raises:
        OfficersUnreadableError: the file cannot be read, or an entry is not whole.
    """
    try:
        said = tomllib.loads(file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise OfficersUnreadableError(error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise OfficersUnreadableError(str(error)) from error
    entries = said.get("officer")
    if set(said) != {"officer"} or not isinstance(entries, list):
        raise OfficersUnreadableError("[[officer]]")
    listed = tuple(_officer(entry, number) for number, entry in enumerate(entries, start=1))
    if len({each.email for each in listed}) != len(listed):
        raise OfficersUnreadableError("email: 2 ×")
    return listed


def find(claims: Mapping[str, Any]) -> Officer | None:
    """The officer who logged in, by what the login says of them; None when not on the list.

    Args:
        claims: of OpenID Connect: `email`, and `email_verified`, which must not be false.

    Raises:
        OfficersUnreadableError: the list cannot be read.
    """
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") in (False, "false"):
        return None
    return next((each for each in officers() if each.email == _key(email)), None)


def may_publish(officer: Officer, scope: Scope) -> bool:
    """An agency's officer publishes that agency's part alone; others anything."""
    return officer.agency_code in ("", scope.agency_code)


def may_roll_back(officer: Officer) -> bool:
    """Taking back touches every agency's rows, so only an officer of the whole record may."""
    return not officer.agency_code


def _officer(entry: Any, number: int) -> Officer:
    known = {"email", "name", "agency"}
    if not isinstance(entry, dict) or not set(entry) <= known:
        raise OfficersUnreadableError(f"[[officer]] {number}: {', '.join(sorted(known))}")
    texts = {name: entry.get(name, "") for name in known}
    if not all(isinstance(text, str) for text in texts.values()):
        raise OfficersUnreadableError(f"[[officer]] {number}")
    email, name = _key(texts["email"]), texts["name"].strip()
    if "@" not in email or not name:
        raise OfficersUnreadableError(f"[[officer]] {number}: email, name")
    return Officer(email, name, texts["agency"].strip())


def _key(email: str) -> str:
    return email.strip().casefold()

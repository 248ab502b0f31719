"""The list of officers: who may publish on the page. Read again at every action.

A TOML file that `OFFICERS_FILE` names, or `.streamlit/officers.toml`:

    [[officer]]
    email = "an@sonla.gov.vn"
    name = "Nguyễn Văn An"
    agency = ""            # a code of the record: may publish that agency's part alone

Where a provider of logins does not say that an address is verified, `issuer` and `subject` of the
login stand in place of `email`: the page tells the person both.
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
    """One person who may publish; `agency_code` is empty for the whole record.

    Known by `email`, or where that is empty by `issuer` and `subject` of the login.
    """

    email: str
    name: str
    agency_code: str = ""
    issuer: str = ""
    subject: str = ""

    @property
    def key(self) -> str:
        """What tells this person from every other on the list."""
        return self.email or _login(self.issuer, self.subject)


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
    if len({each.key for each in listed}) != len(listed):
        raise OfficersUnreadableError("email, issuer + subject: 2 ×")
    return listed


def find(claims: Mapping[str, Any]) -> Officer | None:
    """The officer who logged in, by what the login says of them; None when not on the list.

    Args:
        claims: of OpenID Connect: `iss` and `sub`, or an `email` that `email_verified` says is
            true. Addresses are compared as bytes, letters of ASCII alone in lower case: no two
            different addresses are ever one.

    Raises:
        OfficersUnreadableError: the list cannot be read.
    """
    listed, login = officers(), login_of(claims)
    known = [login] if login else []
    if is_verified(claims):
        known.append(_lower(str(claims["email"])))
    return next((each for each in listed if each.key in known), None)


def login_of(claims: Mapping[str, Any]) -> str:
    """Issuer and subject of a login, parted by a blank: who it is for good, whatever the name or
    the address; empty where one is not said."""
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return ""
    return _login(issuer, subject)


def is_verified(claims: Mapping[str, Any]) -> bool:
    """True when the provider of the login says that the address is the person's own."""
    email = claims.get("email")
    return isinstance(email, str) and bool(email) and claims.get("email_verified") is True


def may_publish(officer: Officer, scope: Scope) -> bool:
    """An agency's officer publishes that agency's part alone; others anything."""
    return officer.agency_code in ("", scope.agency_code)


def may_roll_back(officer: Officer) -> bool:
    """Taking back touches every agency's rows, so only an officer of the whole record may."""
    return not officer.agency_code


def _officer(entry: Any, number: int) -> Officer:
    known = {"email", "name", "agency", "issuer", "subject"}
    if not isinstance(entry, dict) or not set(entry) <= known:
        raise OfficersUnreadableError(f"[[officer]] {number}: {', '.join(sorted(known))}")
    texts = {name: entry.get(name, "") for name in known}
    if not all(isinstance(text, str) for text in texts.values()):
        raise OfficersUnreadableError(f"[[officer]] {number}")
    said = {name: text.strip() for name, text in texts.items()}
    email, account = _lower(said["email"]), (said["issuer"], said["subject"])
    is_known = not any(account) if "@" in email else not email and all(account)
    if not is_known or not said["name"]:
        raise OfficersUnreadableError(f"[[officer]] {number}: email | issuer + subject, name")
    return Officer(email, said["name"], said["agency"], *account)


def _login(issuer: str, subject: str) -> str:
    return f"{issuer} {subject}"


def _lower(email: str) -> str:
    """In lower case where ASCII has one: other letters that look or fold alike stay apart."""
    return email.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")

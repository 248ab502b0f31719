"""What became of one cell of the office dialect: machine text, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from data.problems import Severity

_NO_DETAILS: Mapping[str, str] = MappingProxyType({})


class Reading(NamedTuple):
    """One cell read; there is one for every cell of a file, so it must be made quickly.

    `text` is what the machine dialect would write, "" when the cell is empty or cannot be read.
    `code` names what is wrong (a code of `data.problems`), "" when nothing is; with severity
    "warning" the text stands and somebody must say why it is right. `details` fill the words of
    the problem. `shown` is what was read, for the preview, where that is not plain to see.
    """

    text: str = ""
    code: str = ""
    severity: Severity = "error"
    details: Mapping[str, str] = _NO_DETAILS
    shown: str = ""

    @property
    def is_good(self) -> bool:
        """True when nothing is wrong, or only something that a reason settles."""
        return not self.code or self.severity != "error"


EMPTY = Reading()

# Signs by which a table says that nothing is there; nothing is never zero.
NOTHING = frozenset({"", "-", "–", "—", "−", "..", "...", "…"})


def wrong(code: str, **details: object) -> Reading:
    """A cell that cannot be used, and what the words of the problem need to know."""
    return Reading(code=code, details=MappingProxyType({k: str(v) for k, v in details.items()}))


def doubtful(text: str, code: str, **details: object) -> Reading:
    """A cell that was read, and that somebody must still say a word about."""
    return Reading(text, code, "warning", wrong(code, **details).details)


def left_empty(sign: str) -> Reading:
    """An empty cell; where a sign stood in it, that it counts as nothing is shown.

    Example:
        >>> left_empty("").shown, left_empty("-").shown
        ('', '∅')
    """
    return Reading(shown="∅") if sign else EMPTY

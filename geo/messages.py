"""What the installation says to a person, Vietnamese first; the words are in `messages.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.gazetteer import FOLDER


@dataclass(frozen=True)
class Message:
    """One thing to say, in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi}\n{self.en}"


class RefusedError(Exception):
    """A source cannot be installed; the message says what was found and what was expected."""

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.message = message(key, **values)
        super().__init__(str(self.message))


def message(key: str, **values: Any) -> Message:
    """The message of a key with its values put in.

    Raises:
        KeyError: the key or one of its values is not there.
    """
    words = _words()[key]
    return Message(words["vi"].format(**values), words["en"].format(**values))


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "messages.toml").read_text(encoding="utf-8"))

"""The data's own dictionary, and the pure look-up that the pages use too.

A catalogue is a TOML file of nested tables; a key is its dotted path. Both languages hold the
same keys (a test compares them), so a missing key is a bug and raises.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Lang = Literal["vi", "en"]
LANGUAGES: tuple[Lang, ...] = ("vi", "en")
HERE = Path(__file__).parent


@cache
def catalogue(folder: Path, lang: Lang) -> Mapping[str, str]:
    """The words of one language as `dotted.key -> text`.

    Raises:
        FileNotFoundError: the folder has no file for this language.
    """
    return _flat(tomllib.loads((folder / f"{lang}.toml").read_text(encoding="utf-8")))


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


def translate(lang: Lang, key: str, *, folder: Path = HERE, **values: object) -> str:
    """The text of `key` in `lang`, with `{names}` filled from `values`.

    Raises:
        KeyError: the key is in no catalogue, or a `{name}` got no value.

    Example:
        >>> translate("vi", "kind.border")
        'Biên giới'
    """
    text = catalogue(folder, lang)[key]
    return text.format_map(values) if values else text


def has(key: str, *, folder: Path = HERE) -> bool:
    """True when the dictionary has this key."""
    return key in catalogue(folder, "vi")

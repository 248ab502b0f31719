"""The unit of help and of works in words, as it stands behind a quantity."""

from __future__ import annotations

from collections.abc import Iterable

from data.schema import support_types
from data.words import Lang


def of(written: str, quantity: float, types: Iterable[str], lang: Lang) -> str:
    """A unit as written, or in English where it is the own unit of one of the types of help.

    Args:
        written: the unit as the record has it, in Vietnamese.
        quantity: what stands before it: English counts one tank and eight tanks.
        types: codes of the types of help that the quantity may be of; unknown ones are passed over.
        lang: the language of the reader.

    Source: `data/support_types.csv`.

    Example:
        >>> of("chiếc", 8, ["HA06"], "en"), of("chiếc", 1, ["HA06"], "en")
        ('tanks', 'tank')
        >>> of("chiếc", 8, ["HA06"], "vi"), of("gùi", 8, ["HA06"], "en")
        ('chiếc', 'gùi')
    """
    if lang == "vi":
        return written
    known = support_types()
    for code in types:
        if code in known.index and known.at[code, "unit_vi"] == written:
            return str(known.at[code, "unit_en" if quantity == 1 else "unit_en_plural"])
    return written

"""One way of writing a name, so that two spellings of it can be compared."""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

_COMMUNE_WORDS = {
    "xã": re.compile(r"^(xã|xa)\s+|^x\.\s*"),
    "phường": re.compile(r"^(phường|phuong)\s+|^p\.\s*"),
    "thị trấn": re.compile(r"^(thị trấn|thi tran|tt|ttr)\s+|^ttr?\.\s*"),
}
_DISTRICT_WORD = re.compile(r"^(huyen|thanh pho|thi xa|tp|tx)\s+|^(tp|tx|h)\.\s*")


def fold(text: str) -> str:
    """Write a text as one would type it in a hurry: lower case, no accents, single spaces.

    Example:
        >>> fold("  Mường   La "), fold("Đông Sang")
        ('muong la', 'dong sang')
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(filterfalse(unicodedata.combining, decomposed)).split())


def plain(text: str) -> str:
    """One way of writing: composed letters, lower case, single spaces; accents are kept."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def without_type(text: str) -> tuple[str, str]:
    """Part a plain text into the type of commune and the name.

    Returns:
        The type (xã, phường, thị trấn; empty when the text has none) and the rest.

    Example:
        >>> without_type("tt. hát lót"), without_type("hát lót")
        (('thị trấn', 'hát lót'), ('', 'hát lót'))
    """
    for commune_type, word in _COMMUNE_WORDS.items():
        rest = word.sub("", text)
        if rest != text:
            return commune_type, rest
    return "", text


def without_district_word(text: str) -> str:
    """The folded name of a district alone.

    Example:
        >>> without_district_word("TP. Sơn La"), without_district_word("Huyện Mộc Châu")
        ('son la', 'moc chau')
    """
    return _DISTRICT_WORD.sub("", fold(text))

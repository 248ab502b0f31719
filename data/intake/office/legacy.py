"""Text typed in the encodings of before Unicode: TCVN3 (ABC) and VNI, recognised and named.

It is converted only when every character is certain. In TCVN3 the letter ư is a soft hyphen,
which many tools drop without a word: "m­êi" (mười) is left as "mêi" (mời), which is a word too.
So a text of TCVN3 is certain when soft hyphens were seen in the file, or when none can have
been lost from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from data import problems
from data.intake.office.legacy_letters import SOFT_HYPHEN, from_tcvn3, from_vni
from data.intake.office.reading import Reading, wrong
from data.intake.office.syllables import is_abbreviation, is_syllable, may_have_lost_a_letter
from data.intake.office.text import clean, with_latin_letters

Encoding = Literal["", "TCVN3", "VNI"]

_KEPT = 20_000
_LONGEST = 5_000
# Enough texts without newer letters to know how a file is typed.
_MOST_SURVEYED = 5_000

_WORD = re.compile(r"[^\W\d_]+")
# Letters of Western Europe that Vietnamese has not, a capital after a small letter, and signs
# that stand inside a word.
_LETTER = "A-Za-zÀ-ÿ"
_STRANGE = re.compile(
    f"[ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ]|(?<=[a-zà-öø-ÿ])[À-ÖØ-Þ]"
    f"|(?<=[{_LETTER}])[¡-¿×÷\u00ad]|[¡-¿×÷\u00ad](?=[{_LETTER}])"
)
# No word ends so: the ư before it was dropped on the way.
_DROPPED = re.compile(r"(?<![uưUƯ])([ơờớởỡợƠỜỚỞỠỢ])(?=(?:c|ng|u)(?!\w))", re.IGNORECASE)
_SHOWN = 200
# Letters and marks beyond Western Europe; signs such as dashes and quotes say nothing.
_NEWER = re.compile("[\u0100-\u1fff\u2c00-\uffff]")


@dataclass(frozen=True)
class Legacy:
    """How a file is typed: the old encoding that was seen, and if its soft hyphens are there.

    `beside_unicode` is True where more texts are Unicode than not: a text that reads well as it
    stands is then left alone.
    """

    encoding: Encoding = ""
    keeps_soft_hyphens: bool = False
    beside_unicode: bool = False


@dataclass(frozen=True)
class Converted:
    """A text in Unicode, what it was typed in, and if every character of it is certain."""

    text: str
    encoding: Encoding
    is_certain: bool


UNICODE = Legacy()


def survey(texts: Iterable[str]) -> Legacy:
    """How a file is typed, from its texts; nothing for Unicode. Their order makes no difference.

    Example:
        >>> survey(["HuyÖn Sèp Cép", "M­êng LÌo"])
        Legacy(encoding='TCVN3', keeps_soft_hyphens=True, beside_unicode=False)
    """
    distinct = {text[:_LONGEST] for text in texts if not text.isascii()}
    some = sorted(text for text in distinct if _may_be_old(text))
    found = [read for text in some[:_MOST_SURVEYED] if (read := convert(text))]
    if not found:
        return UNICODE
    beside_unicode = len(distinct) - len(some) > len(found)
    if 2 * sum(read.encoding == "TCVN3" for read in found) < len(found):
        return Legacy("VNI", beside_unicode=beside_unicode)
    kept = any(SOFT_HYPHEN in text for text in some if _STRANGE.search(text))
    return Legacy("TCVN3", kept, beside_unicode)


def read_legacy(text: str, legacy: Legacy = UNICODE) -> Reading | None:
    """A text of an old encoding in Unicode, or the problem that it is; None for other text.

    Args:
        text: the cell as it stands, with its soft hyphens.
        legacy: what `survey` said of the file.

    Example:
        >>> read_legacy("HuyÖn Sèp Cép").text, read_legacy("Huyeän Soáp Coäp").text
        ('Huyện Sốp Cộp', 'Huyện Sốp Cộp')
        >>> read_legacy("mêi hé d©n").code, read_legacy("Sơn La") is None
        ('BANG_MA_CU', True)
    """
    found = None if text.isascii() else convert(text[:_LONGEST], legacy)
    if found is None:
        return None
    if found.is_certain and len(text) <= _LONGEST:
        return Reading(found.text, shown=found.text)
    return wrong(problems.LEGACY_ENCODING, encoding=found.encoding, nearest=found.text[:_SHOWN])


def in_unicode(text: str) -> str:
    """A text for looking up in a list, which says itself if the conversion was right.

    Example:
        >>> in_unicode("Kinh tÕ"), in_unicode("Kinh tế")
        ('Kinh tế', 'Kinh tế')
    """
    found = None if text.isascii() else convert(text[:_LONGEST])
    return found.text if found else text


@lru_cache(_KEPT)
def convert(text: str, legacy: Legacy = UNICODE) -> Converted | None:
    """A text of an old encoding in Unicode, certain or not; None for text that is none.

    Example:
        >>> convert("M­êng LÌo")
        Converted(text='Mường Lèo', encoding='TCVN3', is_certain=True)
        >>> convert("Mêng LÌo").is_certain  # the soft hyphen was dropped
        False
    """
    if not _may_be_old(text):
        return None
    readings = _readings(text)
    if not _STRANGE.search(text) and _is_vietnamese(with_latin_letters(text)):
        # Good Unicode as it stands; in a file typed otherwise it may still be something else.
        typed_so = "" if legacy.beside_unicode else legacy.encoding
        other = next((each for each in readings if each.encoding == typed_so), None)
        return None if other is None or other.text == clean(text) else other
    if len(readings) > 1 and legacy.encoding:
        readings = [each for each in readings if each.encoding == legacy.encoding]
    if len(readings) == 1:
        return _sure(readings[0], text, legacy)
    return readings[0] if readings else _somehow(text, legacy)


def _may_be_old(text: str) -> bool:
    """False for text with a letter or mark that neither old encoding has, such as ơ or ạ."""
    return _NEWER.search(text) is None


def _somehow(text: str, legacy: Legacy) -> Converted | None:
    """A strange text in a file that is typed in an old encoding, as well as it can be read."""
    if not legacy.encoding or legacy.beside_unicode or not _STRANGE.search(text):
        return None
    convert_all = from_tcvn3 if legacy.encoding == "TCVN3" else from_vni
    converted = clean(convert_all(text))
    if converted == clean(text):  # signs that are no letters, as in m²
        return None
    return Converted(converted, legacy.encoding, is_certain=False)


def _readings(text: str) -> list[Converted]:
    """What the text is in each old encoding in which it reads well."""
    composed = unicodedata.normalize("NFC", text)
    both: tuple[tuple[str, Encoding], ...] = (
        (_DROPPED.sub(r"ư\1", from_tcvn3(composed)), "TCVN3"),
        (from_vni(composed), "VNI"),
    )
    return [
        Converted(clean(converted), encoding, is_certain=False)
        for converted, encoding in both
        if converted != composed and _is_vietnamese(converted)
    ]


def _sure(found: Converted, text: str, legacy: Legacy) -> Converted:
    """The reading, certain where no letter can have been lost on the way."""
    kept = legacy.keeps_soft_hyphens or SOFT_HYPHEN in text
    dropped = _DROPPED.search(from_tcvn3(unicodedata.normalize("NFC", text))) is not None
    lost = dropped or any(may_have_lost_a_letter(word) for word in _WORD.findall(found.text))
    return Converted(found.text, found.encoding, found.encoding == "VNI" or kept or not lost)


def _is_vietnamese(text: str) -> bool:
    """True where every word with a letter that English lacks is a syllable, and one has two."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    well = all(is_syllable(word) or is_abbreviation(word) for word in words)
    return well and not _STRANGE.search(text) and any(len(word) > 1 for word in words)

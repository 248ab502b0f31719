"""One way of writing what offices write in many: letters, spaces, marks, and a key to compare by.

`clean` changes only what nobody sees: composed letters, plain spaces, nothing invisible. `key`
is for comparing names: two spellings of one name have one key, and two names never do, because
accents are kept.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from data.intake.office.reading import EMPTY, Reading
from data.intake.sheets import Cell

# Marks without a shape: zero-width spaces and joiners, soft hyphen, byte order mark, directions.
_INVISIBLE_RANGES = ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070))
_INVISIBLE: dict[int, str | None] = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x180E,
        0xFEFF,
        *(code for first, end in _INVISIBLE_RANGES for code in range(first, end)),
    ]
)
_SPACES: dict[int, str | None] = dict.fromkeys(
    [0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09, 0x0B, 0x0C], " "
)
_LINES: dict[int, str | None] = dict.fromkeys([0x0D, 0x85, 0x2028, 0x2029], "\n")
_PLAIN = _INVISIBLE | _SPACES | _LINES
# Most texts have nothing to change, and are seen to have nothing at a glance.
_ODD = re.compile(f"[{''.join(map(chr, _PLAIN))}]| [ \n]|\n ")

# Cyrillic and Greek letters, and Đ of other alphabets, that look like the letters meant.
_LOOKS_LIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁһոΑΒΕΖΗΙΚΜΝΟΡΤΥΧονÐƉðɖ",
    "ABESIJKMHOPCTYXaeopcyxijsdhnABEZHIKMNOPTYXovĐĐđđ",
)
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_MARKED = re.compile(f"[^\\W\\d_{_TONES}][\\w{_TONES}\u0302\u0306\u031b]*")
_Y_AS_I = re.compile(r"\b(qu|[bcdđghklmnpqrstvx]*)y\b|(?<=\bqu)y")
_NO_LETTER = re.compile(r"[^\w\u0300-\u036f]+")

# Keys are asked for again and again while a file is read; a file has fewer texts than this.
LONGEST_KEY = 300


def clean(text: str) -> str:
    """The text as a person sees it: composed letters, single plain spaces, nothing invisible.

    Line breaks stay, for they may part several names.

    Example:
        >>> clean("  Mường\\u00a0 La\\u200b ")
        'Mường La'
    """
    if not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return text.strip()
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_PLAIN))
    lines = [re.sub(" {2,}", " ", line).strip() for line in plain.split("\n")]
    return "\n".join(lines).strip()


def with_latin_letters(text: str) -> str:
    """The text with letters of other alphabets replaced by the Latin ones they look like.

    Example:
        >>> with_latin_letters("Мường Ðông")  # a Cyrillic М, an Icelandic Ð
        'Mường Đông'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.translate(_LOOKS_LIKE).translate(_FULL_WIDTH))


def key(text: str) -> str:
    """What two spellings of one name have in common; accents are kept, so that names stay apart.

    Case, spaces, dashes and points, where the tone stands (hòa, hoà), i for y (Qui, Quy), "&"
    for "và", letters of other alphabets, and NFD make no difference.

    Example:
        >>> key("Xã  LIÊN HOÀ") == key("xã Liên Hòa"), key("Mường Sại") == key("Mường Sai")
        (True, False)
    """
    return _key(text[:LONGEST_KEY])


@lru_cache(20_000)
def _key(text: str) -> str:
    latin = with_latin_letters(clean(text)).casefold().replace("&", " và ")
    parted = unicodedata.normalize("NFD", latin).replace("\u0110", "đ")
    toned = _MARKED.sub(_tone_last, parted)
    return _NO_LETTER.sub(" ", _Y_AS_I.sub(_i_for_y, _DASHES.sub(" ", toned))).strip()


def _tone_last(word: re.Match[str]) -> str:
    """The syllable without its tone, and the tone after it: where it stood is a habit."""
    letters = word.group()
    return _TONE.sub("", letters) + "".join(sorted(_TONE.findall(letters)))


def _i_for_y(found: re.Match[str]) -> str:
    return f"{found.group(1) or ''}i"


def written(value: Cell) -> str:
    """A cell of any kind as the text that a person sees in it, not yet cleaned.

    Example:
        >>> written(2523.0), written(True), written(date(2013, 10, 28))
        ('2523', 'Có', '28/10/2013')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        # A workbook can smuggle in halves of letters, which no encoding takes.
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value) if isinstance(value, int) else _day_or_clock(value)


def _day_or_clock(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        day = f"{value:%d/%m/%Y}"
        return day if value.time() == time() else f"{day} {value:%H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    # The number 0 under the look of a day is read as midnight.
    return "00/01/1900" if value == time() else str(value)


def read_plain(value: Cell) -> Reading:
    """A cell of free text: what stands in it, without what nobody sees.

    Example:
        >>> read_plain("Làm đường\\u00a0bản").text
        'Làm đường bản'
    """
    text = clean(written(value))
    return Reading(text) if text else EMPTY


def read_identifier(value: Cell) -> Reading:
    """A cell with the code of a row ("HD001"): no spaces around, Latin letters, one line.

    Example:
        >>> read_identifier(" НD001 ")  # a Cyrillic Н
        Reading(text='HD001', code='', severity='error', details=mappingproxy({}), shown='HD001')
    """
    seen = clean(written(value))
    text = " ".join(with_latin_letters(seen).split())
    return Reading(text, shown=text if text != seen else "") if text else EMPTY

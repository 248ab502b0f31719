"""Numbers, money, shares and dates as people of each language write them.

Formatting is done here, not by the browser: the browser's locale is not the page's language.
"""

from __future__ import annotations

import math
import unicodedata

import pandas as pd

from data.words import Lang, translate

# Vietnamese alphabetical order: letters first, then the five tones of the same letter.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_MILLION_PER_BILLION = 1000


def is_missing(value: object) -> bool:
    """True for None, NaN, NaT and NA: a value that was not recorded."""
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def number(value: float | None, lang: Lang, decimals: int = 0) -> str:
    """A number with the separators of the language; missing is a dash, never zero.

    Example:
        >>> number(1234567.84, "vi", 1), number(1234567.84, "en", 1), number(None, "vi")
        ('1.234.567,8', '1,234,567.8', '–')
    """
    if value is None or is_missing(value) or math.isinf(value):
        return "–"
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def quantity(value: float | None, lang: Lang) -> str:
    """A quantity with as many decimals as it needs, two at the most.

    Example:
        >>> quantity(3.0, "vi"), quantity(0.25, "vi"), quantity(1.504, "en")
        ('3', '0,25', '1.5')
    """
    if value is None or is_missing(value):
        return "–"
    for decimals in (0, 1):
        if math.isclose(value, round(value, decimals), abs_tol=0.005):
            return number(value, lang, decimals)
    return number(value, lang, 2)


def decimals(values: pd.Series) -> int:
    """As many decimals as the cells of one column need, two at the most: they line up.

    Example:
        >>> decimals(pd.Series([3.0, 0.5, None])), decimals(pd.Series([3.0, 0.25]))
        (1, 2)
    """
    present = values.dropna().astype("float64")
    present = present[~present.isin([math.inf, -math.inf])]
    for places in (0, 1):
        if ((present - present.round(places)).abs() < 0.005).all():  # as in `quantity`
            return places
    return 2


def money(million: float | None, lang: Lang) -> str:
    """Money in triệu or tỷ đồng, whichever reads shorter.

    Args:
        million: million đồng; missing is a dash.

    Example:
        >>> money(12345.6, "vi"), money(12.34, "vi"), money(0, "en")
        ('12,3 tỷ đồng', '12,3 triệu đồng', '0 million VND')
    """
    if million is None or is_missing(million):
        return "–"
    billions = abs(million) >= _MILLION_PER_BILLION
    scaled = million / _MILLION_PER_BILLION if billions else million
    decimals = 0 if scaled == 0 or abs(scaled) >= 100 else 1
    unit = translate(lang, "units.billion_vnd" if billions else "units.million_vnd")
    return f"{number(scaled, lang, decimals)} {unit}"


def share(value: float | None, lang: Lang, decimals: int = 0) -> str:
    """A share from 0 to 1 as a percentage.

    Example:
        >>> share(0.123, "vi", 1), share(float("nan"), "en")
        ('12,3%', '–')
    """
    if value is None or is_missing(value):
        return "–"
    return f"{number(value * 100, lang, decimals)}%"


def date(value: object, lang: Lang) -> str:
    """A day as dd/mm/yyyy in Vietnamese and 1 Jan 2016 in English.

    Example:
        >>> date(pd.Timestamp(2016, 2, 9), "vi"), date(pd.Timestamp(2016, 2, 9), "en")
        ('09/02/2016', '9 Feb 2016')
    """
    if is_missing(value):
        return "–"
    day = pd.Timestamp(value)  # type: ignore[arg-type]
    if lang == "vi":
        return day.strftime("%d/%m/%Y")
    return f"{day.day} {day.strftime('%b %Y')}"


def alphabetical(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sort key of the Vietnamese alphabet: a ă â b c d đ …, the tone only where letters tie.

    Example:
        >>> sorted(["Đức", "Dung", "Ân", "An", "Ăn", "Ấn"], key=alphabetical)
        ['An', 'Ăn', 'Ân', 'Ấn', 'Dung', 'Đức']
    """
    letters: list[int] = []
    tones: list[int] = []
    for letter in unicodedata.normalize("NFD", text.casefold()):
        if letter in _TONES:
            tones[-1:] = [_TONES[letter]]
        elif unicodedata.combining(letter) and letters:
            whole = unicodedata.normalize("NFC", chr(letters.pop()) + letter)
            letters.append(ord(whole[0]))
        else:
            letters.append(ord(letter))
            tones.append(0)
    return tuple(_place(chr(code)) for code in letters), tuple(tones)


def _place(letter: str) -> int:
    index = _ALPHABET.find(letter)
    return index + 200 if index >= 0 else ord(letter) % 200

"""Units of money and quantity: in the title, in the column's head, or in the cell itself.

Money becomes million đồng, exactly. A bare number needs a unit from its head or the title above
it: without one it is a problem, for the four units in use lie a million times apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache

from data import problems
from data.intake.office.legacy import in_unicode
from data.intake.office.numbers import LONGEST_NUMBER, for_people, plain, read_number
from data.intake.office.reading import EMPTY, Reading, doubtful, wrong
from data.intake.office.text import clean, key, with_latin_letters, written
from data.intake.sheets import Cell
from data.schema import support_types

_KEPT = 20_000
_LONGEST_HEAD = 300


class MoneyUnit(Enum):
    """A unit of money, and what one of it is in million đồng."""

    DONG = "đồng", Decimal("0.000001")
    THOUSAND = "nghìn đồng", Decimal("0.001")
    MILLION = "triệu đồng", Decimal(1)
    BILLION = "tỷ đồng", Decimal(1000)

    @property
    def words(self) -> str:
        """How a person writes it."""
        return str(self.value[0])

    @property
    def in_million(self) -> Decimal:
        """One of this unit, in million đồng."""
        return Decimal(self.value[1])


_DONG = "(?:đồng|đ|vnđ|vnd|₫)"
_UNITS = {
    MoneyUnit.BILLION: f"t[ỷỉ](?: ?{_DONG})?",
    MoneyUnit.MILLION: rf"(?:1\.000\.000|triệu|tr)\.?(?: ?{_DONG})?",
    MoneyUnit.THOUSAND: rf"(?:(?:1\.000|1000|nghìn|ngàn|ng|k)\.?(?: ?{_DONG})|nghìn|ngàn)",
    MoneyUnit.DONG: _DONG,
}
_WHOLE = {unit: re.compile(rf"\(?(?:{words})\.?\)?") for unit, words in _UNITS.items()}
# "1.000 tỷ" is not a thousand, and "10 triệu đồng" or "trăm triệu đồng" is no unit at all.
_MORE = "t[ỷỉ]|triệu|tr|nghìn|ngàn|đồng|đ(?!\\w)"
_AMOUNT_BEFORE = re.compile(r"(?:[0-9.,]|trăm|chục|mươi|vạn|nghìn|ngàn|triệu|hàng|vài|nửa) ?$")
# In a head or title a unit stands in brackets, after "ĐVT:", or is spelt out with its đồng.
_ANNOUNCED = {
    unit: re.compile(
        rf"[(\[]\s*(?:(?:đvt|đơn vị(?: tính)?)\s*:?\s*)?(?:{words})\.?\s*[)\]]"
        rf"|(?:đvt|đơn vị(?: tính)?)\s*[:.]?\s*(?:{words})(?!\w|[.,]?[0-9]|\.? ?(?:{_MORE}))"
        rf"|[,;/–-]\s*(?:{words})\.?\s*$"
    )
    for unit, words in _UNITS.items()
}
_SPELT_OUT = {
    MoneyUnit.BILLION: re.compile(r"(?<!\w)t[ỷỉ] ?(?:đồng|vnđ|đ)(?!\w)"),
    MoneyUnit.MILLION: re.compile(r"(?<!\w)(?:triệu|tr\.?) ?(?:đồng|vnđ|đ)(?!\w)"),
    MoneyUnit.THOUSAND: re.compile(r"(?<!\w)(?:nghìn|ngàn|1\.000|1000) ?(?:đồng|vnđ|đ)(?!\w)"),
}
# A head speaks of a unit that is none of the four: no title helps then.
_OTHER_MONEY = re.compile(
    r"[(\[][^)\]]*(?:đồng|\b(?:dong|vnđ|vnd|triệu|trieu|nghìn|nghin|ngàn|tỷ|tỉ)\b|000)[^)\]]*[)\]]"
    r"|\b(?:usd|đô la|đôla|eur|kíp|kip|nhân dân tệ|cny)\b|[$€¥]"
)
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_ANNOUNCEMENT = re.compile(r"^(?:đvt|đơn vị(?: tính)?|tính bằng)\s*:?\s*")
_MANY = re.compile(r"(?:nghìn|ngàn|trăm|chục|triệu|vạn|x ?10+|10+|1\.000)\b")
_MORE_UNITS: tuple[str, ...] = (
    "m",
    "mét",
    "m2",
    "m²",
    "m3",
    "m³",
    "km2",
    "km²",
    "tạ",
    "yến",
    "gam",
    "g",
    "lít",
)
_MORE_UNITS += ("người", "khẩu", "nhân khẩu", "lượt", "lượt hộ", "công", "ngày công", "cái", "sào")
_NUMBER_AND_UNIT = re.compile(r"([-+−–]?[0-9][0-9., ]*?) ?([^\W\d].*|₫)")
_PART = re.compile(r"([0-9][0-9.,]*) ?(t[ỷỉ]|triệu|tr|nghìn|ngàn)(?: ?đồng| ?đ)?")


@dataclass(frozen=True)
class ColumnUnit:
    """The unit of a column of money, and what is to be said about it."""

    unit: MoneyUnit | None
    reading: Reading


def money_unit(text: str) -> MoneyUnit | None:
    """The unit that a title, a head or a unit cell announces; None for none, and for several.

    An amount ("15 tỷ đồng") announces nothing.

    Example:
        >>> money_unit("ĐVT: triệu đồng").words, money_unit("Kinh phí (1000đ)").words
        ('triệu đồng', 'nghìn đồng')
        >>> money_unit("Cộng đồng giám sát") is money_unit("Hỗ trợ 15 tỷ đồng") is None
        True
    """
    units = money_units(text)
    return units[0] if len(units) == 1 else None


@lru_cache(_KEPT)
def money_units(text: str) -> tuple[MoneyUnit, ...]:
    """Every unit that a text announces, the largest first.

    Example:
        >>> [unit.words for unit in money_units("ĐVT: triệu đồng, riêng cột 5: nghìn đồng")]
        ['triệu đồng', 'nghìn đồng']
    """
    seen = _plain(text[:_LONGEST_HEAD])
    whole = next((unit for unit, shape in _WHOLE.items() if shape.fullmatch(seen)), None)
    if whole is not None:
        return (whole,)
    return tuple(unit for unit in _UNITS if _ANNOUNCED[unit].search(seen) or _says(unit, seen))


def _says(unit: MoneyUnit, text: str) -> bool:
    """True where a unit is spelt out, and not as the unit of an amount."""
    shape = _SPELT_OUT.get(unit)
    found = shape.finditer(text) if shape else ()
    return any(not _AMOUNT_BEFORE.search(text[: each.start()]) for each in found)


def column_unit(head: str, *titles: str) -> ColumnUnit:
    """The unit of a column: what its head says, else what the titles above the table say.

    Where both speak and differ the head is nearer to the cells and is followed; the reading is
    then a warning. Titles that name several units say nothing of a column that names none,
    and no title helps a head that names two, or one that is none of ours (USD).

    Example:
        >>> column_unit("Kinh phí", "ĐVT: nghìn đồng").unit.words
        'nghìn đồng'
        >>> column_unit("Kinh phí (triệu đồng)", "ĐVT: đồng").reading.code
        'LECH_DON_VI_TIEN'
    """
    of_head = money_unit(head)
    of_titles = list(dict.fromkeys(unit for title in titles for unit in money_units(title)))
    if of_head is None:
        speaks = money_units(head) or _OTHER_MONEY.search(_plain(head[:_LONGEST_HEAD]))
        alone = len(of_titles) == 1 and not speaks
        return ColumnUnit(of_titles[0] if alone else None, EMPTY)
    if of_titles in ([], [of_head]):
        return ColumnUnit(of_head, EMPTY)
    said = ", ".join(unit.words for unit in of_titles)
    differ = doubtful(of_head.words, problems.MONEY_UNITS_DIFFER, head=of_head.words, title=said)
    return ColumnUnit(of_head, differ)


def read_money(value: Cell, unit: MoneyUnit | None) -> Reading:
    """An amount in million đồng; a unit in the cell wins over that of the column.

    Args:
        value: the cell.
        unit: of the column; None when neither head nor title says it.

    Example:
        >>> read_money("1,5 tỷ đồng", MoneyUnit.MILLION).shown
        '1500 triệu đồng'
        >>> read_money(12_500_000.0, MoneyUnit.DONG).text, read_money("12", None).code
        ('12.5', 'THIEU_DON_VI_TIEN')
    """
    if isinstance(value, str):
        return _read_text(value, unit) if len(value) <= LONGEST_NUMBER else read_number(value)
    return _in_unit(read_number(value), unit)


@lru_cache(_KEPT)
def _read_text(text: str, unit: MoneyUnit | None) -> Reading:
    seen = _plain(text)
    parts = _NUMBER_AND_UNIT.fullmatch(seen)
    if parts is None:
        return _in_unit(read_number(text), unit)
    own = next((each for each, shape in _WHOLE.items() if shape.fullmatch(parts[2])), None)
    if own is None:
        return _of_parts(seen) or wrong(problems.NOT_A_NUMBER)
    found = _in_unit(read_number(parts[1]), own)
    return Reading(found.text, shown=_shown(found.text)) if found.text else found


def _of_parts(text: str) -> Reading | None:
    """An amount of two parts ("1 tỷ 200 triệu"), each smaller than the one before."""
    parts = [(found[1], money_unit(found[2])) for found in _PART.finditer(text)]
    if len(parts) < 2 or _PART.sub("", text).strip():
        return None
    sizes = [unit.in_million for _, unit in parts if unit]
    amounts = [read_number(number).text for number, _ in parts]
    if sorted(set(sizes), reverse=True) != sizes or len(sizes) != len(parts) or not all(amounts):
        return None
    total = plain(sum((Decimal(n) * u for n, u in zip(amounts, sizes, strict=True)), Decimal(0)))
    return Reading(total, shown=_shown(total))


def _in_unit(number: Reading, unit: MoneyUnit | None) -> Reading:
    if not number.text:
        return number
    if unit is None:  # nothing is nothing in any unit
        return number if number.text == "0" else wrong(problems.NO_MONEY_UNIT)
    if unit is MoneyUnit.MILLION:
        return number
    text = plain(Decimal(number.text) * unit.in_million)
    return Reading(text, shown=_shown(text))


def _shown(text: str) -> str:
    return f"{for_people(text)} {MoneyUnit.MILLION.words}"


def read_quantity(value: Cell, unit: str = "") -> Reading:
    """A quantity, with or without its unit written behind it.

    Args:
        value: the cell.
        unit: in which the row counts ("km"); "" when it does not say.

    Example:
        >>> read_quantity("3,5 km", "km").text, read_quantity("3,5 km", "ha").code
        ('3.5', 'DON_VI_LA')
    """
    if not isinstance(value, str) or len(value) > LONGEST_NUMBER:
        return read_number(value)
    return _read_quantity(value, unit)


@lru_cache(_KEPT)
def _read_quantity(text: str, unit: str) -> Reading:
    parts = _NUMBER_AND_UNIT.fullmatch(_plain(text))
    number = read_number(parts[1] if parts else text)
    if parts is None or not number.text:
        return number
    if not unit:
        return wrong(problems.NOT_A_NUMBER)
    if key(parts[2]) != key(unit):
        return wrong(problems.OTHER_UNIT, unit=parts[2], expected=unit)
    return Reading(number.text, shown=f"{for_people(number.text)} {unit}")


@lru_cache(_KEPT)
def quantity_unit(head: str) -> str:
    """The unit of a quantity in the brackets of a head; "" for none, and for a mere remark.

    Example:
        >>> quantity_unit("Khối lượng (nghìn cây)"), quantity_unit("Khối lượng (lũy kế)")
        ('nghìn cây', '')
    """
    for found in _IN_BRACKETS.findall(_plain(head[:_LONGEST_HEAD])):
        unit = _ANNOUNCEMENT.sub("", found).strip()
        if is_multiple(unit) or key(unit) in _quantity_units():
            return unit
    return ""


def is_multiple(unit: str) -> bool:
    """True for a unit that counts other things than ones: thousands, hundredths.

    Example:
        >>> is_multiple("nghìn cây"), is_multiple("%"), is_multiple("cây")
        (True, True, False)
    """
    return bool(_MANY.match(unit)) or unit.startswith("%")


@cache
def _quantity_units() -> frozenset[str]:
    types = support_types()
    listed = (str(unit) for column in ("unit_vi", "unit_en") for unit in types[column])
    return frozenset(map(key, (*listed, *_MORE_UNITS)))


def _plain(text: str) -> str:
    seen = with_latin_letters(clean(in_unicode(written(text))))
    return " ".join(seen.casefold().split())

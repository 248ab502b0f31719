"""Codes of the record's lists, from the words that people choose them by.

A list is short and closed, so accents may be missing: "kinh te" is the economy. What is in no
list is a problem with the nearest words, never the nearest code.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from data import problems
from data.intake.office.legacy import in_unicode
from data.intake.office.reading import EMPTY, NOTHING, Reading, left_empty, wrong
from data.intake.office.text import clean, key, written
from data.intake.sheets import Cell
from data.schema import support_types
from data.words import LANGUAGES, has, translate
from geo.gazetteer import fold

_KEPT = 20_000
_LONGEST = 300
_MOST_NAMED = 3

# The list of words of a column, where it is not called like the column.
_LISTS = {"field": "sector"}

# Other ways in which offices write a code; only those that can mean nothing else.
_ALSO: Mapping[str, Mapping[str, str]] = {
    "agency_group": {
        "sở, ngành": "department",
        "các sở, ban, ngành": "department",
        "mặt trận và đoàn thể": "front_and_mass_organisation",
        "mặt trận, đoàn thể": "front_and_mass_organisation",
        "mttq và đoàn thể": "front_and_mass_organisation",
        "mttq và các đoàn thể": "front_and_mass_organisation",
        "llvt": "armed_forces",
        "cơ quan đảng": "party_body",
        "khối đảng": "party_body",
        "công ty": "enterprise",
        "đơn vị sự nghiệp công lập": "public_service_unit",
    },
    "commune_confirmed": {
        "có": "yes",
        "đúng": "yes",
        "đã xác nhận": "yes",
        "không": "no",
        "một phần": "partly",
        "chưa hỏi": "",
    },
    "kind": {
        "đbkk": "especially_difficult",
        "xã đặc biệt khó khăn": "especially_difficult",
        "khu vực iii": "especially_difficult",
        "xã biên giới": "border",
        "xã có công": "meritorious",
    },
    "work_status": {
        "đang làm": "under_way",
        "đang triển khai": "under_way",
        "chưa khởi công": "planned",
        "đã đưa vào sử dụng": "in_use",
        "xong, chưa đưa vào sử dụng": "completed",
    },
    "build_kind": {
        "btxm": "concrete",
        "bê tông xi măng": "concrete",
        "đường bê tông": "concrete",
        "mặt đường bê tông": "concrete",
        "đường nhựa": "asphalt",
        "láng nhựa": "asphalt",
        "bê tông nhựa": "asphalt",
        "đường cấp phối": "gravel",
        "đá dăm": "gravel",
        "đất": "earth",
        "cầu": "bridge_culvert",
        "cầu treo": "bridge_culvert",
        "cống": "bridge_culvert",
        "ngầm": "bridge_culvert",
        "kênh kiên cố": "lined_canal",
        "kênh bê tông": "lined_canal",
        "mương bê tông": "lined_canal",
        "kênh đất": "earth_canal",
        "mương đất": "earth_canal",
        "phai": "weir",
        "đập": "weir",
        "đập dâng": "weir",
        "tự chảy": "piped_scheme",
        "nước tự chảy": "piped_scheme",
        "nước sinh hoạt tập trung": "piped_scheme",
        "bể": "water_tank",
        "téc": "water_tank",
        "bể nước": "water_tank",
        "téc nước": "water_tank",
        "giếng khoan": "well",
        "giếng đào": "well",
        "nvh xã": "commune_house",
        "nvh bản": "village_house",
    },
    "funding": {
        "ct 135": "programme_135",
        "135": "programme_135",
        "30a": "programme_30a",
        "ntm": "new_rural",
        "chương trình nông thôn mới": "new_rural",
        "dân đóng góp": "people",
        "nhân dân": "people",
        "khác": "other",
    },
    "sector": {"ntm": "new_rural", "cơ sở hạ tầng": "infrastructure"},
    "indicator": {"ntm": "new_rural_criteria_met", "hộ nghèo": "poor_households"},
}
_TRUE, _FALSE = ("yes", "có", "true", "x", "1", "✓", "✔", "☑"), ("no", "không", "false", "0", "☐")


def read_code(
    value: Cell, column: str, allowed: tuple[str, ...], *, search: bool = True
) -> Reading:
    """A code of a list, from the code itself or its word in either language.

    Args:
        value: the cell.
        column: of the schema ("sector", "support_type", "field").
        allowed: the codes of the list.
        search: False where the nearest words need not be looked for, which is slow.

    Example:
        >>> sectors = ("economy", "new_rural")
        >>> read_code("KINH TẾ", "sector", sectors).text, read_code("ntm", "sector", sectors).shown
        ('economy', 'Nông thôn mới')
        >>> read_code("kinh doanh", "sector", sectors).details["nearest"]
        'Kinh tế; Nông thôn mới'
    """
    text = clean(in_unicode(written(value)[:_LONGEST]))
    return left_empty(text) if text in NOTHING else _read(text, column, allowed, search)


@lru_cache(_KEPT)
def _read(text: str, column: str, allowed: tuple[str, ...], search: bool) -> Reading:
    meant = _meanings(column, allowed)
    asked = key(text)
    if asked in meant:
        code = meant[asked]
        return Reading(code, shown="" if _is_plain(text, code, column) else word(code, column))
    code = _without_accents(column, allowed).get(fold(asked), "")
    if code:
        return Reading(code, shown=word(code, column))
    return wrong(problems.UNKNOWN_CODE, nearest=_nearest(text if search else "", column, allowed))


def _is_plain(text: str, code: str, column: str) -> bool:
    """True where code or word stands there as the list has it, so that nothing need be shown."""
    return code in text or word(code, column).casefold() == text.casefold()


@cache
def _meanings(column: str, allowed: tuple[str, ...]) -> dict[str, str]:
    """The code by the key of everything that it is written as."""
    nothing = {key(word): "" for word in _words_of(f"{_list_of(column)}.empty")}
    known = {key(text): code for code in allowed for text in _writings(code, column)}
    return (
        nothing
        | known
        | {
            key(text): code
            for text, code in _ALSO.get(_list_of(column), {}).items()
            if code in allowed or not code
        }
    )


@cache
def _without_accents(column: str, allowed: tuple[str, ...]) -> dict[str, str]:
    """The code by accent-free text, where no two codes share it."""
    found: dict[str, set[str]] = {}
    for asked, code in _meanings(column, allowed).items():
        found.setdefault(fold(asked), set()).add(code)
    return {text: next(iter(codes)) for text, codes in found.items() if len(codes) == 1}


def _writings(code: str, column: str) -> Iterator[str]:
    yield code
    yield code.replace("_", " ")
    for name in _names(code, column):
        yield name
        yield f"{code} {name}"


def _names(code: str, column: str) -> Iterator[str]:
    """What the code is called; a type of help also with its unit, as the template lists it."""
    if column == "support_type":
        row = support_types().loc[code]
        for lang in LANGUAGES:
            yield str(row[f"name_{lang}"])
            yield f"{row[f'name_{lang}']} ({row[f'unit_{lang}']})"
        return
    yield from _words_of(f"{_list_of(column)}.{code}")


def _words_of(name: str) -> list[str]:
    return [translate(lang, name) for lang in LANGUAGES] if has(name) else []


def word(code: str, column: str) -> str:
    """What people call a code of a column."""
    return next(_names(code, column), code) if code else "∅"


def _list_of(column: str) -> str:
    return _LISTS.get(column, column)


def _nearest(text: str, column: str, allowed: tuple[str, ...]) -> str:
    """The words of the list that look most like a text, or else the first few."""
    words = {fold(word(code, column)): word(code, column) for code in allowed}
    alike = difflib.get_close_matches(fold(text[:100]), words, _MOST_NAMED)
    return "; ".join(words[each] for each in alike) or "; ".join(list(words.values())[:10]) or "–"


def read_boolean(value: Cell) -> Reading:
    """Yes or no; a cross or a tick is a yes, an empty cell is neither.

    Example:
        >>> read_boolean("Có").text, read_boolean("x").text, read_boolean(None).text
        ('yes', 'yes', '')
    """
    if isinstance(value, bool):
        return Reading("yes" if value else "no")
    text = clean(in_unicode(written(value)[:_LONGEST]))
    if text in NOTHING:
        return left_empty(text)
    asked = text.casefold()
    if asked in _TRUE or key(text) == key("có"):
        return Reading("yes", shown="" if asked in ("yes", "có") else "Có")
    if asked in _FALSE or key(text) == key("không"):
        return Reading("no", shown="" if asked in ("no", "không") else "Không")
    return wrong(problems.UNKNOWN_CODE, nearest="Có; Không") if text else EMPTY

"""The names by which offices call sheets and columns, and how a written one is compared.

The words of the template come from the dictionary, in both languages; beside them stand the
names that offices use for the same thing. Accents, case, spaces and marks make no difference
here: no two heads of one table are that much alike, and a test says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from data.exchange.marks import is_reasons_head, is_result_sheet
from data.intake.office.legacy import in_unicode
from data.intake.office.text import clean, with_latin_letters
from data.schema import TABLES
from data.words import LANGUAGES, translate
from data.words.heads import head
from geo.spelling import fold

# Columns that are known and are none of the schema's: they help to read the others, or nothing.
DISTRICT, COMMUNE_NAME, AGENCY_NAME = "district_name", "commune_name", "agency_name"
ROW_NUMBER, REMARK = "number", "remark"

# Words of the dictionary that name a table.
_FAMILIES = ("sheet", "table")

_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_NO_LETTER = re.compile(r"[^a-z0-9%]+")
_LONGEST_HEAD = 200

# How offices call a column, folded: of any table, and of one table alone.
_ALSO: dict[str, tuple[str, ...]] = {
    "decision": ("so quyet dinh",),
    "description": ("noi dung ho tro", "noi dung hoat dong", "noi dung thuc hien"),
    "sector": ("linh vuc ho tro",),
    "support_type": ("hinh thuc", "loai ho tro"),
    "activity_date": ("thoi gian thuc hien",),
    "planned_date": ("thoi gian du kien",),
    "households_reached": ("so luot ho", "luot ho"),
    "households_served": ("ho huong loi",),
    "unit": ("dvt",),
    "work_name": ("ten cong trinh",),
    "work_status": ("tinh trang cong trinh",),
    "build_kind": (
        *("loai mat duong", "mat duong", "ket cau mat duong", "ket cau", "loai ket cau"),
        *("ket cau cong trinh", "surface", "kind of build"),
    ),
    "quantity": ("quy mo",),
}
_AGENCY_COLUMNS: tuple[str, ...] = (
    "co quan",
    "ten co quan",
    "co quan don vi",
    "co quan ho tro",
    "don vi ho tro",
)
_AGENCY_COLUMNS += ("co quan phu trach", "don vi phu trach", "co quan giup do", "don vi giup do")
_COMMUNE_COLUMNS = ("xa", "ten xa", "xa phuong thi tran", "commune", "ten xa phuong thi tran")
_DISTRICT_COLUMNS = ("huyen", "ten huyen", "huyen thanh pho", "district", "huyen thi")
_NUMBER_COLUMNS = ("tt", "stt", "so tt", "so thu tu", "no")
_REMARK_COLUMNS = ("ghi chu", "remarks", "remark", "note", "notes")

_ALSO_SHEETS: dict[str, tuple[str, ...]] = {
    "agencies": ("danhsachcoquan",),
    "assignments": ("phancongphutrach",),
    "works": ("danhsachcongtrinh",),
    "work_contributions": ("nguonvoncongtrinh", "kinhphicongtrinh"),
    "indicators": ("chisoxa",),
    "commune_kinds": ("phanloaixa",),
}


def head_key(text: str) -> str:
    """A head as it is compared: folded, without the star of required columns and other marks.

    Example:
        >>> head_key("Mã  xã *"), head_key("TIỀN MẶT (triệu đồng)")
        ('ma xa', 'tien mat trieu dong')
    """
    seen = with_latin_letters(clean(text[:_LONGEST_HEAD]))
    return _NO_LETTER.sub(" ", fold(seen)).strip()


def head_keys(text: str) -> list[str]:
    """The keys to look a head up by: as it is, then without what stands in brackets.

    Example:
        >>> head_keys("Tiền mặt (nghìn đồng)")
        ['tien mat nghin dong', 'tien mat']
    """
    start = text[: 2 * _LONGEST_HEAD]  # brackets in it count for nothing
    keys = [head_key(text), head_key(_IN_BRACKETS.sub(" ", start))]
    return list(dict.fromkeys(key for key in keys if key))


def sheet_key(name: str) -> str:
    """The name of a sheet as it is compared: letters and digits alone.

    Example:
        >>> sheet_key("Hoạt động"), sheet_key("HOAT_DONG"), sheet_key("HoatDong.csv")
        ('hoatdong', 'hoatdong', 'hoatdong')
    """
    return head_key(name.removesuffix(".csv")).replace(" ", "")


@cache
def sheet_names() -> Mapping[str, str]:
    """Every name that a sheet of a table may have, compared as `sheet_key` does -> the table."""
    names: dict[str, str] = {}
    for table in TABLES:
        words = [translate(lang, f"{family}.{table}") for lang in LANGUAGES for family in _FAMILIES]
        for name in (table, *words, *_ALSO_SHEETS.get(table, ())):
            names.setdefault(sheet_key(name), table)
    return names


def is_no_table(name: str) -> bool:
    """True for the sheets of guidance, lists and results, which hold no records.

    Example:
        >>> is_no_table("Danh mục"), is_no_table("HoatDong")
        (True, False)
    """
    return sheet_key(name) in _other_sheets() or is_result_sheet(name)


@cache
def _other_sheets() -> frozenset[str]:
    names = [translate(lang, f"sheet.{name}") for lang in LANGUAGES for name in ("guide", "lists")]
    return frozenset(sheet_key(name) for name in names)


@cache
def column_names(table: str) -> Mapping[str, str]:
    """Every head that a column of a table may have, compared as `head_key` does -> the column.

    Where the template's own head of one column is another's everyday name, the template's wins.
    """
    names: dict[str, str] = {}
    columns = TABLES[table].columns
    for column in columns:
        for text in (*(head(column.name, lang) for lang in LANGUAGES), column.name):
            names.setdefault(head_key(text), column.name)
    for column in columns:
        for text in (head(column.name, lang) for lang in LANGUAGES):
            names.setdefault(head_key(_IN_BRACKETS.sub(" ", text)), column.name)
        for key in (*_ALSO.get(column.name, ()), *_everyday(table, column.name)):
            names.setdefault(key, column.name)
    return names


def _everyday(table: str, column: str) -> tuple[str, ...]:
    if column == "agency_name" and table == "agencies":
        return _AGENCY_COLUMNS
    return ()


@cache
def helper_names(table: str) -> Mapping[str, str]:
    """Heads that are known beside the schema's: names of places and bodies, numbers, remarks."""
    helpers = dict.fromkeys(_NUMBER_COLUMNS, ROW_NUMBER) | dict.fromkeys(_REMARK_COLUMNS, REMARK)
    names = TABLES[table].column_names
    if "commune_code" in names:
        helpers |= dict.fromkeys(_COMMUNE_COLUMNS, COMMUNE_NAME)
        helpers |= dict.fromkeys(_DISTRICT_COLUMNS, DISTRICT)
    if "agency_code" in names and table != "agencies":
        helpers |= dict.fromkeys(_AGENCY_COLUMNS, AGENCY_NAME)
    return {key: helper for key, helper in helpers.items() if key not in column_names(table)}


@lru_cache(maxsize=20_000)
def column_of(table: str, text: str) -> str:
    """The column or helper that a head names for certain; "" when it names none.

    Example:
        >>> column_of("activities", "NGÀY THỰC HIỆN"), column_of("activities", "Huyện")
        ('activity_date', 'district_name')
    """
    for key in [*head_keys(text), *head_keys(in_unicode(text))]:
        for names in (column_names(table), helper_names(table)):
            if key in names:
                return names[key]
    return REMARK if is_reasons_head(text) else ""

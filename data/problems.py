"""What is wrong, as data: a stable code, the place, the value; the words come from the catalogue.

The codes are Vietnamese, as the people who get the report read them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from data.schema import TABLES
from data.words import Lang, translate

Severity = Literal["error", "warning", "information"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information")

# The file or folder as a whole.
NOT_DATA = "KHONG_PHAI_TEP_DU_LIEU"
EMPTY_FILE = "TEP_RONG"
FILE_TOO_LARGE = "TEP_QUA_LON"
FILE_CUT_OFF = "TEP_BI_CAT"
IS_PDF = "TEP_PDF"
IS_PICTURE = "TEP_ANH"
IS_WORD = "TEP_WORD"
IS_TEXT = "TEP_VAN_BAN"
IS_HTML = "TEP_TRANG_WEB"
IS_PACKED = "TEP_NEN"
OF_AN_OPEN_FILE = "TEP_TAM_CUA_EXCEL"
OLD_EXCEL = "TEP_EXCEL_CU"
OTHER_KIND = "TEP_LOAI_KHAC"
HAS_MACROS = "CO_MACRO"
HAS_PASSWORD = "CO_MAT_KHAU"
ZIP_BOMB = "NEN_QUA_MUC"
ZIP_IN_ZIP = "NEN_LONG_NHAU"
ZIP_PATH = "NEN_CO_DUONG_DAN"
ZIP_DOUBLED = "NEN_TRUNG_TEN"
XML_ENTITIES = "XML_CO_THUC_THE"
FAR_CELL = "O_QUA_XA"
TOO_HEAVY = "TEP_QUA_NANG"
READER_STOPPED = "BO_DOC_DUNG"
WORKBOOK_UNREADABLE = "TEP_EXCEL_KHONG_DOC_DUOC"
FILE_UNREADABLE = "TEP_KHONG_DOC_DUOC"
UNKNOWN_TABLE = "BANG_LA"
MISSING_TABLE = "THIEU_BANG"
HEAD_ONLY = "BANG_CHI_CO_DAU"
TABLE_LEFT_OUT = "BO_BANG"
NOT_UTF8 = "KHONG_PHAI_UTF8"
EMPTY_WORKBOOK = "SO_TINH_TRONG"
ONLY_HIDDEN_SHEETS = "CHI_CO_TRANG_TINH_AN"
HIDDEN_SHEET = "TRANG_TINH_AN"
EXTRA_SHEET = "TRANG_TINH_THUA"
ONE_TABLE_TWICE = "HAI_TRANG_TINH_MOT_BANG"
OLD_TEMPLATE = "BIEU_MAU_CU"
NOT_MARKED = "KHONG_DANH_DAU_DUOC"
# An office's own form.
FORM_UNKNOWN = "MAU_LA"
FORM_USED = "DOC_THEO_CACH_DOC"
FORM_DOES_NOT_FIT = "CACH_DOC_KHONG_KHOP"
FORM_COLUMN_NOT_CHOSEN = "CHUA_CHI_COT"
FORM_COLUMN_GONE = "CACH_DOC_MAT_COT"
FORM_VALUE_TO_SAY = "CAN_NHAP_LAI"
FORM_UNIT_DIFFERS = "DON_VI_KHAC_CACH_DOC"
FORMS_FIT = "NHIEU_CACH_DOC_HOP"
FORM_ON_MORE_SHEETS = "NHIEU_TRANG_TINH_CUNG_MAU"
# The head and the shape of rows.
NO_HEAD = "KHONG_CO_DONG_DAU"
WRONG_SEPARATOR = "SAI_DAU_PHAN_CACH"
MISSING_COLUMN = "THIEU_COT"
EXTRA_COLUMN = "THUA_COT"
DOUBLED_COLUMN = "TRUNG_COT"
RENAMED_COLUMN = "COT_DOI_TEN"
OPTIONAL_COLUMNS_MISSING = "THIEU_COT_TU_CHON"
HIDDEN_COLUMN = "COT_AN"
HIDDEN_ROWS = "DONG_AN"
STRUCK_ROWS = "DONG_GACH_NGANG"
VALUES_WITHOUT_HEAD = "COT_KHONG_TEN"
MERGED_CELLS = "O_GOP"
CHANGED_EXAMPLE = "VI_DU_DA_SUA"
RAGGED_ROW = "LECH_SO_O"
BROKEN_QUOTES = "DAU_NHAY_HONG"
# One cell.
CELL_TOO_LONG = "O_QUA_DAI"
FORMULA = "O_CONG_THUC"
FORMULA_WITHOUT_VALUE = "CONG_THUC_CHUA_TINH"
CELL_ERROR = "O_LOI_EXCEL"
CONTROL_CHARACTER = "KY_TU_DIEU_KHIEN"
EMPTY_CELL = "O_BAT_BUOC_TRONG"
UNKNOWN_CODE = "MA_LA"
LETTERS_LOST = "MAT_DAU_CHU"
LETTER_MAY_BE_LOST = "NGHI_MAT_DAU_CHU"
LETTERS_OF_OTHER_CODE_PAGE = "SAI_BANG_MA"
NOT_A_DATE = "KHONG_PHAI_NGAY"
EMPTY_DAY = "NGAY_TRONG_CUA_EXCEL"
NUMBER_BECAME_DAY = "SO_THANH_NGAY"
IMPOSSIBLE_DATE = "NGAY_KHONG_CO_THAT"
NOT_A_NUMBER = "KHONG_PHAI_SO"
AMBIGUOUS_NUMBER = "SO_HAI_NGHIA"
NEGATIVE = "SO_AM"
FRACTIONAL_COUNT = "SO_DEM_LE"
NOT_A_YEAR = "KHONG_PHAI_NAM"
OUT_OF_RANGE = "NGOAI_KHOANG"
SEEN_OTHERWISE = "HIEN_KHAC_LUU"
PARTED_TEXT = "SO_GACH_HAY_VIET_CAO"
# One cell of the office dialect.
PERIOD_NOT_DAY = "KY_KHONG_PHAI_NGAY"
DATE_AS_NUMBER = "NGAY_LA_SO"
TWO_DIGIT_YEAR = "NAM_HAI_CHU_SO"
DAY_AND_MONTH_SWAPPED = "NGAY_THANG_DAO"
MAYBE_SWAPPED = "NGAY_THANG_CO_THE_DAO"
DECIMAL_POINT = "DAU_CHAM_THAP_PHAN"
DAY_ORDER_TO_SAY = "THU_TU_NGAY_THANG"
NO_MONEY_UNIT = "THIEU_DON_VI_TIEN"
MONEY_UNITS_DIFFER = "LECH_DON_VI_TIEN"
OTHER_UNIT = "DON_VI_LA"
LEGACY_ENCODING = "BANG_MA_CU"
CONVERTED_ENCODING = "DA_CHUYEN_BANG_MA"
SEVERAL_NAMES = "NHIEU_TEN_MOT_O"
POINTS_ELSEWHERE = "CHI_SANG_O_KHAC"
PERSONAL_DATA = "DU_LIEU_CA_NHAN"
CHOOSE_COMMUNE = "XA_CAN_CHON"
COMMUNE_OF_2025 = "XA_SAU_2025"
CHOOSE_AGENCY = "CO_QUAN_CAN_CHON"
UNKNOWN_AGENCY = "CO_QUAN_LA"
CHOOSE_CODE = "MA_CAN_CHON"
CHOSEN_BEFORE = "TEN_DA_CHON"
# Between cells, rows and tables.
DUPLICATE_KEY = "TRUNG_KHOA"
SAME_ROW = "DONG_TRUNG"
MADE_IDS = "MA_TU_DAT"
KEY_TAKEN = "KHOA_CUA_DONG_KHAC"
MISSING_REFERENCE = "THAM_CHIEU_THIEU"
REFERENCE_TABLE_ABSENT = "THIEU_BANG_THAM_CHIEU"
UNKNOWN_COMMUNE = "XA_KHONG_CO"
LEADING_ZERO_EATEN = "MAT_SO_KHONG_DAU"
END_BEFORE_START = "KET_THUC_TRUOC_BAT_DAU"
UNIT_LEFT_OPEN = "DON_VI_BO_TRONG"
UNIT_OF_OTHER_HELP = "DON_VI_KHAC_HINH_THUC"
BUILD_OF_OTHER_WORK = "KET_CAU_KHAC_LOAI"
SAMPLE_ROW = "MINH_HOA_LAN_VAO"
# What may be true and is asked about.
OUTSIDE_PROGRAMME = "NGOAI_CHUONG_TRINH"
NO_DAY = "KHONG_CO_NGAY"
OUT_OF_PROPORTION = "GIA_TRI_LECH_KHOANG"
SAME_BODY = "HAI_MA_MOT_CO_QUAN"
OTHER_THAN_ITS_SHARE = "TY_LE_LECH"
TOO_MUCH_MONEY = "SO_TIEN_QUA_LON"
TOO_MANY_HOUSEHOLDS = "SO_HO_QUA_LON"
COORDINATES_SWAPPED = "KINH_VI_DO_DAO"
FAR_FROM_COMMUNE = "TOA_DO_NGOAI_XA"
FEWER_ROWS = "GIAM_SO_DONG"
NEVER_REPORTED = "CO_QUAN_CHUA_BAO_CAO"
NOTHING_REPORTED_OF = "XA_CHUA_CO_BAO_CAO"
SAME_FILE = "TEP_NHU_CU"
# The file's own sums, and rows that are not counted.
SUM_DIFFERS = "LECH_DONG_CONG"
SUM_OF_MONEY_DIFFERS = "LECH_DONG_CONG_TIEN"
SUM_AGREES = "DONG_CONG_KHOP"
ROW_IS_SUM = "DONG_CONG"
ROW_IS_EXAMPLE = "DONG_VI_DU"
ROW_IS_NOTE = "DONG_GHI_CHU"
ROW_OF_NUMBERS = "DONG_SO_COT"
LEFT_OUT_WITH_VALUES = "BO_DONG_CO_SO_LIEU"
# The store.
FILE_MISSING = "THIEU_TEP"
FILE_DAMAGED = "TEP_HONG"
MANIFEST_DAMAGED = "BAN_KE_HONG"
CURRENT_DAMAGED = "CON_TRO_HONG"
MANIFEST_OTHER = "BAN_KE_KHAC_NHAT_KY"
CURRENT_BEHIND = "CON_TRO_LUI"
VERSION_LOST = "MAT_PHIEN_BAN"
VERSION_GIVEN_UP = "BO_PHIEN_BAN_DA_MAT"
UNKNOWN_VERSION = "PHIEN_BAN_LA"
FILE_THERE = "TEP_DA_CO"
BACKUP_UNREADABLE = "BAN_SAO_LUU_HONG"
STORE_NOT_EMPTY = "KHO_KHONG_RONG"
STORE_EMPTY = "KHO_RONG"
STORE_DAMAGED = "KHO_HONG"
STORE_BUSY = "KHO_DANG_BAN"
DISK_FULL = "HET_CHO_DIA"
NOT_WRITABLE = "KHONG_GHI_DUOC"
FOLDER_NOT_EMPTY = "THU_MUC_KHONG_RONG"
TOO_LONG_FOR_A_SHEET = "BANG_QUA_DAI"
KEPT_DAMAGED = "TEP_GIU_LAI_HONG"
# What a file says it covers, and what was published meanwhile.
OUT_OF_SCOPE = "NGOAI_PHAM_VI"
SCOPE_TABLE_EMPTY = "BANG_THAY_THE_TRONG"
NOTHING_HANDED_IN = "KHONG_NOP_GI"
LIST_NOT_TAKEN = "DANH_MUC_KHONG_NHAN"
NOT_THERE_TO_CORRECT = "KHONG_CO_DE_SUA"
THERE_ALREADY = "DA_CO_MA_NAY"
STILL_REFERRED_TO = "CON_DUOC_THAM_CHIEU"
NOTHING_TO_ADD_TO = "CHUA_CO_BAN_DAY_DU"
UNKNOWN_AGENCY_OF_SCOPE = "CO_QUAN_NGOAI_DANH_SACH"
CHANGED_MEANWHILE = "DA_CO_PHIEN_BAN_KHAC"
# The audit log.
AUDIT_LINE_CHANGED = "NHAT_KY_BI_SUA"
AUDIT_CHAIN_BROKEN = "NHAT_KY_DUT_CHUOI"
AUDIT_CUT_OFF = "NHAT_KY_BI_CAT"
AUDIT_BEHIND = "NHAT_KY_THIEU_DONG"
AUDIT_TORN = "NHAT_KY_DONG_DO"
AUDIT_GONE = "NHAT_KY_MAT_HET"
AUDIT_OTHER_THAN_MANIFEST = "NHAT_KY_KHAC_BAN_KE"
AUDIT_HEAD_OTHER = "NHAT_KY_SAI_DAU_CUOI"

_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    `row` is the line of the file, or the row of the sheet, as a person sees it; `table` may be
    a file name when the file is no known table. Where the file has sheets, `sheet` and `cell`
    ("E17") say where it stands, and `head` how the column is called there. An error blocks; a
    warning needs a reason to go on; information needs nothing. All texts are safe to show: see
    `printable`.
    """

    code: str
    severity: Severity = "error"
    table: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str = ""
    cell: str = ""
    head: str = ""

    def place(self, lang: Lang) -> str:
        """Where it is, as far as it is known; empty when it is nowhere in particular."""
        return self._place_on_sheet(lang) if self.sheet else self._place_in_table(lang)

    def _place_on_sheet(self, lang: Lang) -> str:
        cell_or_row = ("cell", self.cell) if self.cell else ("row", self.row)
        known = dict([("sheet", self.sheet), cell_or_row])
        parts = [
            translate(lang, f"problem_place.{name}", value=value)
            for name, value in known.items()
            if value
        ]
        place = ", ".join(parts)
        if not self.head:
            return place
        head = translate(lang, "problem_place.column", value=self.head)
        return f"{place} ({head})"

    def _place_in_table(self, lang: Lang) -> str:
        known = {
            "table" if self.table in TABLES else "file": self.table,
            "row": self.row,
            "column": self.column,
        }
        parts = [
            translate(lang, f"problem_place.{name}", value=value)
            for name, value in known.items()
            if value
        ]
        return ", ".join(parts)

    def message(self, lang: Lang) -> str:
        """What is wrong, in a sentence."""
        return self._words(lang, "message")

    def fix(self, lang: Lang) -> str:
        """How to mend it."""
        return self._words(lang, "fix")

    def _words(self, lang: Lang, part: str) -> str:
        values: dict[str, Any] = {"value": self.value, **self.details}
        return translate(lang, f"problems.{self.code}.{part}", **values)


def problem(
    code: str,
    *,
    severity: Severity = "error",
    table: str = "",
    row: int | None = None,
    column: str = "",
    value: object = "",
    sheet: str = "",
    cell: str = "",
    head: str = "",
    **details: object,
) -> Problem:
    """Make a problem whose texts are safe to show on a terminal or a page."""
    shown = {name: printable(str(detail), longest=400) for name, detail in details.items()}
    return Problem(
        code,
        severity,
        printable(table),
        row,
        printable(column),
        printable(str(value)),
        shown,
        printable(sheet),
        printable(cell),
        printable(head),
    )


def printable(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """Make text from a file safe to show: no control character, nothing endless.

    Example:
        >>> printable("a\\x1b[31mb")
        'a�[31mb'
    """
    head = text[: longest + 1]
    if not head.isprintable():
        head = "".join(_visible(letter) for letter in head)
    return head if len(head) <= longest else head[:longest] + "…"


def _visible(letter: str) -> str:
    """The letter, a space for any white space, or a sign that stands for what has no shape."""
    if letter.isprintable():
        return letter
    is_space = letter in "\n\r\t" or (letter.isspace() and unicodedata.category(letter)[0] != "C")
    return " " if is_space else "\ufffd"

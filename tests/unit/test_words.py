"""Both languages say the same things, and numbers are written as each language writes them."""

from __future__ import annotations

from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from data import schema
from data.intake.office.left_out import Kind
from data.words import HERE, catalogue, formats, has
from pages.parts.language import TEXT, plain

FOLDERS = [HERE, TEXT]


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("folder", FOLDERS, ids=["data", "pages"])
def test_both_languages_have_the_same_keys(folder: Path) -> None:
    assert set(catalogue(folder, "vi")) == set(catalogue(folder, "en"))


@pytest.mark.parametrize("folder", FOLDERS, ids=["data", "pages"])
def test_both_languages_fill_in_the_same_values(folder: Path) -> None:
    vi, en = catalogue(folder, "vi"), catalogue(folder, "en")
    assert [key for key in vi if names_in(vi[key]) != names_in(en[key])] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=["data", "pages"])
def test_no_text_is_empty(folder: Path) -> None:
    for lang in ("vi", "en"):
        assert [key for key, text in catalogue(folder, lang).items() if not text.strip()] == []


def test_every_code_and_every_column_of_the_schema_has_words() -> None:
    families = {
        "sector": schema.SECTORS,
        "agency_group": schema.AGENCY_GROUPS,
        "kind": schema.COMMUNE_KINDS,
        "work_type": schema.WORK_TYPES,
        "build_kind": [build for builds in schema.BUILD_KINDS.values() for build in builds],
        "work_status": schema.WORK_STATUSES,
        "funding": schema.FUNDINGS,
        "indicator": schema.INDICATORS,
        "commune_confirmed": schema.CONFIRMATIONS,
        "location_precision": schema.LOCATION_PRECISIONS,
        "confidence": schema.CONFIDENCES,
        "status": schema.STATUSES,
        "table": tuple(schema.TABLES),
    }
    wanted = [f"{family}.{code}" for family, codes in families.items() for code in codes]
    wanted += [f"columns.{name}" for table in schema.TABLES.values() for name in table.column_names]
    assert [key for key in wanted if not has(key)] == []


def test_vietnamese_numbers_have_points_for_thousands_and_a_comma_for_decimals() -> None:
    assert formats.number(1234567.8, "vi", 1) == "1.234.567,8"
    assert formats.number(1234567.8, "en", 1) == "1,234,567.8"


def test_missing_is_a_dash_and_never_zero() -> None:
    assert formats.number(float("nan"), "vi") == "–"
    assert formats.money(None, "vi") == "–"
    assert formats.number(0, "vi") == "0"


def test_money_moves_from_million_to_billion_where_it_reads_shorter() -> None:
    assert formats.money(999, "vi") == "999 triệu đồng"
    assert formats.money(1500, "vi") == "1,5 tỷ đồng"


def test_text_from_a_file_is_inert_for_markdown() -> None:
    shown = plain("**x** [a](javascript:alert(1)) :red[y] <b>z</b> $1$")
    for sign in ("**", "[a](", ":red[", "<b>", "$1$"):
        assert sign not in shown


@pytest.mark.parametrize("text", ["https://evil.example/x", "WWW.evil.example", "an@so.vn"])
def test_an_address_from_a_file_is_shown_and_is_no_link(text: str) -> None:
    shown = plain(f"xem {text}")
    assert text not in shown.replace("\\", "")
    assert text in shown.replace("\\", "").replace("\u2060", "")


# Said in one way on every page: what stands on the left has another word beside it.
OTHER_WORDS = {
    "cam kết thực hiện đủ": "cam kết làm đủ",
    "hỗ trợ một hộ": "hỗ trợ bình quân một hộ",
    "công trình đã xong": "công trình đã xây dựng",
    "ghi nhận cuối": "hoạt động gần nhất",
    "lần ghi cuối": "hoạt động gần nhất",
    "sở trường": "lĩnh vực chuyên môn",
    "ở giữa khối": "mức trung vị",
}


def test_one_thing_has_one_word_in_vietnamese() -> None:
    for folder in FOLDERS:
        for key, text in catalogue(folder, "vi").items():
            if key.startswith("methods."):
                continue
            found = [other for other in OTHER_WORDS if other in text.lower()]
            assert not found, (key, found)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_reason_for_which_a_row_is_left_out_has_words(kind: str) -> None:
    assert has(f"left_out.{kind}")

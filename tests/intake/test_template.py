"""The template opens cleanly, says what it wants, and offers every code."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest

from data.exchange.template import TEMPLATE_VERSION, write_template
from data.exchange.template_lists import code_lists
from data.schema import TABLES
from data.words import translate
from data.words.heads import head
from geo.gazetteer import communes


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_template()


@pytest.fixture(scope="module")
def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def heads_of(book: openpyxl.Workbook, table: str) -> list[openpyxl.cell.Cell]:
    page = book[translate("vi", f"sheet.{table}")]
    return [cell for cell in page[2] if cell.value]


def test_every_part_of_the_file_is_well_formed_and_whole(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        assert members.testzip() is None
        for name in members.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(members.read(name))


def test_a_sheet_a_table_between_guide_and_lists(book: openpyxl.Workbook) -> None:
    names = ["Hướng dẫn", "CoQuan", "PhanCong", "HoatDong", "CongTrinh", "NguonVon", "ChiSo"]
    assert book.sheetnames == [*names, "LoaiXa", "Danh mục"]
    assert all(page.sheet_state == "visible" for page in book), "nothing is hidden from anyone"


def test_the_guide_has_ten_lines_and_the_version(book: openpyxl.Workbook) -> None:
    page = book["Hướng dẫn"]
    lines = [row[1] for row in page.iter_rows(values_only=True) if str(row[0]).endswith(".")]
    assert len(lines) == 10
    assert page["A2"].value == "Phiên bản biểu mẫu"
    assert page["B2"].value == TEMPLATE_VERSION
    assert book.custom_doc_props["template_version"].value == TEMPLATE_VERSION


@pytest.mark.parametrize("table", TABLES)
def test_every_head_has_a_note_and_required_ones_a_star(
    book: openpyxl.Workbook, table: str
) -> None:
    cells = heads_of(book, table)[1:-1]  # without the row's number and the remarks
    assert [cell.value.removesuffix(" *") for cell in cells] == [
        head(name, "vi") for name in TABLES[table].column_names
    ]
    for cell, column in zip(cells, TABLES[table].columns, strict=True):
        assert cell.value.endswith(" *") == column.required
        assert bool(cell.font.b) == column.required, "not by its star or its colour alone"
        said = "Bắt buộc" if column.required else "Không bắt buộc"
        assert said in cell.comment.text
        if column.unit == "million_vnd":
            assert "Đơn vị: triệu đồng" in cell.comment.text


def test_the_heads_of_a_sheet_are_unlike_each_other() -> None:
    for table in TABLES.values():
        for lang in ("vi", "en"):
            heads = [head(name, lang) for name in table.column_names]
            assert len(set(heads)) == len(heads), table.name


def test_coded_columns_are_chosen_from_a_list_that_has_every_code(
    book: openpyxl.Workbook,
) -> None:
    for table in TABLES.values():
        page = book[translate("vi", f"sheet.{table.name}")]
        rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
        chosen = {rule.formula1 for rule in rules.values() if rule.type == "list"}
        for column in table.columns:
            if column.allowed:
                assert {f"ds_{column.name}", "ds_sector"} & chosen, column.name
        assert {rule.formula1 for rule in rules.values() if rule.type == "list"} <= {
            name for name in book.defined_names
        }
    lists = code_lists("vi")
    assert list(lists["communes"].words) == list(communes().index)
    assert lists["communes"].words["04246"] == "04246 · Xã Mường Lạn · Huyện Sốp Cộp"
    assert lists["support_type"].words["KT04"] == "KT04 · Trồng cây phân tán (cây)"


def test_the_words_of_a_list_are_unlike_each_other() -> None:
    for lang in ("vi", "en"):
        for each in code_lists(lang).values():
            assert len(set(each.words.values())) == len(each.words), each.name


def test_each_sheet_has_one_row_and_it_is_marked_as_an_example(book: openpyxl.Workbook) -> None:
    for table in TABLES:
        page = book[translate("vi", f"sheet.{table}")]
        assert page["A3"].value == "VÍ DỤ – xóa dòng này"
        assert page["A3"].font.i
        assert page.max_row == 3
        assert page.freeze_panes == "C3"
        assert page.print_title_rows == "$2:$2"


def test_agencies_that_are_written_are_offered_on_the_other_sheets() -> None:
    import pandas as pd

    rows = pd.DataFrame(
        {
            "agency_code": ["MCQ03", "=1+1"],
            "agency_name": ["Cơ quan mẫu 03", "=cmd|' /C calc'!A0"],
            "agency_name_en": [None, None],
            "agency_group": ["department", "enterprise"],
            "field": [None, "welfare"],
        }
    )
    content = write_template({"agencies": rows})
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    shown = [cell.value for cell in book["Danh mục"]["A"]]
    assert "MCQ03 · Cơ quan mẫu 03" in shown
    agencies = book["CoQuan"]
    assert agencies["B5"].value == "=1+1"
    live = openpyxl.load_workbook(io.BytesIO(content))["CoQuan"]
    assert live["B5"].data_type == "s", "what somebody typed is never a formula"


def test_the_command_writes_the_form_and_offers_no_invented_body(tmp_path, monkeypatch) -> None:
    from data.__main__ import main

    monkeypatch.setenv("DATA_STORE", str(tmp_path / "store"))
    assert main(["template", str(tmp_path / "form.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "form.xlsx", data_only=True)
    assert [cell.value for cell in book["Danh mục"]["A"] if cell.value] == ["Cơ quan, đơn vị"]


def test_the_command_wants_the_name_of_a_workbook(tmp_path, capsys) -> None:
    from data.__main__ import main

    with pytest.raises(SystemExit) as stopped:
        main(["template", str(tmp_path / "form.csv")])
    assert stopped.value.code == 2
    assert ".xlsx" in capsys.readouterr().err

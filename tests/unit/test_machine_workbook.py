"""A version as one workbook: publishing it again says that nothing changed."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.__main__ import main
from data.exchange import workbook
from data.exchange.workbook import export_workbook
from data.intake.check import check
from data.store import Store
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, grids

AWKWARD = [
    *("=1+1", "+84", "-x", "@a", "\tx", "＝x", "'=1", "'tis", '=HYPERLINK("https://x.org")'),
    *(" x ", "NA", "nan", "true", "0123", "1e5", "2016-02-29", "a\nb", "<b>x</b>", "&amp;", "🌾"),
    *("_x0041_", "{=A1}", "mailto:a@example.org", "x" * 32_767, "Sơn La", "So\u031bn La"),
]
NUMBERS = [0.1 + 0.2, 1 / 3, 1e-7, 123456789.125, 9.99999999999e11, 0.0, 2.5, 1e11 / 7]


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "store"))
    return Store(tmp_path / "store")


def there_and_back(store: Store, path: Path) -> None:
    """Export, check, publish: the same content, so nothing changes."""
    current = store.current()
    export_workbook(store, current, path)
    back = check(path, current)
    assert back.errors == []
    published = store.publish(back.tables, by="An", upload=path)
    assert not published.changed
    assert published.version.content_sha256 == current.content_sha256


def test_every_table_reads_back_without_a_change(store, tmp_path):
    store.publish(check(as_folder(tmp_path / "good", grids())).tables, by="An")
    there_and_back(store, tmp_path / "record.xlsx")


def test_the_illustrative_record_reads_back_and_stays_illustrative(store, tmp_path):
    from data.sample import generate

    store.publish_sample(generate(400), by="sample")
    there_and_back(store, tmp_path / "record.xlsx")
    assert [version.status for version in store.versions()] == ["illustrative"]


def test_awkward_texts_and_numbers_read_back_without_a_change(store, tmp_path):
    tables = tiny_record.tables(activities=len(AWKWARD))
    tables["activities"]["description"] = pd.Series(AWKWARD, dtype="str")
    numbers = [NUMBERS[n % len(NUMBERS)] for n in range(len(AWKWARD))]
    tables["activities"]["cash_million_vnd"] = numbers
    store.publish(tables, by="An")
    there_and_back(store, tmp_path / "record.xlsx")


@pytest.mark.parametrize("text", ["a\r\nb", "\x00", "\x0bx"])
def test_signs_that_no_workbook_can_hold_read_back_too(store, tmp_path, text):
    tables = tiny_record.tables()
    tables["activities"]["description"] = text
    store.publish(tables, by="An")
    there_and_back(store, tmp_path / "record.xlsx")


def test_text_is_text_and_no_formula_or_link_leaves(store, tmp_path):
    tables = tiny_record.tables(activities=len(AWKWARD))
    tables["activities"]["description"] = pd.Series(AWKWARD, dtype="str")
    store.publish(tables, by="An")
    path = export_workbook(store, store.current(), tmp_path / "record.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert not any(b"<f>" in part or b"TargetMode" in part for part in parts)
    page = openpyxl.load_workbook(path)["activities"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_each_row_says_where_it_came_from_and_reading_ignores_it(store, tmp_path):
    good = as_folder(tmp_path / "good", grids())
    store.publish(check(good).tables, by="An", upload=good)
    page = openpyxl.load_workbook(export_workbook(store, store.current(), tmp_path / "x.xlsx"))
    heads = [cell.value for cell in page["works"][1]]
    assert heads[-1] == "source_ref"
    assert page["works"].cell(2, len(heads)).value == "v0001:works.csv!2"


def test_the_workbook_says_what_it_is_and_its_status(store, tmp_path):
    store.publish(tiny_record.tables(), by="An")
    book = openpyxl.load_workbook(export_workbook(store, store.current(), tmp_path / "x.xlsx"))
    said = "\n".join(str(row[0].value) for row in book["READ-ME"].iter_rows())
    assert store.current().id in said
    assert "Tạm thời" in said
    assert "Provisional" in said


def test_the_command_writes_a_workbook_and_never_over_one(store, tmp_path, capsys):
    store.publish(tiny_record.tables(), by="An")
    path = tmp_path / "record.xlsx"
    assert main(["export", str(path)]) == 0
    before = path.read_bytes()
    assert main(["publish", str(path), "--by", "An"]) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    assert main(["export", str(path)]) == 1
    assert path.read_bytes() == before


def test_a_table_longer_than_a_sheet_is_refused_by_name(store, tmp_path, monkeypatch, capsys):
    store.publish(tiny_record.tables(), by="An")
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    assert main(["export", str(tmp_path / "record.xlsx")]) == 1
    assert "«activities»" in capsys.readouterr().out
    assert not (tmp_path / "record.xlsx").exists()


def test_an_export_that_fails_leaves_no_file_behind(store, tmp_path, monkeypatch):
    store.publish(tiny_record.tables(), by="An")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(workbook, "_write", full)
        assert main(["export", str(tmp_path / "record.xlsx")]) == 1
    assert main(["export", str(tmp_path / "record.xlsx")]) == 0

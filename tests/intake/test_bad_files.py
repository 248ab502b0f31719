"""Every way in which a file goes bad is told by its own code, with place and mend, at once."""

import os
import signal
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import problems
from data.exchange import report
from data.intake import reading
from data.intake.check import check
from data.intake.reading import read_book, read_content
from data.words import LANGUAGES
from tests.intake import bad_files
from tests.intake.bad_files import FILES


@pytest.mark.parametrize("what", FILES)
def test_a_bad_file_is_told_by_its_own_code(tmp_path, what):
    name, content, code = FILES[what]
    path = tmp_path / name
    path.write_bytes(content())
    book, found = read_book(path)
    assert book is None
    assert [each.code for each in found] == [code]
    assert found[0].severity == "error"
    assert name in found[0].table
    for lang in LANGUAGES:
        assert found[0].place(lang)
        assert "{" not in found[0].message(lang) + found[0].fix(lang)


def test_what_is_no_file_at_all_is_refused_and_not_waited_for(tmp_path):
    path = tmp_path / "pipe.xlsx"
    os.mkfifo(path)
    assert [each.code for each in read_book(path)[1]] == [problems.NOT_DATA]


def test_a_note_of_another_program_beside_the_sheets_does_no_harm():
    note = "<?xml version='1.0' encoding='utf-16'?><x/>".encode("utf-16")
    book, found = read_content(bad_files.with_part("customXml/item1.xml", note), "a.xlsx")
    assert found == []
    assert book is not None


def test_a_good_workbook_has_no_problem(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(bad_files.good())
    assert check(path).problems == ()


def test_a_stray_far_cell_is_named_with_its_sheet(tmp_path):
    name, content, _ = FILES["a stray far cell"]
    found = read_content(content(), name)[1][0]
    assert found.place("vi") == "Trang tính «agencies», ô XFD1048576"


def test_a_far_cell_that_is_only_coloured_does_no_harm():
    row = '<row r="1048576"><c r="XFD1048576" s="1"/><c r="A1048576" s="1"></c></row>'
    book, found = read_content(bad_files.with_row(row), "a.xlsx")
    assert found == []
    assert len(book.sheets[0].rows) == 3


@pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "x" * 300 + ".xlsx", "a\x1b[31m\n.xlsx"])
def test_a_name_is_only_shown_and_never_raw(name):
    _, found = read_content(b"%PDF-1.7", name)
    shown = "".join(report.lines(found))
    assert shown.isprintable()
    assert len(found[0].table) <= 81


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGABRT])
def test_a_reader_that_dies_is_a_problem_and_no_crash(monkeypatch, end):
    dying = f"import os; os.kill(os.getpid(), {int(end)})"
    monkeypatch.setattr(reading, "_CHILD", dying)
    _, found = read_content(bad_files.good(), "a.xlsx")
    assert [each.code for each in found] == [problems.READER_STOPPED]


def test_a_reader_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(reading, "_CHILD", "import time; time.sleep(60)")
    monkeypatch.setattr(reading, "_MOST_WAITED_SECONDS", 1)
    begin = time.monotonic()
    _, found = read_content(bad_files.good(), "a.xlsx")
    assert [each.code for each in found] == [problems.READER_STOPPED]
    assert time.monotonic() - begin < 20


def test_a_reader_that_grows_is_stopped(monkeypatch):
    growing = "from data.intake import child; child._limit(); x = bytearray(3_000_000_000)"
    monkeypatch.setattr(
        reading, "_CHILD", f"import sys; sys.path.insert(0, sys.argv[1]); {growing}"
    )
    _, found = read_content(bad_files.good(), "a.xlsx")
    assert [each.code for each in found] == [problems.READER_STOPPED]


def test_the_reader_knows_nothing_of_the_server(monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    said = "{'refused': 'other_kind', 'details': {'value': str(dict(os.environ))}}"
    telling = f"import json, os; print(json.dumps({said}))"
    monkeypatch.setattr(reading, "_CHILD", telling)
    _, found = read_content(bad_files.good(), "a.xlsx")
    assert found[0].code == problems.OTHER_KIND
    assert "SECRET" not in found[0].value


SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=60, **SLOW)
@given(content=st.binary(max_size=300), name=st.text(max_size=20))
def test_no_bytes_and_no_name_raise(content, name):
    book, found = read_content(content, name)
    assert (book is None) == bool(found)
    assert all(line.isprintable() for line in report.lines(found))


@settings(max_examples=5, **SLOW)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_no_damaged_byte_of_a_workbook_raises(at, byte):
    content = bytearray(bad_files.good())
    content[at % len(content)] = byte
    book, found = read_content(bytes(content), "a.xlsx")
    assert book is not None or found


def test_a_refusal_leaves_no_file_behind(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(bad_files.with_part(bad_files.SHEET, bad_files.BOMB))
    check(path)
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]

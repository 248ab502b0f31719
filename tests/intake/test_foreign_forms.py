"""How a form is kept, compared and guessed; nothing that was kept or handed in raises."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data import proposal
from data.drafts import find, keep, original, save
from data.intake.answers import Answers
from data.intake.check import check
from data.intake.foreign import read_foreign
from data.intake.form_fit import fit, found_for
from data.intake.form_guess import likely_sheet, suggested
from data.intake.mapping import SheetForm, choosable, from_json, signature
from data.intake.reading import read_book
from data.intake.sheets import Book, Sheet
from data.problems import Problem
from data.schema import TABLES
from data.scope import Scope
from data.store import Store
from tests.intake.foreign_reports import CASH, current, form_of, report

FORM = SheetForm(
    table="activities",
    sheet="Biểu 02",
    first_row=6,
    last_row=7,
    heads=("TT", "Xã", "Giá trị › Tiền mặt"),
    columns={"commune_code": 2, "cash_million_vnd": 3, "district_name": 1},
    values={"sector": "economy"},
    filled_down=frozenset({"commune_code"}),
    by_district=True,
    money_unit="MILLION",
    name="Mẫu 02",
)


def test_a_form_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    assert from_json(FORM.to_json()) == FORM
    store = Store(tmp_path / "store")
    store.keep_mapping(FORM.name, FORM.to_json())
    assert from_json(store.mappings()["Mẫu 02"]) == FORM


@pytest.mark.parametrize(
    "changed",
    [
        {"table": "nothing"},
        {"first_row": 0},
        {"last_row": 5},
        {"last_row": 100},
        {"heads": "abc"},
        {"columns": {"nothing": 1}},
        {"columns": {"sector": 1_000_000}},
        {"columns": {"sector": True}},
        {"values": {"sector": 3}},
        {"money_unit": "DOLLAR"},
        {"filled_down": ["nothing"]},
        {"by_district": "yes"},
        {"by_group": "nothing"},
        {"by_group": []},
        {"name": None},
    ],
)
def test_what_is_no_form_is_none(changed: dict[str, Any]) -> None:
    assert from_json({**FORM.to_json(), **changed}) is None


def test_a_form_is_known_by_its_heads_whatever_the_period() -> None:
    one = signature(("Xã", "Thực hiện  QUÝ III/2015", "Giá trị › Tiền mặt"))
    assert one == signature(("XÃ", "Thực hiện quý IV năm 2016", "Gía trị > Tiền mặt"))
    assert one != signature(("Xã", "Kế hoạch quý III/2015", "Giá trị › Tiền mặt"))


def test_the_guess_finds_head_columns_and_groups_of_a_report(tmp_path: Path) -> None:
    book, _ = read_book(report(tmp_path / "a.xlsx", above=2))
    assert book is not None
    guess = suggested(likely_sheet(book, "activities"), "activities")
    assert (guess.first_row, guess.last_row) == (8, 9)
    assert guess.heads[6:8] == ("Giá trị › Tiền mặt", "Giá trị › Hiện vật")
    assert guess.columns["agency_code"] == 2
    assert guess.columns["commune_code"] == 3
    assert guess.columns["in_kind_million_vnd"] == 8
    assert (guess.filled_down, guess.by_district) == (frozenset({"agency_code"}), True)
    assert dict(guess.values) == {}


def test_a_report_is_published_beside_what_is_there_and_found_next_time(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = report(tmp_path / "q3.xlsx")
    form = form_of(path)
    acts = check(path, beside=current(), mapping=form.to_json()).tables["activities"]
    store.publish({**current(), "activities": acts.head(1)}, by="An", reason="đầu")
    made = proposal.propose(store, path, mapping=form.to_json())
    assert made.scope == Scope(("activities",))
    assert made.errors == []
    version = proposal.publish(store, made, by="An", reason="quý III").version
    assert version.rows["activities"] == len(acts)
    assert version.rows["agencies"] == 2

    store.keep_mapping(form.name, replace(form, values={"sector": "economy"}).to_json())
    later = proposal.propose(store, report(tmp_path / "q4.xlsx", quarter="IV", above=1))
    assert later.errors == []
    assert later.scope == Scope(("activities",))
    assert later.checked.form is not None
    assert later.checked.form.name == "Biểu 02"
    assert later.checked.tables["activities"]["cash_million_vnd"].sum() == CASH


def test_a_form_stays_with_the_draft(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    path = report(tmp_path / "q3.xlsx")
    draft = keep(store, path, name="q3.xlsx")
    save(store, draft, mapping=form_of(path).to_json())
    again = find(store, draft.id)
    assert again is not None
    assert from_json(again.mapping) == form_of(original(store, again))


_texts = st.text(max_size=12)
_numbers = st.integers(-5, 300)
_json = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=8,
)
_names = st.sampled_from([*choosable(TABLES["activities"]), "nothing"])
_nearly = st.fixed_dictionaries(
    {},
    optional={
        "table": st.sampled_from([*TABLES, "x"]),
        "sheet": _texts,
        "first_row": _numbers,
        "last_row": _numbers,
        "heads": st.lists(_texts | st.sampled_from(FORM.heads), max_size=8),
        "columns": st.dictionaries(_names, _numbers, max_size=6),
        "values": st.dictionaries(_names, _texts, max_size=4),
        "filled_down": st.lists(_names, max_size=3),
        "by_district": st.booleans(),
        "by_group": _names | st.just(""),
        "money_unit": st.sampled_from(["", "MILLION", "DONG", "x"]),
    },
)


@cache
def _report() -> bytes:
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Biểu 02"
    for row in (["TT", "Xã", "Giá trị › Tiền mặt"], [1, "Mường Bú", 5], [None, "Cộng", 5]):
        page.append(row)
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.xlsx"
    path.write_bytes(_report())
    return path


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changed=_json | _nearly)
def test_no_mapping_that_was_kept_raises(small: Path, changed: Any) -> None:
    said = {**FORM.to_json(), **changed} if isinstance(changed, dict) else changed
    book = Book((Sheet("Biểu 02", [["TT", "Xã", "Giá trị › Tiền mặt"], [1.0, "Mường Bú", 5.0]]),))
    from_json(said)
    found_for(book, {"a": said})
    if isinstance(said, dict):
        checked = check(small, mapping=said)
        for each in checked.problems:
            assert each.message("vi")
            assert each.fix("en")


_HEADS = ["TT", "Xã", "Cơ quan", "Nội dung", "Tiền mặt (triệu đồng)", "Ngày thực hiện", "Năm", ""]
_cells = (
    st.none() | _texts | st.floats(allow_nan=False) | st.sampled_from(["Cộng", "Huyện Mường La"])
)


@settings(max_examples=80, deadline=None)
@given(
    heads=st.lists(st.sampled_from(_HEADS), max_size=5),
    rows=st.lists(st.lists(_cells, max_size=5), max_size=8),
    merged=st.lists(st.tuples(*[st.integers(1, 6)] * 4), max_size=3),
    table=st.sampled_from(list(TABLES)),
)
@example(heads=["TT", "TT"], rows=[], merged=[(1, 1, 2, 1)], table="agencies")
def test_no_sheet_makes_the_guess_or_its_reading_raise(
    heads: list[str], rows: list[list[Any]], merged: list[tuple[int, int, int, int]], table: str
) -> None:
    ranges = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged)
    sheet = Sheet("x", [heads, *rows], merged=ranges)
    book = Book((sheet,))
    guess = suggested(likely_sheet(book, table), table)
    assert from_json(guess.to_json()) == guess
    told = replace(guess, filled_down=frozenset(guess.columns), by_district=True)
    fitted = fit(told, book)
    if fitted is not None:
        found: list[Problem] = []
        read_foreign(book, fitted, found, current_agencies=None, answers=Answers())
        assert all(each.message("vi") and each.fix("en") for each in found)

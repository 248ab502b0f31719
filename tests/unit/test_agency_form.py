"""The form of one agency holds its own rows and choices, and comes back as its part."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from data import problems, proposal
from data.exchange.agency_form import write_agency_form
from data.scope import Scope, within
from data.store import Store
from tests.browser import officers

RECORD = officers.record(300)
CODE = RECORD["activities"]["agency_code"].mode().iloc[0]


@pytest.fixture(scope="module")
def form() -> bytes:
    return write_agency_form(RECORD, CODE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    made.publish(RECORD, by="An")
    return made


def kept(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    return path


def test_it_holds_the_agency_s_own_rows_and_no_other_s(form: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form))
    assert book.sheetnames[1:-1] == ["CoQuan", "PhanCong", "HoatDong", "CongTrinh", "NguonVon"]
    acts = [row[1] for row in book["HoatDong"].iter_rows(min_row=4, values_only=True)]
    own = within(RECORD, Scope(("activities",), CODE))["activities"]
    assert acts == own["activity_id"].tolist()
    assert CODE in book.worksheets[0]["A1"].value


def test_lists_are_to_read_and_offer_its_communes_alone(form: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form))
    assert [sheet.title for sheet in book if sheet.protection.sheet] == ["CoQuan", "PhanCong"]
    (column,) = [one for one in book.worksheets[-1].iter_cols() if one[0].value == "Mã xã"]
    offered = {str(cell.value).split(" · ")[0] for cell in column[1:] if cell.value}
    own = within(RECORD, Scope(("assignments", "activities"), CODE))
    assert offered == set(own["assignments"]["commune_code"]) | set(
        own["activities"]["commune_code"]
    )


def test_handed_in_untouched_it_changes_nothing(store: Store, form: bytes, tmp_path: Path) -> None:
    found = proposal.propose(store, kept(tmp_path, form), Scope((), CODE))
    assert [each.code for each in found.problems] == [problems.SAME_FILE]
    assert found.is_current


def test_a_row_written_below_the_others_is_added_and_one_changed_is_corrected(
    store: Store, form: bytes, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book["HoatDong"]
    heads = [cell.value for cell in sheet[2]]
    last = sheet.max_row
    new = [cell.value for cell in sheet[last]]
    new[heads.index("Mã hoạt động *")] = None
    new[heads.index("Nội dung")] = "Việc của quý này"
    sheet.append(new)
    sheet.cell(4, heads.index("Nội dung") + 1).value = "Sửa lại"
    book.save(tmp_path / "form.xlsx")
    found = proposal.propose(store, tmp_path / "form.xlsx", Scope((), CODE))
    acts = found.change.tables["activities"]
    assert found.errors == []
    assert (len(acts.added), acts.changed_rows, len(acts.removed)) == (1, 1, 0)
    assert set(found.change.by_agency["agency_code"]) == {CODE}


def test_there_is_no_form_of_an_agency_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        write_agency_form(RECORD, "CHUA_CO")

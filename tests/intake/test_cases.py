"""Small files that once showed a fault (`../shared/intake/cases`), and what each must give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data import lineage, problems, proposal, refused
from data.intake.answers import Answers
from data.intake.check import Checked, check
from data.intake.form_guess import suggested
from data.intake.reading import read_book
from data.scope import Scope
from data.store import Store
from tests.intake.foreign_reports import current

CASES = Path(__file__).resolve().parents[3] / "shared" / "intake" / "cases"

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(),
    reason="the small files (../shared/intake/cases) are not beside this checkout",
)


def checked(name: str) -> Checked:
    return check(CASES / name)


def codes(found: Checked) -> set[str]:
    return {each.code for each in found.problems if each.severity == "error"}


def places(found: Checked, code: str) -> list[str]:
    return [f"{each.sheet}!{each.cell}" for each in found.problems if each.code == code]


def test_twenty_days_of_work_and_no_agency_are_told_and_no_row_is_left_out_as_a_sum() -> None:
    found = checked("silent_drop.xlsx")
    assert len(found.rows["activities"]) == 24
    assert found.left_out == ()
    assert places(found, problems.EMPTY_CELL) == ["HoatDong!C2"]
    assert [each.cell for each in found.errors if each.column == "labour_days"] == ["P2"]


def test_a_row_of_letters_and_numbers_under_the_heads_is_known_as_column_numbers() -> None:
    found = checked("numrow.xlsx")
    assert [(each.row, each.kind) for each in found.left_out] == [(2, "column_numbers")]
    assert len(found.tables["activities"]) == 24


@pytest.mark.parametrize("name", ["qmarks.xlsx", "fffd.xlsx"])
def test_lost_letters_are_one_error_a_column_that_says_how_to_save_the_file_again(name) -> None:
    found = checked(name)
    (lost,) = found.errors
    assert lost.code == problems.LETTERS_LOST
    assert lost.details["count"] == "24"
    assert "UTF-8" in lost.fix("vi")
    assert found.tables == {}


def test_day_0_of_excel_is_named_as_an_empty_day() -> None:
    found = checked("zerodate.xlsx")
    empty = [each for each in found.errors if each.code == problems.EMPTY_DAY]
    assert [(each.cell, each.value) for each in empty] == [
        ("H6", "00/01/1900"),
        ("K2", "00/01/1900"),
        ("K4", "01/01/1900"),
    ]


def test_a_day_in_a_column_of_numbers_is_named_with_what_was_typed() -> None:
    found = checked("dateqty.xlsx")
    assert places(found, problems.NUMBER_BECAME_DAY) == [
        "HoatDong!L2",
        "HoatDong!N4",
        "HoatDong!Q3",
    ]
    first = next(each for each in found.errors if each.code == problems.NUMBER_BECAME_DAY)
    assert first.details["typed"] == "2/3"


def test_an_offices_own_report_is_read_whole_and_its_sum_agrees() -> None:
    book, _ = read_book(CASES / "baocao_gon.xlsx")
    assert book is not None
    form = replace(suggested(book.sheets[0], "activities"), values={"agency_code": "CQ01"})
    found = check(CASES / "baocao_gon.xlsx", beside=current(), mapping=form.to_json())
    acts = found.rows["activities"]
    assert (len(acts), acts["cash_million_vnd"].sum()) == (4, 352)
    assert [(each.row, each.held) for each in found.left_out] == [(9, "agrees")]
    assert [(each.cell, each.value) for each in found.errors] == [
        ("F7", "02 cống"),
        ("H5", "200 công"),
    ]


def test_days_written_month_first_are_one_question_and_answered_all_are_right() -> None:
    found = checked("us_text.xlsx")
    assert [each.code for each in found.errors] == [problems.DAY_ORDER_TO_SAY]
    (question,) = found.questions
    assert [each.code for each in question.candidates] == ["month_first", "day_first"]
    # Nothing is half read meanwhile.
    assert found.rows["activities"]["activity_date"].isna().all()
    said = Answers().with_answer(question.kind, question.text, question.district, "month_first")
    days = check(CASES / "us_text.xlsx", answers=said).tables["activities"]["activity_date"]
    assert days.notna().sum() == 24
    assert set(days.dt.month) == {6}
    assert days.dt.day.between(1, 24).all()


# ---------------------------------------------------------------- one agency's part, over base


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    proposal.publish(made, proposal.propose(made, CASES / "base.xlsx"), by="An", reason="thử")
    return made


def of_snn(store: Store, name: str) -> proposal.Proposal:
    return proposal.propose(store, CASES / name, Scope((), "SNN"))


@pytest.mark.parametrize("name", ["agn1.xlsx", "agx1.xlsx", "ag1.xlsx", "agy.xlsx"])
def test_what_a_form_filled_in_by_itself_and_an_empty_sheet_are_no_submission(
    store: Store, name: str
) -> None:
    found = of_snn(store, name)
    assert [each.code for each in found.problems] == [problems.SAME_FILE]
    assert found.is_current
    assert found.scope.tables == ("activities",)


def test_a_quarter_s_row_is_added_and_the_six_of_before_stay(store: Store) -> None:
    found = of_snn(store, "ag9.xlsx")
    assert (found.problems, found.scope.way) == ((), "add")
    acts = found.change.tables["activities"]
    assert (len(acts.added), acts.changed_rows, len(acts.removed)) == (1, 0, 0)
    assert found.tables["activities"]["agency_code"].eq("SNN").sum() == 7
    # The same file once more is no second act.
    proposal.publish(store, found, by="An", reason="quý I")
    assert of_snn(store, "ag9.xlsx").is_current


def test_trees_under_a_type_counted_in_hectares_have_a_way_out_and_a_blank_is_no_hectare() -> None:
    found = checked("unitdead.xlsx")
    assert [(each.code, each.cell) for each in found.errors] == [
        (problems.UNIT_OF_OTHER_HELP, "M2"),
        (problems.UNIT_LEFT_OPEN, "M3"),
    ]
    for each in found.errors:
        assert "KT04" in each.fix("vi")


# ---------------------------------------------------------------- CSV under Vietnamese heads


@pytest.mark.parametrize("name", ["viet_folder", "csv_of_libreoffice"])
def test_a_folder_of_csv_with_vietnamese_heads_and_decimal_points_is_the_record(
    store: Store, name: str
) -> None:
    found = proposal.propose(store, CASES / name)
    assert found.is_current
    said = {each.code: each for each in found.problems}
    assert set(said) == {problems.SAME_FILE, problems.DECIMAL_POINT}
    assert "7.5" in said[problems.DECIMAL_POINT].message("vi")
    assert found.checked.tables["activities"]["planned_value_million_vnd"].eq(7.5).all()


def test_a_row_of_such_a_folder_is_shown_as_it_stood(tmp_path: Path) -> None:
    made = Store(tmp_path / "store")
    proposed = proposal.propose(made, CASES / "viet_folder")
    version = proposal.publish(made, proposed, by="An", reason="thử").version
    acts = made.tables(version)["activities"].set_index("activity_id")
    source = lineage.source_of(made, acts.at["HD0001", "source_ref"])
    assert "Trồng cây quanh trường bản 1" in [cell.text for cell in source.cells]


def test_a_file_of_separators_alone_is_refused_and_its_report_can_be_read(store: Store) -> None:
    found = proposal.propose(store, CASES / "semis.csv")
    assert [each.code for each in found.errors] == [problems.FAR_CELL]
    proposal.refuse(store, found, by="An")
    (kept,) = refused.refusals(store)
    assert kept.problems == tuple(found.problems)

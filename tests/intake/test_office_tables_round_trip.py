"""The template filled with a record and read back is that record, whatever stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from data import problems
from data.exchange.template import write_template
from data.intake.check import check
from data.sample import generate
from data.schema import TABLES
from data.words import Lang, translate


@pytest.fixture(scope="module")
def sample() -> dict[str, pd.DataFrame]:
    """The generated record under other names: its own are refused in a report."""
    tables = generate(activities=300)
    tables["indicators"] = tables["indicators"].head(60)
    tables["commune_kinds"] = tables["commune_kinds"].assign(confidence="high")
    for name, rows in tables.items():
        if "agency_code" in rows:
            tables[name] = rows.assign(agency_code=rows["agency_code"].str.replace("M", "T"))
    names = tables["agencies"][["agency_name", "agency_name_en"]]
    renamed = names.replace({"mẫu": "thử", "Sample": "Trial"}, regex=True)
    tables["agencies"] = tables["agencies"].assign(**renamed)
    return tables


def filled(path: Path, tables: Mapping[str, pd.DataFrame], lang: Lang = "vi") -> Path:
    path.write_bytes(write_template(tables, lang))
    return path


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_record_written_into_the_template_reads_back_unchanged(
    tmp_path: Path, sample: dict[str, pd.DataFrame], lang: Lang
) -> None:
    checked = check(filled(tmp_path / "mau.xlsx", sample, lang))
    assert checked.errors == []
    assert checked.dialect == "office"
    for name, rows in sample.items():
        read = checked.tables[name][TABLES[name].column_names]
        pd.testing.assert_frame_equal(read, rows)
    assert checked.tables["activities"]["source_ref"].iat[0] == (
        translate(lang, "sheet.activities") + "!4"
    )


def test_the_examples_are_seen_and_not_counted(
    tmp_path: Path, sample: dict[str, pd.DataFrame]
) -> None:
    checked = check(filled(tmp_path / "mau.xlsx", sample))
    assert {(each.sheet, each.row, each.kind) for each in checked.left_out} == {
        (translate("vi", f"sheet.{name}"), 3, "example") for name in TABLES
    }


def test_publishing_the_filled_template_says_that_nothing_changed(
    tmp_path: Path, sample: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.store import Store

    store = Store(tmp_path / "store")
    first = store.publish(sample, by="An", reason="", status="provisional", upload=None)
    path = filled(tmp_path / "mau.xlsx", sample)
    again = store.publish(
        check(path).tables, by="Bình", reason="", status="provisional", upload=path
    )
    assert not again.changed
    assert again.version.id == first.version.id


def without_ids(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The agencies, and acts and assignments whose codes nobody wrote."""
    return {
        "agencies": tables["agencies"],
        "assignments": tables["assignments"].assign(assignment_id=None),
        "activities": tables["activities"].assign(activity_id=None, work_id=None),
    }


def test_rows_without_a_code_get_one_that_does_not_depend_on_their_order(
    tmp_path: Path, sample: dict[str, pd.DataFrame]
) -> None:
    tables = without_ids(sample)
    first = check(filled(tmp_path / "a.xlsx", tables))
    made = [each for each in first.problems if each.code == problems.MADE_IDS]
    assert [(each.table, each.severity) for each in made] == [
        ("assignments", "information"),
        ("activities", "information"),
    ]
    assert first.tables["activities"]["activity_id"].is_unique
    shuffled = {name: rows.sample(frac=1, random_state=7) for name, rows in tables.items()}
    again = check(filled(tmp_path / "b.xlsx", shuffled))
    for name in tables:
        assert content(again.tables[name]) == content(first.tables[name])


def content(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(rows.drop(columns="source_ref").astype(str).itertuples(index=False, name=None))


def test_a_figure_that_is_mended_leaves_the_made_code_as_it_is(
    tmp_path: Path, sample: dict[str, pd.DataFrame]
) -> None:
    tables = without_ids(sample)
    before = check(filled(tmp_path / "a.xlsx", tables)).tables["activities"]
    tables["activities"] = tables["activities"].assign(labour_days=3.0)
    after = check(filled(tmp_path / "b.xlsx", tables)).tables["activities"]
    assert set(after["activity_id"]) == set(before["activity_id"])


def test_the_same_row_twice_is_counted_twice_and_needs_a_reason(
    tmp_path: Path, sample: dict[str, pd.DataFrame]
) -> None:
    tables = without_ids(sample)
    one = tables["activities"].head(1)
    tables["activities"] = pd.concat([one, one], ignore_index=True)
    checked = check(filled(tmp_path / "a.xlsx", tables))
    (same,) = [each for each in checked.problems if each.code == problems.SAME_ROW]
    assert (same.severity, same.row, same.details["first_row"]) == ("warning", 5, "4")
    ids = checked.tables["activities"]["activity_id"].tolist()
    assert ids[1] == f"{ids[0]}-2"

"""A column that came later: what was written before it stays readable, publishable, the same."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data import problems
from data.exchange.export import export
from data.intake.check import check
from data.schema import BUILD_KINDS, SUPPORT_TYPE_OF_BUILD, TABLES, WORKS, support_types
from data.store import Store, Version
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, grids, with_cell

BEFORE = replace(WORKS, columns=tuple(each for each in WORKS.columns if not each.added_later))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def published_before(store: Store) -> Version:
    """A version from before the column was there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TABLES, "works", BEFORE)
        return store.publish(tiny_record.with_works(), by="An").version


def without_the_column(tables: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    place = WORKS.column_names.index("build_kind")
    return tables | {"works": [row[:place] + row[place + 1 :] for row in tables["works"]]}


def test_a_version_without_the_column_is_whole_and_has_it_empty(store: Store) -> None:
    version = published_before(store)
    assert store.verify() == []
    works = store.record(version).works
    assert list(works)[: len(WORKS.columns)] == WORKS.column_names
    assert works["build_kind"].isna().all()
    assert store.table(version, "works").column_names == WORKS.column_names


def test_a_version_without_the_column_is_exported_with_it(store: Store, tmp_path: Path) -> None:
    version = published_before(store)
    export(store, version, tmp_path / "out")
    checked = check(tmp_path / "out", version)
    assert [each.code for each in checked.problems] == [problems.SAME_FILE]


def test_the_same_rows_with_an_empty_column_are_no_change(store: Store) -> None:
    version = published_before(store)
    again = store.publish(tiny_record.with_works(), by="An")
    assert (again.changed, again.version.id) == (False, version.id)


def test_a_filled_column_is_a_change(store: Store) -> None:
    published_before(store)
    tables = tiny_record.with_works()
    filled = tables | {"works": tables["works"].assign(build_kind="gravel")}
    assert store.publish(filled, by="An").changed


def test_a_package_without_the_column_is_read_without_a_question(tmp_path: Path) -> None:
    checked = check(as_folder(tmp_path / "file", without_the_column(grids())))
    assert checked.problems == ()
    assert checked.tables["works"]["build_kind"].isna().all()


def test_a_package_with_the_column_is_read(tmp_path: Path) -> None:
    checked = check(as_folder(tmp_path / "file", with_cell("works", 2, "build_kind", "asphalt")))
    assert checked.problems == ()
    assert checked.tables["works"]["build_kind"].tolist() == ["asphalt"]


def test_an_unknown_kind_of_build_comes_with_the_kinds_there_are(tmp_path: Path) -> None:
    checked = check(as_folder(tmp_path / "file", with_cell("works", 2, "build_kind", "asphalte")))
    (found,) = checked.problems
    assert (found.code, found.row, found.column) == (problems.UNKNOWN_CODE, 2, "build_kind")
    assert "asphalt" in found.fix("vi")


@pytest.mark.parametrize(
    ("work_type", "build", "mend"), [("road", "weir", "Cấp phối"), ("school", "concrete", "–")]
)
def test_a_build_of_another_type_of_work_is_told_with_its_mend(
    tmp_path: Path, work_type: str, build: str, mend: str
) -> None:
    tables = with_cell("works", 2, "build_kind", build)
    tables["works"][1][WORKS.column_names.index("work_type")] = work_type
    (found,) = check(as_folder(tmp_path / "file", tables)).problems
    assert (found.code, found.row, found.column) == (
        problems.BUILD_OF_OTHER_WORK,
        2,
        "build_kind",
    )
    assert mend in found.fix("vi")


def test_a_build_belongs_to_one_type_of_work_and_its_range_is_of_the_list_of_help() -> None:
    builds = [build for kinds in BUILD_KINDS.values() for build in kinds]
    assert len(builds) == len(set(builds))
    assert set(SUPPORT_TYPE_OF_BUILD) <= set(builds)
    assert pd.Index(SUPPORT_TYPE_OF_BUILD.values()).isin(support_types().index).all()

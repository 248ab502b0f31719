"""An exported folder is a data package that another program can check."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pandas as pd
import pytest

from data.exchange import package
from data.exchange.export import NOTE, export
from data.intake.check import check
from data.schema import TABLES
from data.store import Store
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, grids


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def exported(store, tmp_path) -> Path:
    good = check(as_folder(tmp_path / "good", grids()))
    version = store.publish(good.tables, by="Sở Nội vụ", upload=tmp_path / "good").version
    export(store, version, tmp_path / "out")
    return tmp_path / "out"


def said_by(folder: Path) -> dict:
    return json.loads((folder / package.NAME).read_text(encoding="utf-8"))


def fields_of(folder: Path, table: str) -> dict[str, dict]:
    (resource,) = (each for each in said_by(folder)["resources"] if each["name"] == table)
    return {field["name"]: field for field in resource["schema"]["fields"]}


def faults(folder: Path) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        found = frictionless.Package(str(folder / package.NAME)).validate()
    return [
        f"{task.name}: {error.type} {error.message}"
        for task in found.tasks
        for error in task.errors
    ] + [error.message for error in found.errors]


def test_frictionless_finds_the_package_valid(exported):
    assert faults(exported) == []


def test_frictionless_would_find_a_spoilt_one(exported):
    path = exported / "activities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("CQ01", "CQ99"), encoding="utf-8")
    kinds = " ".join(faults(exported))
    assert "foreign-key" in kinds
    assert "hash" in kinds


def test_the_illustrative_record_is_valid_and_says_what_it_is(store, tmp_path):
    from data.sample import generate

    version = store.publish_sample(generate(400), by="sample").version
    export(store, version, tmp_path / "out")
    said = said_by(tmp_path / "out")
    assert faults(tmp_path / "out") == []
    assert (said["status"], said["status_vi"]) == ("illustrative", "Minh họa")
    assert said["licenses"] == [{"name": "CC0-1.0"}]
    assert said["sources"][0]["title_en"] == "The illustrative record"


def test_a_real_record_names_who_gave_it_and_grants_no_licence_for_them(exported):
    said = said_by(exported)
    assert said["status"] == "provisional"
    assert said["sources"][0] == {"title": "Sở Nội vụ", "file": "good"}
    assert "licenses" not in said
    assert set(said["licence_note"]) == {"vi", "en"}


def test_every_column_is_described_once_in_the_order_of_the_file(exported):
    for resource in said_by(exported)["resources"]:
        with (exported / resource["path"]).open(encoding="utf-8") as file:
            head = file.readline().rstrip("\r\n").split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert head == [*TABLES[resource["name"]].column_names, "source_ref"]


def test_codes_units_limits_and_references_are_said(exported):
    works = fields_of(exported, "works")
    assert "road" in works["work_type"]["constraints"]["enum"]
    assert works["latitude"]["constraints"] == {"minimum": -90.0, "maximum": 90.0}
    assert works["work_id"]["constraints"] == {"required": True, "unique": True}
    money = fields_of(exported, "activities")["cash_million_vnd"]
    assert (money["unit"], money["title"]) == ("million_vnd", "Tiền mặt (triệu đồng)")
    assert "triệu đồng" in money["description"]
    assert "million VND" in money["description"]
    keys = {
        resource["name"]: resource["schema"].get("foreignKeys", [])
        for resource in said_by(exported)["resources"]
    }
    assert {key["reference"]["resource"] for key in keys["activities"]} == {"agencies", "works"}


def test_a_table_that_is_not_there_is_not_referred_to(store, tmp_path):
    version = store.publish(tiny_record.tables(), by="An").version
    export(store, version, tmp_path / "out")
    names = {resource["name"] for resource in said_by(tmp_path / "out")["resources"]}
    assert names == {"agencies", "assignments", "activities"}
    assert faults(tmp_path / "out") == []


def test_text_that_would_run_and_awkward_numbers_stay_valid(store, tmp_path):
    tables = tiny_record.tables(activities=4)
    tables["activities"]["description"] = pd.Series(["=1+1", 'a"b,c', "x\ny", None], dtype="str")
    tables["activities"]["households_reached"] = [0.0, 9e11, 1e11, None]
    tables["activities"]["cash_million_vnd"] = [0.1 + 0.2, 1e-7, 123456789.125, 0.0]
    version = store.publish(tables, by="An").version
    export(store, version, tmp_path / "out")
    assert faults(tmp_path / "out") == []
    assert "apostrophe" in said_by(tmp_path / "out")["description"]


def test_the_folder_still_reads_back_without_a_change(store, exported):
    back = check(exported)
    assert back.errors == []
    assert not store.publish(back.tables, by="An").changed
    assert "source_ref" in (exported / NOTE).read_text(encoding="utf-8")


def test_each_row_says_where_it_came_from(store, exported):
    rows = pd.read_csv(exported / "activities.csv", dtype="str")
    refs = rows.set_index("activity_id")["source_ref"]
    assert refs.to_dict() == {f"HD{n}": f"v0001:activities.csv!{n + 1}" for n in (1, 2, 3)}

"""Rows of the illustrative record are not taken for a report."""

from __future__ import annotations

import pandas as pd
import pytest

from data import problems
from data.intake.sample_rows import is_sample_code, is_sample_name, sample_rows
from data.sample import generate
from data.store import Store
from tests.unit import tiny_record


@pytest.fixture(scope="module")
def sample() -> dict[str, pd.DataFrame]:
    return generate(200)


def test_every_invented_body_is_known_by_code_and_by_name(sample):
    bodies = sample["agencies"]
    assert bodies["agency_code"].map(is_sample_code).all()
    assert bodies["agency_name"].map(is_sample_name).all()
    assert bodies["agency_name_en"].map(is_sample_name).all()


@pytest.mark.parametrize("name", ["Sở Nội vụ", "Trường mẫu giáo 3", "Doanh nghiệp Mẫu Sơn", "MCQ"])
def test_real_bodies_are_not(name):
    assert not is_sample_name(name)
    assert not is_sample_code(name)


def test_an_edited_sample_names_each_invented_body_at_its_row(sample):
    edited = {name: rows.copy() for name, rows in sample.items()}
    edited["agencies"].loc[0, "agency_name"] = "Sở Nội vụ"  # the code gives it away
    edited["agencies"].loc[1, "agency_code"] = "SNN"  # the name does
    found = [each for each in sample_rows(edited, None) if each.table == "agencies"]
    assert len(found) == len(sample["agencies"])
    assert {each.code for each in found} == {problems.SAMPLE_ROW}
    assert [(each.row, each.column) for each in found if each.row in (0, 1)] == [
        (0, "agency_code"),
        (1, "agency_name"),
    ]


def test_a_part_that_only_refers_to_invented_bodies_is_named_row_by_row(sample):
    part = {"activities": sample["activities"].head(3)}
    assert [each.row for each in sample_rows(part, None)] == [0, 1, 2]


def test_rows_that_say_they_are_illustrative_are_named():
    kinds = pd.DataFrame({"commune_code": ["04246"] * 2, "confidence": ["high", "illustrative"]})
    (found,) = sample_rows({"commune_kinds": kinds}, None)
    assert (found.row, found.column) == (1, "confidence")


def test_a_real_record_has_none():
    assert sample_rows(tiny_record.with_works(), None) == []


def test_the_whole_sample_handed_in_unchanged_is_no_mistake(sample, tmp_path):
    version = Store(tmp_path).publish_sample(sample, by="sample").version
    assert sample_rows(sample, version) == []
    fewer = sample | {"activities": sample["activities"].head(50)}
    assert sample_rows(fewer, version)

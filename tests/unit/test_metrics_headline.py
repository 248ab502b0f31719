"""The numbers behind the sentence read aloud."""

from __future__ import annotations

from data.metrics.headline import sentence_parts
from data.selection import Selection
from tests.unit.metric_tables import assigned, communes, cube, table

ALL = frozenset(communes().index)


def parts(rows, pairs, selection=None, chosen=ALL, works=None):
    return sentence_parts(rows, pairs, communes(), selection or Selection(), chosen, works)


def test_communes_helped_are_counted_beside_those_assigned():
    rows = cube(
        {"acts": 1, "value_million_vnd": 30.0, "sector": "welfare", "last_date": "2015-01-01"},
        {"acts": 1, "commune_code": "04", "value_million_vnd": 10.0, "last_date": "2015-01-01"},
    )

    found = parts(rows, assigned(("A", "01"), ("A", "02")))

    assert found.communes_assigned == 2
    assert found.communes_helped == 2
    assert found.communes_assigned_and_helped == 1
    assert found.pairs_nothing_reported == 1
    assert found.households_2019 == 500
    assert (found.top_sector, found.top_sector_share) == ("welfare", 0.75)
    assert (found.top_district_code, found.top_district_share) == ("1", 0.75)


def test_numbers_that_nobody_recorded_are_none_and_not_zero():
    found = parts(cube({"acts": 1, "last_date": "2015-01-01"}), assigned(("A", "01")))

    assert found.acts == 1
    assert found.value_million_vnd is None
    assert found.promises_kept_share is None
    assert found.households_reached is None
    assert found.top_sector is None
    assert found.works_completed is None


def test_a_district_narrows_every_number():
    rows = cube(
        {"acts": 2, "commune_code": "01", "last_date": "2015-01-01"},
        {"acts": 5, "commune_code": "04", "last_date": "2015-01-01"},
    )

    found = parts(
        rows,
        assigned(("A", "01"), ("A", "04"), ("A", "05")),
        Selection(districts=("2",)),
        frozenset({"04", "05"}),
    )

    assert (found.acts, found.communes_chosen, found.communes_assigned) == (5, 2, 2)
    assert (found.pairs_assigned, found.pairs_nothing_reported) == (2, 1)


def test_works_count_those_that_stand_of_all():
    row = {"commune_code": "01", "work_type": "road"}
    works = table(
        "works",
        {"work_id": "W1", "work_status": "in_use", **row},
        {"work_id": "W2", "work_status": "planned", **row},
    )

    found = parts(cube(), assigned(), works=works)

    assert (found.works, found.works_completed) == (2, 1)

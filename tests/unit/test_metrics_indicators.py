"""Indicators beside district and province, never one line over a change of definition."""

from __future__ import annotations

import pandas as pd
import pytest

from data.metrics import indicators
from tests.unit.metric_tables import communes, table


def poor(code: str, year: int, numerator, denominator, definition="income line"):
    return {
        "commune_code": code,
        "year": year,
        "indicator": "poor_households",
        "numerator": numerator,
        "denominator": denominator,
        "definition": definition,
    }


def beside(*rows: dict, code: str = "01") -> pd.DataFrame:
    return indicators.beside(table("indicators", *rows), communes(), code)


def value(found: pd.DataFrame, scope: str, year: int) -> float:
    return found[(found["scope"] == scope) & (found["year"] == year)]["value"].iloc[0]


def test_a_district_is_the_sum_of_households_and_not_the_mean_of_shares():
    found = beside(poor("01", 2014, 50, 100), poor("02", 2014, 10, 900), poor("04", 2014, 0, 1000))

    assert value(found, "commune", 2014) == 0.5
    assert value(found, "district", 2014) == 60 / 1000
    assert value(found, "province", 2014) == 60 / 2000


def test_a_row_with_half_a_share_adds_to_neither_side():
    found = beside(poor("01", 2014, 50, 100), poor("02", 2014, None, 900))

    assert value(found, "district", 2014) == 0.5
    assert found.set_index("scope").at["district", "communes"] == 1


def test_the_poverty_line_breaks_where_its_definition_changes():
    found = beside(poor("01", 2015, 50, 100), poor("01", 2016, 60, 100, "multidimensional"))

    own = found[found["scope"] == "commune"]
    assert own["definition"].tolist() == ["income line", "multidimensional"]


@pytest.mark.parametrize("definition", [None, "poverty line"])
def test_the_poverty_line_breaks_even_when_the_record_does_not_say(definition):
    found = beside(poor("01", 2015, 50, 100, definition), poor("01", 2016, 60, 100, definition))

    assert found[found["scope"] == "commune"]["definition"].nunique() == 2


def test_both_definitions_of_one_year_stand_beside_each_other():
    found = beside(poor("01", 2015, 50, 100), poor("01", 2015, 70, 100, "multidimensional"))

    assert found[found["scope"] == "commune"]["value"].tolist() == [0.5, 0.7]


def test_criteria_are_averaged_over_communes():
    rows = [
        {"commune_code": code, "year": 2014, "indicator": "new_rural_criteria_met", "value": met}
        for code, met in [("01", 4), ("02", 8), ("03", None)]
    ]

    found = beside(*rows)

    assert value(found, "commune", 2014) == 4
    assert value(found, "district", 2014) == 6


def test_a_share_of_nobody_is_missing():
    assert pd.isna(value(beside(poor("01", 2014, 0, 0)), "commune", 2014))


def test_a_commune_without_indicators_still_has_its_district_beside_it():
    found = beside(poor("02", 2014, 10, 100))

    assert set(found["scope"]) == {"district", "province"}


def test_no_table_of_indicators_gives_an_empty_one():
    assert beside().empty


def test_an_unknown_commune_is_refused():
    with pytest.raises(KeyError, match="99999"):
        beside(poor("01", 2014, 1, 2), code="99999")


def test_a_definition_without_any_value_stands_only_with_the_commune_that_has_it():
    criteria = {"year": 2014, "indicator": "new_rural_criteria_met"}
    ward = criteria | {"commune_code": "02", "definition": "not for wards"}
    commune = criteria | {"commune_code": "01", "definition": "19 criteria", "value": 7}

    assert set(beside(ward, commune)["definition"]) == {"19 criteria"}
    assert set(beside(ward, commune, code="02")["definition"]) == {"19 criteria", "not for wards"}


def test_a_definition_that_goes_on_as_if_nothing_had_changed_is_cut_beside_another():
    sloppy = [poor("01", year, 50, 100, "poverty line") for year in (2014, 2015, 2016)]
    careful = [poor("02", 2016, 10, 100, "multidimensional")]

    own = beside(*sloppy, *careful)
    own = own[own["scope"] == "commune"]

    assert own["definition"].tolist() == ["poverty line (–2015)"] * 2 + ["poverty line (2016–)"]


def test_the_new_definition_measured_a_year_early_is_one_line():
    rows = [poor("01", 2014, 50, 100), poor("01", 2015, 40, 100)]
    rows += [poor("01", year, 60, 100, "multidimensional") for year in (2015, 2016)]

    own = beside(*rows)
    own = own[own["scope"] == "commune"]

    assert own["definition"].tolist() == ["income line"] * 2 + ["multidimensional"] * 2


@pytest.mark.parametrize(("stated", "unit"), [(0.25, "share"), (25.0, "%")])
def test_a_share_stated_without_its_parts_is_the_communes_and_in_no_sum(stated, unit):
    row = poor("01", 2014, None, None) | {"value": stated, "unit": unit}

    found = beside(row, poor("02", 2014, 10, 100))

    assert value(found, "commune", 2014) == 0.25
    assert value(found, "district", 2014) == 0.1


def test_a_line_is_of_the_communes_that_have_every_year_of_it():
    found = beside(
        *(poor("01", year, 50, 100) for year in (2013, 2014)),
        *(poor("02", year, 10, 100) for year in (2013, 2014)),
        poor("03", 2014, 90, 100),
    )

    of_district = found[found["scope"] == "district"].set_index("year")
    assert of_district["value"].to_dict() == {2013: 0.3, 2014: 0.3}
    assert of_district["communes"].to_dict() == {2013: 2, 2014: 2}


def test_each_side_of_a_changed_definition_has_its_own_set():
    found = beside(
        poor("01", 2015, 50, 100),
        poor("02", 2015, 10, 100),
        poor("01", 2016, 60, 100, "multidimensional"),
    )

    of_district = found[found["scope"] == "district"].set_index("year")
    assert of_district["communes"].to_dict() == {2015: 2, 2016: 1}


def test_beside_a_commune_stands_what_is_measured_alike_in_each_year():
    found = indicators.one_definition_a_year(
        beside(
            poor("01", 2014, 50, 100, "own line"),
            poor("02", 2014, 10, 100),
            poor("04", 2014, 20, 100),
            poor("04", 2013, 30, 100),
            poor("05", 2013, 30, 100, "third line"),
            poor("02", 2013, 90, 100),
        )
    )

    assert not found.duplicated(["indicator", "scope", "year"]).any()
    of_2014 = found[found["year"] == 2014]
    assert set(of_2014["definition"]) == {"own line"}
    assert value(found, "province", 2014) == value(found, "commune", 2014) == 0.5
    # In a year without one of its own, that of most communes.
    assert set(found[found["year"] == 2013]["definition"]) == {"income line"}

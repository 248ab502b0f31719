"""Need beside help: thirds of both, and the states that stay what they are."""

from __future__ import annotations

import pandas as pd

from data.metrics import need

CODES = list("ABCDEFGHI")


def helped(values: list[float | None], states: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"value": values, "state": states}, index=CODES[: len(values)])


def everywhere(table: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=table.index)


def test_great_need_with_little_help_is_a_cell_of_its_own() -> None:
    poor = pd.Series([0.6, 0.5, 0.7, 0.3, 0.2, 0.25, 0.1, 0.05, 0.02], index=CODES)
    table = helped([1, 5, 9, 2, 6, 8, 3, 4, 7], ["value"] * 9)
    cells = need.beside_help(poor, table, everywhere(table))["cell"]
    assert cells.to_dict() == dict(zip(CODES, [7, 8, 9, 4, 5, 6, 1, 2, 3], strict=True))
    assert cells["A"] == need.GREAT_NEED_LITTLE_HELP


def test_help_of_zero_is_little_help_and_no_report_stays_no_report() -> None:
    poor = pd.Series([0.6, 0.5, 0.1, 0.7], index=list("ABCD"))
    table = helped([0.0, None, 4.0, 5.0], ["zero", "nothing_reported", "value", "value"])
    found = need.beside_help(poor, table, everywhere(table))
    assert found.at["A", "state"] == "value"
    assert (found.at["A", "cell"] - 1) % 3 == 0
    assert found.at["B", "state"] == "nothing_reported"
    assert found.at["B", "cell"] == 0


def test_a_commune_without_a_poverty_figure_is_never_counted_as_rich() -> None:
    table = helped([1.0, 2.0, 3.0], ["value"] * 3)
    found = need.beside_help(pd.Series({"A": 0.2, "B": 0.4}), table, everywhere(table))
    assert found.at["C", "state"] == "no_data"
    assert found.at["C", "cell"] == 0


def test_thirds_are_made_from_what_the_filters_leave() -> None:
    poor = pd.Series([0.1, 0.2, 0.3, 0.9], index=list("ABCD"))
    table = helped([1.0, 2.0, 3.0, 9.0], ["value"] * 4)
    within = pd.Series([True, True, True, False], index=list("ABCD"))
    found = need.beside_help(poor, table, within)
    assert found["cell"].to_dict() == {"A": 1, "B": 5, "C": 9, "D": 9}


def test_years_of_two_poverty_lines_are_never_mixed() -> None:
    rows = pd.DataFrame(
        {
            "commune_code": ["A", "A", "B"],
            "year": [2015, 2016, 2015],
            "indicator": "poor_households",
            "numerator": [10, 40, 0],
            "denominator": [100, 100, 0],
        }
    )
    assert need.poor_share(rows, 2016).to_dict() == {"A": 0.4}
    assert need.poor_share(rows, 2015).isna().to_dict() == {"A": False, "B": True}

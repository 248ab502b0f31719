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


def counted(*rows: tuple[str, int, int, str]) -> pd.DataFrame:
    """Poor households of a hundred: (commune, year, how many, by which line)."""
    return pd.DataFrame(
        [
            {
                "commune_code": commune,
                "year": year,
                "indicator": "poor_households",
                "numerator": poor,
                "denominator": 100,
                "definition": line,
            }
            for commune, year, poor, line in rows
        ]
    )


def test_need_is_that_of_the_first_chosen_year_and_never_of_after_the_help():
    rows = counted(("A", 2013, 40, "old"), ("A", 2015, 20, "old"), ("A", 2016, 50, "new"))

    assert need.year_of(rows, (2013, 2016)) == 2013
    assert need.year_of(rows, (2014, 2016)) == 2013
    assert need.year_of(rows, (2015, 2016)) == 2015


def test_a_year_after_the_period_is_no_need_of_it():
    assert need.year_of(counted(("A", 2016, 50, "new")), (2013, 2015)) is None
    assert need.poor_share(counted(("A", 2016, 50, "new")), None).empty


def test_a_year_whose_figures_were_never_reported_is_passed_over():
    rows = counted(("A", 2012, 40, "old"), ("A", 2013, 40, "old"))
    rows.loc[rows["year"] == 2013, "numerator"] = None

    assert need.year_of(rows, (2013, 2016)) == 2012


def test_a_year_counted_by_two_poverty_lines_is_read_by_one():
    by_both = counted(
        ("A", 2014, 31, "old"),
        ("A", 2015, 30, "old"),
        ("A", 2015, 60, "new"),
        ("B", 2015, 20, "old"),
    )

    assert need.poor_share(by_both, 2015).to_dict() == {"A": 0.3, "B": 0.2}


def test_shares_of_one_year_leave_out_what_is_out_of_nothing():
    rows = counted(("A", 2015, 10, "old"), ("A", 2016, 40, "new"), ("B", 2016, 0, "new"))
    rows.loc[rows["commune_code"] == "B", "denominator"] = 0

    assert need.poor_share(rows, 2016).to_dict() == {"A": 0.4}


def test_every_commune_of_the_four_corners_is_named_great_need_with_little_help_first():
    poor = pd.Series([0.6, 0.5, 0.7, 0.3, 0.2, 0.25, 0.1, 0.05, 0.02], index=CODES)
    table = helped([1, 5, 9, 2, 6, 8, 3, 4, 7], ["value"] * 9)

    found = need.corners(need.beside_help(poor, table, everywhere(table)))

    assert found["cell"].to_dict() == {"A": 7, "C": 9, "G": 1, "I": 3}
    assert list(found.index) == ["A", "C", "G", "I"]


def test_in_a_corner_the_greatest_need_comes_first():
    found = need.corners(
        pd.DataFrame(
            {"cell": [7, 7, 7, 5], "need": [0.5, 0.6, 0.6, 0.9], "help": [1.0, 2.0, 1.0, 1.0]},
            index=list("ABCD"),
        )
    )

    assert list(found.index) == ["C", "B", "A"]


def test_communes_of_great_need_without_help_are_named_apart():
    poor = pd.Series([0.6, 0.5, 0.1, 0.7], index=list("ABCD"))
    states = ["nothing_reported", "value", "value", "not_assigned"]
    table = helped([None, 2.0, 4.0, None], states)

    found = need.without_help(need.beside_help(poor, table, everywhere(table)))

    assert list(found.index) == ["D", "A"]

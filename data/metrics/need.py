"""Need beside help: how poor a commune is, and how much help a household of it received."""

from __future__ import annotations

import pandas as pd

from data.metrics import classes
from data.metrics.commune_states import NO_DATA, NOT_ASSIGNED, NOTHING_REPORTED, VALUE, ZERO

# Little, middling, much: three by three is as much as a map can say at once.
STEPS = 3
GREAT_NEED_LITTLE_HELP = 7
# The corners of the table, what asks for attention first: great need with little and with much
# help, then small need with little and with much.
CORNERS = (GREAT_NEED_LITTLE_HELP, 9, 1, 3)


def year_of(indicators: pd.DataFrame, years: tuple[int, int]) -> int | None:
    """The year whose poverty is the need that help was given for; None without a figure.

    The first of the chosen years, else the last before it: what was measured afterwards may show
    what help did, and is no need.

    Args:
        indicators: one row per commune × year × indicator.
        years: first and last chosen year.

    Source: method note "Need beside help".

    Example:
        >>> rows = pd.DataFrame({"commune_code": "A", "year": [2012, 2016],
        ...     "indicator": "poor_households", "numerator": [30, 25], "denominator": [100, 100]})
        >>> year_of(rows, (2013, 2016)), year_of(rows, (2010, 2011))
        (2012, None)
    """
    rows = _counted(indicators)
    known = rows["year"][rows["year"] <= years[0]]
    return None if known.empty else int(known.max())


def poor_share(indicators: pd.DataFrame, year: int | None) -> pd.Series:
    """Poor households over all households of each commune in one year; missing where unknown.

    One year and one poverty line alone: the line changed in 2016, and where a year was counted by
    both, that with the most communes is taken (of equal ones the older).

    Args:
        indicators: one row per commune × year × indicator.
        year: from `year_of`; without one nothing is known.

    Example:
        >>> rows = pd.DataFrame({"commune_code": ["A", "A"], "year": [2014, 2015],
        ...     "indicator": "poor_households", "numerator": [30, 25], "denominator": [100, 100]})
        >>> poor_share(rows, 2015).to_dict()
        {'A': 0.25}
    """
    rows = _counted(indicators)
    rows = _on_one_line(rows[rows["year"] == year], rows)
    sums = rows.groupby("commune_code")[["numerator", "denominator"]].sum(min_count=1)
    return sums["numerator"].astype("float64") / sums["denominator"].astype("float64")


def _counted(indicators: pd.DataFrame) -> pd.DataFrame:
    """Rows of poor households that make a share: both numbers known, and not out of nothing."""
    rows = indicators[indicators["indicator"] == "poor_households"]
    whole = rows["numerator"].notna() & (rows["denominator"] > 0)
    return rows[whole.fillna(False).astype("bool")]


def _on_one_line(rows: pd.DataFrame, every_year: pd.DataFrame) -> pd.DataFrame:
    """The rows of one definition of poverty."""
    if "definition" not in rows or rows.empty:
        return rows
    definitions = rows["definition"].fillna("").astype("str")
    of_all = every_year["definition"].fillna("").astype("str")
    lines = pd.DataFrame(
        {
            "communes": definitions.value_counts(),
            "began": every_year["year"].groupby(of_all).min(),
        }
    ).dropna(subset="communes")
    line = lines.sort_values(["communes", "began"], ascending=[False, True], kind="stable").index[0]
    return rows[definitions == line]


def beside_help(need: pd.Series, helped: pd.DataFrame, within: pd.Series) -> pd.DataFrame:
    """Each commune's cell of a three by three table of need and help.

    Args:
        need: share of poor households, 0 to 1, indexed by `commune_code`.
        helped: as `commune_states.states` gives it for `value_per_household`.
        within: true for the communes that pass the filters: thirds are made from them alone.

    Returns:
        One row per commune of `helped`:

        - `need`: the share, 0 to 1; missing where unknown
        - `help`: million đồng per household; missing where it is not known
        - `state`: `value` where both are known (no value of help is then 0), else the state of
          help, or `no_data` where the need is unknown
        - `cell`: 1 to 9, need in thirds times help in thirds, little help first; 7 is great need
          with little help; 0 where the state is not `value`
        - `great_need`: the need is in the highest third, whatever the help

    Source: method note "Need beside help".
    """
    found = pd.DataFrame({"need": need.reindex(helped.index), "help": helped["value"]})
    known = helped["state"].isin([VALUE, ZERO])
    found["state"] = helped["state"].mask(known, VALUE)
    found.loc[known & found["need"].isna(), "state"] = NO_DATA
    both = found["state"] == VALUE
    needs = _third(found["need"], within)
    helps = _third(found["help"].where(both), within)
    found["cell"] = ((needs - 1) * STEPS + helps).where(both & (needs > 0) & (helps > 0), 0)
    found.loc[both & (found["cell"] == 0), "state"] = NO_DATA
    found["great_need"] = needs == STEPS
    return found


def corners(found: pd.DataFrame) -> pd.DataFrame:
    """Every commune of the four corners by name: who is poor and helped little, and the others.

    Args:
        found: from `beside_help`, of the communes that pass the filters.

    Returns:
        `cell`, `need`, `help` of the communes in a cell of `CORNERS`, indexed by `commune_code`:
        the corners in that order, in each the greatest need first, of equal need the least help.

    Source: method note "Need beside help".
    """
    rows = found.loc[found["cell"].isin(CORNERS), ["cell", "need", "help"]]
    places = rows["cell"].map({cell: place for place, cell in enumerate(CORNERS)})
    ordered = rows.assign(place=places).sort_index()
    keys = ["place", "need", "help"]
    ordered = ordered.sort_values(keys, ascending=[True, False, True], kind="stable")
    return ordered.drop(columns="place")


def without_help(found: pd.DataFrame) -> pd.DataFrame:
    """The communes of great need with no help on record, the greatest first: in no cell at all.

    Args:
        found: from `beside_help`, of the communes that pass the filters.

    Source: method note "Need beside help".
    """
    silent = found["great_need"] & found["state"].isin([NOTHING_REPORTED, NOT_ASSIGNED])
    return found[silent].sort_index().sort_values("need", ascending=False, kind="stable")


def thirds(values: pd.Series) -> list[tuple[float, float]]:
    """First and last value of little, middling and much; equal values share a third."""
    return classes.breaks(values, STEPS)


def _third(values: pd.Series, within: pd.Series) -> pd.Series:
    ranges = thirds(values[within])
    return classes.assign(values, ranges) if ranges else pd.Series(0, index=values.index)

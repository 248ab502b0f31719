"""A commune beside its district and the province; no line crosses a change of definition."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.schema import INDICATORS

# A number of criteria is averaged over communes; the others are numerator over denominator.
MEAN_INDICATORS = ("new_rural_criteria_met",)

# The poverty line changed between 2015 and 2016 (Decision 09/2011, then the multidimensional line
# of Decision 59/2015), so a series without a `definition` still breaks here.
CHANGED_IN = {"poor_households": 2016}

COMMUNE, DISTRICT, PROVINCE = "commune", "district", "province"
SCOPES = (COMMUNE, DISTRICT, PROVINCE)
PERCENT = ("%", "percent")
COLUMNS = [
    *("indicator", "definition", "scope", "year", "value"),
    *("numerator", "denominator", "communes"),
]


def beside(indicators: pd.DataFrame, communes: pd.DataFrame, commune_code: str) -> pd.DataFrame:
    """Each indicator of a commune, year by year, with its district and the province beside it.

    District and province are sums of numerators over sums of denominators (never means of
    shares); criteria of the new-rural programme are means over communes. Both are of a fixed set:
    the communes with a figure in every year of the line. Else a commune that reports late would
    move the line as if life had changed.

    Args:
        indicators: one row per commune × year × indicator.
        communes: the gazetteer, indexed by `commune_code`, with `district_code`.
        commune_code: the commune.

    Returns:
        One row per indicator × definition × scope × year, in this order:

        - `indicator`, `year`
        - `definition`: the segment; a line must not join two of them
        - `scope`: `commune`, `district`, `province`
        - `value`: a share 0 to 1, or a number of criteria; missing if not recorded
        - `numerator`, `denominator`: sums behind a share; missing for criteria
        - `communes`: communes of the fixed set, the same in every year of a line, count

    Raises:
        KeyError: the commune is not in the gazetteer.

    Source: method note "Indicators of a commune".
    """
    district = communes.at[commune_code, "district_code"]
    of_district = communes.index[communes["district_code"] == district]
    rows = _measured(indicators)
    scopes = {
        COMMUNE: rows["commune_code"] == commune_code,
        DISTRICT: rows["commune_code"].isin(of_district),
        PROVINCE: rows["commune_code"].isin(communes.index),
    }
    within = {scope: rows[keep].assign(scope=scope) for scope, keep in scopes.items()}
    for scope in (DISTRICT, PROVINCE):
        within[scope] = _in_every_year(within[scope])
    found = _summed(pd.concat(within.values()))
    # A ward has no criteria, and its definition says why; beside a commune it is no line.
    measured = found.groupby(["indicator", "definition", "scope"])["communes"].transform("sum")
    return _in_order(found[(found["scope"] == COMMUNE) | (measured > 0)])


def one_definition_a_year(found: pd.DataFrame) -> pd.DataFrame:
    """Rows of `beside` with one definition in each year of an indicator: the commune's own, else,
    in a year without one, that of most communes.

    Two definitions may be measured in one year, by one commune and its neighbours; only what is
    measured alike stands beside it.
    """
    rows = found[found["scope"] == COMMUNE].drop_duplicates(["indicator", "year"])
    own = rows.set_index(["indicator", "year"])["definition"]
    due = own.reindex(pd.MultiIndex.from_frame(found[["indicator", "year"]])).to_numpy()
    alike = found[pd.isna(due) | (found["definition"].to_numpy() == due)]
    of_most = alike.sort_values("communes", ascending=False, kind="stable")
    kept = of_most.drop_duplicates(["indicator", "scope", "year"]).index
    return alike[alike.index.isin(kept)].reset_index(drop=True)


def _in_every_year(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of communes with a figure in every year that any of them has one, by line."""
    known = rows[rows["measured"].notna()]
    line = ["indicator", "definition"]
    shown = known.groupby(line)["year"].transform("nunique")
    own = known.groupby([*line, "commune_code"])["year"].transform("nunique")
    return known[own == shown]


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.groupby(["indicator", "scope", "definition", "year"], observed=True)
    found = groups[["numerator", "denominator"]].sum(min_count=1).reset_index()
    measured = groups["measured"].agg(["count", "mean"])
    shares = found["numerator"] / found["denominator"].where(found["denominator"] > 0)
    # A share that the record only states, without its parts, is the commune's and nobody else's.
    stated = pd.Series(groups["stated"].first().to_numpy(), index=found.index)
    shares = shares.fillna(stated.where(found["scope"] == COMMUNE))
    is_mean = found["indicator"].isin(MEAN_INDICATORS)
    return found.assign(
        value=shares.where(~is_mean, measured["mean"].to_numpy()),
        communes=measured["count"].to_numpy(),
    )


def _measured(indicators: pd.DataFrame) -> pd.DataFrame:
    """Rows with what each adds to a sum: both parts of a share or neither, or a count."""
    rows = indicators.assign(definition=_segments(indicators))
    is_mean = rows["indicator"].isin(MEAN_INDICATORS)
    whole = rows[["numerator", "denominator"]].notna().all(axis=1) & ~is_mean
    parts = rows[["numerator", "denominator"]].astype("float64").where(whole)
    share = parts["numerator"] / parts["denominator"].where(parts["denominator"] > 0)
    value = rows["value"].astype("float64")
    stated = value.where(~rows["unit"].isin(PERCENT), value / 100)
    measured = value.where(is_mean, share)
    keys = ["commune_code", "indicator", "definition", "year"]
    return rows[keys].assign(**parts, measured=measured, stated=stated)


def _segments(indicators: pd.DataFrame) -> pd.Series:
    """The definition of each row, with the known changes cut in where the record does not say.

    A definition may well be measured in the last year of the old one too; one that began earlier
    and goes on as if nothing had changed, or the only one there is, is cut.
    """
    segments = indicators["definition"].fillna("").astype("str")
    for indicator, year in CHANGED_IN.items():
        rows = indicators["indicator"] == indicator
        years, names = indicators.loc[rows, "year"], segments[rows]
        first = years.groupby(names).transform("min")
        last = years.groupby(names).transform("max")
        is_only = names.nunique() == 1
        goes_on = (first < year) & (last >= year) & ((first < year - 1) | is_only)
        ending = years.lt(year).map({True: f" (–{year - 1})", False: f" ({year}–)"})
        segments[rows] = names.where(~goes_on, (names + ending).str.strip())
    return segments


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    places = {name: place for place, name in enumerate((*INDICATORS, *SCOPES))}
    first_year = found.groupby(["indicator", "definition"])["year"].transform("min")
    keys = [found["year"], found["definition"], first_year]
    keys += [found["scope"].map(places), found["indicator"].map(places)]
    return found.iloc[np.lexsort(keys)][COLUMNS].reset_index(drop=True)

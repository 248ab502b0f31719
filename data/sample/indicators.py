"""Three measures of every commune in 2010–2016, drawn without looking at any real rate.

They do not follow the help that a commune gets: the sample must not suggest that help works. Level
and pace are alike among the communes with and without an assignment, so that neither a difference
in points nor one in proportion looks like an effect.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import rates
from data.sample.draw import Floats, Rng, happens
from data.sample.places import assisted
from geo.gazetteer import communes

YEARS = np.arange(2010, 2017)
NEW_LINE_YEAR = 2016
CRITERIA = 19
HOUSEHOLDS_YEARLY_FACTOR = 0.985

INCOME_LINE = "Hộ nghèo theo chuẩn thu nhập 2011–2015"
SEVERAL_DIMENSIONS_LINE = "Hộ nghèo theo chuẩn đa chiều 2016–2020"
CLEAN_WATER = "Hộ dùng nước hợp vệ sinh"
CRITERIA_MET = "Số tiêu chí đạt trong 19 tiêu chí, Bộ tiêu chí 2009"
NOT_RURAL = "Phường, thị trấn: không xét tiêu chí nông thôn mới"


def indicators(rng: Rng) -> pd.DataFrame:
    """One row per commune, year and indicator; a few numerators were never reported."""
    rows = pd.concat([_poor(rng), _clean_water(rng), _criteria(rng)], ignore_index=True)
    missing = happens(rng, rates.INDICATOR_MISSING_SHARE, len(rows))
    rows["numerator"] = rows["numerator"].mask(missing)
    share = (rows["numerator"] / rows["denominator"]).round(4)
    rows["value"] = share.where(rows["unit"].eq("share"), rows["numerator"])
    return rows.sort_values(["commune_code", "indicator", "year"], ignore_index=True)


def _households() -> Floats:
    """Households of each commune and year, shape (communes, years): fewer, going back from 2019."""
    now = communes()["households_2019"].to_numpy(dtype="float64")[:, None]
    return np.round(now * HOUSEHOLDS_YEARLY_FACTOR ** (2019 - YEARS))


def _alike(rng: Rng) -> Floats:
    """Standard normals, one a commune; mean and spread are those of 0 and 1 among the communes of
    the 106 and among the others alike."""
    drawn = rng.standard_normal(len(communes()))
    of_106 = np.isin(np.arange(len(drawn)), assisted())
    for group in (of_106, ~of_106):
        drawn[group] = (drawn[group] - drawn[group].mean()) / drawn[group].std()
    return drawn


def _poor(rng: Rng) -> pd.DataFrame:
    """Falls year by year; the line of 2016 counts differently and starts higher."""
    start = np.clip(rates.POOR_SHARE_2010 + 0.09 * _alike(rng), 0.02, 0.85)[:, None]
    pace = (rates.POOR_YEARLY_FACTOR + 0.02 * _alike(rng))[:, None]
    share = start * pace ** (YEARS - YEARS[0])
    share[:, YEARS >= NEW_LINE_YEAR] *= rates.POOR_NEW_LINE_FACTOR
    share += 0.008 * rng.standard_normal(share.shape)
    new = np.broadcast_to(YEARS >= NEW_LINE_YEAR, share.shape)
    definition = np.where(new, SEVERAL_DIMENSIONS_LINE, INCOME_LINE)
    return _households_with("poor_households", np.clip(share, 0.005, 0.9), definition)


def _clean_water(rng: Rng) -> pd.DataFrame:
    start = np.clip(rates.CLEAN_WATER_SHARE_2010 + 0.15 * _alike(rng), 0.1, 0.95)
    step = np.abs(rates.CLEAN_WATER_YEARLY_STEP + 0.015 * _alike(rng))
    share = start[:, None] + step[:, None] * (YEARS - YEARS[0])
    share += 0.01 * rng.standard_normal(share.shape)
    definition = np.full(share.shape, CLEAN_WATER)
    return _households_with("clean_water_households", np.clip(share, 0.05, 0.995), definition)


def _households_with(indicator: str, share: Floats, definition: np.ndarray) -> pd.DataFrame:
    households = _households()
    return _long(indicator, np.round(share * households), households, "share", definition)


def _criteria(rng: Rng) -> pd.DataFrame:
    """Criteria once met stay met. Wards and towns are not asked: their rows are empty."""
    size = len(communes())
    start = rates.CRITERIA_2010 + 1.5 * _alike(rng)
    steps = rng.poisson(rates.CRITERIA_YEARLY_STEP, (size, len(YEARS)))
    met = np.clip(np.round(start)[:, None] + steps.cumsum(axis=1), 0, CRITERIA)
    rural = communes()["commune_type"].eq("xã").to_numpy()[:, None]
    definition = np.broadcast_to(np.where(rural, CRITERIA_MET, NOT_RURAL), met.shape)
    whole = np.full(met.shape, float(CRITERIA))
    return _long(
        "new_rural_criteria_met",
        np.where(rural, met, np.nan),
        np.where(rural, whole, np.nan),
        "criteria",
        definition,
    )


def _long(
    indicator: str, numerator: Floats, denominator: Floats, unit: str, definition: np.ndarray
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune_code": np.repeat(communes().index.to_numpy(), len(YEARS)),
            "year": np.tile(YEARS, len(communes())),
            "indicator": indicator,
            "numerator": numerator.ravel(),
            "denominator": denominator.ravel(),
            "unit": unit,
            "definition": definition.ravel(),
        }
    )

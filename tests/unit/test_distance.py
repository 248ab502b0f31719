"""How far a point lies outside its commune, with boundaries and without."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.distance import km_outside


def km(latitude: float) -> float:
    found = km_outside(pd.Series(["04246"]), pd.Series([103.7318]), pd.Series([latitude]))
    return found.iat[0]


@pytest.fixture
def no_boundaries(tmp_path, monkeypatch):
    monkeypatch.setenv("GEO_INSTALLED", str(tmp_path))
    return tmp_path


@pytest.fixture
def boundaries(no_boundaries):
    """Mường Lạn as a box of about ten by ten kilometres around its middle."""
    box = shapely.box(103.68, 20.73, 103.78, 20.83)
    shapes = gpd.GeoDataFrame({"commune_code": ["04246"]}, geometry=[box], crs="EPSG:4326")
    shapes.to_parquet(no_boundaries / "communes.parquet")


def test_without_boundaries_only_what_is_far_from_the_middle_is_told(no_boundaries):
    assert pd.isna(km(20.9))
    assert km(21.2) == pytest.approx(46.5, abs=0.5)


def test_with_boundaries_the_distance_is_from_the_border(boundaries):
    assert pd.isna(km(20.75))
    assert pd.isna(km(20.84))  # a kilometre beyond a simplified border is near enough
    assert km(20.93) == pytest.approx(11.1, abs=0.2)


def test_a_place_that_is_not_known_has_no_distance(no_boundaries):
    nowhere = km_outside(pd.Series(["99999", "04246"]), pd.Series([1.0, None]), pd.Series([1.0, 1]))
    assert nowhere.isna().all()

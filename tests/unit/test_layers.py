"""The drawings that the browser fetches."""

import gzip
import json
import re

import numpy as np
import pytest

from geo import drawing, gazetteer, hexagon_drawing, layers
from geo.projection import to_km


@pytest.fixture(autouse=True)
def own_static_folder(tmp_path, monkeypatch):
    """No test touches what the developer's server serves."""
    monkeypatch.setattr(drawing, "STATIC_FOLDER", tmp_path / "static")
    monkeypatch.setenv("GEO_INSTALLED", str(tmp_path / "installed"))
    layers.hexagons.cache_clear()
    yield
    layers.hexagons.cache_clear()


@pytest.fixture
def drawn():
    return json.loads((drawing.STATIC_FOLDER / layers.hexagons().file_name).read_bytes())


def ring(path):
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return np.array(numbers).reshape(-1, 2)


def area(points):
    x, y = points.T
    return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2


def test_without_boundaries_there_are_only_hexagons():
    assert layers.boundaries() is None
    assert layers.hexagons().view == "hexagons"


def test_damaged_boundaries_count_as_none():
    file = layers.installed.communes_file()
    file.parent.mkdir(parents=True)
    file.write_bytes(b"half a file")
    assert layers.boundaries() is None


def test_the_drawing_lists_communes_and_districts_in_the_order_of_the_gazetteer(drawn):
    there = gazetteer.communes()
    assert [commune["code"] for commune in drawn["communes"]] == list(there.index)
    assert [commune["name"] for commune in drawn["communes"]] == there["commune_name"].tolist()
    assert [place["code"] for place in drawn["districts"]] == list(gazetteer.districts().index)
    assert drawn["neighbours"]["04105"] == list(gazetteer.neighbours()["04105"])
    assert drawn["view"] == "hexagons"
    assert drawn["km_per_unit"] is None


def test_hexagons_are_of_equal_area_and_lie_within_the_view(drawn):
    rings = [ring(commune["d"]) for commune in drawn["communes"]]
    areas = [area(points) for points in rings]
    assert max(areas) / min(areas) < 1.02  # rounding to a tenth of a unit
    west, north, width, height = drawn["viewBox"]
    x, y = np.concatenate(rings).T
    assert west < x.min() < x.max() < west + width
    assert north < y.min() < y.max() < north + height


def test_district_outlines_enclose_the_area_of_their_hexagons(drawn):
    one = np.mean([area(ring(commune["d"])) for commune in drawn["communes"]])
    counts = gazetteer.districts()["communes"]
    for district in drawn["districts"]:
        assert district["d"].count("M") == 1
        assert area(ring(district["d"])) == pytest.approx(one * counts[district["code"]], rel=0.01)


def test_a_district_is_labelled_at_the_centre_of_one_of_its_own_hexagons(drawn):
    own = {(c["x"], c["y"]): c["district"] for c in drawn["communes"]}
    for district in drawn["districts"]:
        assert own[(district["x"], district["y"])] == district["code"]


def test_the_border_runs_along_communes_that_border_laos(drawn):
    border = gazetteer.communes()["laos_border_km_derived"].gt(0)
    at_border = np.concatenate([ring(c["d"]) for c in drawn["communes"] if border[c["code"]]])
    for corner in ring(drawn["border"]):
        assert np.abs(at_border - corner).sum(axis=1).min() < 0.01


def test_centres_are_the_label_points_of_the_drawing(drawn):
    centres = layers.hexagons().centres
    assert centres.index.tolist() == [commune["code"] for commune in drawn["communes"]]
    written = [(commune["x"], commune["y"]) for commune in drawn["communes"]]
    assert np.allclose(centres[["x", "y"]], written, atol=0.06)


def test_hexagons_refuse_to_place_what_has_coordinates():
    with pytest.raises(ValueError, match="centre of the commune"):
        layers.hexagons().project([104.0], [21.0])


def test_the_name_of_the_file_changes_with_its_content_and_older_files_stay():
    first = drawing.write_static("places", {"a": 1})
    assert drawing.write_static("places", {"a": 1}) == first
    second = drawing.write_static("places", {"a": 2})
    assert second != first
    assert {file.name for file in drawing.STATIC_FOLDER.iterdir()} == {first, second}


def test_a_file_cut_short_is_written_again():
    name = drawing.write_static("places", {"a": 1})
    (drawing.STATIC_FOLDER / name).write_bytes(b"{")
    drawing.write_static("places", {"a": 1})
    assert json.loads((drawing.STATIC_FOLDER / name).read_bytes()) == {"a": 1}


def test_the_hexagon_file_is_light():
    content = (drawing.STATIC_FOLDER / layers.hexagons().file_name).read_bytes()
    assert len(gzip.compress(content)) < 15_000


def test_edges_shared_by_two_hexagons_cancel():
    alone = hexagon_drawing.outer_edges([(0, 0)])
    pair = hexagon_drawing.outer_edges([(0, 0), (1, 0)])
    assert len(alone) == 6
    assert len(pair) == 10
    assert len(hexagon_drawing.chained(pair)) == 1


def test_kilometres_of_the_projection_are_true_in_area():
    east, north = to_km([103.9, 104.0, 104.0, 103.9], [21.2, 21.2, 21.3, 21.3])
    # One tenth of a degree square at 21.25° N on the WGS 84 ellipsoid (GeographicLib: 114.924).
    assert area(np.column_stack([east, north])) == pytest.approx(114.92, abs=0.02)

"""The hexagon map: one hexagon a commune, true to the province as far as hexagons can be."""

from itertools import combinations

import numpy as np
import pytest

from geo import gazetteer, hexagons
from geo.projection import to_km


@pytest.fixture(scope="module")
def cells():
    table = hexagons.positions()
    pairs = zip(table["column"].tolist(), table["row"].tolist(), strict=True)
    return dict(zip(table.index, pairs, strict=True))


def test_each_commune_has_one_hexagon_and_no_two_share_a_place(cells):
    assert list(cells) == list(gazetteer.communes().index)
    assert len(set(cells.values())) == 204


def test_the_province_is_in_one_piece_and_so_is_each_district(cells):
    assert hexagons.pieces(set(cells.values())) == 1
    for members in gazetteer.communes().groupby("district_code").groups.values():
        assert hexagons.pieces({cells[code] for code in members}) == 1


def test_pieces_counts_what_does_not_touch():
    assert hexagons.pieces({(0, 0), (1, 0), (5, 5)}) == 2
    assert hexagons.pieces({(0, 0), (1, 1)}) == 2


def test_the_distance_of_two_hexagons_is_the_fewest_steps_that_lead_from_one_to_the_other():
    start = (2, -1)
    reached, edge = {start: 0}, [start]
    for steps in range(1, 5):
        edge = [cell for last in edge for cell in hexagons.beside(last) if cell not in reached]
        reached |= dict.fromkeys(edge, steps)
    assert len(reached) == 1 + 6 * (1 + 2 + 3 + 4)
    found = {cell: hexagons.steps_between(start, cell) for cell in reached}
    assert found == reached
    assert found == {cell: hexagons.steps_between(cell, start) for cell in reached}


def test_every_hexagon_has_a_true_neighbour_beside_it(cells):
    assert hexagons.share_beside_a_neighbour(cells) == 1.0
    assert hexagons.share_of_borders_kept(cells) >= 0.7


def test_districts_that_border_each_other_mostly_do_so_in_hexagons(cells):
    district = gazetteer.communes()["district_code"]
    true = {
        frozenset((district[code], district[other]))
        for code, around in gazetteer.neighbours().items()
        for other in around
        if district[code] != district[other]
    }
    drawn = {
        frozenset((district[one], district[other]))
        for one, other in combinations(cells, 2)
        if district[one] != district[other]
        and hexagons.steps_between(cells[one], cells[other]) == 1
    }
    assert len(true & drawn) / len(true) >= 0.85
    assert len(drawn - true) <= 3


def test_north_is_up_and_east_is_right(cells):
    there = gazetteer.communes()
    east, north = to_km(there["longitude"], there["latitude"])
    x, y = np.array([hexagons.centre(cell) for cell in cells.values()]).T
    assert np.corrcoef(east, x)[0, 1] > 0.95
    assert np.corrcoef(north, -y)[0, 1] > 0.95


def test_the_layout_is_made_the_same_each_time_from_the_committed_tables(monkeypatch):
    monkeypatch.setattr(hexagons, "EXCHANGES", 500)
    first = hexagons.make()
    assert first == hexagons.make()
    assert len(set(first.values())) == 204

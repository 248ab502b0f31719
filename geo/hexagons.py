"""The hexagon map: one hexagon of equal size a commune, placed so that the province is recognised.

`python -m geo.hexagons` makes `hexagons.csv` from the centre points and the neighbours of the
gazetteer: the points are spread until each has room, an assignment puts each on the nearest free
hexagon of a grid, and small exchanges then bring neighbours together and keep districts whole.
The running app only reads the file.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pandas as pd

from geo import gazetteer
from geo.projection import to_km

HEXAGONS_FILE = gazetteer.FOLDER / "hexagons.csv"

# A hexagon stands on its corner. `column` runs east and `row` south-east, so that the six beside
# a hexagon are always these steps away; both are whole numbers.
BESIDE = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
ROW_HEIGHT = math.sqrt(3) / 2  # the distance of two rows, where that of two centres is 1

Cell = tuple[int, int]

SEED = 2523  # the number of the decision that the dashboard is about
EXCHANGES = 120_000

# What a layout costs. Found by looking at the map: a heavier HOME keeps the outline and tears
# neighbours apart, a lighter one turns the province into a disc.
APART, HOME, TORN, EDGE = 1.0, 0.25, 8.0, 0.15


@cache
def positions() -> pd.DataFrame:
    """Where each commune's hexagon is.

    Returns:
        Indexed by `commune_code`: `column`, `row` (whole numbers, see `BESIDE`).

    Source: `hexagons.csv`, made by this module.
    """
    return pd.read_csv(HEXAGONS_FILE, dtype={"commune_code": str}).set_index("commune_code")


def centre(cell: Cell) -> tuple[float, float]:
    """Where the middle of a hexagon is, in distances of two centres: east, south.

    Example:
        >>> centre((2, 2))
        (3.0, 1.7320508075688772)
    """
    column, row = cell
    return column + row / 2, row * ROW_HEIGHT


def beside(cell: Cell) -> list[Cell]:
    """The six cells around a cell."""
    return [(cell[0] + east, cell[1] + south) for east, south in BESIDE]


def steps_between(one: Cell, other: Cell) -> int:
    """How many hexagons one walks from one cell to another; 1 when they touch.

    Example:
        >>> steps_between((0, 0), (1, 0)), steps_between((0, 0), (2, -1))
        (1, 2)
    """
    columns, rows = one[0] - other[0], one[1] - other[1]
    return max(abs(columns), abs(rows), abs(columns + rows))


def pieces(cells: set[Cell]) -> int:
    """Into how many pieces a set of cells falls; 1 when one can walk everywhere in it."""
    left, found = set(cells), 0
    while left:
        found += 1
        edge = [left.pop()]
        while edge:
            reached = left.intersection(beside(edge.pop()))
            left -= reached
            edge.extend(reached)
    return found


def share_beside_a_neighbour(cells: dict[str, Cell]) -> float:
    """Share of hexagons that touch at least one true neighbour of their commune, 0 to 1."""
    known = gazetteer.neighbours()
    near = [any(steps_between(cells[code], cells[o]) == 1 for o in known[code]) for code in cells]
    return sum(near) / len(near)


def share_of_borders_kept(cells: dict[str, Cell]) -> float:
    """Share of all pairs of neighbours whose hexagons touch, 0 to 1."""
    known = gazetteer.neighbours()
    touching = [steps_between(cells[code], cells[o]) == 1 for code in cells for o in known[code]]
    return sum(touching) / len(touching)


def make() -> dict[str, Cell]:
    """Lay the communes out anew; the same result each time.

    Returns:
        A cell for each commune code: no two share one, the province is in one piece, and each
        district is.
    """
    there = gazetteer.communes()
    home = _spread(_centres(there), _pairs(there))
    layout = _Layout(there, home, _assign(home))
    layout.improve(EXCHANGES)
    return layout.cells_by_code()


def _centres(there: pd.DataFrame) -> np.ndarray:
    """Centre points, n × 2, east and south, scaled so that a hexagon has a mean commune's area."""
    east, north = to_km(there["longitude"], there["latitude"])
    spacing_km = math.sqrt(there["area_km2"].mean() * 2 / math.sqrt(3))
    points = np.column_stack([east, -north]) / spacing_km
    return np.asarray(points - points.mean(axis=0))


def _pairs(there: pd.DataFrame) -> np.ndarray:
    known = gazetteer.neighbours()
    number = {code: i for i, code in enumerate(there.index)}
    pairs = [(i, number[o]) for code, i in number.items() for o in known[code] if i < number[o]]
    return np.array(pairs)


def _spread(start: np.ndarray, pairs: np.ndarray, rounds: int = 400) -> np.ndarray:
    """Push points apart that are too close, hold neighbours together, and pull all home a little.

    The wards of the city lie 1 km apart and the communes of the border 15: on the ground there
    is no room for a hexagon a ward, so the city swells and the wide communes give way.
    """
    points = start.copy()
    for _ in range(rounds):
        force = 0.02 * (start - points)
        apart = points[:, None] - points[None]
        distance = np.linalg.norm(apart, axis=2) + 1e-9
        push = np.clip(1 - distance, 0, None) / distance
        force += 0.25 * (apart * push[..., None]).sum(axis=1)
        bond = points[pairs[:, 1]] - points[pairs[:, 0]]
        length = np.linalg.norm(bond, axis=1, keepdims=True) + 1e-9
        pull = 0.06 * bond * (length - 1) / length
        np.add.at(force, pairs[:, 0], pull)
        np.add.at(force, pairs[:, 1], -pull)
        points += force
    return points


def _assign(home: np.ndarray) -> list[Cell]:
    """Give each point the hexagon that makes the sum of squared ways smallest."""
    from scipy.optimize import linear_sum_assignment  # only the script needs scipy
    from scipy.spatial.distance import cdist

    grid = [(column, row) for row in range(-20, 21) for column in range(-30, 31)]
    ways = cdist(home, np.array([centre(cell) for cell in grid]), "sqeuclidean")
    chosen = linear_sum_assignment(ways)[1]
    return [grid[place] for place in chosen]


class _Layout:
    """A layout under improvement: who sits where, and what it costs."""

    def __init__(self, there: pd.DataFrame, home: np.ndarray, cells: list[Cell]) -> None:
        self.codes = [str(code) for code in there.index]
        number = {code: i for i, code in enumerate(self.codes)}
        self.near = [[number[o] for o in gazetteer.neighbours()[code]] for code in self.codes]
        self.district = there["district_code"].tolist()
        self.members = there.reset_index().groupby("district_code").indices
        self.home, self.cells = home, cells
        self.sitting = {cell: i for i, cell in enumerate(cells)}

    def cells_by_code(self) -> dict[str, Cell]:
        return dict(zip(self.codes, self.cells, strict=True))

    def improve(self, exchanges: int) -> None:
        """Try small moves: a worse one is sometimes taken at first, later only a better one."""
        random = np.random.default_rng(SEED)
        for number in range(exchanges):
            warmth = (1 - number / exchanges) ** 2
            mover = int(random.integers(len(self.cells)))
            east, south = random.integers(-2, 3, size=2)
            cell = (self.cells[mover][0] + int(east), self.cells[mover][1] + int(south))
            patience = -warmth * math.log(1 - random.random())
            if cell != self.cells[mover] and any(o in self.sitting for o in beside(cell)):
                self._try(mover, cell, patience)

    def _try(self, mover: int, cell: Cell, patience: float) -> None:
        """Move a commune, changing places with who sits there; undo it if that costs too much."""
        old, sitting = self.cells[mover], self.sitting.get(cell)
        touched = [mover] if sitting is None else [mover, sitting]
        before = self._cost(touched, {old, cell})
        self._move(mover, cell)
        broken = sitting is None and pieces(set(self.sitting)) > 1
        if broken or self._cost(touched, {old, cell}) - before > patience:
            self._move(mover, old)

    def _move(self, mover: int, cell: Cell) -> None:
        old, sitting = self.cells[mover], self.sitting.get(cell)
        self.cells[mover], self.sitting[cell] = cell, mover
        if sitting is None:
            del self.sitting[old]
        else:
            self.cells[sitting], self.sitting[old] = old, sitting

    def _cost(self, touched: list[int], cells: set[Cell]) -> float:
        """What the part of the layout costs that a move of these communes changes."""
        torn = sum(
            pieces({self.cells[i] for i in self.members[district]}) - 1
            for district in {self.district[i] for i in touched}
        )
        empty = [
            o not in self.sitting for cell in cells if cell in self.sitting for o in beside(cell)
        ]
        return TORN * torn + 2 * EDGE * sum(empty) + sum(self._own_cost(i) for i in touched)

    def _own_cost(self, i: int) -> float:
        cell = self.cells[i]
        apart = sum(steps_between(cell, self.cells[other]) - 1 for other in self.near[i])
        east, south = centre(cell)
        way = (east - self.home[i, 0]) ** 2 + (south - self.home[i, 1]) ** 2
        return APART * apart + HOME * float(way)


def main() -> None:
    """Make the layout, write it, and print how true it is."""
    cells = make()
    rows = [(code, column, row) for code, (column, row) in cells.items()]
    table = pd.DataFrame(rows, columns=["commune_code", "column", "row"])
    table.to_csv(HEXAGONS_FILE, index=False, lineterminator="\n")
    print(f"{len(cells)} hexagons -> {HEXAGONS_FILE.name}")
    print(f"beside a true neighbour: {share_beside_a_neighbour(cells):.1%} of hexagons")
    print(f"borders kept: {share_of_borders_kept(cells):.1%} of pairs of neighbours")


if __name__ == "__main__":
    main()

"""Which view of the map the address asks for."""

from __future__ import annotations

from data.selection import Selection
from pages.parts import links, map_change, map_need, map_years, names
from pages.parts.map_compared import Compared
from pages.parts.map_pictures import Shown


def of_address(selection: Selection, shown: Shown) -> Compared | None:
    """What the map compares; None where it is one map of one measure.

    Need that was never recorded leaves one map, as on the screen.
    """
    compare, place = links.current().compare, names.place(selection)
    if compare == "change":
        return map_change.compared(selection, shown.measure, map_change.ends(), place)
    if compare == "need":
        return map_need.compared(selection, place)
    if compare == "years":
        return map_years.compared(selection, shown.measure, place)
    return None

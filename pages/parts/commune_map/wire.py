"""What the map is sent: small tables as arrays in the order of the codes. No streamlit here.

A message (one a rerun, JSON) has

- `looks`: one character a commune, in the order of the commune codes: `1` to `5` the class of a
  value, else a letter of `LETTERS`
- `values`: the values of the communes that have one, in the same order, four significant digits
  and more where two that differ would read the same: see `told_apart`
- `behind`: for a share, how many of how many in each commune whose state is of `SHARES`, in the
  same order; absent for other measures
- `faded`: one `0` or `1` a commune; absent when none is faded
- `signs`: words and one `0` or `1` a commune, for each sign; absent without signs
- `kinds`, where there are any: `names` (code and words of each kind) and `of`, one digit a commune:
  the sum of 1 for the first kind, 2 for the second, 4 for the third
- `signs_on`: codes of the kinds whose signs are switched on; absent when none is
- `highlight`: kind of group and code of the one that stands out, `[]` for none; absent where none
  can be chosen. `lit`: its name and one `0` or `1` a commune
- `ranges`: first and last value of each class
- `chosen`: codes
- `picked`: classes and states picked out in the legend; absent when all are shown
- `view`, `measure`, `unit`, `unit_thousand`, `period`, `title`, `subtitle`, `mark`, `lang`,
  `height`, `key`: as `commune_map` has them
- `years`, `year_limits`: first and last year shown, and first and last there are; absent on a map
  without years
- `stamp`, `record`: what a picture taken along says across it and under it; absent when empty
- `single`: true where only one commune can be chosen; `finds_districts` where the search box
  offers districts too
- `focus`: codes of the districts that the map goes to by itself; absent for the whole layer
- `above`: pixels of the first screen over the drawing; absent where it has its height always
- `least`: true where a rank counts from the smallest number
- `compare`: of `COMPARES`; absent for one map
- `ends`: the two years that a change is between; absent without years
- of a picture that compares (see `rest`): `others`, a second number for each value; `legend`, the
  words of each class and state, in the order of the legend; `unit_of_each` where a change has
  another unit than what changes; `note`, a line under the legend
- `rest`: names the pictures that `rest` packs, which follow by another message; absent without
- `style`, `frame`: names of static files. The frame has what changes with language or
  installation alone: `words`, `measures`, `layers` (view, file, source, licence)
- `points`, where there are any: `address` of the points (see `points_file`) and `shown`, one `0`
  or `1` a point
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from data.metrics import ranks

CLASSES = 5
LETTERS = {
    "zero": "z",
    "few": "f",
    "nothing_reported": "n",
    "no_data": "d",
    "not_assigned": "a",
    "only_earlier": "e",
    "only_later": "l",
}
# The states that a legend lists: of one map, and of need beside help, where none is zero or few.
MAP_STATES = ("zero", "few", "nothing_reported", "no_data", "not_assigned")
NEED_STATES = MAP_STATES[2:]
# The states in which a commune has a share, and so what is behind it.
SHARES = ("value", "zero", "few")
# Classes of need beside help: thirds of one times thirds of the other.
CELLS = 9
COMPARES = ("", "years", "change", "need")
MOST_KINDS = 3
GROUPS = ("district", "agency")
PICKS = (*(str(level) for level in range(1, CELLS + 1)), *LETTERS)
PRECISIONS = {"exact": "e", "village": "v", "commune": "c"}


@dataclass(frozen=True)
class Kind:
    """A kind of commune, shown by a sign: its words and the codes of its communes."""

    words: str
    communes: Collection[str]


@dataclass(frozen=True)
class Group:
    """Communes that stand out while the rest fades: a district's or an agency's.

    `kind` is of `GROUPS`; `code` and `name` are the district's or the agency's.
    """

    kind: str
    code: str
    name: str
    communes: Collection[str]


class Layer(Protocol):
    """What the map needs of a place layer: `geo.layers.Layer` has it."""

    @property
    def view(self) -> str:
        """`boundaries` or `hexagons`."""

    @property
    def file_name(self) -> str:
        """Name of the layer's file in the static folder."""

    @property
    def source(self) -> str:
        """Whose shapes they are."""

    @property
    def licence(self) -> str:
        """Under which licence."""

    def project(self, longitude: Any, latitude: Any) -> tuple[Any, Any]:
        """Degrees (WGS 84) to units of the layer."""


def table(values: pd.DataFrame, classes: int = CLASSES) -> dict[str, Any]:
    """One row a commune as `looks`, `values` and, where some are faded, `faded`.

    Args:
        values: indexed by `commune_code`; `value`, `state`, `class` (1 to 5 where the state is
            value) and, if some communes stand outside the filters, `faded`.

    Raises:
        ValueError: a state is unknown, or a value has no class or no number.

    Example:
        >>> table(pd.DataFrame(
        ...     {"value": [12.3456, None], "state": ["value", "zero"], "class": [2, 0]},
        ...     index=["04246", "03646"]))
        {'looks': 'z2', 'values': [12.35]}
    """
    ordered = values.sort_index()
    valued = ordered[ordered["state"] == "value"]
    if not valued["class"].between(1, classes).all() or valued["value"].isna().any():
        raise ValueError("a commune whose state is value needs a number and a class")
    sent: dict[str, Any] = {
        "looks": "".join(map(_look, ordered["state"], ordered["class"])),
        "values": told_apart(valued["value"]),
    }
    if "faded" in ordered and ordered["faded"].any():
        sent["faded"] = bits(ordered["faded"])
    return sent


def picture(
    values: pd.DataFrame,
    *,
    ranges: Sequence[tuple[float, float]],
    signs: Mapping[str, Collection[str]] | None = None,
    kinds: Mapping[str, Kind] | None = None,
    least: bool = False,
    legend: Mapping[str, str] | None = None,
    **words: str,
) -> dict[str, Any]:
    """The part of a message that changes with measure and years.

    Args:
        values: as `table` takes them.
        ranges: first and last value of each class.
        signs: words -> codes of the communes that carry the sign.
        kinds: code -> the kind of commune, at most `MOST_KINDS`.
        least: the order begins with the smallest number.
        legend: words of each class and state, in their order, where the usual ones do not do.
        words: `unit`, `unit_thousand`, `period`, `title`, `subtitle`.
    """
    drawn: dict[str, Any] = {**words, "ranges": [[short(low), short(high)] for low, high in ranges]}
    drawn |= table(values)
    behind = _behind(values)
    if behind:
        drawn["behind"] = behind
    if legend:
        drawn["legend"] = dict(legend)
    if least:
        drawn["least"] = True
    if signs:
        drawn["signs"] = marked(signs, values.index)
    if kinds:
        drawn["kinds"] = kinds_of(kinds, values.index)
    return drawn


def _behind(values: pd.DataFrame) -> list[list[int]]:
    """How many of how many, of the communes with a share; empty for what is no share."""
    if "whole" not in values:
        return []
    ordered = values.sort_index()
    shares = ordered[ordered["state"].isin(SHARES) & ordered["whole"].notna()]
    return shares[["part", "whole"]].astype("int64").to_numpy().tolist()


def kinds_of(kinds: Mapping[str, Kind], codes: pd.Index) -> dict[str, Any]:
    """Each kind's code and words and, in the order of the codes, which kinds a commune is of.

    Raises:
        ValueError: more kinds than there are signs for.

    Example:
        >>> kinds = {"border": Kind("Border", ["2"]), "poor": Kind("Poor", ["1", "2"])}
        >>> kinds_of(kinds, pd.Index(["2", "1"]))
        {'names': [['border', 'Border'], ['poor', 'Poor']], 'of': '23'}
    """
    if len(kinds) > MOST_KINDS:
        raise ValueError(f"{len(kinds)} kinds of commune; there are signs for {MOST_KINDS}")
    ordered = codes.sort_values()
    sums = sum(
        (ordered.isin(list(kind.communes)) * 2**place for place, kind in enumerate(kinds.values())),
        start=np.zeros(len(ordered), dtype=int),
    )
    names = [[code, kind.words] for code, kind in kinds.items()]
    return {"names": names, "of": "".join(map(str, sums))}


def pairs(values: pd.DataFrame) -> dict[str, Any]:
    """Two numbers a commune, as `table` packs one: the second in `others`.

    Args:
        values: indexed by `commune_code`; `need`, `help`, `state`, `cell` (1 to 9 where the state
            is value) and `faded`.
    """
    valued = values.sort_index()
    valued = valued[valued["state"] == "value"]
    as_table = values.assign(value=values["need"], **{"class": values["cell"]})
    others = [short(value) for value in valued["help"]]
    return table(as_table, CELLS) | {"others": others}


def rest(
    pictures: Mapping[str, Mapping[str, Mapping[str, Any]]],
    assigned: Mapping[str, Mapping[str, Sequence[str]]],
    names: Mapping[str, str],
) -> bytes:
    """What follows a map when the browser is idle, packed.

    Args:
        pictures: period ("2013-2016") -> measure -> `picture`.
        assigned: period -> commune code -> codes of who is assigned.
        names: code -> name of who is assigned anywhere, in the order to list them; sent once.

    Example:
        >>> packed = rest({}, {"2013-2013": {"04246": ["y", "x"]}}, {"x": "A", "y": "B"})
        >>> content = json.loads(zlib.decompress(packed))
        >>> content["agencies"], content["assigned"]
        ([['x', 'A'], ['y', 'B']], {'2013-2013': {'04246': [1, 0]}})
    """
    place = {code: index for index, code in enumerate(names)}
    short_assigned = {
        period: {code: [place[one] for one in found] for code, found in of.items()}
        for period, of in assigned.items()
    }
    content = {"pictures": pictures, "agencies": list(names.items()), "assigned": short_assigned}
    return zlib.compress(compact(content), 9)


def _look(state: str, level: float) -> str:
    if state == "value":
        return str(int(level))
    if state not in LETTERS:
        raise ValueError(f"unknown state {state!r}: one of value, {', '.join(LETTERS)}")
    return LETTERS[state]


def short(value: float) -> float | int:
    """Four significant digits: what a map can show. Whole numbers lose their `.0`.

    Example:
        >>> short(1234.56), short(0.012344), short(3.0)
        (1235, 0.01234, 3)
    """
    rounded = float(f"{value:.4g}")
    return int(rounded) if rounded.is_integer() else rounded


def told_apart(values: pd.Series) -> list[float | int]:
    """Each number as `short`, and with more digits where two that differ would read the same.

    The browser ranks by what it is sent, and ranks go by the numbers as they are stored.

    Example:
        >>> told_apart(pd.Series([1234.56, 1234.6, 7.0, 7.0, 3.14159]))
        [1234.56, 1234.6, 7, 7, 3.142]
    """
    exact = ranks.stored(values.astype("float64"))
    shorts = [short(value) for value in exact]
    several = exact.groupby(np.array(shorts, dtype="float64")).transform("nunique") > 1
    return [
        value if differs else small
        for value, small, differs in zip(exact.tolist(), shorts, several, strict=True)
    ]


def marked(carriers: Mapping[str, Collection[str]], codes: pd.Index) -> list[list[str]]:
    """Each sign's words and, in the order of the codes, who carries it.

    Example:
        >>> marked({"border": ["03649"]}, pd.Index(["03649", "03646"]))
        [['border', '01']]
    """
    ordered = codes.sort_values()
    return [[words, bits(ordered.isin(list(carrying)))] for words, carrying in carriers.items()]


def bits(flags: Iterable[bool]) -> str:
    """True and false as a text of ones and zeros."""
    return "".join("1" if flag else "0" for flag in flags)


def frame(words: Mapping[str, str], measures: Mapping[str, str], layers: Sequence[Layer]) -> bytes:
    """What changes with language or installation alone, as a file the browser keeps."""
    shown = [
        {"view": one.view, "file": one.file_name, "source": one.source, "licence": one.licence}
        for one in layers
    ]
    return compact({"words": dict(words), "measures": dict(measures), "layers": shown})


def points_file(points: pd.DataFrame, boundaries: Layer | None) -> bytes:
    """All points as a file of columns; which of them are shown is said in the message.

    Args:
        points: one row a work: `label`, `precision` (exact, village, commune), `commune_code`
            and, in degrees and empty where unknown, `longitude` and `latitude`.
        boundaries: the layer whose units the places are in; None when it is not installed, and
            every point then stands in the middle of its commune.
    """
    located = (
        points["longitude"].notna()
        & points["latitude"].notna()
        & (points["precision"] != "commune")
    )
    x, y = pd.Series(np.nan, points.index), pd.Series(np.nan, points.index)
    if boundaries is not None and located.any():
        there = points[located]
        x[located], y[located] = boundaries.project(
            there["longitude"].to_numpy(float), there["latitude"].to_numpy(float)
        )
    return compact(
        {
            "labels": points["label"].fillna("").tolist(),
            "precisions": "".join(points["precision"].map(PRECISIONS).fillna("c")),
            "communes": points["commune_code"].tolist(),
            "x": [_place(value) for value in x],
            "y": [_place(value) for value in y],
        }
    )


def _place(value: float) -> float | None:
    return None if np.isnan(value) else float(f"{value:.5g}")


def compact(content: object) -> bytes:
    """JSON without blanks, the same bytes for the same content."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

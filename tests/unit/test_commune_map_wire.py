"""What the map is sent is small, in the order of the codes, and refuses what it cannot draw."""

from __future__ import annotations

import doctest
import gzip
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.words import LANGUAGES
from pages.parts import served
from pages.parts.commune_map import HERE, _lit, heard, script, texts, wire
from pages.parts.drawn import loader


class Doubling:
    """A layer whose units are half degrees."""

    view, file_name, source, licence = "boundaries", "places-1.json", "somebody", "MIT"

    def project(self, longitude: np.ndarray, latitude: np.ndarray) -> tuple:
        return longitude * 2, latitude * 2


def table(**columns: list) -> pd.DataFrame:
    codes = [f"{number:05}" for number in range(len(columns["state"]), 0, -1)]
    return pd.DataFrame(columns, index=codes)


def test_the_examples_of_the_module_are_true() -> None:
    assert doctest.testmod(wire).failed == 0


def test_communes_are_sent_in_the_order_of_their_codes() -> None:
    states = ["value", "zero", "nothing_reported", "no_data", "not_assigned", "value"]
    values = [6.0, np.nan, np.nan, np.nan, np.nan, 1.0]
    sent = wire.table(table(state=states, value=values, **{"class": [5, 0, 0, 0, 0, 1]}))
    assert sent == {"looks": "1adnz5", "values": [1, 6]}


def test_faded_is_sent_only_when_something_is_faded() -> None:
    same = {"state": ["zero", "zero"], "value": [np.nan, np.nan], "class": [0, 0]}
    assert "faded" not in wire.table(table(**same, faded=[False, False]))
    assert wire.table(table(**same, faded=[True, False]))["faded"] == "01"


@pytest.mark.parametrize(
    ("state", "value", "level"),
    [("value", 1.0, 0), ("value", 1.0, 6), ("value", np.nan, 1), ("unheard_of", np.nan, 0)],
)
def test_what_cannot_be_drawn_is_refused(state: str, value: float, level: int) -> None:
    with pytest.raises(ValueError, match=r"class|unknown state"):
        wire.table(table(state=[state], value=[value], **{"class": [level]}))


def test_points_are_projected_unless_only_their_commune_is_known() -> None:
    points = pd.DataFrame(
        {
            "label": ["a", "b", None],
            "precision": ["exact", "commune", "village"],
            "commune_code": ["00001", "00002", "00003"],
            "longitude": [104.0, 104.0, np.nan],
            "latitude": [21.0, 21.0, np.nan],
        }
    )
    sent = json.loads(wire.points_file(points, Doubling()))
    assert sent["precisions"] == "ecv"
    assert sent["x"] == [208, None, None]
    assert sent["y"] == [42, None, None]
    assert sent["labels"] == ["a", "b", ""]
    assert json.loads(wire.points_file(points, None))["x"] == [None, None, None]


def test_the_same_content_has_one_name_and_other_content_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "folder", lambda: tmp_path / "static")
    first, again = (served.publish(b"one", "stem", ".js") for _ in range(2))
    other = served.publish(b"two", "stem", ".js")
    assert first == again != other
    assert sorted(path.name for path in (tmp_path / "static").iterdir()) == sorted([first, other])
    assert (tmp_path / "static" / first).read_bytes() == b"one"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_the_script_asks_for_is_there(lang: str) -> None:
    source = script().decode()
    asked = set(re.findall(r"\bwords\.([a-z_]+)", source))
    asked |= {"zoom_in", "zoom_out", "zoom_reset", "boundaries", "hexagons"}
    asked |= {f"state.{state}" for state in wire.LETTERS}
    asked |= {f"location_precision.{precision}" for precision in wire.PRECISIONS}
    asked |= {"names.district", "names.city", "commune_type.xã", "commune_type.thị trấn"}
    assert len(asked) > 30
    # What the star of a short year means is said of the record's own days (province_map).
    assert asked <= set(texts(lang)) | {"star"}


def test_what_streamlit_repeats_at_every_rerun_is_the_loader_alone() -> None:
    assert len(loader()) < 200
    assert "app/static/" in loader()


def test_the_script_never_sets_text_as_markup() -> None:
    source = script().decode()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)


@pytest.mark.parametrize(
    "said",
    [None, "2014", [2014], [2015, 2014], [2012, 2014], [2014, 2017], [2014.0, 2015], [[], {}]],
)
def test_years_that_a_browser_cannot_mean_are_not_heard(said: object) -> None:
    assert heard.span(said, (2013, 2016)) is None
    assert heard.span([2014, 2016], (2013, 2016)) == (2014, 2016)
    assert heard.span([2014, 2016], None) is None


@pytest.mark.parametrize(
    "said",
    [None, "119", ["district"], ["district", "A1"], ["x", "119"], ["district", 119], [[], {}]],
)
def test_a_highlight_that_a_browser_cannot_mean_is_not_heard(said: object) -> None:
    known = {"district": ["119"], "agency": ["A1"]}
    assert heard.group(said, known) is None
    assert heard.group(["district", "119"], known) == ("district", "119")
    assert heard.group([], known) == ()


def test_kinds_of_commune_are_one_digit_a_commune_in_the_order_of_the_codes() -> None:
    kinds = {
        "difficult": wire.Kind("Difficult", {"00001", "00003"}),
        "border": wire.Kind("Border", {"00003", "outside"}),
        "meritorious": wire.Kind("Meritorious", {"00003", "00002"}),
    }
    states = table(state=["zero", "zero", "zero"], value=[np.nan] * 3, **{"class": [0, 0, 0]})
    drawn = wire.picture(states, ranges=[], kinds=kinds)
    assert drawn["kinds"]["of"] == "147"
    assert drawn["kinds"]["names"][1] == ["border", "Border"]
    with pytest.raises(ValueError, match="4 kinds"):
        wire.kinds_of(kinds | {"more": wire.Kind("More", ())}, states.index)


def test_what_stands_out_is_told_with_its_name_and_communes_and_nothing_else() -> None:
    codes = pd.Index(["00003", "00001", "00002"])
    group = wire.Group("agency", "A1", "Agency 1", {"00001", "00003"})
    assert _lit(group, codes) == {"highlight": ["agency", "A1"], "lit": ["Agency 1", "101"]}
    assert _lit(None, codes) == {"highlight": []}


def test_script_and_style_together_are_at_most_40_kilobytes_packed() -> None:
    style = (HERE / "map.css").read_bytes()
    packed = len(gzip.compress(script(), mtime=0)) + len(gzip.compress(style, mtime=0))
    print(f"script and style: {packed} bytes packed")
    assert packed <= 40_000


def test_two_numbers_a_commune_are_sent_in_the_order_of_the_codes() -> None:
    both = table(
        state=["value", "nothing_reported", "value"],
        need=[50.0, 40.0, 20.0],
        help=[0.1, np.nan, 2.0],
        cell=[7, 0, 3],
        faded=[False, False, False],
    )
    assert wire.pairs(both) == {"looks": "3n7", "values": [20, 50], "others": [2, 0.1]}


def test_what_a_map_tells_after_its_page_was_left_is_let_go() -> None:
    told: list[Any] = []
    heard.telling("a map that is gone", "choose", lambda said: said, told.append)()
    assert told == []


def test_comments_of_the_script_stay_on_the_server() -> None:
    assert not [line for line in script().splitlines() if line.lstrip().startswith((b"//", b"/*"))]

"""The commune map: one function. It knows nothing of agencies or money.

The script (the files of `script/`, one after the other), the style (`map.css`), the words and the
layers reach the browser by address and once. What Streamlit sends at every rerun is a loader
and a packed message of about 2 kB, whose format stands in `wire.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime import get_instance

from data.words import HERE as WORDS
from data.words import Lang, catalogue
from geo import gazetteer
from pages.parts import served
from pages.parts.commune_map import heard, wire
from pages.parts.drawn import UNPACKED, loader, pack
from pages.parts.language import TEXT

HERE = Path(__file__).parent
SHARED = ("state", "commune_type", "location_precision")

_MOUNT: Any = st.components.v2.component("commune_map", js=loader())


@cache
def script() -> bytes:
    """The script of the map: one module for the browser, a file an idea for people.

    Lines that are comments stay behind: they are for people, and a seventh of what is sent.
    """
    files = [file.read_bytes() for file in sorted((HERE / "script").glob("*.js"))]
    lines = (line for file in [UNPACKED.encode(), *files] for line in file.splitlines())
    return b"\n".join(line for line in lines if not line.lstrip().startswith((b"//", b"/**")))


def address() -> str:
    """The name under which the browser fetches the script."""
    return served.publish(script(), "commune_map", ".js")


@cache
def _style() -> bytes:
    return (HERE / "map.css").read_bytes()


@cache
def texts(lang: Lang) -> dict[str, str]:
    """The words the map shows: its own, and those it shares with the data and the pages."""
    data, pages = catalogue(WORDS, lang), catalogue(TEXT, lang)
    own = {key: text for key, text in pages.items() if key.startswith("commune_map.")}
    shared = {key: text for key, text in data.items() if key.split(".")[0] in SHARED}
    names = {key: text for key, text in pages.items() if key.startswith("names.")}
    return {key.removeprefix("commune_map."): text for key, text in (own | shared | names).items()}


@dataclass(frozen=True)
class MapResult:
    """What a person did in the map since the last run; None where nothing was done."""

    chosen: tuple[str, ...] | None = None
    picked: tuple[str, ...] | None = None
    measure: str | None = None
    years: tuple[int, int] | None = None
    view: str | None = None
    compare: str | None = None
    signs_on: tuple[str, ...] | None = None
    highlight: tuple[str, ...] | None = None
    open: str | None = None


def commune_map(
    values: pd.DataFrame,
    *,
    layers: Sequence[wire.Layer],
    view: str,
    measures: Mapping[str, str],
    measure: str,
    unit: str,
    period: str,
    title: str,
    subtitle: str,
    words: Mapping[str, str],
    lang: str,
    ranges: Sequence[tuple[float, float]],
    key: str,
    chosen: Sequence[str] = (),
    several: bool = True,
    picked: Sequence[str] = (),
    points: pd.DataFrame | None = None,
    signs: Mapping[str, Collection[str]] | None = None,
    kinds: Mapping[str, wire.Kind] | None = None,
    signs_on: Sequence[str] = (),
    groups: Mapping[str, Collection[str]] | None = None,
    highlight: wire.Group | None = None,
    mark: str = "",
    stamp: str = "",
    record: str = "",
    unit_thousand: str = "",
    least: bool = False,
    legend: Mapping[str, str] | None = None,
    years: tuple[int, int] | None = None,
    year_limits: tuple[int, int] | None = None,
    rest: str = "",
    compare: str = "",
    ends: tuple[int, int] | None = None,
    focus: Sequence[str] = (),
    on_choose: Callable[[tuple[str, ...]], None] | None = None,
    on_pick: Callable[[tuple[str, ...]], None] | None = None,
    on_measure: Callable[[str], None] | None = None,
    on_years: Callable[[tuple[int, int]], None] | None = None,
    on_view: Callable[[str], None] | None = None,
    on_compare: Callable[[str], None] | None = None,
    on_district: Callable[[str], None] | None = None,
    on_signs: Callable[[tuple[str, ...]], None] | None = None,
    on_highlight: Callable[[tuple[str, ...]], None] | None = None,
    on_open: Callable[[str], None] | None = None,
    height: int = 520,
    above: int = 0,
    reserved: int = 0,
) -> MapResult:
    """Draw one value a commune, and say what a person did in the map.

    The map answers in the browser at once and tells Python after it: zoom, choice and layer are
    kept through every change of data, and through leaving the page and coming back.

    Args:
        values: one row for every commune of the layers, indexed by `commune_code`: `value` (NaN
            where there is none), `state` (value, zero, nothing_reported, not_assigned, no_data),
            `class` (1 palest to 5 deepest where the state is value, else 0) and `faded` (true for
            communes outside the filters: drawn pale, not counted; the column may be absent).
        layers: the layers there are, boundaries or hexagons or both.
        view: the layer to show; the first of `layers` where it is not there.
        measures: code -> name of the measures a person may choose between.
        measure: the code of the one in `values`.
        unit: stands behind each number; with "%" values run from 0 to 100.
        period: the years, in words.
        title, subtitle: two lines above the map; the subtitle carries the record's mark.
        words: the texts the map shows, as `texts(lang)` has them.
        lang: "vi" or "en", for the separators of numbers.
        ranges: first and last value of each class, for the legend.
        key: name of this map, unique on the page.
        chosen: codes of the chosen communes.
        several: whole districts and boxes can be chosen; false where a choice opens something.
        picked: of `wire.PICKS`, the classes and states that the legend picks out; empty for all.
        points: works to stand on the map, one a row: `label`, `precision` (exact, village,
            commune), `commune_code`, `longitude`, `latitude` (degrees, may be empty) and `shown`
            (false for those outside the filters). Give all of a version with `shown`, not a part:
            the points go to the browser once, and a change of filter sends only who is shown.
        signs: words -> codes of the communes they are true of ("helped without an assignment").
            The first gets a cross, the second a ring, each named in the legend, the tooltip and
            the label.
        kinds: code -> kind of commune (`wire.Kind`) whose sign a person can switch on under the
            map: the first gets a triangle, the second a square, the third a star.
        signs_on: codes of the kinds that are switched on.
        groups: of `wire.GROUPS` -> the codes that may be highlighted; None offers none. Districts
            are those of the layer; agencies are offered once `rest` is there.
        highlight: whose communes stand out while the rest fades; every count stays.
        mark: short words that stand in every tooltip (the status of the record).
        stamp: words across a picture that is taken along; empty for none.
        record: source, version and date of the record, under such a picture.
        unit_thousand: unit of a thousand times `unit` ("tỷ đồng" beside "triệu đồng"), used from
            1,000 up; empty for none.
        least, legend: as `wire.picture` takes them.
        years: first and last year of `values`.
        year_limits: first and last year that a person may go to in the map; None hides the years.
        rest: token of the other measures and years, which `rest.follow` sends; empty for none.
        compare: of `wire.COMPARES`: what stands beside what once the rest is there; empty for one
            map. Needs `year_limits`.
        ends: the two years that a change is between.
        focus: codes of the districts that the map goes to by itself, and back to at `0`; empty for
            the whole. Who has moved the map by hand is left where they are.
        on_choose, on_pick, on_measure, on_years, on_view, on_compare, on_signs, on_highlight:
            called before the rerun with what was chosen; a highlight is kind and code, or empty.
        on_district: called with the district that was found by its name, where only one commune
            can be chosen; without it such a map finds communes alone.
        on_open: called with the commune whose page was asked for, on the card that a tap shows.
        height: of the drawing on a wide screen, pixels.
        above: pixels of the first screen that stand over the drawing; on a wide screen it then
            takes what the window leaves, at most `height`. 0 where it always has its height.
        reserved: of the whole map, pixels: kept free until its script is there; 0 for nothing.

    Raises:
        ValueError: an unknown state, or a value without class.
    """
    frame = wire.frame(words, measures, layers)
    message = {
        "style": served.publish(_style(), "commune_map", ".css"),
        "frame": served.publish(frame, "commune_map", ".json"),
        "key": key,
        "view": view,
        "measure": measure,
        "mark": mark,
        "lang": lang,
        "height": height,
        "chosen": list(chosen),
        **wire.picture(
            values,
            ranges=ranges,
            signs=signs,
            kinds=kinds,
            least=least,
            legend=legend,
            unit=unit,
            unit_thousand=unit_thousand,
            period=period,
            title=title,
            subtitle=subtitle,
        ),
    }
    told = {
        "picked": picked,
        "signs_on": list(signs_on),
        "compare": compare,
        "ends": ends,
        "years": years,
        "year_limits": year_limits,
        "rest": rest,
        "stamp": stamp,
        "record": record,
        "single": not several,
        "finds_districts": several or on_district is not None,
        "focus": list(focus),
        "above": above,
    }
    message |= {name: value for name, value in told.items() if value}
    if groups is not None:
        message |= _lit(highlight, values.index)
    if points is not None:
        message["points"] = _points(points, layers, key)
    codes, names = partial(heard.codes, known=values.index), partial(heard.name, known=measures)
    picks, spans = partial(heard.codes, known=wire.PICKS), partial(heard.span, limits=year_limits)
    views = partial(heard.name, known=[layer.view for layer in layers])
    compares = partial(heard.name, known=wire.COMPARES)
    districts = partial(heard.name, known=gazetteer.districts().index)
    on = partial(heard.codes, known=kinds or ())
    group = partial(heard.group, known=groups or {})
    opens = partial(heard.name, known=values.index)
    result = _MOUNT(
        key=key,
        height=reserved or "content",
        data=pack(address(), message),
        on_choose_change=heard.telling(key, "choose", codes, on_choose),
        on_pick_change=heard.telling(key, "pick", picks, on_pick),
        on_measure_change=heard.telling(key, "measure", names, on_measure),
        on_years_change=heard.telling(key, "years", spans, on_years),
        on_view_change=heard.telling(key, "view", views, on_view),
        on_compare_change=heard.telling(key, "compare", compares, on_compare),
        on_district_change=heard.telling(key, "district", districts, on_district),
        on_signs_change=heard.telling(key, "signs", on, on_signs),
        on_highlight_change=heard.telling(key, "highlight", group, on_highlight),
        on_open_change=heard.telling(key, "open", opens, on_open),
    )
    return MapResult(
        codes(result.choose),
        picks(result.pick),
        names(result.measure),
        spans(result.years),
        views(result.view),
        compares(result.compare),
        on(result.signs),
        group(result.highlight),
        opens(result.open),
    )


def _lit(highlight: wire.Group | None, codes: pd.Index) -> dict[str, Any]:
    if highlight is None:
        return {"highlight": []}
    communes = wire.bits(codes.sort_values().isin(list(highlight.communes)))
    return {"highlight": [highlight.kind, highlight.code], "lit": [highlight.name, communes]}


def _points(points: pd.DataFrame, layers: Sequence[wire.Layer], key: str) -> dict[str, str]:
    """The points by address, and who of them is shown.

    They are of the record, so they go where Streamlit keeps what a session shows and forgets it
    with the session, not into a file in `static/`.
    """
    boundaries = next((layer for layer in layers if layer.view == "boundaries"), None)
    content = wire.points_file(points, boundaries)
    address = get_instance().media_file_mgr.add(content, "application/json", f"map-{key}")
    return {"address": address.lstrip("/"), "shown": wire.bits(points["shown"])}

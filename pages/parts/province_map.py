"""The map of the province as every page shows it: one measure a commune, within the filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from data.metrics import commune_states
from data.selection import ALL_YEARS, Selection
from data.words import years as written
from geo import gazetteer, install, layers
from pages.parts import (
    cached,
    cards,
    language,
    links,
    map_change,
    map_legend,
    map_views,
    measures,
    names,
    opening,
    tables,
    window,
)
from pages.parts.commune_map import commune_map, texts
from pages.parts.commune_map.rest import follow
from pages.parts.commune_map.wire import GROUPS
from pages.parts.downloads import Files
from pages.parts.language import t, word
from pages.parts.map_compared import Compared
from pages.parts.map_pictures import (
    Others,
    Shown,
    highlighted,
    kinds,
    legend,
    packed,
    picture,
    read,
)

# Inside of a laptop's window, pixels from top to bottom: what the first screen is measured by.
_LAPTOP = 768
# Title, choices, signs and source around the drawing on a wide screen; a whole map on a phone.
_AROUND, _ON_A_PHONE = 200, 1100


def draw(
    selection: Selection,
    *,
    key: str,
    on_choose: Callable[[str], None] | None = None,
    on_district: Callable[[str], None] | None = None,
    height: int = 520,
    above: int = 0,
    offered: Sequence[str] = commune_states.MEASURES,
    place: str = "",
    points: pd.DataFrame | None = None,
    timeline: bool = False,
) -> Shown:
    """Draw the map and its closed table, and give back what it shows.

    The measure and the layer are the address's, and written to it. Communes outside the chosen
    districts and kinds stay, pale, so that one keeps one's bearings.

    Args:
        selection: the filters; with agencies, the map shows the communes they answer for.
        key: unique in the page.
        on_choose: called with the code of the commune just chosen; without it the choice is the
            address's `commune`.
        on_district: called with the district found by its name, where a choice opens something.
        height: of the drawing on a wide screen, pixels.
        above: pixels of the first screen over the drawing, where map and legend are to stand in it
            whole; the drawing is then at most `height`. 0 elsewhere.
        offered: the measures to choose between.
        place: what the subtitle says instead of the province (an agency's name).
        points: works to stand on the map, as `commune_map` describes them.
        timeline: the years can be changed in the map.
    """
    shown = read(selection, offered)
    place = place or names.place(selection)
    others = Others(selection, tuple(offered), place, timeline, language.current())
    with st.container(gap=None):
        _map(
            shown,
            others,
            key=key,
            on_choose=on_choose,
            on_district=on_district,
            height=height,
            above=above,
            points=points,
        )
        if points is None:
            at_once = bool(timeline and links.current().compare)
            follow(partial(packed, others), of=key, token=others.token, at_once=at_once)
    _say_how_to_get_boundaries()
    seen = map_views.of_address(selection, shown) if timeline else None
    if seen:
        twin_of(seen, name=key)
    else:
        twin(shown, name=key)
    return shown


def _map(
    shown: Shown,
    others: Others,
    *,
    key: str,
    on_choose: Callable[[str], None] | None,
    on_district: Callable[[str], None] | None,
    height: int,
    above: int,
    points: pd.DataFrame | None,
) -> None:
    commune_map(
        **picture(shown, others.selection.years, others.place),
        layers=_layers(),
        view=_view(),
        measures={measure: measures.name(measure) for measure in others.offered},
        measure=shown.measure,
        years=others.selection.years,
        year_limits=ALL_YEARS if others.timeline else None,
        compare=_compare(others.timeline),
        ends=map_change.ends() if others.timeline else None,
        kinds=kinds(others.selection.years) if others.timeline else None,
        signs_on=links.current().signs if others.timeline else (),
        groups=_groups() if others.timeline else None,
        highlight=highlighted(others.selection.years) if others.timeline else None,
        rest=others.token if points is None else "",
        mark=_mark(),
        stamp=_mark() if cards.is_illustrative() else "",
        record=_record(),
        words=texts(language.current()) | _star(others.timeline),
        lang=language.current(),
        chosen=() if on_choose else links.current().commune,
        several=on_choose is None,
        focus=others.selection.districts,
        picked=_picked(shown, others.timeline),
        points=points,
        key=key,
        on_choose=_one(on_choose) if on_choose else _write_choice,
        on_pick=_write_picked,
        on_measure=_write_measure,
        on_years=_write_years,
        on_view=_write_view,
        on_compare=_write_compare,
        on_district=on_district,
        on_signs=_write_signs,
        on_highlight=_write_highlight,
        on_open=on_choose or opening.commune,
        height=height,
        above=above,
        reserved=_reserved(height, above),
    )


def _picked(shown: Shown, timeline: bool) -> tuple[str, ...]:
    """What is picked out of the legend; a view that compares has a legend of its own."""
    here = links.current()
    if timeline and here.compare:
        return here.legend
    return map_legend.picked(legend(shown))


def _reserved(height: int, above: int) -> int:
    """Pixels to keep free for a map before its script is there, as near as can be known."""
    if window.is_narrow():
        return _ON_A_PHONE
    drawing = min(height, _LAPTOP - above) if above else height
    return drawing + _AROUND


def _groups() -> dict[str, Collection[str]]:
    """What may stand out: the codes of each kind of group."""
    agencies = frozenset(cached.record().agencies["agency_code"])
    return {"district": gazetteer.districts().index, "agency": agencies}


def twin(shown: Shown, *, name: str) -> None:
    """The map as a table: its communes in its order, those that the legend leaves."""
    listed = map_legend.listed(shown)
    tables.twin(
        partial(_table, shown.measure, listed.rows),
        name=name,
        title=t("province_map.twin", measure=measures.name(shown.measure)),
        narrowed=listed.narrowed,
        files=Files(shown.measure),
    )


def twin_of(seen: Compared, *, name: str) -> None:
    """What a map compares as a table: its communes in its order, those that the legend leaves."""
    listed = map_legend.listed_of(seen)
    tables.twin(
        partial(seen.table, listed.rows.index),
        name=name,
        title=t("province_map.twin", measure=seen.name),
        narrowed=listed.narrowed,
        files=Files(f"{seen.compare}-{seen.file}", str(seen.told["period"])),
    )


def _table(measure: str, rows: pd.DataFrame) -> pd.DataFrame:
    district = gazetteer.communes()["district_code"]
    table = rows.assign(district_code=district, **{measure: rows["value"]})
    columns = ["rank", "district_code", measure, "class", "state", "assigned"]
    if measure != "acts":
        columns.append("acts")
    if rows["whole"].notna().any():
        table = table.rename(columns={"part": "promises_kept", "whole": "promises_known"})
        columns += ["promises_kept", "promises_known"]
    return table[columns]


def _star(timeline: bool) -> dict[str, str]:
    """What the star of a year on the buttons means, where years are chosen."""
    said = written.note(range(ALL_YEARS[0], ALL_YEARS[1] + 1), language.current())
    return {"star": said} if timeline and said else {}


def _compare(timeline: bool) -> str:
    return links.current().compare if timeline else ""


def _record() -> str:
    """Status, version and source of the record: what a picture says under itself."""
    version = cached.record().version
    status = word(f"status.{version.status}")
    said = t("province_map.record", status=status, version=version.id)
    return f"{said} · {t('exports.source')}: {cards.source()}"


def _mark() -> str:
    if cards.is_illustrative():
        return t("cards.illustrative")
    return word(f"status.{cached.record().version.status}")


# ------------------------------------------------------------------ layers and what a person does


def _layers() -> list[layers.Layer]:
    boundaries = layers.boundaries()
    return [layer for layer in (boundaries, layers.hexagons()) if layer is not None]


def _view() -> str:
    return links.current().view or _layers()[0].view


def _say_how_to_get_boundaries() -> None:
    """Where there are hexagons alone: that boundaries are on their way, or how to get them."""
    if layers.boundaries() is None:
        way = "installing" if install.status().state == "installing" else "hexagons_only"
        st.markdown(f":gray[{t(f'province_map.{way}')}]")


def _one(on_choose: Callable[[str], None]) -> Callable[[tuple[str, ...]], None]:
    def choose(codes: tuple[str, ...]) -> None:
        if codes:
            on_choose(codes[-1])

    return choose


def _write_choice(codes: tuple[str, ...]) -> None:
    links.write(commune=codes)


def _write_picked(picked: tuple[str, ...]) -> None:
    links.write(legend=picked)


def _write_measure(measure: str) -> None:
    links.write(measure=measure)


def _write_years(years: tuple[int, int]) -> None:
    # A change between the first and the last year is asked for by name: it is not the usual one.
    links.write(years=years, all_years_named=years == ALL_YEARS)


def _write_compare(compare: str) -> None:
    here = links.current()
    # What was picked out of the legend names classes that another comparison does not have.
    usual = {"", "years"}
    same = compare == here.compare or {compare, here.compare} <= usual
    links.write(compare=compare, legend=here.legend if same else ())


def _write_signs(kinds: tuple[str, ...]) -> None:
    links.write(signs=kinds)


def _write_highlight(group: tuple[str, ...]) -> None:
    kind, code = group or ("", "")
    links.write(**{f"highlight_{one}": code if one == kind else "" for one in GROUPS})


def _write_view(view: str) -> None:
    links.write(view=view)

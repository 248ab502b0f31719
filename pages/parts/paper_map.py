"""The map for paper: a button under the map that draws what it shows on a sheet, when clicked."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from data.selection import Selection
from data.words import formats
from geo import drawing, layers
from pages.exports.about import ILLUSTRATIVE, About
from pages.parts import downloads, language, links, map_legend, measures, names
from pages.parts.commune_map import texts
from pages.parts.language import t, word
from pages.parts.map_compared import Compared
from pages.parts.map_pictures import (
    Shown,
    has_own_legend,
    highlighted,
    kinds,
    legend,
    picture,
)

# Whose colours, the legend, the arrows and the small maps: as `print_look.View` takes them.
Looks = tuple[str, Mapping[str, str], Mapping[str, str], Sequence[tuple[str, pd.DataFrame]]]


def draw(selection: Selection, shown: Shown, seen: Compared | None = None) -> None:
    """Offer the map as a PDF of one A4 sheet.

    Args:
        selection: the filters of the map.
        shown: what `province_map.draw` gave back.
        seen: what the map compares, where it does.
    """
    listed = map_legend.listed_of(seen) if seen else map_legend.listed(shown)
    narrowed = listed.narrowed
    also = [(narrowed.by, narrowed.words)] if narrowed else []
    described = downloads.about(shown.measure, measures.name(shown.measure), also=also)
    if seen:
        name, period = f"{seen.compare}-{seen.file}", str(seen.told["period"])
        described = replace(described, name=name, title=seen.name, period=period)
    st.download_button(
        t("paper_map.download"),
        data=_maker(selection, shown, described, seen),
        file_name=described.file_name("pdf"),
        mime="application/pdf",
        on_click="ignore",
        key="download_paper_map",
        icon=":material/print:",
    )


def _maker(
    selection: Selection, shown: Shown, described: About, seen: Compared | None
) -> Callable[[], bytes]:
    """What draws the sheet once somebody asks for it: half a second that nobody else waits for."""
    plain = picture(shown, selection.years, names.place(selection))
    told = plain | dict(seen.told) | {"values": seen.found, "signs": {}} if seen else plain
    layer = _layer()
    said = {
        "title": told["title"],
        "subtitle": told["subtitle"],
        "head": seen.name if seen else _head(shown.measure, told["unit"]),
        "note": told.get("note", ""),
        "texts": texts(described.lang),
        "foot": _foot(described, layer),
        "mark": described.mark if described.status == ILLUSTRATIVE else "",
        "lang": described.lang,
        "made_on": described.made_on,
    }

    switched_on = _kinds_on(shown, selection.years)
    standing_out = _standing_out(selection.years)
    looks = _compared(seen) if seen else _own_legend(shown)
    picked, chosen = links.current().legend, links.current().commune

    def make() -> bytes:
        # matplotlib is loaded by the first sheet, not by the first page.
        from pages.charts import print_look, print_map

        drawn = json.loads((drawing.STATIC_FOLDER / layer.file_name).read_text("utf-8"))
        words = print_map.Words(**said)
        lit = print_look.Highlight(*standing_out) if standing_out else None
        view = print_look.View(*looks) if looks else None
        return print_map.draw(
            told["values"],
            told["ranges"],
            drawn,
            words,
            signs=told["signs"],
            kinds=switched_on,
            highlight=lit,
            focus=selection.districts,
            picked=picked,
            chosen=chosen,
            view=view,
        )

    return make


def _own_legend(shown: Shown) -> Looks | None:
    """How the sheet of one map looks whose measure has a legend of its own; else None."""
    return ("", legend(shown), {}, ()) if has_own_legend(shown.measure) else None


def _compared(seen: Compared) -> Looks:
    """What `print_look.View` takes: whose colours, the legend, the arrows and the small maps."""
    words = {look: seen.in_words(look) for look in seen.words}
    return seen.compare, words, seen.signs, seen.panels


def _kinds_on(shown: Shown, years: tuple[int, int]) -> dict[str, tuple[str, frozenset[str]]]:
    """The kinds whose signs are switched on: words and communes within the filters."""
    on, within = links.current().signs, set(shown.within.index)
    return {
        code: (kind.words, frozenset(within.intersection(kind.communes)))
        for code, kind in kinds(years).items()
        if code in on
    }


def _standing_out(years: tuple[int, int]) -> tuple[str, Collection[str], str] | None:
    """Words, communes and, where it is one, the code of the district that stands out."""
    group = highlighted(years)
    if group is None:
        return None
    return group.name, group.communes, group.code if group.kind == "district" else ""


def _layer() -> layers.Layer:
    """The layer on the screen: the address's where it is there, else boundaries before hexagons."""
    installed = layers.boundaries()
    if installed is None or links.current().view == "hexagons":
        return layers.hexagons()
    return installed


def _head(measure: str, unit: str) -> str:
    """Measure and unit, and once where the name says the unit ("Works completed, works")."""
    name = measures.name(measure)
    return name if unit.lower() in name.lower() else f"{name}, {unit}"


def _foot(described: About, layer: layers.Layer) -> list[str]:
    """Status and version, source and day; the filters, if any; whose boundaries these are."""
    status = word(f"status.{described.status}")
    day = formats.date(described.made_on, language.current())
    lines = [
        " · ".join(
            [
                t("province_map.record", status=status, version=described.version),
                f"{described.words('source')}: {described.source}",
                t("commune_map.taken_on", date=day),
            ]
        )
    ]
    if described.filters:
        lines.append(" · ".join(f"{name}: {choice}" for name, choice in described.filters))
    if layer.view == "boundaries":
        lines.append(t("commune_map.source", source=layer.source, licence=layer.licence))
    return lines

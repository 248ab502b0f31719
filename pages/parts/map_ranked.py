"""The communes beside each other: one end of the order, and what to compare it with."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics.commune_states import FEW, VALUE
from data.selection import Selection
from pages.parts import bars, cards, links, map_legend, measures, names
from pages.parts.language import plain, t
from pages.parts.map_compared import Compared
from pages.parts.map_pictures import Shown

_LISTED = 12


def draw(selection: Selection, shown: Shown) -> None:
    """The communes at one end of the order, under the interval in which half of all stand.

    Of those that the legend of the map leaves, where it picks some out.
    """
    found = map_legend.listed(shown)
    if found.narrowed:
        found.narrowed.say("ranked")
    elif shown.values.empty or not shown.values.any():
        st.markdown(f":gray[{t('map.no_values')}]")
        return
    rows = found.rows if found.narrowed else _with_values(shown, found.rows)
    _bars(
        [
            (
                str(code),
                _label(shown, str(code)),
                _value(shown, str(code)),
                measures.behind(shown.table, str(code)),
            )
            for code in rows.index
        ],
        rows["value"],
        full=1.0 if measures.is_share(shown.measure) else None,
        title=_title(shown, found, len(rows.head(_LISTED))),
        subtitle=_beside(selection, shown),
    )
    _say_few(shown)


def _say_few(shown: Shown) -> None:
    """The communes whose share is of too few to be placed, by name, apart from the order."""
    rows = shown.within[shown.within["state"] == FEW]
    if rows.empty:
        return
    named = [
        t(
            "map.few_one",
            name=names.commune_in_district(str(code)),
            part=cards.number(row["part"]),
            whole=cards.number(row["whole"]),
        )
        for code, row in rows.head(_LISTED).iterrows()
    ]
    said = "; ".join(named)
    if len(rows) > _LISTED:
        said = t("map.few_more", names=said, n=cards.number(len(rows) - _LISTED))
    st.markdown(f":gray[{plain(t('map.few', names=said))}]")


def draw_compared(seen: Compared) -> None:
    """The communes of a view that compares, both ends of its order where that runs two ways."""
    found = map_legend.listed_of(seen)
    if found.narrowed:
        found.narrowed.say("ranked")
    rows = found.rows
    if seen.compare == "change" and not found.narrowed:
        rows = _both_ends(rows[rows["state"] == VALUE])
    if rows.empty:
        st.markdown(f":gray[{t('map.no_values')}]")
        return
    n = len(rows.head(_LISTED))
    what = "picked" if found.narrowed else seen.compare
    whole = found.rows if found.narrowed else found.rows[found.rows["state"] == VALUE]
    of = cards.counted("map_legend.communes", len(whole))
    _bars(
        [
            (str(code), names.commune_in_district(str(code)), *seen.read(str(code)))
            for code in rows.index
        ],
        rows[seen.length].abs(),
        full=seen.full,
        title=t(f"map.listed_{what}", n=n, of=of),
        subtitle=_of_years(seen),
    )


def _of_years(seen: Compared) -> str:
    """The subtitle of a view; where single years are listed, with what the star of one means."""
    note = seen.told["note"] if seen.compare in ("years", "change") else ""
    return " · ".join(filter(None, [str(seen.told["subtitle"]), str(note)]))


def _both_ends(rows: pd.DataFrame) -> pd.DataFrame:
    """As many of the largest rises as of the largest falls; none is in both."""
    rises, falls = rows[rows["change"] > 0], rows[rows["change"] < 0]
    half = _LISTED // 2
    return pd.concat([rises.head(_LISTED - min(half, len(falls))), falls.tail(half)])


def _bars(
    rows: list[tuple[str, str, str, str]],
    lengths: pd.Series,
    *,
    full: float | None,
    title: str,
    subtitle: str,
) -> None:
    """The first rows as a list whose rows choose their commune; `full` as `bars.lengths` has it."""
    shares = bars.lengths(bars.known(lengths.head(_LISTED)), full)
    listed = [
        bars.Bar(code, label, share, text, note)
        for (code, label, text, note), share in zip(rows, shares, strict=False)
    ]
    if listed:
        bars.draw(listed, title=title, subtitle=subtitle, key="map_ranked", on_choose=_choose)


def _with_values(shown: Shown, rows: pd.DataFrame) -> pd.DataFrame:
    """Zero is a place in an order that begins with the least, and none at the other end."""
    least = shown.measure in measures.LEAST_FIRST
    return rows[rows["value"].notna() if least else rows["value"] > 0]


def _title(shown: Shown, found: map_legend.Listed, n: int) -> str:
    if found.narrowed:
        return t("map.listed_picked", n=n, of=cards.counted("map_legend.communes", len(found.rows)))
    if n == len(shown.values):
        return cards.counted("map.listed_all", n)
    least = shown.measure in measures.LEAST_FIRST
    return t(f"map.listed_{'least' if least else 'most'}", n=n, of=len(shown.values))


def _label(shown: Shown, code: str) -> str:
    """The commune by name, behind its place where it has one; equal values share a place."""
    name = names.commune_in_district(code)
    return f"{shown.ranks[code]}. {name}" if code in shown.ranks else name


def _value(shown: Shown, code: str) -> str:
    if code not in shown.values:
        return measures.state(shown.measure, str(shown.table["state"][code]))
    value = measures.text(shown.measure, shown.values[code])
    level = shown.table.at[code, "class"]
    return t("map.in_class", value=value, level=level) if level else value


def _beside(selection: Selection, shown: Shown) -> str:
    """What to compare the list with: the middle commune and the middle half."""
    measure = measures.name(shown.measure)
    if shown.values.empty:
        return cards.subtitle(measure, names.place(selection))
    low, middle, high = shown.values.quantile([0.25, 0.5, 0.75], interpolation="nearest")
    compared = t(
        "map.middle",
        middle=measures.text(shown.measure, middle),
        low=measures.text(shown.measure, low),
        high=measures.text(shown.measure, high),
    )
    return cards.subtitle(f"{measure} · {compared}", names.place(selection))


def _choose(code: str) -> None:
    links.write(commune=(code,))

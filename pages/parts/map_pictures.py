"""What a map of the province shows: one measure in one period, and the others it may go to."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from data import schema
from data.metrics import classes, commune_states, ranks
from data.selection import ALL_YEARS, Selection, overlapping
from data.words import formats
from data.words import years as written
from geo import gazetteer
from pages.parts import (
    cached,
    cards,
    filters,
    language,
    links,
    map_change,
    map_finding,
    map_need,
    measures,
    names,
)
from pages.parts.commune_map import wire
from pages.parts.language import t, word

_FEWEST_IN_CLASS = 2
# As the legend lists them.
_STATES = (commune_states.VALUE, *wire.MAP_STATES)


@dataclass(frozen=True)
class Shown:
    """What a map shows.

    `table` has one row a commune, indexed by `commune_code`: the columns of
    `commune_states.states`, `class` (0 where there is no value) and `faded` (outside the chosen
    districts and kinds). `ranges` are first and last value of each class.
    """

    measure: str
    table: pd.DataFrame
    ranges: tuple[tuple[float, float], ...]

    @cached_property
    def within(self) -> pd.DataFrame:
        """The communes that pass district and kind."""
        return self.table[~self.table["faded"]]

    @cached_property
    def values(self) -> pd.Series:
        """The values of the communes within the filters that have one, zero among them."""
        return self.within["value"].dropna()

    @cached_property
    def ranks(self) -> pd.Series:
        """The place of each commune of `values` in the order of the map; equal ones share one."""
        return ranks.places(self.values, least_first=self.measure in measures.LEAST_FIRST)

    @cached_property
    def in_order(self) -> pd.DataFrame:
        """`within` with `rank`, in the order in which the map is read: ranks, then the states."""
        rows = self.within.assign(rank=self.ranks.reindex(self.within.index))
        state = rows["state"].map({name: place for place, name in enumerate(_STATES)})
        value = rows["value"] if self.measure in measures.LEAST_FIRST else -rows["value"]
        keys = pd.DataFrame({"rank": rows["rank"], "value": value, "state": state})
        return rows.loc[
            keys.sort_index().sort_values(["rank", "value", "state"], kind="stable").index
        ]


def read(selection: Selection, offered: Sequence[str] = commune_states.MEASURES) -> Shown:
    """The measure that the address names, in every commune.

    Args:
        selection: the filters; districts and kinds only fade the communes outside.
        offered: the measures of this map; the first where the address names none of them.
    """
    named = links.current().measure
    return shown_in(selection, named if named in offered else offered[0])


@cached.kept
def shown_in(selection: Selection, measure: str) -> Shown:
    """A measure in every commune, within the filters."""
    table = _table(selection, measure)
    valued = table["value"].where(table["state"] == commune_states.VALUE)
    # One year is seen beside the others, so all years share their classes.
    spans = single_years() if selection.years in single_years() else (selection.years,)
    within = pd.concat([_within(replace(selection, years=span), measure) for span in spans])
    ranges = classes.breaks(within, _how_many_classes(len(within) // len(spans)))
    table["class"] = classes.assign(valued, ranges) if ranges else 0
    if not ranges:
        table = _without_class(table)
    return Shown(measure, table, tuple(ranges))


def single_years() -> tuple[tuple[int, int], ...]:
    """Each year of the record as first and last."""
    return tuple((year, year) for year in range(ALL_YEARS[0], ALL_YEARS[1] + 1))


def _table(selection: Selection, measure: str) -> pd.DataFrame:
    table = measures.by_commune(selection, measure).copy()
    table["faded"] = ~table.index.isin(list(cached.communes(selection)))
    return table


@cached.kept
def _within(selection: Selection, measure: str) -> pd.Series:
    """Values that classes are made from: what the filters leave, so a district uses all colours."""
    table = _table(selection, measure)
    return table.loc[(table["state"] == commune_states.VALUE) & ~table["faded"], "value"]


def _how_many_classes(values: int) -> int:
    """Five for the province, fewer where few have a value: a class of one commune says nothing."""
    return min(max(values // _FEWEST_IN_CLASS, 1), classes.MOST_CLASSES)


def _without_class(table: pd.DataFrame) -> pd.DataFrame:
    """Values that stand outside the filters alone have no class of their own: the palest."""
    return table.assign(**{"class": (table["state"] == commune_states.VALUE).astype("int64")})


def legend(shown: Shown) -> dict[str, str]:
    """Each class, as text, and each state in the words of the legend."""
    words = {
        str(level): measures.spread(shown.measure, *ends)
        for level, ends in enumerate(shown.ranges, 1)
    }
    states = {state: measures.state(shown.measure, state) for state in wire.MAP_STATES}
    if not measures.is_share(shown.measure):
        del states[commune_states.FEW]
    if not has_own_legend(shown.measure):
        return words | states
    # No month since the last act is the best there is, so it stands before all others.
    return {"zero": states.pop("zero")} | words | states


def has_own_legend(measure: str) -> bool:
    """True for the measure whose states have words and an order of their own."""
    return measure == "months_since_last_record"


def picture(shown: Shown, years: tuple[int, int], place: str) -> dict[str, Any]:
    """What of a map changes with measure and years, as `commune_map` and `wire.picture` take it."""
    scale = measures.scale(shown.measure)
    billions = shown.measure == "value_million_vnd"
    return {
        "values": shown.table.assign(value=shown.table["value"] * scale),
        "ranges": [(low * scale, high * scale) for low, high in shown.ranges],
        "signs": _signs(shown),
        "least": shown.measure in measures.LEAST_FIRST,
        "unit": measures.unit(shown.measure),
        "unit_thousand": word("units.billion_vnd") if billions else "",
        "period": _period(years),
        "legend": legend(shown) if has_own_legend(shown.measure) else None,
        "title": _title(shown),
        "subtitle": cards.subtitle(measures.head(shown.measure), place, _period(years)),
    }


def _title(shown: Shown) -> str:
    """The finding; since the last act, with those that no act reached: they have no number."""
    found = map_finding.of(shown.measure, shown.values)
    never = int((shown.within["state"] == commune_states.NOTHING_REPORTED).sum())
    if not (found and never and has_own_legend(shown.measure)):
        return found
    return found + cards.counted("province_map.never", never)


def _period(years: tuple[int, int]) -> str:
    """The years of a map; one that is not whole says how many days it has."""
    if years[0] == years[1]:
        return written.with_days(years[0], language.current())
    return filters.period(years)


@dataclass(frozen=True)
class Others:
    """What a map may show: its measures, and with a timeline each year and the whole period."""

    selection: Selection
    offered: tuple[str, ...]
    place: str
    timeline: bool
    lang: str

    @property
    def periods(self) -> tuple[tuple[int, int], ...]:
        """First and last year of each period."""
        every = (*single_years(), ALL_YEARS) if self.timeline else ()
        return tuple(dict.fromkeys((*every, self.selection.years)))

    @property
    def token(self) -> str:
        """The same for the same content: going from year to year asks for nothing again."""
        content = (replace(self.selection, years=ALL_YEARS), self.offered, self.place, self.lang)
        said = (cached.record().version.id, content, self.timeline)
        filters_in_short = format(zlib.crc32(repr(said).encode()), "08x")
        usual = self.timeline and self.selection.years in (*single_years(), ALL_YEARS)
        return (
            filters_in_short if usual else "{}-{}{}".format(filters_in_short, *self.selection.years)
        )


@cached.kept
def packed(others: Others) -> bytes:
    """The pictures of every period and measure, as `wire.rest` packs them."""
    pictures: dict[str, dict[str, dict[str, Any]]] = {}
    for years in others.periods:
        selection = replace(others.selection, years=years)
        pictures["{}-{}".format(*years)] = {
            measure: wire.picture(
                **picture(shown_in(selection, measure), years, others.place),
                kinds=kinds(years) if others.timeline else None,
            )
            for measure in others.offered
        }
        beside = map_need.compared(selection, others.place) if others.timeline else None
        if beside:
            pictures["{}-{}".format(*years)]["need"] = map_need.picture(beside)
    for years in map_change.pairs() if others.timeline else ():
        changes = pictures.setdefault("{}-{}".format(*years), {})
        for measure in others.offered:
            seen = map_change.compared(others.selection, measure, years, others.place)
            changes[f"change-{measure}"] = map_change.picture(seen, measure)
    assigned = _assigned(others)
    return wire.rest(pictures, assigned, _assigned_names(assigned))


def _assigned(others: Others) -> dict[str, dict[str, list[str]]]:
    """Who is assigned to each commune in each period, by code, whatever agencies are chosen."""
    found: dict[str, dict[str, list[str]]] = {}
    for years in others.periods:
        of_commune = _assigned_in(years).groupby("commune_code")["agency_code"]
        found["{}-{}".format(*years)] = {
            str(code): sorted(codes, key=names.agency) for code, codes in of_commune
        }
    return found


def _assigned_in(years: tuple[int, int]) -> pd.DataFrame:
    """Each pair of commune and agency that an assignment joins in the years."""
    rows = overlapping(cached.record().assignments, Selection(years=years))
    return rows[["commune_code", "agency_code"]].drop_duplicates()


def _assigned_names(assigned: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    codes = {code for of in assigned.values() for found in of.values() for code in found}
    named = {code: names.agency(code) for code in codes}
    return dict(sorted(named.items(), key=lambda one: formats.alphabetical(one[1])))


def kinds(years: tuple[int, int]) -> dict[str, wire.Kind]:
    """The kinds of commune in the years, each with its words and communes."""
    return {
        kind: wire.Kind(word(f"kind.{kind}"), communes)
        for kind, communes in communes_of_kinds(years).items()
    }


@cached.kept
def communes_of_kinds(years: tuple[int, int]) -> dict[str, frozenset[str]]:
    """Kind of commune -> the codes of those that were of it at some time in the years."""
    rows = overlapping(cached.record().commune_kinds, Selection(years=years))
    return {
        kind: frozenset(rows["commune_code"][rows["kind"] == kind]) for kind in schema.COMMUNE_KINDS
    }


def highlighted(years: tuple[int, int]) -> wire.Group | None:
    """The district or the agency that the address lets stand out; an agency's communes are those
    it was assigned to in the years."""
    address = links.current()
    if address.highlight_district:
        code = address.highlight_district
        districts = gazetteer.communes()["district_code"]
        return wire.Group(
            "district", code, names.district(code), districts.index[districts == code]
        )
    if address.highlight_agency:
        code, pairs = address.highlight_agency, _assigned_in(years)
        communes = pairs["commune_code"][pairs["agency_code"] == code]
        return wire.Group("agency", code, names.agency(code), frozenset(communes))
    return None


def _signs(shown: Shown) -> dict[str, list[str]]:
    """Help without an assignment is a value, and marked."""
    helped = shown.within.index[shown.within["unassigned_help"]]
    return {t("province_map.unassigned_help"): list(helped)} if len(helped) else {}

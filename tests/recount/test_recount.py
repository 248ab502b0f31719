"""Every figure of the pages, counted a second time in plain SQL over the exported files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.exchange.export import export
from data.store import Store
from tests.recount import pages
from tests.recount.harness import (
    Record,
    Tally,
    in_bars,
    in_grids,
    in_heads,
    in_lines,
    in_looks,
    in_side,
    in_text,
    messages,
    of_shown,
)

Open = Callable[..., AppTest]
GAZETTEER = Path(__file__).parents[2] / "geo" / "communes.csv"
FILTERS: dict[str, dict] = {
    "none": {},
    "district": {"district": "119"},
    "two districts": {"district": ["121", "127"]},
    "sector": {"sector": "economy"},
    "agency": {"agency": "MDN09"},
    "kind": {"kind": "border"},
    "one year": {"years": ["2015", "2015"]},
    "two years": {"years": ["2014", "2015"]},
    "sector and kind": {"sector": "welfare", "kind": "especially_difficult"},
    "work type": {"work_type": "road"},
}
LISTS = {
    "district": "districts",
    "sector": "sectors",
    "agency": "agencies",
    "kind": "kinds",
    "work_type": "types",
}

PLACES = ("agencies", "infrastructure")
SUBJECTS = {"agency": ["MCQ25", "MDN09", "MBD10"], "commune": ["04246", "03709", "03673"]}
SIDES = [
    ("districts", ["120", "121"]),
    ("communes", ["04246", "03895", "03778"]),
    ("agencies", ["MDN09", "MSN06"]),
]


@pytest.fixture(scope="module")
def record(own_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The exported record of the store that the pages read."""
    store = Store(own_store)
    folder = tmp_path_factory.mktemp("recount") / "csv"
    from data.first_start import ensure_version

    export(store, ensure_version(store), folder)
    return Record(folder, GAZETTEER)


def chosen(filters: dict, *left_out: str) -> dict:
    """The filters as SQL takes them, without those that a page does not follow."""
    lists = {LISTS[name]: code for name, code in filters.items() if name in LISTS}
    lists = {name: code for name, code in lists.items() if name not in left_out}
    years = filters.get("years", ["2013", "2016"])
    return lists | {"years": (int(years[0]), int(years[-1]))}


def recount(page: AppTest, record: Record, where: str, name: str, tally: Tally) -> None:
    """Compare all figures of one page."""
    places = getattr(pages, name.upper())
    shown = in_text(page, places["text"], tally)
    shown |= in_bars(page, places["bars"]) | in_grids(page, places["grids"])
    shown |= in_heads(page, pages.HEADS)
    tally.compare(where, shown, of_shown(page, record.count(f"{name}.sql")))


def close(tally: Tally, name: str) -> None:
    """Every pattern was met on some page, and nothing differs."""
    unmet = set(getattr(pages, name.upper())["text"].values()) - tally.found
    print(f"{name}: {tally.compared} figures compared, {len(tally.differ)} differ")
    assert not unmet, unmet
    assert not tally.differ, "\n".join(tally.differ)


@pytest.mark.parametrize(("path", "name"), [("", "overview"), *((p, p) for p in PLACES)])
def test_the_figures_of_a_page_are_those_of_the_exported_files(
    open_page: Open, record: Record, path: str, name: str
) -> None:
    tally = Tally()
    for filtered, filters in FILTERS.items():
        page = open_page(path, lang="en", **filters)
        # The type of work narrows the works of one page; the others say that they count all.
        record.choose(**chosen(filters, *(() if name == "infrastructure" else ("types",))))
        recount(page, record, f"/{path} under {filtered}", name, tally)
    close(tally, name)


# Each measure is asked for under other filters; works have no sector.
MEASURES = {
    "value_million_vnd": ["none", "sector", "agency", "kind", "two years"],
    "acts": ["sector", "two districts"],
    "promises_kept_share": ["none", "district", "one year"],
    "months_since_last_record": ["none", "one year", "sector and kind"],
    "works": ["agency", "two years"],
    "value_per_household": ["kind", "agency"],
}


@pytest.mark.parametrize("measure", MEASURES)
def test_the_map_s_figures_and_states_are_those_of_the_exported_files(
    open_page: Open, record: Record, measure: str
) -> None:
    tally = Tally()
    open_page()  # the first page of a process is the overview, whatever was asked for
    with_measure = {} if measure == "value_million_vnd" else {"measure": measure}
    for filtered in MEASURES[measure]:
        page = open_page("map", lang="en", **FILTERS[filtered], **with_measure)
        record.choose(**chosen(FILTERS[filtered]))
        record.measure(measure)
        every = record.count("map.sql")
        states = {name: state for name, state in every.items() if name.startswith("states/")}
        assert states
        counted = of_shown(page, every) | states
        shown = in_bars(page, pages.MAP["bars"]) | in_looks(page, record.codes(), states)
        tally.compare(f"/map of {measure} under {filtered}", shown, counted)
    print(f"map of {measure}: {tally.compared} figures compared, {len(tally.differ)} differ")
    assert not tally.differ, "\n".join(tally.differ)


def test_need_beside_help_is_that_of_the_exported_files(open_page: Open, record: Record) -> None:
    tally = Tally()
    for filtered in ("none", "district", "one year"):
        page = open_page("map", lang="en", compare="need", **FILTERS[filtered])
        record.choose(**chosen(FILTERS[filtered]))
        record.measure("value_per_household")
        shown = in_bars(page, pages.NEED["bars"])
        assert shown
        tally.compare(f"need under {filtered}", shown, of_shown(page, record.count("need.sql")))
    print(f"need: {tally.compared} figures compared, {len(tally.differ)} differ")
    assert not tally.differ, "\n".join(tally.differ)


def test_the_quality_of_the_record_is_that_of_the_exported_files(
    open_page: Open, record: Record
) -> None:
    tally = Tally()
    page = open_page("records", lang="en", part="quality")
    record.choose()
    shown = in_text(page, pages.QUALITY["text"], tally)
    tally.compare("/records", shown, record.count("quality.sql"))
    close(tally, "quality")


@pytest.mark.parametrize(("path", "left_out"), [("agency", "agencies"), ("commune", "communes")])
def test_the_figures_of_one_agency_or_commune_are_those_of_the_exported_files(
    open_page: Open, record: Record, path: str, left_out: str
) -> None:
    tally = Tally()
    for turn, (filtered, filters) in enumerate(FILTERS.items()):
        # Every subject is opened under filters that differ; without any, all of them are.
        codes = SUBJECTS[path] if not filters else [SUBJECTS[path][turn % 3]]
        for code in codes:
            page = open_page(path, lang="en", **filters | {path: code})
            record.choose(
                **chosen(filters, "types", "districts", "kinds", left_out) | {left_out: code}
            )
            recount(page, record, f"/{path} of {code} under {filtered}", path, tally)
            if path == "commune" and not filters:
                shown = in_lines(page, pages.INDICATORS)
                tally.compare(f"lines of {code}", shown, record.count("indicators.sql"))
    close(tally, path)


def test_the_sides_of_a_comparison_are_those_of_the_exported_files(
    open_page: Open, record: Record
) -> None:
    tally = Tally()
    for turn, (filtered, filters) in enumerate(FILTERS.items()):
        kind, codes = SIDES[turn % len(SIDES)]
        page = open_page("compare", lang="en", place=codes, **filters)
        grid = messages(page)["compare_figures"]
        for place, code in enumerate(codes):
            record.choose(
                **chosen(filters, "types", "districts", "kinds", "agencies") | {kind: code}
            )
            shown = in_side(grid, place, pages.COMPARE)
            tally.compare(f"/compare, {code} under {filtered}", shown, record.count("compare.sql"))
    print(f"compare: {tally.compared} figures compared, {len(tally.differ)} differ")
    assert not tally.differ, "\n".join(tally.differ)

"""The province, or one district, in one screen: where help went and what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.metrics import assignments, contributions, works
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import (
    bars,
    cached,
    cards,
    filters,
    language,
    links,
    names,
    province_map,
    site,
    tables,
)
from pages.parts.language import t, word


def render() -> None:
    """Draw the page in reading order: question, answer in words and numbers, map, evidence."""
    _open_what_was_chosen()
    selection = filters.current()
    cards.head(t("overview.title", place=place(selection)), "overview.question")

    cube = cached.contributions(selection)
    found = assignments.pairs(
        cached.record().assignments,
        cached.record().contributions,
        selection,
        cached.communes(selection),
    )
    built = _works(selection)
    if cube.empty and found.empty:
        cards.nothing_found()
        return

    totals = contributions.totals(cube)
    st.markdown(_sentence(totals, found, built, selection))
    cards.row(_cards(totals, found, built, cube))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        province_map.draw(selection, key="overview_map", on_choose=_choose, height=430)
    with right:
        _ranked_places(cube, selection)
    _by_year_and_sector(cube, selection)
    _still_silent(found, selection)
    _real_facts()


def place(selection: Selection) -> str:
    """The district's name when one is chosen, else the province."""
    if len(selection.districts) == 1:
        return names.district(selection.districts[0])
    return t("frame.province")


def _works(selection: Selection) -> pd.DataFrame:
    record = cached.record()
    return works.chosen(
        record.works, record.work_contributions, selection, cached.communes(selection)
    )


def _sentence(
    totals: pd.Series, found: pd.DataFrame, built: pd.DataFrame, selection: Selection
) -> str:
    """One sentence that a leader can read aloud."""
    counted = assignments.counts(found)
    assigned = found.loc[found["assigned"], "commune_code"]
    helped = found.loc[found["acts"] > 0, "commune_code"]
    beyond = len(set(helped) - set(assigned))
    return t(
        "overview.sentence",
        beyond=t("overview.beyond", n=cards.number(beyond)) if beyond else "",
        period=filters.period(selection.years),
        place=place(selection),
        agencies=cards.number(totals["agencies"]),
        communes=cards.number(totals["communes"]),
        acts=cards.number(totals["acts"]),
        value=formats.money(totals["value_million_vnd"], language.current()),
        works=cards.number(works.is_built(built).sum()),
        silent=cards.number(counted["nothing_reported"]),
        pairs=cards.number(counted["assigned"]),
    )


def _cards(
    totals: pd.Series, found: pd.DataFrame, built: pd.DataFrame, cube: pd.DataFrame
) -> list[cards.Card]:
    lang = language.current()
    assigned = set(found.loc[found["assigned"], "commune_code"])
    helped = set(cube.loc[cube["acts"] > 0, "commune_code"])
    counted = assignments.counts(found)
    households = gazetteer.communes().loc[sorted(helped), "households_2019"].sum()
    reached = totals["households_reached"]
    return [
        cards.Card(
            t("overview.helped"),
            t("overview.communes", n=cards.number(len(helped & assigned))),
            t("overview.of_assigned", n=cards.number(len(assigned))),
            "helped",
        ),
        cards.Card(
            t("overview.value"),
            formats.money(totals["value_million_vnd"], lang),
            t(
                "overview.of_promised",
                share=formats.share(totals["delivered_of_promised_share"], lang),
                promised=formats.money(totals["promised_value_million_vnd"], lang),
            ),
            "value",
        ),
        cards.Card(
            t("overview.built"),
            t("overview.works", n=cards.number(works.is_built(built).sum())),
            t("overview.of_works", n=cards.number(len(built))),
            "works_built",
        ),
        cards.Card(
            t("overview.households"),
            t("overview.household_times", n=cards.number(reached)),
            t(
                "overview.per_household",
                n=cards.number(reached / households if households else None, 1),
            ),
            "households",
        ),
        cards.Card(
            t("overview.silent"),
            t("overview.pairs", n=cards.number(counted["nothing_reported"])),
            t("overview.of_pairs", n=cards.number(counted["assigned"])),
            "nothing_reported",
        ),
    ]


def _ranked_places(cube: pd.DataFrame, selection: Selection) -> None:
    """Districts by value, or the communes of the one chosen district."""
    if len(selection.districts) == 1:
        table = contributions.by_commune(cube)
        _ranked(table, "commune", names.commune, _choose)
    else:
        table = contributions.by_district(cube, gazetteer.communes())
        if selection.districts:
            table = table.loc[table.index.isin(selection.districts)]
        _ranked(table, "district", names.district, _choose_district)


def _ranked(
    table: pd.DataFrame,
    subject: str,
    name_of: Callable[[str], str],
    on_choose: Callable[[str], None],
) -> None:
    values = [None if formats.is_missing(v) else float(v) for v in table["value_million_vnd"]]
    lengths = bars.lengths(values)
    rows = [
        bars.Bar(str(code), name_of(str(code)), length, formats.money(value, language.current()))
        for code, length, value in zip(table.index, lengths, values, strict=True)
    ]
    bars.draw(
        rows,
        title=_finding(table, values, name_of),
        subtitle=cards.subtitle(t(f"overview.ranked_{subject}")),
        key=f"overview_ranked_{subject}",
        on_choose=on_choose,
    )
    columns = ["value_million_vnd", "acts", "agencies", "households_reached"]
    tables.twin(table[columns], name=f"overview_{subject}", title=t(f"overview.ranked_{subject}"))


def _finding(table: pd.DataFrame, values: list[float | None], name_of: Callable[[str], str]) -> str:
    present = [value for value in values if value is not None]
    if len(present) < 4:
        return ""
    top = sum(sorted(present, reverse=True)[:3])
    return t(
        "overview.top_three",
        name=name_of(str(table.index[0])),
        share=formats.share(top / sum(present), language.current()),
    )


def _by_year_and_sector(cube: pd.DataFrame, selection: Selection) -> None:
    lang = language.current()
    left, right = st.columns(2, gap="medium")
    by_year = contributions.by_year(cube, selection.years)["value_million_vnd"]
    by_sector = contributions.by_sector(cube)["value_million_vnd"].sort_values(ascending=False)
    for column, series, name, label_of in (
        (left, by_year, "year", str),
        (right, by_sector, "sector", lambda code: word(f"sector.{code}")),
    ):
        values = [None if formats.is_missing(value) else float(value) for value in series]
        rows = [
            bars.Bar(str(code), label_of(code), length, formats.money(value, lang))
            for code, length, value in zip(series.index, bars.lengths(values), values, strict=True)
        ]
        with column:
            bars.draw(
                rows,
                title="",
                subtitle=cards.subtitle(t(f"overview.by_{name}")),
                key=f"overview_by_{name}",
            )
    tables.twin(
        contributions.by_year_and_sector(cube),
        name="overview_year_sector",
        title=t("overview.by_year_and_sector"),
    )


def _still_silent(found: pd.DataFrame, selection: Selection) -> None:
    """Name the assigned pairs with nothing reported: the first of the three faults."""
    silent = assignments.nothing_reported(found)
    if silent.empty:
        return
    tables.twin(
        silent[["agency_code", "commune_code", "state", "last_date"]],
        name="overview_silent",
        title=t("overview.silent_pairs", n=cards.number(len(silent))),
    )


def _real_facts() -> None:
    """The four facts of the conference: real, whatever the record's status is."""
    st.subheader(t("overview.facts"))
    with st.container(horizontal=True, gap="small"):
        for name in ("communes", "commended", "decision", "dates"):
            with st.container(border=True, width=232, height="stretch"):
                st.markdown(
                    f"**{t(f'overview.fact_{name}')}**  \n{t(f'overview.fact_{name}_what')}"
                )
    st.markdown(f":gray[{t('overview.facts_source')}]")


def _choose(code: str) -> None:
    st.session_state["open_commune"] = code


def _choose_district(code: str) -> None:
    links.write(district=(code,))


def _open_what_was_chosen() -> None:
    """A commune chosen on the map or in the list opens its own page."""
    code = st.session_state.pop("open_commune", None)
    if code:
        st.switch_page(site.page("commune"), query_params=links.elsewhere("", commune=(code,)))


if __name__ == "__main__":  # a cold server opened on this page's own address
    import dashboard

    dashboard.main()

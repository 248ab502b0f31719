"""Who contributes, where, how much, in which sector and in which form; and who is silent."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import agency_groups, assignments, contributions, fit
from data.schema import SECTORS
from data.selection import Selection
from data.words import formats
from pages.charts import alt, dots, look
from pages.parts import (
    bars,
    cached,
    cards,
    filters,
    grid,
    language,
    matrices,
    names,
    opening,
    tables,
)
from pages.parts.language import t, word

_LISTED = 15
_SILENT_LISTED = 8


def render() -> None:
    """Draw the page in reading order: question, answer, who, groups, sectors, fit, silence."""
    opening.follow()
    selection = filters.current()
    st.title(t("agencies.title", place=names.place(selection)))
    cards.question("agencies.question")

    cube = cached.contributions(selection)
    record = cached.record()
    found = assignments.pairs(
        record.assignments, record.contributions, selection, cached.communes(selection)
    )
    if cube.empty and found.empty:
        cards.nothing_found()
        return

    totals = contributions.by_agency(cube)
    totals = totals[totals["acts"] > 0]
    groups = agency_groups.by_group(cube, record.agencies)
    fitting = fit.overall(cube, record.agencies)
    st.markdown(_sentence(totals, groups, found, selection))
    cards.row(_cards(cube, totals, found, fitting))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _ranked(totals, selection)
    with right:
        _groups(cube, groups, selection)
    _each(cube, selection)
    _fit(cube, fitting, selection)
    _silent(found, selection)


def _sentence(
    totals: pd.DataFrame, groups: pd.DataFrame, found: pd.DataFrame, selection: Selection
) -> str:
    """One sentence that a leader can read aloud."""
    lang = language.current()
    silent = _silent_agencies(found)
    begun = t(
        "agencies.sentence",
        period=filters.period(selection.years),
        agencies=cards.number(len(totals)),
        place=names.place(selection),
        value=formats.money(totals["value_million_vnd"].sum(min_count=1), lang),
    )
    values = groups["value_million_vnd"]
    first = ""
    if values.notna().sum() > 1:
        first = t(
            "agencies.sentence_first",
            group=word(f"agency_group.{values.idxmax()}"),
            share=formats.share(values.max() / values.sum(), lang),
        )
    missing = t("agencies.sentence_silent", n=cards.number(silent)) if silent else ""
    return " ".join(part for part in (begun, first, missing) if part)


def _silent_agencies(found: pd.DataFrame) -> int:
    """Assigned bodies with nothing reported in any of their communes."""
    assigned = found[found["assigned"]]
    silent = assigned["state"].isin(assignments.NOTHING_REPORTED)
    return int(silent.groupby(assigned["agency_code"]).all().sum())


def _cards(
    cube: pd.DataFrame, totals: pd.DataFrame, found: pd.DataFrame, fitting: fit.Fit
) -> list[cards.Card]:
    lang = language.current()
    total = contributions.totals(cube)
    assigned = set(found.loc[found["assigned"], "agency_code"])
    pairs = assignments.counts(found)
    return [
        cards.Card(
            t("agencies.helped"),
            t("agencies.agencies", n=cards.number(len(assigned & set(totals.index)))),
            t("agencies.of_assigned", n=cards.number(len(assigned))),
            "agencies_helped",
        ),
        cards.Card(
            t("agencies.value"),
            formats.money(total["value_million_vnd"], lang),
            t(
                "agencies.median",
                value=formats.money(totals["value_million_vnd"].median(), lang),
            ),
            "value",
        ),
        cards.Card(
            t("agencies.kept"),
            formats.share(total["promises_kept_share"], lang),
            t(
                "agencies.of_promises",
                kept=cards.number(total["promises_kept"]),
                promises=cards.number(total["promises"]),
            ),
            "promises",
        ),
        cards.Card(
            t("agencies.own_field"),
            formats.share(fitting.own_share, lang),
            t("agencies.even_share", share=formats.share(fitting.even_share, lang)),
            "own_field",
        ),
        cards.Card(
            t("agencies.silent"),
            t("agencies.pairs", n=cards.number(pairs["nothing_reported"])),
            t("agencies.of_pairs", n=cards.number(pairs["assigned"])),
            "nothing_reported",
        ),
    ]


# ------------------------------------------------------------------ who


def _ranked(totals: pd.DataFrame, selection: Selection) -> None:
    """The bodies with the largest value, each with its communes and promises beside it."""
    lang = language.current()
    listed, rest = totals.head(_LISTED), totals.iloc[_LISTED:]
    rows = [
        bars.Bar(str(code), names.agency(code), length, formats.money(value, lang), note)
        for code, length, value, note in zip(
            listed.index,
            bars.lengths(bars.known(listed["value_million_vnd"])),
            listed["value_million_vnd"],
            map(_beside, listed.to_dict("records")),
            strict=True,
        )
    ]
    if len(rest):
        value = rest["value_million_vnd"].sum(min_count=1)
        rows.append(bars.Bar("", _and_more(len(rest)), None, formats.money(value, lang)))
    bars.draw(
        rows,
        title=_top_share(totals),
        subtitle=cards.subtitle(t("agencies.ranked"), names.place(selection)),
        key="agencies_ranked",
        on_choose=opening.agency,
    )
    columns = [
        *("communes", "acts", "value_million_vnd", "value_share", "cash_million_vnd"),
        *("in_kind_million_vnd", "labour_days", "households_reached", "promises"),
        *("promises_kept", "promises_kept_share", "last_date"),
    ]
    bodies = cached.record().agencies.set_index("agency_code")[["agency_group", "field"]]
    tables.twin(bodies.join(totals[columns], how="right"), name="agencies", title=t("agencies.all"))


def _and_more(agencies: int) -> str:
    return t("agencies.and_more", n=cards.number(agencies))


def _beside(row: dict) -> str:
    """What stands beside the value: communes helped and promises kept."""
    return t(
        "agencies.beside",
        communes=cards.number(row["communes"]),
        kept=cards.number(row["promises_kept"]),
        promises=cards.number(row["promises"]),
    )


def _top_share(totals: pd.DataFrame) -> str:
    values = totals["value_million_vnd"]
    if len(totals) <= _LISTED or not values.sum() > 0:
        return ""
    share = values.head(_LISTED).sum() / values.sum()
    return t(
        "agencies.top",
        n=_LISTED,
        of=cards.number(len(totals)),
        share=formats.share(share, language.current()),
    )


# ------------------------------------------------------------------ groups and forms


def _groups(cube: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> None:
    """Groups of bodies: what one in the middle gave, the forms help took, and its sectors."""
    shown = groups[groups["acts"] > 0]
    _interval(cube, shown, selection)
    _forms(cube, shown, selection)
    by_sector = agency_groups.group_by_sector(cube, cached.record().agencies).loc[shown.index]
    matrices.money(
        by_sector,
        label_of=_group,
        head_of=_sector,
        corner=word("columns.agency_group"),
        measure=t("agencies.group_by_sector"),
        place=names.place(selection),
        key="agencies_group_sector",
    )
    tables.twin(by_sector, name="agencies_groups_sectors", title=t("agencies.group_by_sector"))


def _group(code: str) -> str:
    return word(f"agency_group.{code}")


def _sector(code: object) -> str:
    return word(f"sector.{code}")


def _interval(cube: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> None:
    """The middle body of each group, inside the range of its middle half."""
    spread = agency_groups.spread(cube, cached.record().agencies).loc[groups.index]
    labels = [_group(code) for code in spread.index]
    measure = cards.subtitle(t("agencies.spread"), names.place(selection))
    lang, unit = language.current(), word("units.million_vnd")
    st.plotly_chart(
        dots.interval(spread, labels, look.Titles(measure), lang=lang, unit=unit, decimals=0),
        key="agencies_spread",
        config=look.CONFIG,
        alt=alt.ranked(spread["value"], labels, measure, lang=lang, unit=unit),
    )


def _forms(cube: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> None:
    """Cash, in kind and labour of each group: side by side, never added."""
    columns = ["cash_million_vnd", "in_kind_million_vnd", "labour_days"]
    found = agency_groups.forms_by_group(cube, cached.record().agencies).loc[groups.index]
    table = groups[["agencies", "communes", "promises_kept_share"]].join(found[columns])
    texts = {
        column: [tables.formatter(column, table[column])(value) for value in table[column].round()]
        for column in ["agencies", "communes", *columns]
    }
    texts["promises_kept_share"] = [
        formats.share(value, language.current()) for value in table["promises_kept_share"]
    ]
    shades = grid.column_shades(table[columns])
    grid.draw(
        [
            grid.Row(
                "", _group(code), [texts[name][place] for name in table], "000" + shades[place]
            )
            for place, code in enumerate(table.index)
        ],
        columns=[tables.head(name) for name in table],
        corner=word("columns.agency_group"),
        title="",
        subtitle=cards.subtitle(t("agencies.forms"), names.place(selection)),
        key="agencies_forms",
    )
    tables.twin(
        groups.join(found[["cash_share"]]), name="agencies_groups", title=t("agencies.forms")
    )


# ------------------------------------------------------------------ each body


def _each(cube: pd.DataFrame, selection: Selection) -> None:
    """Every body by sector and by year: the largest, and all others in one row."""
    st.header(t("agencies.each"))
    delivered = cube[cube["acts"] > 0]
    by_sector = contributions.agency_by_sector(delivered)
    by_year = contributions.agency_by_year(delivered, years=selection.years)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _matrix(by_sector, _sector, "agencies.by_sector", selection)
    with right:
        _matrix(by_year, str, "agencies.by_year", selection)


def _matrix(table: pd.DataFrame, head_of, text: str, selection: Selection) -> None:  # type: ignore[no-untyped-def]
    rest = table.iloc[_LISTED:]
    name = text.replace(".", "_")
    matrices.money(
        table.head(_LISTED),
        label_of=names.agency,
        head_of=head_of,
        corner=word("columns.agency_name"),
        measure=t(text),
        place=names.place(selection),
        key=name,
        rest=(_and_more(len(rest)), rest.sum(min_count=1)) if len(rest) else None,
        on_choose=opening.agency,
    )
    tables.twin(table, name=name, title=t(text))


# ------------------------------------------------------------------ the giver's own field


def _fit(cube: pd.DataFrame, fitting: fit.Fit, selection: Selection) -> None:
    """Field of the giver by sector of the help: the conference asked that they fit."""
    if fitting.own_share is None:
        return
    agencies = cached.record().agencies
    st.header(t("agencies.fit"))
    st.markdown(
        t(
            "agencies.fit_said",
            share=formats.share(fitting.own_share, language.current()),
            even=formats.share(fitting.even_share, language.current()),
            outside=cards.number(fitting.outside),
            of=cards.number(fitting.agencies),
        )
    )
    table = fit.field_by_sector(cube, agencies).dropna(how="all")
    matrices.money(
        table,
        label_of=_sector,
        head_of=_sector,
        corner=word("columns.field"),
        measure=t("agencies.field_by_sector"),
        place=names.place(selection),
        key="agencies_fit",
        marked={sector: place for place, sector in enumerate(SECTORS)},
    )
    each = fit.by_agency(cube, agencies)
    tables.twin(each, name="agencies_fit", title=t("agencies.fit_each"))


# ------------------------------------------------------------------ who is silent


def _silent(found: pd.DataFrame, selection: Selection) -> None:
    """Assigned pairs with nothing reported, each open to a question."""
    silent = assignments.nothing_reported(found)
    st.header(t("agencies.silent_title"))
    if silent.empty:
        st.markdown(f":gray[{t('agencies.none_silent')}]")
        return
    rows = [
        bars.Bar(
            str(row["agency_code"]),
            names.agency(row["agency_code"]),
            None,
            names.commune_in_district(row["commune_code"]),
            _silence(row),
        )
        for row in silent.head(_SILENT_LISTED).to_dict("records")
    ]
    if len(silent) > _SILENT_LISTED:
        more = cards.number(len(silent) - _SILENT_LISTED)
        rows.append(bars.Bar("", t("agencies.more_pairs", n=more), None, ""))
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t("agencies.silent_pairs"), names.place(selection)),
        key="agencies_silent",
        on_choose=opening.agency,
    )
    tables.twin(
        silent[["agency_code", "commune_code", "state", "last_date", "months_since_last_record"]],
        name="agencies_silent",
        title=t("agencies.silent_pairs"),
    )


def _silence(row: dict) -> str:
    if formats.is_missing(row["last_date"]):
        return word(f"state.{row['state']}")
    return t(
        "agencies.last",
        date=formats.date(row["last_date"], language.current()),
        months=cards.number(row["months_since_last_record"]),
    )


if __name__ == "__main__":  # a cold server opened on this page's own address
    import dashboard

    dashboard.main()

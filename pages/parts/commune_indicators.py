"""The measures of life in one commune, year by year, with its district and the province beside."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import indicators
from data.schema import INDICATORS
from data.words import formats
from geo import gazetteer
from pages.parts import cached, cards, language, lines, names, tables
from pages.parts.language import t, word


def draw(code: str) -> None:
    """Draw one small chart an indicator; the filters do not apply, and the heading says so."""
    st.header(t("commune.indicators"))
    if "indicators" in cached.record().absent:
        cards.no_data("indicators")
        return
    st.markdown(f":gray[{t('commune.indicators_note')}]")
    found = _beside(cached.record().version.id, code)
    charts = [
        _chart(indicator, rows, code)
        for indicator in INDICATORS
        if (rows := found[found["indicator"] == indicator])["value"].notna().any()
    ]
    if not charts:
        st.markdown(f":gray[{t('commune.no_indicators')}]")
        return
    lines.draw(charts, key="commune_indicators")
    tables.twin(
        _table(found),
        name="commune_indicators",
        title=t("commune.indicators_twin", place=names.commune_in_district(code)),
        period=_years(found),
    )


@st.cache_resource(show_spinner=False, max_entries=100)
def _beside(version_id: str, code: str) -> pd.DataFrame:
    found = indicators.beside(cached.record().indicators, gazetteer.communes(), code)
    return indicators.one_definition_a_year(found.dropna(subset="value").reset_index(drop=True))


def _table(found: pd.DataFrame) -> pd.DataFrame:
    """The rows with the unit of each value: shares are per cent, in one column with counts."""
    counted = found["indicator"].isin(indicators.MEAN_INDICATORS)
    table = found.copy()
    table["value"] = found["value"].where(counted, found["value"] * 100).round(1)
    unit = counted.map({True: "criteria", False: "%"})
    table.insert(int(table.columns.get_loc("value")) + 1, "unit", unit)  # type: ignore[arg-type]
    return table


def _years(rows: pd.DataFrame) -> str:
    return f"{int(rows['year'].min())}–{int(rows['year'].max())}"


def _chart(indicator: str, rows: pd.DataFrame, code: str) -> lines.Chart:
    """The chart of one indicator: a line a scope, cut where its definition changed."""
    ticks = lines.ticks(float(rows["value"].max()))
    title = _finding(indicator, rows)
    subtitle = " · ".join(_about(indicator, rows, code))
    return lines.Chart(
        title=title,
        subtitle=subtitle,
        alt=f"{title}. {subtitle}.",
        years=(int(rows["year"].min()), int(rows["year"].max())),
        ticks=tuple((value, _text(indicator, value)) for value in ticks),
        lines=tuple(
            lines.Line(t(f"commune.scope_{scope}"), _parts(indicator, rows[rows["scope"] == scope]))
            for scope in indicators.SCOPES
        ),
        breaks=_breaks(rows),
    )


def _parts(indicator: str, rows: pd.DataFrame) -> tuple[tuple[lines.Point, ...], ...]:
    """The points of a line, cut where the definition changes and where a year is missing."""
    ordered = rows.sort_values("year")
    cut = (ordered["definition"] != ordered["definition"].shift()) | (ordered["year"].diff() != 1)
    return tuple(
        tuple(
            lines.Point(int(row["year"]), row["value"], _text(indicator, row["value"]))
            for row in part.to_dict("records")
        )
        for _, part in ordered.groupby(cut.cumsum())
    )


def _breaks(rows: pd.DataFrame) -> tuple[tuple[float, str], ...]:
    """Between the last year of a definition and the first of the next."""
    first_years = sorted({int(year) for year in rows.groupby("definition")["year"].min()})
    return tuple((year - 0.5, t("commune.definition_changed")) for year in first_years[1:])


def _finding(indicator: str, rows: pd.DataFrame) -> str:
    """The commune's last value, with the district and the province in the same year."""
    own = rows[rows["scope"] == indicators.COMMUNE]
    name = word(f"indicator.{indicator}")
    if own.empty:
        return t("commune.indicator_missing", indicator=name)
    last = int(own["year"].max())
    in_year = rows[rows["year"] == last].set_index("scope")["value"]
    said = {scope: _text(indicator, in_year.get(scope)) for scope in indicators.SCOPES}
    return t("commune.indicator_finding", indicator=name, year=last, **said)


def _about(indicator: str, rows: pd.DataFrame, code: str) -> list[str]:
    parts = [
        t(f"commune.unit_{indicator}"),
        names.commune(code),
        _years(rows),
        *(
            said
            for scope in (indicators.DISTRICT, indicators.PROVINCE)
            if (said := _set(rows, scope))
        ),
    ]
    return [*parts, t("cards.illustrative")] if cards.is_illustrative() else parts


def _set(rows: pd.DataFrame, scope: str) -> str:
    """Of how many communes a line is: the same ones in every year, by part where it is cut."""
    of_scope = rows[rows["scope"] == scope].sort_values("year")
    counts = [cards.number(n) for n in of_scope.groupby("definition", sort=False)["communes"].max()]
    if not counts:
        return ""
    return t(f"commune.set_{scope}", n=" → ".join(dict.fromkeys(counts)))


def _text(indicator: str, value: float | None) -> str:
    lang = language.current()
    if indicator in indicators.MEAN_INDICATORS:
        return formats.quantity(value if value is None else round(float(value), 1), lang)
    return formats.share(value, lang)

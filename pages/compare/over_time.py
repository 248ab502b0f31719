"""The sides year by year: help of each year, and for places the share of poor households."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.metrics import contributions, indicators
from data.words import formats, years
from geo import gazetteer
from pages.compare.sides import AGENCY, COMMUNE, Side
from pages.parts import cached, cards, filters, language, lines, names, tables
from pages.parts.language import t, word

_POOR = "poor_households"


def draw(sides: Sequence[Side]) -> None:
    """One small chart a measure, one line a side, and their tables."""
    values = _values(sides)
    charts = [_help(sides, values)]
    poor = None if sides[0].kind == AGENCY else _poverty(sides)
    if poor is not None:
        charts.append(_poor_chart(sides, poor))
    lines.draw(charts, key="compare_lines")
    tables.twin(_table(sides, values), name="compare_years", title=t("compare.value_by_year"))
    if poor is not None:
        tables.twin(
            _poor_table(sides, poor),
            name="compare_poor",
            title=t("compare.poor_by_year"),
            period=filters.period((int(poor["year"].min()), int(poor["year"].max()))),
        )


def _values(sides: Sequence[Side]) -> pd.DataFrame:
    """Value by year, a column a side (by place); missing where no value is recorded."""
    return pd.DataFrame(
        {
            place: contributions.by_year(side.cube, side.selection.years)["value_million_vnd"]
            for place, side in enumerate(sides)
        }
    )


def _table(sides: Sequence[Side], values: pd.DataFrame) -> pd.DataFrame:
    return values.round(1).set_axis([side.name for side in sides], axis="columns").reset_index()


def _help(sides: Sequence[Side], values: pd.DataFrame) -> lines.Chart:
    title = t("compare.value_by_year")
    ticks = lines.ticks(float(values.fillna(0.0).to_numpy(dtype="float64").max()))
    first, last = sides[0].selection.years
    lang = language.current()
    return lines.Chart(
        title=title,
        subtitle=_subtitle(
            word("units.million_vnd"),
            filters.period((first, last)),
            years.note(range(first, last + 1), lang),
        ),
        alt=f"{title}. {_in_words(sides, values)}",
        years=(first, last),
        ticks=tuple((tick, formats.quantity(tick, lang)) for tick in ticks),
        lines=tuple(
            _line(side, values[place].dropna(), lambda value: formats.number(value, lang))
            for place, side in enumerate(sides)
        ),
        labels=tuple((year, years.starred(year)) for year in range(first, last + 1)),
    )


def _line(side: Side, values: pd.Series, text_of) -> lines.Line:  # type: ignore[no-untyped-def]
    points = [
        lines.Point(year, value, text_of(value))
        for year, value in zip(values.index.astype("int64").tolist(), values.tolist(), strict=True)
    ]
    return lines.Line(_short(side), (tuple(points),) if points else ())


def _short(side: Side) -> str:
    """What stands at a line's end: there is room for a name without its type and district."""
    return names.short(side.code) or side.name


def _in_words(sides: Sequence[Side], values: pd.DataFrame) -> str:
    lang = language.current()
    return "; ".join(
        f"{side.name}: "
        + ", ".join(f"{year} {formats.money(value, lang)}" for year, value in values[place].items())
        for place, side in enumerate(sides)
    )


def _subtitle(*parts: str) -> str:
    mark = [t("cards.illustrative")] if cards.is_illustrative() else []
    return " · ".join(filter(None, [*parts, *mark]))


def _poverty(sides: Sequence[Side]) -> pd.DataFrame | None:
    """Share of poor households of each side by year; None where the record has none."""
    record = cached.record()
    if "indicators" in record.absent:
        return None
    scope = indicators.COMMUNE if sides[0].kind == COMMUNE else indicators.DISTRICT
    found = [_of_side(side, scope).assign(side=place) for place, side in enumerate(sides)]
    rows = pd.concat(found).dropna(subset="value")
    return None if rows.empty else rows


def _of_side(side: Side, scope: str) -> pd.DataFrame:
    rows = cached.record().indicators
    rows = rows[rows["indicator"] == _POOR]
    # A district's sum is the same beside each of its communes.
    found = indicators.beside(rows, gazetteer.communes(), min(side.communes))
    return found[found["scope"] == scope]


def _poor_chart(sides: Sequence[Side], poor: pd.DataFrame) -> lines.Chart:
    title, lang = t("compare.poor_by_year"), language.current()
    span = (int(poor["year"].min()), int(poor["year"].max()))
    first_years = sorted({int(year) for year in poor.groupby("definition")["year"].min()})
    ticks = lines.ticks(float(poor["value"].max()))
    return lines.Chart(
        title=title,
        subtitle=_subtitle(t("compare.poor_note"), filters.period(span)),
        alt=f"{title}. {_poor_in_words(sides, poor)}",
        years=span,
        ticks=tuple((tick, formats.share(tick, lang)) for tick in ticks),
        lines=tuple(
            lines.Line(_short(side), _parts(poor[poor["side"] == place]))
            for place, side in enumerate(sides)
        ),
        breaks=tuple((year - 0.5, t("commune.definition_changed")) for year in first_years[1:]),
    )


def _parts(rows: pd.DataFrame) -> tuple[tuple[lines.Point, ...], ...]:
    """One part a definition: no line crosses the change of the poverty line."""
    lang = language.current()
    return tuple(
        tuple(
            lines.Point(int(row["year"]), row["value"], formats.share(row["value"], lang))
            for row in part.sort_values("year").to_dict("records")
        )
        for _, part in rows.groupby("definition", sort=False)
    )


def _poor_in_words(sides: Sequence[Side], poor: pd.DataFrame) -> str:
    lang = language.current()
    return "; ".join(
        f"{side.name}: "
        + ", ".join(
            f"{row['year']} {formats.share(row['value'], lang)}"
            for row in poor[poor["side"] == place].to_dict("records")
        )
        for place, side in enumerate(sides)
    )


def _poor_table(sides: Sequence[Side], poor: pd.DataFrame) -> pd.DataFrame:
    named = poor.assign(name=poor["side"].map(dict(enumerate(side.name for side in sides))))
    wide = named.assign(value=(named["value"] * 100).round(1)).pivot_table(
        index=["year", "definition"], columns="side", values="value"
    )
    heads = [f"{sides[place].name} (%)" for place in wide.columns.astype("int64").tolist()]
    return wide.set_axis(heads, axis="columns").reset_index()

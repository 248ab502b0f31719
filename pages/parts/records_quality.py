"""The quality of the record in four measures, over versions, and who can mend what."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from data.metrics import quality
from data.words import formats
from pages.parts import cards, folded, language, lines, tables
from pages.parts import records_quality_facts as facts
from pages.parts import records_quality_mend as mend
from pages.parts.language import plain, t, word
from pages.parts.records_quality_facts import Measured

_COLUMNS = [
    *("rows", "rows_checked", "rows_warned", "valid_share"),
    *("assigned_pairs", "pairs_with_record", "complete_share", "filled_share"),
    *("rows_doubled", "rows_unmatched", "clean_share"),
    *("last_date", "days_since_last_record", "pairs_of_late", "fresh_pairs", "fresh_share"),
]
_BY: dict[quality.Key, str] = {"agency_code": "agencies", "commune_code": "communes"}


def draw() -> None:
    """The four measures, their trend, by body and by commune, and what can be mended."""
    with st.spinner(t("records.quality.measuring")):
        measured = facts.current()
        before = _before(measured)
    if cards.is_illustrative():
        st.warning(t("records.quality.illustrative"), icon=":material/science:")
    st.markdown(f":gray[{t('records.quality.says')}]")
    cards.row(_cards(measured, before))
    _trend(measured)
    mend.draw(measured)
    for key, name in _BY.items():
        tables.twin(
            partial(_table, measured, key),
            name=f"records_quality_{name}",
            title=t(f"records.quality.by_{name}"),
        )


def _table(measured: Measured, key: quality.Key) -> pd.DataFrame:
    return measured.by(key)[_COLUMNS]


def _before(measured: Measured) -> tuple[str, pd.Series] | None:
    """The version before that can be compared with, and its totals."""
    for version in facts.comparable(measured.version)[1:2]:
        total = facts.total(version)
        return (version.id, total) if total is not None else None
    return None


def _cards(measured: Measured, before: tuple[str, pd.Series] | None) -> list[cards.Card]:
    total, lang = measured.total, language.current()
    values = {name: formats.share(total.get(name), lang, 1) for name in quality.SHARES}
    beside = {
        name: " · ".join(
            [_counts(name, total), *_change(total.get(name), before and before[1].get(name))]
        )
        for name in quality.SHARES
    }
    valid, complete, clean, fresh = quality.SHARES
    found = [
        cards.Card(word("measure.valid"), values[valid], beside[valid], "quality_valid"),
        cards.Card(
            word("measure.complete"), values[complete], beside[complete], "quality_complete"
        ),
        cards.Card(word("measure.clean"), values[clean], beside[clean], "quality_clean"),
        cards.Card(word("measure.fresh"), values[fresh], beside[fresh], "quality_fresh"),
    ]
    return found


def _counts(name: str, total: pd.Series) -> str:
    """Of what the share is: a share alone hides whether it is one of two or a thousand."""
    share = total.get(name)
    if formats.is_missing(share):
        return t(f"records.quality.no_{name}")
    if name == "valid_share":
        part, of = total["rows_checked"] - total["rows_warned"], total["rows_checked"]
    elif name == "clean_share":
        part, of = round(share * total["rows"]), total["rows"]
    else:
        columns = ("pairs_with_record", "assigned_pairs")
        if name == "fresh_share":
            columns = ("fresh_pairs", "pairs_of_late")
        part, of = (total[column] for column in columns)
    values = {"n": cards.number(part), "of": cards.number(of)}
    values["filled"] = formats.share(total["filled_share"], language.current())
    values["days"] = cards.number(total["days_since_last_record"])
    return t(f"records.quality.of_{name}", **values)


def _change(now: float | None, then: float | None) -> list[str]:
    """How many points more or less than the version before; nothing where there is none."""
    if then is None or formats.is_missing(now) or formats.is_missing(then):
        return [t("records.quality.nothing_before")] if not formats.is_missing(now) else []
    points = round(100 * (float(now or 0.0) - float(then)), 1)
    if not points:
        return [t("records.quality.as_before")]
    sign = "+" if points > 0 else "−"
    return [t("records.quality.points", points=sign + cards.number(abs(points), 1))]


# ------------------------------------------------------------------ over versions


def _trend(measured: Measured) -> None:
    versions = facts.comparable(measured.version)[: facts.TREND_VERSIONS]
    if len(versions) < 2:
        st.markdown(f":gray[{t('records.quality.no_trend')}]")
        return
    title = t("records.quality.trend", n=cards.number(len(versions)))
    opened = folded.part(title, key="quality_trend", icon=":material/show_chart:")
    if not opened:
        return
    with opened:
        with st.spinner(t("records.quality.measuring")):
            table = facts.trend(versions)
        lines.draw([_chart(table, name) for name in quality.SHARES], key="quality_trend_lines")
        tables.twin(table, name="records_quality_trend", title=title)


def _chart(table: pd.DataFrame, name: str) -> lines.Chart:
    """One measure over versions; a version whose share is missing cuts the line."""
    lang = language.current()
    measure = word(f"measure.{name.removesuffix('_share')}")
    last = table[name].iloc[-1]
    title = t("records.quality.now", measure=measure, share=formats.share(last, lang, 1))
    subtitle = cards.subtitle(tables.head(name))
    places = [
        lines.Point(place, share, formats.share(share, lang, 1))
        for place, share in enumerate(table[name])
    ]
    said = "; ".join(
        f"{version}: {point.text}" for version, point in zip(table["version"], places, strict=True)
    )
    return lines.Chart(
        title=title,
        subtitle=subtitle,
        alt=f"{title}. {plain(said)}.",
        years=(0, len(table) - 1),
        ticks=tuple((share, formats.share(share, lang)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)),
        lines=(lines.Line("", _parts(places)),),
        labels=_labels(list(table["version"])),
    )


def _parts(points: list[lines.Point]) -> tuple[tuple[lines.Point, ...], ...]:
    parts: list[list[lines.Point]] = [[]]
    for point in points:
        if formats.is_missing(point.y):
            parts.append([])
        else:
            parts[-1].append(point)
    return tuple(tuple(part) for part in parts if part)


def _labels(versions: list[str]) -> tuple[tuple[float, str], ...]:
    """The first and the last version by number: twelve of them would cover each other."""
    ends = {0, len(versions) - 1}
    return tuple((place, versions[place].partition("-")[0]) for place in sorted(ends))

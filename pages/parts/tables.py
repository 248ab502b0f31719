"""Tables for people: the twin of every chart and map, and the downloads of what is shown."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from data import schema
from data.words import formats
from pages.parts import cached, filters, language, names
from pages.parts.language import code_name, t, word

# Columns whose codes are words of the dictionary: column -> family.
CODE_FAMILIES = {
    "sector": "sector",
    "field": "sector",
    "agency_group": "agency_group",
    "work_type": "work_type",
    "work_status": "work_status",
    "funding": "funding",
    "indicator": "indicator",
    "kind": "kind",
    "state": "state",
    "commune_confirmed": "commune_confirmed",
    "location_precision": "location_precision",
    "community_supervised": "boolean",
}


def twin(table: pd.DataFrame, *, name: str, title: str) -> None:
    """The table behind a chart or a map: closed, and sent only once somebody opens it.

    Args:
        table: codes and numbers, as the metrics give them; names are added here.
        name: the table's short name, for its key and its file name.
        title: what the table shows, in words.
    """
    expander = st.expander(
        t("tables.twin", title=title), key=f"twin_{name}", on_change="rerun", icon=":material/table:"
    )
    if expander.open:
        with expander:
            show(table, name=name, title=title)


def show(table: pd.DataFrame, *, name: str, title: str, height: int | None = None) -> None:
    """Draw a table with heads, codes and numbers in the language of the page, and its downloads."""
    full = names.add(table.reset_index() if table.index.name else table)
    st.dataframe(
        readable(full.drop(columns=_codes_with_names(full))),
        key=f"table_{name}",
        hide_index=True,
        height=height or "auto",
        alt=title,
    )
    downloads(full, name=name, title=title)


def _codes_with_names(table: pd.DataFrame) -> list[str]:
    """Code columns that a name column already stands for: exports keep both, the screen one."""
    pairs = ("commune", "district", "agency")
    return [f"{name}_code" for name in pairs if f"{name}_code" in table and f"{name}_name" in table]


def readable(table: pd.DataFrame) -> Styler:
    """The table with words for codes and formatted numbers; the numbers still sort as numbers."""
    words = table.copy()
    for column, family in CODE_FAMILIES.items():
        if column in words:
            words[column] = [_code_in_words(family, code) for code in words[column]]
    if "support_type" in words:
        words["support_type"] = [support_type(code) for code in words["support_type"]]
    heads = {column: head(column) for column in words}
    formatters = {heads[column]: formatter(column, words[column]) for column in words}
    return words.rename(columns=heads).style.format(formatters)  # type: ignore[arg-type]


def _code_in_words(family: str, code: object) -> str:
    if formats.is_missing(code):
        return word("commune_confirmed.empty") if family == "commune_confirmed" else "–"
    return code_name(family, str(code).lower() if family == "boolean" else code)


def support_type(code: object) -> str:
    """The name of a type of help in the language of the page."""
    types = schema.support_types()
    if code not in types.index:
        return "–" if formats.is_missing(code) else str(code)
    return str(types.loc[code, f"name_{language.current()}"])


def head(column: str) -> str:
    """A column's head in words; a column of codes or years (a matrix) gets those in words."""
    for family in ("columns", "sector"):
        if code_name(family, column) != column:
            return code_name(family, column)
    return str(column)


def formatter(column: str, values: pd.Series) -> Callable[[object], str]:
    """How a column's cells are written, from its name's unit and its type."""
    lang = language.current()
    if pd.api.types.is_datetime64_any_dtype(values):
        return lambda value: formats.date(value, lang)
    if str(column).endswith("_share"):
        return lambda value: formats.share(value, lang)  # type: ignore[arg-type]
    if column in {"longitude", "latitude"}:
        return lambda value: formats.number(value, lang, 4)  # type: ignore[arg-type]
    if str(column).endswith("year"):
        return lambda value: "–" if formats.is_missing(value) else str(int(value))  # type: ignore[call-overload]
    if pd.api.types.is_numeric_dtype(values):
        return lambda value: formats.quantity(value, lang)  # type: ignore[arg-type]
    return lambda value: "–" if formats.is_missing(value) else str(value)


def downloads(table: pd.DataFrame, *, name: str, title: str) -> None:
    """Buttons for the table as .xlsx and .csv, made when they are clicked.

    Text of the file stays text: nothing in a cell becomes a formula.
    """
    sheet = _about(title)
    with st.container(horizontal=True, gap="small"):
        for kind, label in (("xlsx", t("tables.workbook")), ("csv", t("tables.csv"))):
            st.download_button(
                label,
                data=_maker(kind, table, sheet, name),
                file_name=_file_name(name, kind),
                on_click="ignore",
                key=f"download_{name}_{kind}",
                icon=":material/download:",
            )

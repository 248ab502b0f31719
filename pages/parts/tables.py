"""Tables for people: the twin of every chart and map, and the downloads of what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from data.scope import SOURCE_REF
from data.words import formats, heads
from geo import gazetteer
from pages.exports import sources
from pages.parts import cards, downloads, folded, language, names, source_cells
from pages.parts.downloads import THEIR_OWN, Files
from pages.parts.language import plain, t, word

Table = pd.DataFrame | Callable[[], pd.DataFrame]


@dataclass(frozen=True)
class Narrowed:
    """What narrows a table beside the filters, as the legend of a map does.

    `by` names it and `words` is what it leaves, both for the filters that a download lists;
    `sentence` says how many rows it leaves of how many, `undo` is the button that brings all back.
    """

    by: str
    words: str
    sentence: str
    undo: str
    on_undo: Callable[[], None]

    def say(self, key: str) -> None:
        """Draw the sentence and the button."""
        st.markdown(f":gray[{plain(self.sentence)}]")
        st.button(self.undo, key=f"undo_{key}", icon=":material/undo:", on_click=self.on_undo)


def twin(
    table: Table,
    *,
    name: str,
    title: str,
    period: str = "",
    narrowed: Narrowed | None = None,
    files: Files = THEIR_OWN,
) -> None:
    """The table behind a chart or a map: closed, and sent only once somebody opens it.

    Args:
        table: codes and numbers, as the metrics give them; names are added here. What makes the
            table stands for it where making it takes time: it is asked once the twin is open.
        name: the table's short name, for its key and its file name.
        title: what the table shows, in words.
        period: the years of a table that the filters do not narrow.
        narrowed: what else narrows it, said above it and in its downloads.
        files: what its files are called and which years they name, where a view has its own.
    """
    opened = folded.part(t("tables.twin", title=title), key=f"twin_{name}", icon=":material/table:")
    if opened:
        with opened:
            made = table() if callable(table) else table
            show(made, name=name, title=title, period=period, narrowed=narrowed, files=files)


def show(
    table: pd.DataFrame,
    *,
    name: str,
    title: str,
    period: str = "",
    narrowed: Narrowed | None = None,
    files: Files = THEIR_OWN,
) -> None:
    """Draw a table with heads, codes and numbers in the language of the page, and its downloads."""
    full = names.add(with_districts(_with_index(sources.known(table))))
    st.markdown(f":gray[{_subtitle(title, period, files.years)}]")
    if narrowed:
        narrowed.say(f"table_{name}")
    st.dataframe(
        readable(
            source_cells.linked(full.drop(columns=_codes_with_names(full))),
            years_beside="year" in table.index.names,
        ),
        key=f"table_{name}",
        hide_index=True,
        placeholder="–",
        alt=title,
        column_config={head(SOURCE_REF): source_cells.column()} if SOURCE_REF in full else None,
    )
    also = [(narrowed.by, narrowed.words)] if narrowed else []
    downloads.buttons(full, name=name, title=title, period=period, also=also, files=files)


def of_record(found: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Columns of a table whose rows are rows of the record, and where each row came from."""
    return found[[*columns, *(name for name in (SOURCE_REF,) if name in found)]]


def _subtitle(title: str, period: str, years: str) -> str:
    place = plain(downloads.place())
    if not period:
        return cards.subtitle(title, place, years)
    parts = [title, place, period]
    return " · ".join([*parts, t("cards.illustrative")] if cards.is_illustrative() else parts)


def with_districts(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the district beside its commune: names collide (Hát Lót, Mường Sại)."""
    if "commune_code" not in table or {"district_code", "district_name"} & set(table.columns):
        return table
    districts = table["commune_code"].map(gazetteer.communes()["district_code"])
    place = int(table.columns.get_loc("commune_code"))  # type: ignore[arg-type]
    found = table.copy()
    found.insert(place + 1, "district_code", districts)
    return found


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    """What the rows count by, as columns; an index without a name says nothing."""
    return table if table.index.names == [None] else table.reset_index()


def _codes_with_names(table: pd.DataFrame) -> list[str]:
    """Code columns that a name column already stands for: exports keep both, the screen one."""
    pairs = ("commune", "district", "agency")
    return [f"{name}_code" for name in pairs if f"{name}_code" in table and f"{name}_name" in table]


def readable(table: pd.DataFrame, *, years_beside: bool = False) -> Styler:
    """The table with words for codes and formatted numbers; the numbers still sort as numbers.

    With `years_beside` its rows count by year, and a year that is not whole says so.
    """
    words = table.copy()
    for column in words:
        if heads.is_coded(column, words[column]):
            words[column] = [_in_words(column, code) for code in words[column]]
    formatters = {name: formatter(column, words[column]) for column, name in _heads(words).items()}
    if years_beside:
        formatters[head("year")] = names.year
    return words.rename(columns=_heads(words)).style.format(formatters)  # type: ignore[arg-type]


def _heads(table: pd.DataFrame) -> dict[object, str]:
    """A head for each column; two columns with the same words stay two columns."""
    found: dict[object, str] = {}
    for column in table:
        text = head(column)
        while text in found.values():
            text += " "
        found[column] = text
    return found


def _in_words(column: object, code: object) -> str:
    if formats.is_missing(code):
        return word("commune_confirmed.empty") if column == "commune_confirmed" else "–"
    return heads.in_words(column, code, language.current()) or "–"


def support_type(code: object) -> str:
    """The name of a type of help in the language of the page."""
    return _in_words("support_type", code)


def head(column: object) -> str:
    """A column's head in words; a column of codes or years (a matrix) gets those in words."""
    return heads.head(column, language.current())


def texts(column: object, values: pd.Series) -> list[str]:
    """The cells of one column as people read them."""
    write = formatter(column, values)
    return [write(value) for value in values]


def formatter(column: object, values: pd.Series) -> Callable[[object], str]:
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
        digits = formats.decimals(values)
        return lambda value: formats.number(value, lang, digits)  # type: ignore[arg-type]
    return lambda value: "–" if formats.is_missing(value) else str(value)

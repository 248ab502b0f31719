"""From a row in a table to the cell it came from: the address of the page that shows it."""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from data.scope import SOURCE_REF
from pages.parts import language, site
from pages.parts.language import t


def linked(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the address of each row's source in place of its short reference."""
    if SOURCE_REF not in table:
        return table
    base = _base()
    addresses = [_address(ref, base) for ref in table[SOURCE_REF]]
    return table.assign(**{SOURCE_REF: pd.Series(addresses, index=table.index, dtype="object")})


def column() -> ColumnConfig:
    """How the column of a `linked` table is drawn: the short reference, which opens the row."""
    return st.column_config.LinkColumn(display_text=r"ref=(.*)$", help=t("records.source.help"))


def _address(ref: object, base: str) -> str | None:
    """The page that shows the row as it stood in the file; none for rows without a source."""
    if not isinstance(ref, str) or not ref:
        return None
    lang = "" if language.current() == language.DEFAULT else f"&lang={language.current()}"
    return f"{base}/records?part=source{lang}&ref={quote(ref, safe=':!')}"


def _base() -> str:
    """Where the dashboard is served, without the path of the page that is open."""
    where = (st.context.url or "").partition("?")[0].rstrip("/")
    path = site.BY_NAME[st.session_state["page"]].path
    return where.removesuffix(f"/{path}") if path else where

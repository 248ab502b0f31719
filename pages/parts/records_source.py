"""From a short reference such as "v0004:HoatDong!17" back to the row as it stood in the file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data import lineage
from data.lineage import NoSourceError, Source
from pages.parts import cached, links, records_officer, records_versions, seeded, tables
from pages.parts.language import plain, t, word


def draw() -> None:
    """A box for the reference, and the row that it names, cell by cell."""
    ref = links.current().ref
    key = seeded.key("records_ref", "ref")
    st.session_state[key] = ref
    st.text_input(
        t("records.source.ref"),
        key=key,
        placeholder="v0004:HoatDong!17",
        help=t("records.source.help"),
        max_chars=140,
        width=360,
        on_change=_changed,
        args=(key,),
    )
    if not ref:
        st.markdown(f":gray[{t('records.source.help')}]")
        return
    try:
        source = lineage.source_of(cached.store(), ref)
    except NoSourceError as error:
        st.info(word(f"lineage.{error.reason}"), icon=":material/link_off:")
        return
    _row(source)


def _changed(key: str) -> None:
    written = str(st.session_state[key] or "").strip()
    seeded.choose(key, "ref", written if links.is_ref(written) else "", part="source")


def _row(source: Source) -> None:
    st.markdown(
        t(
            "records.source.where",
            file=plain(source.file_name),
            sheet=plain(source.sheet),
            row=source.row,
            version=source.version.id,
            by=plain(records_officer.named(source.version.published_by)),
            at=records_versions.moment(source.version),
        )
    )
    st.dataframe(
        pd.DataFrame(
            {
                t("records.source.cell"): [each.name for each in source.cells],
                t("records.source.head"): [each.head for each in source.cells],
                t("records.source.text"): [each.text for each in source.cells],
                t("records.source.column"): [
                    tables.head(each.column) if each.column else "–" for each in source.cells
                ],
            }
        ),
        key="records_source",
        hide_index=True,
        height="content",
        alt=t("records.source.title"),
    )
    records_versions.original(source.version)

"""The form of one agency, to download: made when somebody asks for it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts import cached, cards, language
from pages.parts.downloads import MIME
from pages.parts.language import t


def button(code: str) -> None:
    """The button of an agency's own form; none on an illustrative record, which takes no part."""
    if cards.is_illustrative():
        return
    st.download_button(
        t("agency_form.button"),
        data=partial(_form, code),
        key=f"form_{code}",
        file_name=t("agency_form.file", code=code),
        mime=MIME["xlsx"],
        on_click="ignore",
        icon=":material/edit_document:",
        help=t("agency_form.help"),
    )


def _form(code: str) -> bytes:
    from data.exchange.agency_form import write_agency_form

    record = cached.store().tables(cached.record().version)
    return write_agency_form(record, code, language.current())

"""What can be mended in the record, and by whom: the body, and the cells where it stands."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import bars, cards, links, names, opening, tables
from pages.parts.language import plain, t, word
from pages.parts.records_quality_facts import Measured

# The bodies with most to mend; the others are in the table and in the list to choose from.
_LISTED = 8
_CHOICE = "quality_agency"


def draw(measured: Measured) -> None:
    """What there is to mend in all, who can mend most, and one body's cells."""
    found = measured.to_mend
    st.header(t("records.quality.mend"), anchor=False)
    if found.empty:
        st.markdown(t("records.quality.nothing_to_mend"))
        return
    bodies = found.groupby("issue").size()
    whole = measured.to_mend_in_all.to_dict("records")
    st.markdown("\n".join(f"- {_in_all(row, bodies[row['issue']])}" for row in whole))
    bars.draw(
        [_bar(row) for row in found.head(_LISTED).to_dict("records")],
        title=t("records.quality.who"),
        subtitle=cards.subtitle(t("records.quality.who_of", n=min(_LISTED, len(found)))),
        key="quality_mend",
        on_choose=opening.agency,
    )
    _one_body(found)
    tables.twin(
        lambda: _readable(found), name="records_quality_mend", title=t("records.quality.mend")
    )


def _in_all(row: dict, bodies: int) -> str:
    """One issue over all bodies, in a line."""
    return t(
        "records.quality.in_all",
        issue=word(f"issue.{row['issue']}"),
        measure=word(f"measure.{row['measure']}"),
        n=cards.number(row["count"]),
        bodies=cards.number(bodies),
    )


def _bar(row: dict) -> bars.Bar:
    issue = word(f"issue.{row['issue']}")
    share = round(row["count"] / row["of"], 3) if row["of"] else None
    return bars.Bar(str(row["agency_code"]), _body(row["agency_code"]), share, _count(row), issue)


def _count(row: dict) -> str:
    return t("records.quality.count_of", n=cards.number(row["count"]), of=cards.number(row["of"]))


def _body(code: object) -> str:
    return names.agency(code) if code else t("records.quality.publisher")


def _one_body(found: pd.DataFrame) -> None:
    """The issues of one body, each with the rows of the file where it stands."""
    chosen = st.selectbox(
        t("records.quality.choose"),
        list(dict.fromkeys(found["agency_code"])),
        index=None,
        key=_CHOICE,
        format_func=_body,
        placeholder=t("records.quality.choose_placeholder"),
        width=420,
    )
    if chosen is None:
        return
    for row in found[found["agency_code"] == chosen].to_dict("records"):
        st.markdown(f"**{word('issue.' + row['issue'])}**: {_count(row)}")
        _refs(row)


def _refs(row: dict) -> None:
    refs = [ref for ref in row["refs"] if links.is_ref(ref)]
    if not refs:
        return
    with st.container(horizontal=True, gap="small"):
        for place, ref in enumerate(refs):
            st.button(
                plain(ref),
                key=f"ref_{row['issue']}_{place}",
                type="tertiary",
                help=t("records.quality.open_ref"),
                on_click=links.write,
                kwargs={"part": "source", "ref": ref},
            )
    if row["count"] > len(refs):
        st.markdown(f":gray[{t('records.quality.first_refs', n=len(refs))}]")


def _readable(found: pd.DataFrame) -> pd.DataFrame:
    """The table with measure and issue in words and the references as one text."""
    return found.assign(
        measure=[word(f"measure.{code}") for code in found["measure"]],
        issue=[word(f"issue.{code}") for code in found["issue"]],
        refs=[", ".join(refs) for refs in found["refs"]],
    )

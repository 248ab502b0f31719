"""What pages say of one commune in short: its kinds, its standing, its pairs, a link to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import assignments, commune_states, peers
from data.schema import COMMUNE_KINDS
from data.selection import Selection, overlapping
from data.words import formats
from geo import gazetteer
from pages.parts import cached, cards, links, measures, names, site, works_facts
from pages.parts.language import plain, t, word


def title(code: str) -> str:
    """ "Xã Mường Lạn" in Vietnamese, "Mường Lạn commune" in English."""
    is_commune = gazetteer.communes().at[code, "commune_type"] == "xã"
    return t("commune.title", name=names.commune(code)) if is_commune else names.commune(code)


def kinds(code: str, selection: Selection) -> list[str]:
    """The kinds the commune is of in the chosen years, each with what is known of it."""
    rows = overlapping(cached.record().commune_kinds, selection)
    rows = rows[rows["commune_code"] == code].drop_duplicates("kind").set_index("kind")
    return [
        t(
            "commune.kind",
            kind=word(f"kind.{kind}"),
            confidence=_confidence(rows.at[kind, "confidence"]),
        )
        for kind in COMMUNE_KINDS
        if kind in rows.index
    ]


def no_kind() -> str:
    """What stands in place of the kinds: none is recorded, or nobody recorded kinds at all."""
    absent = "commune_kinds" in cached.record().absent
    return t("commune.no_kinds_table") if absent else t("commune.no_kind")


def _confidence(code: object) -> str:
    if formats.is_missing(code):
        return t("commune.confidence_not_said")
    if code == "illustrative":
        return word("confidence.illustrative")
    return t("commune.confidence", level=word(f"confidence.{code}"))


def peers_of(code: str, selection: Selection) -> pd.DataFrame:
    """The communes that can fairly stand beside it, nearest in households first."""
    return peers.of(code, gazetteer.communes(), cached.record().commune_kinds, selection)


def measured(selection: Selection, measure: str) -> pd.DataFrame:
    """A measure in every commune, whatever districts and kinds are chosen."""
    record = cached.record()
    return commune_states.states(
        record.contributions,
        record.assignments,
        gazetteer.communes(),
        selection,
        measure,
        record.works,
        record.work_contributions,
    )


def beside_peers(code: str, selection: Selection, measure: str, values: pd.Series) -> str:
    """The commune's place among its peers and their middle, in words; empty without any.

    Args:
        code: the commune.
        selection: the chosen years, in which a kind must hold.
        measure: what the values are.
        values: one value a commune, missing where there is none.
    """
    found = peers.standing(values, code, peers_of(code, selection))
    if found is None:
        return ""
    return t(
        "commune.beside_peers",
        rank=cards.number(found.rank),
        of=cards.number(found.of),
        median=measures.text(measure, found.median),
    )


def cube(code: str, selection: Selection) -> pd.DataFrame:
    """The commune's rows of the cube, within sectors, agencies and years."""
    rows = cached.filtered(cached.record().contributions, selection.without_places())
    return rows[rows["commune_code"] == code]


def works_of(code: str, selection: Selection) -> pd.DataFrame | None:
    """The commune's works within the filters, as `works.register` describes them.

    None where the version has no table of works.
    """
    if "works" in cached.record().absent:
        return None
    found = works_facts.register(selection.without_places())
    return found[found["commune_code"] == code]


def pairs(code: str, selection: Selection) -> pd.DataFrame:
    """The agencies assigned to the commune or helping it, those with nothing reported last."""
    record = cached.record()
    found = assignments.pairs(
        record.assignments, record.contributions, selection, frozenset({code})
    )
    return found.sort_values(["assigned", "acts"], ascending=False, kind="stable")


def link(code: str, label: str = "", icon: str = "") -> None:
    """A link to the commune's page: the filters go along."""
    st.page_link(
        site.page("commune"),
        label=plain(label or names.commune_in_district(code)),
        icon=icon or site.BY_NAME["commune"].icon,
        query_params=links.elsewhere("commune", commune=(code,)),
    )


def agency_link(code: str) -> None:
    """A link to an agency's page: the filters go along, the agency chosen among them does not."""
    st.page_link(
        site.page("agency"),
        label=plain(names.agency(code)),
        icon=site.BY_NAME["agency"].icon,
        query_params=links.elsewhere("agency", agency=(code,)),
    )

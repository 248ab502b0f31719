"""What pages read of one commune, and say of it in short: kinds, standing, links."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.metrics import assignments, contributions, gaps, peers
from data.schema import COMMUNE_KINDS
from data.selection import Selection, apply, overlapping
from data.store import Record
from data.words import formats
from geo import gazetteer
from pages.parts import cached, cards, links, measures, names, site, works_facts
from pages.parts.language import plain, t, word


@dataclass(frozen=True)
class Commune:
    """One commune within the chosen sectors, agencies and years; districts and kinds do not apply.

    `cube` are its rows of the cube; `pairs` the agencies assigned to it or helping it, those with
    nothing reported last; `works` as `works.register`, None where the version has no such table;
    `peers` as `peers.of`; `signals` as `gaps.of_commune`.
    """

    code: str
    selection: Selection
    cube: pd.DataFrame
    pairs: pd.DataFrame
    works: pd.DataFrame | None
    peers: pd.DataFrame
    signals: pd.DataFrame

    def totals(self) -> pd.Series:
        """Its sums, as `contributions.totals`."""
        return contributions.totals(self.cube)

    def assigned(self) -> list[str]:
        """The agencies assigned to it in the chosen years."""
        return list(self.pairs.loc[self.pairs["assigned"], "agency_code"])


def read(code: str, selection: Selection) -> Commune:
    """The commune within the filters that apply to it; kept for all sessions."""
    record = cached.record()
    return _read(record.version.id, code, selection.without_places(), record)


@st.cache_resource(show_spinner=False, max_entries=100)
def _read(version_id: str, code: str, selection: Selection, _record: Record) -> Commune:
    own = _record.contributions[_record.contributions["commune_code"] == code]
    pairs = assignments.pairs(_record.assignments, own, selection, frozenset({code}))
    works = None
    if "works" not in _record.absent:
        register = works_facts.register(selection)
        works = register[register["commune_code"] == code]
    return Commune(
        code=code,
        selection=selection,
        cube=apply(own, selection, frozenset({code})),
        pairs=pairs.sort_values(["assigned", "acts"], ascending=False, kind="stable"),
        works=works,
        peers=peers.of(code, gazetteer.communes(), _record.commune_kinds, selection),
        signals=_signals(code, selection, own, _record),
    )


def _signals(code: str, selection: Selection, own: pd.DataFrame, record: Record) -> pd.DataFrame:
    built = record.works.loc[record.works["commune_code"] == code, "work_id"]
    assigned = record.assignments[record.assignments["commune_code"] == code]
    return gaps.of_commune(code, own, assigned, selection, works_facts.duplicates(list(built)))


def title(code: str) -> str:
    """ "Xã Mường Lạn" in Vietnamese, "Mường Lạn commune" in English."""
    is_commune = gazetteer.communes().at[code, "commune_type"] == "xã"
    return t("commune.title", name=names.commune(code)) if is_commune else names.commune(code)


def kinds(commune: Commune) -> list[str]:
    """The kinds the commune is of in the chosen years, each with what is known of it."""
    rows = overlapping(cached.record().commune_kinds, commune.selection)
    rows = rows[rows["commune_code"] == commune.code].drop_duplicates("kind").set_index("kind")
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


def beside_peers(commune: Commune, measure: str) -> str:
    """The commune's place among its peers and their middle, in words; empty without any."""
    values = measures.by_commune(commune.selection, measure)["value"]
    found = peers.standing(values, commune.code, commune.peers)
    if found is None:
        return ""
    return t(
        "commune.beside_peers",
        rank=cards.number(found.rank),
        of=cards.number(found.of),
        median=measures.text(measure, found.median),
    )


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

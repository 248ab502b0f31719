"""Works on the map: a point each as surely as it is known, and how many stand in each commune."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from data.metrics import placing
from data.words import Lang
from pages.parts import cached, language, names, opening, province_map, works_facts
from pages.parts.language import t, word
from pages.parts.works_facts import Built


def draw(built: Built) -> None:
    """Draw the map, and say how surely the points stand where they stand."""
    province_map.draw(
        built.selection,
        key="infrastructure_map",
        on_choose=opening.commune,
        height=460,
        offered=("works",),
        place=names.place(built.selection),
        points=_shown(built.register.index),
    )
    st.markdown(f":gray[{_precisions(built.register)}]")


def _shown(work_ids: Collection[str]) -> pd.DataFrame:
    """All points of the version, and which of them the filters leave."""
    points = _points(language.current())
    return points.assign(shown=points["placed"] & points["work_id"].isin(work_ids))


@cached.kept
def _points(lang: Lang) -> pd.DataFrame:
    rows = cached.record().works
    found = rows[["work_id", "commune_code", "longitude", "latitude"]].copy()
    found["precision"] = rows["location_precision"].fillna("commune")
    found["label"] = [_label(row) for row in rows.to_dict("records")]
    found["placed"] = placing.problem(rows).isna()
    return found


def _label(row: dict) -> str:
    kind, status = word(f"work_type.{row['work_type']}"), word(f"work_status.{row['work_status']}")
    return f"{works_facts.name(row)} · {kind} · {status}"


def _precisions(register: pd.DataFrame) -> str:
    """How many works stand exactly, by village, in the middle of their commune, or nowhere."""
    problem = placing.problem(register)
    counts = register.loc[problem.isna(), "location_precision"].value_counts()
    return t(
        "infrastructure.precisions",
        exact=counts.get("exact", 0),
        village=counts.get("village", 0),
        commune=counts.get("commune", 0),
        nowhere=int(problem.notna().sum()),
    )

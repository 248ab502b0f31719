"""One district on the overview: who helps there, what was built, what is to be clarified."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.metrics import gaps
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import (
    agencies_facts,
    agencies_list,
    bars,
    cached,
    cards,
    comparing,
    language,
    links,
    promises_not_done,
    site,
    tables,
    works_facts,
    works_types,
)
from pages.parts.language import t, word


def draw(selection: Selection) -> None:
    """Draw the bodies, works and signals of the one chosen district side by side."""
    comparing.button()
    bodies, built, doubts = st.columns(3, gap="medium")
    with bodies:
        st.subheader(t("overview.bodies"), anchor=False)
        agencies_list.ranked(agencies_facts.read(selection))
    with built:
        st.subheader(t("overview.built"), anchor=False)
        _works(selection)
    with doubts:
        st.subheader(t("overview.to_clarify"), anchor=False)
        _signals(selection)
        promises_not_done.of_communes(selection, tuple(sorted(cached.communes(selection))))


def _works(selection: Selection) -> None:
    found = works_facts.read(selection)
    by_type = found.by_type
    rows = [
        bars.Bar(
            str(code),
            word(f"work_type.{code}"),
            length,
            t("infrastructure.n_of", n=cards.number(row["built"]), of=cards.number(row["works"])),
            "; ".join(works_types.quantities(found, str(code))),
        )
        for (code, row), length in zip(
            by_type.iterrows(), bars.lengths(bars.known(by_type["built"])), strict=True
        )
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t("overview.works_by_type")),
        key="overview_works",
    )
    tables.twin(by_type, name="overview_works", title=t("overview.works_by_type"))
    st.page_link(
        site.page("infrastructure"),
        label=t("overview.all_works"),
        query_params=links.elsewhere(""),
    )


@cached.kept
def _counted(selection: Selection) -> tuple[pd.Series, dict[str, float]]:
    """The count of each signal in the district, and the pairs, acts and promises it is out of."""
    record = cached.record()
    table = gaps.by_district(
        record.contributions,
        record.assignments,
        gazetteer.communes(),
        selection,
        works_facts.duplicates(works_facts.register(selection).index),
    )
    row = pd.Series(table.loc[selection.districts[0]])
    wholes = row.rename({"assigned_pairs": "pairs"})[[*gaps.WHOLES]]
    of = {str(unit): float(count) for unit, count in wholes.items()}
    counted = [*gaps.PAIR_SIGNALS, *gaps.ACT_SIGNALS, *gaps.PROMISE_SIGNALS]
    return row[[*counted, "possibly_same_work"]], of


def _signals(selection: Selection) -> None:
    counted, of = _counted(selection)
    rows = [_bar(str(signal), count, of) for signal, count in counted.items() if count > 0]
    if not rows:
        st.markdown(f":gray[{t('signals.none')}]")
        return
    title = t("overview.signals")
    bars.draw(rows, title="", subtitle=cards.subtitle(title), key="overview_signals")
    twin = pd.DataFrame({"signal": counted.index, "count": counted.to_numpy(dtype="float64")})
    tables.twin(twin, name="overview_signals", title=title)


def _bar(signal: str, count: float, of: dict[str, float]) -> bars.Bar:
    """A signal with its count of how many: each bar is a share of its own whole."""
    unit, label = gaps.COUNTED[signal], word(f"signal.{signal}")
    whole = of.get(unit)
    if not whole:
        return bars.Bar(signal, label, None, cards.number(count))
    text = t("infrastructure.n_of", n=cards.number(count), of=cards.number(whole))
    share = formats.share(count / whole, language.current())
    return bars.Bar(
        signal, label, round(count / whole, 3), text, f"{share} {word(f'counted.{unit}')}"
    )

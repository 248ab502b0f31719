"""How works divide: by status, by who paid, by whether the commune's own board followed them."""

from __future__ import annotations

import pandas as pd

from data.metrics import works
from data.schema import WORK_STATUSES
from data.selection import Selection
from data.words import formats
from pages.parts import bars, cards, language, names, tables, works_facts
from pages.parts.language import t, word

# Codes of the answer -> the column of their count.
_SUPERVISION = {
    "yes": "supervised",
    "no": "not_supervised",
    "not_said": "supervision_not_said",
}


def by_status(register: pd.DataFrame, selection: Selection) -> None:
    """Draw the works of each status."""
    found = works.by_status(register)
    counts = dict(zip(WORK_STATUSES, found["works"].astype(float), strict=True))
    _draw("status", counts, [word(f"work_status.{status}") for status in counts], selection)
    tables.twin(found, name="infrastructure_status", title=t("infrastructure.by_status"))


def by_supervision(register: pd.DataFrame, selection: Selection) -> None:
    """Draw the works that the commune's own board followed, did not, or of which nobody said."""
    answers = register["community_supervised"].map(works_facts.supervision, na_action=None)
    by_type = pd.crosstab(register["work_type"], answers).reindex(columns=list(_SUPERVISION))
    by_type = by_type.fillna(0)
    counts = dict(zip(_SUPERVISION, by_type.sum().astype(float), strict=True))
    labels = [t(f"infrastructure.supervised_{answer}") for answer in _SUPERVISION]
    _draw("supervision", counts, labels, selection)
    table = by_type.rename(columns=_SUPERVISION)
    title = t("infrastructure.by_supervision")
    tables.twin(table, name="infrastructure_supervision", title=title)


def _draw(name: str, counts: dict[str, float], labels: list[str], selection: Selection) -> None:
    lang, total = language.current(), sum(counts.values())
    rows = [
        bars.Bar(
            code,
            label,
            length,
            t(
                "infrastructure.n_share",
                n=cards.number(counts[code]),
                share=formats.share(counts[code] / total if total else None, lang),
            ),
        )
        for code, label, length in zip(
            counts, labels, bars.lengths(list(counts.values())), strict=True
        )
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t(f"infrastructure.by_{name}"), names.place(selection)),
        key=f"infrastructure_{name}",
    )


def by_funding(register: pd.DataFrame, selection: Selection) -> None:
    """Draw what each source paid; a co-funded work stands under several of them."""
    lang = language.current()
    found = works.by_funding(register)
    lengths = bars.lengths(bars.known(found["cost_million_vnd"]))
    rows = [
        bars.Bar(
            row["funding"],
            word(f"funding.{row['funding']}"),
            length,
            t(
                "infrastructure.cost_share",
                cost=formats.money(row["cost_million_vnd"], lang),
                share=formats.share(row["cost_share"], lang),
            ),
            t("infrastructure.n_works", n=cards.number(row["works"])),
        )
        for row, length in zip(found.reset_index().to_dict("records"), lengths, strict=True)
    ]
    bars.draw(
        rows,
        title=_paid_by_agencies(found),
        subtitle=cards.subtitle(t("infrastructure.by_funding"), names.place(selection)),
        key="infrastructure_funding",
    )
    tables.twin(found, name="infrastructure_funding", title=t("infrastructure.by_funding"))


def _paid_by_agencies(found: pd.DataFrame) -> str:
    share = found["cost_share"]["agency"]
    if formats.is_missing(share):
        return ""
    return t("infrastructure.agencies_paid", share=formats.share(share, language.current()))

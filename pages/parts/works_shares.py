"""How works divide: by status, by who paid, by whether the commune's own board followed them."""

from __future__ import annotations

import pandas as pd

from data.schema import WORK_STATUSES
from data.selection import Selection
from data.words import formats
from pages.parts import bars, cards, language, names, tables, works_facts
from pages.parts.language import t, word
from pages.parts.works_facts import Built


def by_status(built: Built) -> None:
    """Draw the works of each status."""
    found = built.by_status
    counts = dict(zip(WORK_STATUSES, found["works"].astype(float), strict=True))
    labels = [word(f"work_status.{status}") for status in counts]
    _draw("status", counts, labels, built.selection, [""] * len(counts))
    tables.twin(found, name="infrastructure_status", title=t("infrastructure.by_status"))


def by_supervision(built: Built) -> None:
    """Draw what stands and the commune's own board followed, did not, or of which nobody said."""
    found = built.by_supervision
    counts = dict(zip(works_facts.SUPERVISION, found.sum().astype(float), strict=True))
    labels = [t(f"infrastructure.supervised_{answer}") for answer in counts]
    coming = [built.coming[column] for column in works_facts.SUPERVISION.values()]
    notes = [works_facts.unbuilt(cards.number(n)) if n else "" for n in coming]
    _draw("supervision", counts, labels, built.selection, notes)
    table = found.rename(columns=works_facts.SUPERVISION)
    title = t("infrastructure.by_supervision")
    tables.twin(table, name="infrastructure_supervision", title=title)


def _draw(
    name: str,
    counts: dict[str, float],
    labels: list[str],
    selection: Selection,
    notes: list[str],
) -> None:
    lang, total = language.current(), sum(counts.values())
    rows = [
        bars.Bar(
            code,
            label,
            length,
            cards.counted(
                "infrastructure.n_share",
                counts[code],
                share=formats.share(counts[code] / total if total else None, lang),
            ),
            note,
        )
        for code, label, length, note in zip(
            counts, labels, bars.lengths(list(counts.values()), total), notes, strict=True
        )
    ]
    bars.draw(
        rows,
        title="",
        subtitle=cards.subtitle(t(f"infrastructure.by_{name}"), names.place(selection)),
        key=f"infrastructure_{name}",
    )


def by_funding(built: Built) -> None:
    """Draw what each source paid for what stands; a co-funded work stands under several of them."""
    lang = language.current()
    found = built.by_funding
    lengths = bars.lengths(bars.known(found["built_cost_million_vnd"]))
    rows = [
        bars.Bar(
            row["funding"],
            word(f"funding.{row['funding']}"),
            length,
            t(
                "infrastructure.cost_share",
                cost=formats.money(row["built_cost_million_vnd"], lang),
                share=formats.share(row["cost_share"], lang),
            ),
            _paid_works(row),
        )
        for row, length in zip(found.reset_index().to_dict("records"), lengths, strict=True)
    ]
    bars.draw(
        rows,
        title=_paid_by_agencies(found),
        subtitle=cards.subtitle(t("infrastructure.by_funding"), names.place(built.selection)),
        key="infrastructure_funding",
    )
    tables.twin(found, name="infrastructure_funding", title=t("infrastructure.by_funding"))


def _paid_works(row: dict) -> str:
    """The works that a source paid for, amount or not, and what it put apart for those to come."""
    said = [cards.counted("infrastructure.n_works", row["built_works"])]
    if row["built_without_amount"]:
        said.append(cards.counted("infrastructure.without_amount", row["built_without_amount"]))
    if not formats.is_missing(row["unbuilt_cost_million_vnd"]):
        amount = formats.money(row["unbuilt_cost_million_vnd"], language.current())
        said.append(works_facts.unbuilt(amount))
    return " · ".join(said)


def _paid_by_agencies(found: pd.DataFrame) -> str:
    share = found["cost_share"]["agency"]
    if formats.is_missing(share):
        return ""
    return t("infrastructure.agencies_paid", share=formats.share(share, language.current()))

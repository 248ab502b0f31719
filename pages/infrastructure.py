"""What was built: by type and place, with cost, funding, households served and supervision."""

from __future__ import annotations

import streamlit as st

from data.words import formats
from pages.parts import (
    cached,
    cards,
    filters,
    language,
    names,
    opening,
    works_doubts,
    works_facts,
    works_map,
    works_register,
    works_shares,
    works_types,
)
from pages.parts.language import plain, t, word
from pages.parts.works_facts import Built

_NAMED_TYPES = 3


def render() -> None:
    """Draw the page in reading order: question, answer, where, what, who paid, register, doubts."""
    opening.follow()
    selection = filters.current()
    st.title(t("infrastructure.title", place=names.place(selection)))
    cards.question("infrastructure.question")
    if "works" in cached.record().absent:
        cards.no_data("works")
        return
    built = works_facts.read(selection)
    if built.register.empty:
        cards.nothing_found()
        return
    st.markdown(_sentence(built))
    cards.row(_cards(built))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        works_map.draw(built)
        works_shares.by_supervision(built)
    with right:
        works_types.draw(built)
    left, right = st.columns(2, gap="large")
    with left:
        works_shares.by_funding(built)
    with right:
        works_shares.by_status(built)
    works_register.draw(built)
    left, right = st.columns(2, gap="large")
    with left:
        works_doubts.duplicates(built)
    with right:
        works_doubts.not_placed(built)


def _sentence(built: Built) -> str:
    """One sentence that a leader can read aloud, and what there is most of."""
    said = t(
        "infrastructure.sentence",
        when=filters.when(),
        place=names.place(built.selection),
        works=cards.number(built.summary["works"]),
        built=cards.number(built.summary["built"]),
        cost=formats.money(built.summary["cost_million_vnd"], language.current()),
    )
    most = built.by_type["built"].nlargest(_NAMED_TYPES)
    named = [_amount(built, str(code)) for code in most[most > 0].index]
    if not named:
        return said
    return f"{said} {t('infrastructure.sentence_most', types='; '.join(named))}"


def _amount(built: Built, work_type: str) -> str:
    """A type with what stands of it, in its own units."""
    # A unit is what somebody typed.
    amounts = plain(", ".join(works_types.quantities(built, work_type)) or "–")
    return t("infrastructure.amount", work_type=word(f"work_type.{work_type}"), amounts=amounts)


def _cards(built: Built) -> list[cards.Card]:
    lang, summary = language.current(), built.summary
    said = summary["supervised"] + summary["not_supervised"]
    return [
        cards.Card(
            t("infrastructure.built"),
            t("infrastructure.n_works", n=cards.number(summary["built"])),
            t("infrastructure.of_works", n=cards.number(summary["works"])),
            "works_built",
        ),
        cards.Card(
            t("infrastructure.total_cost"),
            formats.money(summary["cost_million_vnd"], lang),
            t(
                "infrastructure.by_agencies",
                share=formats.share(built.by_funding["cost_share"]["agency"], lang),
            ),
            "works_built",
        ),
        cards.Card(
            t("infrastructure.households"),
            t("infrastructure.times", n=cards.number(summary["households_served"])),
            t(
                "infrastructure.median_work",
                n=cards.number(built.register["households_served"].median()),
            ),
            "households_served",
        ),
        cards.Card(
            t("infrastructure.supervised"),
            formats.share(summary["supervised"] / said if said else None, lang),
            t(
                "infrastructure.of_said",
                said=cards.number(said),
                not_said=cards.number(summary["supervision_not_said"]),
            ),
            "supervised",
        ),
        cards.Card(
            t("infrastructure.co_funded"),
            t("infrastructure.n_works", n=cards.number(summary["co_funded"])),
            t("infrastructure.counted_once", n=cards.number(summary["works"])),
            "works_built",
        ),
    ]


if __name__ == "__main__":  # a cold server opened on this page's own address
    import dashboard

    dashboard.main()

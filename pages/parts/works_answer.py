"""The answer on works: one sentence to read aloud, and five numbers beside a comparison each.

What stands and what is under way or planned are said apart everywhere: never added.
"""

from __future__ import annotations

import pandas as pd

from data.words import formats
from pages.parts import cards, filters, followed, language, names, works_facts, works_types
from pages.parts.language import plain, t, word
from pages.parts.works_facts import Built

_NAMED_TYPES = 3
_NAMED_PAYERS = 3


def sentence(built: Built) -> str:
    """One sentence that a leader can read aloud, and what there is most of."""
    stages = [_stage("built", built.standing)]
    if built.coming["works"]:
        stages.append(_stage("unbuilt", built.coming))
    said = t(
        "infrastructure.sentence",
        when=filters.when(),
        place=names.places_of(built.selection),
        mark=followed.mark(),
        works=cards.counted("infrastructure.n_works", built.summary["works"]),
        stages="; ".join(stages),
    )
    parts = [said, _most(built), _paid(built), works_facts.whose_money(built.selection)]
    return " ".join(part for part in parts if part)


def _most(built: Built) -> str:
    """What there is most of, each in its own units."""
    most = built.by_type["built"].nlargest(_NAMED_TYPES)
    named = [_amount(built, str(code)) for code in most[most > 0].index]
    if not named:
        return ""
    # One type alone has nothing that there is more of.
    how = "most" if len(built.by_type) > 1 else "quantities"
    return t(f"infrastructure.sentence_{how}", types="; ".join(named))


def _paid(built: Built) -> str:
    """Who paid most of what stands."""
    lang = language.current()
    most = built.by_funding.nlargest(_NAMED_PAYERS, "built_cost_million_vnd")
    named = [
        t(
            "infrastructure.payer",
            funding=word(f"funding.{row['funding']}"),
            cost=formats.money(row["built_cost_million_vnd"], lang),
            share=formats.share(row["cost_share"], lang),
        )
        for row in most[most["built_cost_million_vnd"] > 0].reset_index().to_dict("records")
    ]
    return t("infrastructure.sentence_paid", payers="; ".join(named)) if named else ""


def _stage(name: str, summary: pd.Series) -> str:
    """How many works stand, or do not yet, with their own cost: the two are never added."""
    return t(
        f"infrastructure.stage_{name}",
        n=cards.number(summary["works"]),
        cost=formats.money(summary["cost_million_vnd"], language.current()),
    )


def _amount(built: Built, work_type: str) -> str:
    """A type with what stands of it, in its own units."""
    # A unit is what somebody typed.
    amounts = plain(", ".join(works_types.quantities(built, work_type)) or "–")
    return t("infrastructure.amount", work_type=word(f"work_type.{work_type}"), amounts=amounts)


def cards_of(built: Built) -> list[cards.Card]:
    """The five numbers, each beside what to compare it with."""
    summary = built.summary
    return [
        cards.Card(
            t("infrastructure.built"),
            cards.counted("infrastructure.n_works", summary["built"]),
            t("infrastructure.of_works", n=cards.number(summary["works"])),
            "works_built",
        ),
        _cost(built),
        _households(built),
        _supervised(built),
        cards.Card(
            t("infrastructure.co_funded"),
            cards.counted("infrastructure.n_works", summary["co_funded"]),
            t("infrastructure.counted_once", n=cards.number(summary["works"])),
            "work_payers",
        ),
    ]


def _cost(built: Built) -> cards.Card:
    lang, missing = language.current(), built.standing["amount_missing"]
    share = formats.share(built.by_funding["cost_share"]["agency"], lang)
    beside = [t("infrastructure.by_agencies", share=share)]
    if built.selection.agencies:
        beside = [t("infrastructure.their_part_short")]
    if missing:
        of = cards.number(built.standing["works"])
        beside.append(cards.counted("infrastructure.amount_missing", missing, of=of))
    if built.coming["works"]:
        coming = formats.money(built.coming["cost_million_vnd"], lang)
        beside.append(works_facts.unbuilt(coming))
    cost = formats.money(built.standing["cost_million_vnd"], lang)
    return cards.Card(t("infrastructure.total_cost"), cost, "; ".join(beside), "amounts_missing")


def _households(built: Built) -> cards.Card:
    standing = built.register[built.register["built"]]
    median = standing["households_served"].median()
    beside = [cards.counted("infrastructure.median_work", median)]
    if built.coming["works"]:
        beside.append(works_facts.unbuilt(cards.number(built.coming["households_served"])))
    return cards.Card(
        t("infrastructure.households"),
        cards.counted("infrastructure.times", built.standing["households_served"]),
        "; ".join(beside),
        "households_served",
    )


def _supervised(built: Built) -> cards.Card:
    standing, coming = built.standing, built.coming
    said = standing["supervised"] + standing["not_supervised"]
    share = standing["supervised"] / said if said else None
    beside = t(
        "infrastructure.of_said",
        said=cards.number(said),
        not_said=cards.number(standing["supervision_not_said"]),
    )
    said_of_coming = coming["supervised"] + coming["not_supervised"]
    if said_of_coming:
        amount = t(
            "infrastructure.of_supervised",
            n=cards.number(coming["supervised"]),
            of=cards.number(said_of_coming),
        )
        beside = f"{beside}; {works_facts.unbuilt(amount)}"
    return cards.Card(
        t("infrastructure.supervised"),
        formats.share(share, language.current()),
        beside,
        "supervised",
    )

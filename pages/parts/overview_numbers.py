"""The overview's answer: one sentence to read aloud, and five numbers beside a comparison each."""

from __future__ import annotations

import pandas as pd

from data.metrics import assignments, works
from data.words import formats
from geo import gazetteer
from pages.parts import cards, filters, language
from pages.parts.language import t


def sentence(totals: pd.Series, pairs: pd.DataFrame, chosen: pd.DataFrame, place: str) -> str:
    """One sentence that a leader can read aloud, as Markdown.

    Args:
        totals: from `contributions.totals`, within the filters.
        pairs: from `assignments.pairs`, for the same filters.
        chosen: the works that pass them.
        place: the district's name, or the province.
    """
    counted = assignments.counts(pairs)
    helped = set(pairs.loc[pairs["acts"] > 0, "commune_code"])
    beyond = len(helped - set(pairs.loc[pairs["assigned"], "commune_code"]))
    return t(
        "overview.sentence",
        period=filters.period(filters.current().years),
        place=place,
        beyond=t("overview.beyond", n=cards.number(beyond)) if beyond else "",
        agencies=cards.number(totals["agencies"]),
        communes=cards.number(totals["communes"]),
        acts=cards.number(totals["acts"]),
        value=formats.money(totals["value_million_vnd"], language.current()),
        works=cards.number(works.is_built(chosen).sum()),
        silent=cards.number(counted["nothing_reported"]),
        pairs=cards.number(counted["assigned"]),
    )


def cards_of(
    totals: pd.Series, pairs: pd.DataFrame, chosen: pd.DataFrame, cube: pd.DataFrame
) -> list[cards.Card]:
    """The five numbers; arguments as for `sentence`, and the cube within the filters."""
    helped = set(cube.loc[cube["acts"] > 0, "commune_code"])
    return [
        _helped(pairs, helped),
        _value(totals),
        _built(chosen),
        _households(totals, helped),
        _silent(pairs),
    ]


def _helped(pairs: pd.DataFrame, helped: set[str]) -> cards.Card:
    assigned = set(pairs.loc[pairs["assigned"], "commune_code"])
    return cards.Card(
        t("overview.helped"),
        t("overview.communes", n=cards.number(len(helped & assigned))),
        t("overview.of_assigned", n=cards.number(len(assigned))),
        how="helped",
    )


def _value(totals: pd.Series) -> cards.Card:
    lang = language.current()
    return cards.Card(
        t("overview.value"),
        formats.money(totals["value_million_vnd"], lang),
        t(
            "overview.of_promised",
            share=formats.share(totals["delivered_of_promised_share"], lang),
            promised=formats.money(totals["promised_value_million_vnd"], lang),
        ),
        how="value",
    )


def _built(chosen: pd.DataFrame) -> cards.Card:
    return cards.Card(
        t("overview.built"),
        t("overview.works", n=cards.number(works.is_built(chosen).sum())),
        t("overview.of_works", n=cards.number(len(chosen))),
        how="works_built",
    )


def _households(totals: pd.Series, helped: set[str]) -> cards.Card:
    reached = totals["households_reached"]
    households = gazetteer.communes().loc[sorted(helped), "households_2019"].sum()
    each = reached / households if households else None
    return cards.Card(
        t("overview.households"),
        t("overview.household_times", n=cards.number(reached)),
        t("overview.per_household", n=cards.number(each, 1)),
        how="households",
    )


def _silent(pairs: pd.DataFrame) -> cards.Card:
    counted = assignments.counts(pairs)
    return cards.Card(
        t("overview.silent"),
        t("overview.pairs", n=cards.number(counted["nothing_reported"])),
        t("overview.of_pairs", n=cards.number(counted["assigned"])),
        how="nothing_reported",
    )

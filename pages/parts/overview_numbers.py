"""The overview's answer: one sentence to read aloud, and five numbers beside a comparison each."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.metrics import assignments, contributions, works
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import cached, cards, filters, followed, language, names, worth
from pages.parts.language import plain, t

_SILENT = ["agency_code", "commune_code", "state", "last_date"]

_NAMED = 3


@dataclass(frozen=True)
class Numbers:
    """The province, or a district, within the filters.

    `totals` as `contributions.totals`; `pairs` as `assignments.pairs`; `silent` those assigned
    with nothing reported. Communes are counted: `assigned`, `helped_of_assigned` and, with
    help but no assignment, `beyond`; `households` are those of all helped communes. `works` are
    all on record, `built` those that stand; they do not apply to other sectors alone.
    """

    selection: Selection
    totals: pd.Series
    pairs: pd.DataFrame
    silent: pd.DataFrame
    assigned: int
    helped_of_assigned: int
    beyond: int
    households: float
    works: int
    built: int
    works_apply: bool
    is_empty: bool

    @property
    def has_no_acts(self) -> bool:
        """Nothing was delivered or promised within the filters: there is nothing to draw."""
        return not self.totals[["acts", "promises"]].sum()


@cached.kept
def read(selection: Selection) -> Numbers:
    """The numbers within the filters."""
    record, communes = cached.record(), cached.communes(selection)
    cube = cached.contributions(selection)
    pairs = assignments.pairs(record.assignments, record.contributions, selection, communes)
    chosen = works.chosen(record.works, record.work_contributions, selection, communes)
    helped = set(cube.loc[cube["acts"] > 0, "commune_code"])
    helped_by_pairs = set(pairs.loc[pairs["acts"] > 0, "commune_code"])
    assigned = set(pairs.loc[pairs["assigned"], "commune_code"])
    households = gazetteer.communes().loc[sorted(helped), "households_2019"].sum()
    return Numbers(
        selection=selection,
        totals=contributions.totals(cube),
        pairs=pairs,
        silent=assignments.nothing_reported(pairs)[_SILENT],
        assigned=len(assigned),
        helped_of_assigned=len(helped & assigned),
        beyond=len(helped_by_pairs - assigned),
        households=float(households),
        works=len(chosen),
        built=int(works.is_built(chosen).sum()),
        works_apply=works.apply_to(selection),
        is_empty=cube.empty and pairs.empty,
    )


def sentence(numbers: Numbers) -> str:
    """What a leader can read aloud, as Markdown: it follows every filter or says which not."""
    totals, beyond = numbers.totals, numbers.beyond
    return t(
        "overview.sentence",
        when=filters.when(),
        of=names.of_places(numbers.selection),
        beyond=t("overview.beyond", n=cards.number(beyond)) if beyond else "",
        agencies=cards.counted("nouns.agencies", totals["agencies"]),
        communes=cards.counted("nouns.communes", totals["communes"]),
        acts=cards.counted("nouns.acts", totals["acts"]),
        worth=worth.clause(totals),
        built=_built(numbers),
        mark=followed.mark(),
        silent=followed.pairs(numbers.pairs, numbers.selection),
    )


def cards_of(numbers: Numbers) -> list[cards.Card]:
    """The five numbers, each beside what to compare it with."""
    return [
        cards.Card(
            t("overview.helped"),
            cards.counted("overview.communes", numbers.helped_of_assigned),
            t("overview.of_assigned", n=cards.number(numbers.assigned)),
            how="helped",
        ),
        _value(numbers.totals),
        _works(numbers),
        _households(numbers),
        cards.Card(t("overview.silent"), *_silent(numbers), how="nothing_reported"),
    ]


def _silent(numbers: Numbers) -> tuple[str, str]:
    """Pairs with nothing reported in any sector, and under a filter those idle in the chosen."""
    counted = assignments.counts(numbers.pairs)
    beside = cards.counted("overview.of_pairs", counted["assigned"])
    if numbers.selection.sectors:
        idle = cards.number(followed.idle(numbers.pairs))
        beside = t("overview.every_sector", of=beside, n=idle)
    return cards.counted("overview.pairs", counted["nothing_reported"]), beside


def _built(numbers: Numbers) -> str:
    """The clause of the sentence on works; where they do not apply, 0 would be untrue."""
    if not numbers.works_apply:
        return t("overview.sentence_no_works")
    return cards.counted("overview.sentence_built", numbers.built)


def _works(numbers: Numbers) -> cards.Card:
    if not numbers.works_apply:
        said = t("overview.not_apply"), t("overview.works_not_apply")
    else:
        beside = t("overview.of_works", n=cards.number(numbers.works))
        said = cards.counted("overview.works", numbers.built), beside
    return cards.Card(t("overview.built"), *said, how="works_built")


def _value(totals: pd.Series) -> cards.Card:
    lang = language.current()
    return cards.Card(
        t("overview.value"),
        worth.text(totals),
        worth.beside(
            t(
                "overview.of_promised",
                known=formats.money(totals["promised_value_known_million_vnd"], lang),
                delivered=formats.money(totals["delivered_of_promised_million_vnd"], lang),
                share=formats.share(totals["delivered_of_promised_share"], lang),
                promised=formats.money(totals["promised_value_million_vnd"], lang),
            ),
            totals,
        ),
        how="value",
    )


def _households(numbers: Numbers) -> cards.Card:
    reached = numbers.totals["households_reached"]
    each = reached / numbers.households if numbers.households else None
    return cards.Card(
        t("overview.households"),
        cards.counted("overview.household_times", reached),
        t("overview.per_household", n=cards.number(each, 1)),
        how="households",
    )


def name_silent(silent: pd.DataFrame) -> None:
    """Name the first assigned pairs with nothing reported, so that nobody has to open a table."""
    if silent.empty:
        return
    first = silent.head(_NAMED)
    said = "; ".join(
        f"{plain(names.agency(agency))} – {names.commune(commune)}"
        for agency, commune in zip(first["agency_code"], first["commune_code"], strict=True)
    )
    more = len(silent) - len(first)
    if more > 0:
        said = t("overview.silent_more", names=said, n=cards.number(more))
    st.markdown(f":gray[{t('overview.silent_named', names=said)}]")

"""The first screen of a commune's page: where it is, one sentence, five numbers."""

from __future__ import annotations

import pandas as pd

from data.metrics import contributions, gaps, works
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import (
    cached,
    cards,
    commune_facts,
    filters,
    language,
    measures,
    names,
    works_facts,
)
from pages.parts.language import t, word


def where(code: str, selection: Selection) -> str:
    """District, code, people, households, area, and the kinds with what is known of each."""
    row = gazetteer.communes().loc[[code]].to_dict("records")[0]
    place = t(
        "commune.where",
        district=names.district(str(row["district_code"])),
        code=code,
        people=cards.number(row["population_2019"]),
        households=cards.number(row["households_2019"]),
        area=cards.number(row["area_km2"]),
    )
    kinds = commune_facts.kinds(code, selection)
    badges = " ".join(f":blue-badge[{kind}]" for kind in kinds)
    none = f":gray[{commune_facts.no_kind()}]"
    return f"{place}  \n{badges or none}"


def sentence(code: str, selection: Selection) -> str:
    """One sentence that a leader can read aloud."""
    cube = commune_facts.cube(code, selection)
    total = contributions.totals(cube)
    pairs = commune_facts.pairs(code, selection)
    said = {
        "period": filters.period(selection.years),
        "agencies": cards.number(pairs["assigned"].sum()),
        "acts": cards.number(total["acts"]),
        "value": formats.money(total["value_million_vnd"], language.current()),
        "last": formats.date(contributions.last_record(cube), language.current()),
    }
    who = "assigned" if pairs["assigned"].any() else "not_assigned"
    what = "helped" if total["acts"] else "silent"
    return f"{t(f'commune.sentence_{who}', **said)} {t(f'commune.sentence_{what}', **said)}"


def signals(code: str, selection: Selection) -> pd.DataFrame:
    """What is to be clarified in the commune, as `gaps.of_commune` itemises it."""
    record = cached.record()
    built = record.works.loc[record.works["commune_code"] == code, "work_id"]
    return gaps.of_commune(
        code,
        record.contributions,
        record.assignments,
        selection,
        works_facts.duplicates(list(built)),
    )


def in_numbers(code: str, selection: Selection, signal_count: int) -> list[cards.Card]:
    """Five numbers, each with something to compare it with."""
    total = contributions.totals(commune_facts.cube(code, selection))
    pairs = commune_facts.pairs(code, selection)
    return [
        cards.Card(
            measures.name("value_million_vnd"),
            *_with_peers(code, selection, "value_million_vnd"),
            how="value",
        ),
        cards.Card(
            measures.name("value_per_household"),
            *_with_peers(code, selection, "value_per_household"),
            how="value_per_household",
        ),
        cards.Card(measures.name("works"), *_works(code, selection), how="works_built"),
        cards.Card(
            measures.name("promises_kept_share"),
            measures.text("promises_kept_share", total["promises_kept_share"]),
            _promises(total),
            how="promises",
        ),
        cards.Card(
            t("commune.to_clarify"),
            t("commune.signals", n=cards.number(signal_count)),
            t("commune.of_pairs", n=cards.number(pairs["assigned"].sum())),
            how="signals",
        ),
    ]


def _with_peers(code: str, selection: Selection, measure: str) -> tuple[str, str]:
    """The commune's value, and its place among its peers."""
    found = commune_facts.measured(selection.without_places(), measure)
    value = found["value"][code]
    if formats.is_missing(value):
        return "–", word(f"state.{found['state'][code]}")
    beside = commune_facts.beside_peers(code, selection, measure, found["value"])
    return measures.text(measure, value), beside or t("commune.no_peers")


def _promises(total: pd.Series) -> str:
    if not total["promises"]:
        return t("commune.no_promises")
    kept, of = cards.number(total["promises_kept"]), cards.number(total["promises"])
    return t("commune.promises", kept=kept, of=of)


def _works(code: str, selection: Selection) -> tuple[str, str]:
    found = commune_facts.works_of(code, selection)
    if found is None:
        return "–", t("commune.works_absent")
    built = cards.number(works.is_built(found).sum())
    return t("commune.works", n=built), t("commune.of_works", n=cards.number(len(found)))

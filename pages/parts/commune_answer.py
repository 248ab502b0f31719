"""The first screen of a commune's page: where it is, one sentence, five numbers."""

from __future__ import annotations

from data.metrics import contributions, works
from data.selection import Selection
from data.words import formats
from geo import gazetteer
from pages.parts import (
    cached,
    cards,
    commune_facts,
    filters,
    followed,
    language,
    measures,
    names,
    promises,
    worth,
)
from pages.parts.commune_facts import Commune
from pages.parts.language import t, word


def where(commune: Commune) -> str:
    """District, code, people, households, area, and the kinds with what is known of each."""
    row = gazetteer.communes().loc[[commune.code]].to_dict("records")[0]
    place = t(
        "commune.where",
        district=names.district(str(row["district_code"])),
        code=commune.code,
        people=cards.number(row["population_2019"]),
        households=cards.number(row["households_2019"]),
        area=cards.number(row["area_km2"]),
    )
    kinds = commune_facts.kinds(commune)
    badges = " ".join(f":blue-badge[{kind}]" for kind in kinds)
    none = f":gray[{commune_facts.no_kind()}]"
    return f"{place}  \n{badges or none}"


def outside(code: str, selection: Selection) -> str:
    """That the chosen district or kind leaves this commune out; empty where it passes.

    Args:
        code: the commune.
        selection: the filters of the address, districts and kinds among them.
    """
    if code in cached.communes(selection):
        return ""
    return t("commune.outside", name=commune_facts.title(code), chosen=names.places_of(selection))


def sentence(commune: Commune) -> str:
    """One sentence that a leader can read aloud."""
    total = commune.totals()
    agencies = commune.assigned()
    others = commune.pairs["acts_any_sector"].sum() - total["acts"]
    said = {
        "period": filters.when(),
        "agencies": cards.number(len(agencies)),
        "acts": cards.counted("nouns.acts", total["acts"]),
        "worth": worth.clause(total),
        "mark": followed.mark(),
        "others": cards.counted("nouns.acts", others),
        "last": formats.date(contributions.last_record(commune.cube), language.current()),
    }
    nobody = "not_chosen" if commune.selection.agencies else "not_assigned"
    who = "assigned" if agencies else nobody
    idle = "silent_in_sector" if others else "silent"
    what = "helped" if total["acts"] else idle
    return f"{t(f'commune.sentence_{who}', **said)} {t(f'commune.sentence_{what}', **said)}"


def in_numbers(commune: Commune) -> list[cards.Card]:
    """Five numbers, each with something to compare it with."""
    total = commune.totals()
    return [
        cards.Card(
            measures.name("value_million_vnd"),
            *_value(commune, total),
            how="value",
        ),
        cards.Card(
            measures.name("value_per_household"),
            *_with_peers(commune, "value_per_household"),
            how="value_per_household",
        ),
        cards.Card(measures.name("works"), *_works(commune), how="works_built"),
        cards.Card(
            measures.name("promises_kept_share"),
            measures.text("promises_kept_share", total["promises_kept_share"]),
            promises.kept_of(total),
            how="promises",
        ),
        cards.Card(
            t("commune.to_clarify"),
            cards.counted("commune.signals", len(commune.signals)),
            cards.counted("commune.of_pairs", len(commune.assigned())),
            how="signals",
        ),
    ]


def _value(commune: Commune, total: worth.Sums) -> tuple[str, str]:
    """What was given, its place among its peers, and how many acts carry no value."""
    value, beside = _with_peers(commune, "value_million_vnd")
    return value, worth.beside(beside, total)


def _with_peers(commune: Commune, measure: str) -> tuple[str, str]:
    """The commune's value, and its place among its peers."""
    found = measures.by_commune(commune.selection, measure)
    value = found["value"][commune.code]
    if formats.is_missing(value):
        return "–", word(f"state.{found['state'][commune.code]}")
    beside = commune_facts.beside_peers(commune, measure)
    return measures.text(measure, value), beside or t("commune.no_peers")


def _works(commune: Commune) -> tuple[str, str]:
    if commune.works is None:
        return "–", t("commune.works_absent")
    if not works.apply_to(commune.selection):
        # Works are of one sector: of another, 0 would be untrue.
        return t("overview.not_apply"), t("overview.works_not_apply")
    built, all_works = works.is_built(commune.works).sum(), len(commune.works)
    return (
        cards.counted("commune.works", built),
        t("commune.of_works", n=cards.number(all_works)),
    )

"""Acts as people read them: when, what, how much, and what the commune said of it."""

from __future__ import annotations

import pandas as pd

from data.words import formats, units
from pages.parts import cards, language, tables
from pages.parts.language import t, word


def when(row: dict) -> str:
    """The day of the delivery, or what it was promised for."""
    lang = language.current()
    if formats.is_missing(row["activity_date"]):
        return t("acts.promised_for", date=formats.date(row["planned_date"], lang))
    return formats.date(row["activity_date"], lang)


def what(row: dict) -> str:
    """What was given, with its quantity: delivered, or promised while it is not."""
    delivered = not formats.is_missing(row["activity_date"])
    return _in_words(row, "delivered_quantity" if delivered else "planned_quantity")


def promised(row: dict) -> str:
    """What was promised, with its quantity, whatever came of it."""
    return _in_words(row, "planned_quantity")


def quantity(row: dict, column: str) -> str:
    """A quantity with its unit; empty where none is written."""
    if formats.is_missing(row[column]):
        return ""
    said = formats.quantity(row[column], language.current())
    return f"{said} {unit(row, row[column])}".rstrip()


def _in_words(row: dict, column: str) -> str:
    said = row["description"]
    text = tables.support_type(row["support_type"]) if formats.is_missing(said) else str(said)
    return ": ".join(part for part in (text, quantity(row, column)) if part)


def unit(row: dict, quantity: float = 1) -> str:
    """The unit in the language of the page where it is the support type's own, else as written."""
    if formats.is_missing(row["unit"]):
        return ""
    return units.of(str(row["unit"]), quantity, (row["support_type"],), language.current())


def worth(row: dict) -> str:
    """Cash and in kind together, or that nothing was delivered."""
    if formats.is_missing(row["activity_date"]):
        return t("acts.not_delivered")
    money = [row["cash_million_vnd"], row["in_kind_million_vnd"]]
    known = [amount for amount in money if not formats.is_missing(amount)]
    return formats.money(sum(known), language.current()) if known else t("acts.no_value")


def records(key: str, shown: int, total: int, sums: pd.Series) -> str:
    """How many records a table holds of how many, and what they are: acts, and promises that are
    not delivered.

    Args:
        key: the words of the table's title.
        shown: records in the table.
        total: records that there are.
        sums: as `contributions.totals`, of the same choice.
    """
    return t(
        key,
        n=cards.number(shown),
        of=cards.number(total),
        acts=cards.counted("nouns.acts", sums["acts"]),
        promises=cards.counted("nouns.promises", total - sums["acts"]),
    )


def details(row: dict) -> list[str]:
    """Sector, labour, and what the commune said."""
    parts = [word(f"sector.{row['sector']}")]
    if not formats.is_missing(row["labour_days"]):
        parts.append(cards.counted("acts.labour_days", row["labour_days"]))
    if not formats.is_missing(row["activity_date"]):
        answer = row["commune_confirmed"]
        asked = "empty" if formats.is_missing(answer) else answer
        parts.append(word(f"commune_confirmed.{asked}"))
    return parts

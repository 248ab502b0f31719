"""The forms that help took: cash, in kind and labour beside each other, never added."""

from __future__ import annotations

import pandas as pd

from data.metrics import contributions
from data.words import formats
from pages.parts import cards, language
from pages.parts.language import t


def sentence(cube: pd.DataFrame) -> str:
    """One line of the three forms, as Markdown; what nobody recorded says so."""
    row = contributions.forms(cube).iloc[0]
    return t(
        "forms.sentence",
        cash=_money(row["cash_million_vnd"]),
        in_kind=_money(row["in_kind_million_vnd"]),
        labour=_days(row["labour_days"]),
    )


def _money(value: float) -> str:
    if formats.is_missing(value):
        return t("forms.not_recorded")
    return formats.money(value, language.current())


def _days(days: float) -> str:
    if formats.is_missing(days):
        return t("forms.not_recorded")
    return cards.counted("forms.days", days)

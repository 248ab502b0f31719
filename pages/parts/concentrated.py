"""How concentrated something is, in the one sentence that every page says it with."""

from __future__ import annotations

import pandas as pd

from data.metrics import concentration
from data.words import formats
from pages.parts import cards, language
from pages.parts.language import t


def sentence(values: pd.Series, of: str, whole: str) -> str:
    """What the top tenth holds beside what an even spread would give it; empty if nothing.

    Args:
        values: amounts or counts, one a commune, district or agency.
        of: what they are of: `communes`, `districts` or `agencies`.
        whole: what is held: `value`, `acts` or `works`.
    """
    found = concentration.top_tenth(values)
    if found is None:
        return ""
    lang = language.current()
    return t(
        "concentration.sentence",
        top=cards.number(found.top),
        of=cards.number(found.of),
        noun=t(f"concentration.{of}"),
        whole=t(f"concentration.{whole}"),
        share=formats.share(found.share, lang),
        even=formats.share(found.even, lang),
    )

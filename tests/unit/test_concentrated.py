"""Concentration is said in one sentence that is true at every number of communes."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from pages.parts import concentrated, language


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("of", [2, 3, 7, 10, 11, 115])
def test_how_many_of_how_many_are_named_and_no_tenth_that_is_none(
    monkeypatch: pytest.MonkeyPatch, lang: str, of: int
) -> None:
    monkeypatch.setattr(language, "current", lambda: lang)
    said = concentrated.sentence(pd.Series([2.0, *[1.0] * (of - 1)]), "communes", "value")
    top = -(-of // 10)
    held = (top + 1) / (of + 1)
    assert [int(number) for number in re.findall(r"\d+", said)] == [
        top,
        of,
        round(held * 100),
        round(top / of * 100),
    ]
    assert not re.search("phần mười|tenth", said)

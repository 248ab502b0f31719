"""The methods page: every note and every source can be read in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.words import catalogue
from pages import methods
from pages.parts.language import TEXT, plain
from tests.app.reading import words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_note_can_be_read(open_page: Callable[..., AppTest], lang: str) -> None:
    shown = words(open_page("methods", lang=lang))
    keys = catalogue(TEXT, lang)  # type: ignore[arg-type]
    titles = [text for key, text in keys.items() if key.startswith("methods.titles.")]
    assert len(titles) > 5
    assert [title for title in titles if title not in shown] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_source_can_be_read(open_page: Callable[..., AppTest], lang: str) -> None:
    shown = words(open_page("methods", lang=lang))
    titles = [plain(source[f"title_{lang}"]) for source in methods.sources().values()]
    assert [title for title in titles if title not in shown] == []

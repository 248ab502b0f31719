"""Open pages of the dashboard without a browser, over an illustrative record of the tests' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data import schema
from pages.parts import cached, served

# The first page of a run fills the store.
SECONDS = 120


@pytest.fixture(scope="session", autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store of the tests' own, hexagons alone, and nothing fetched."""
    folder = tmp_path_factory.mktemp("app")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_STORE", str(folder / "store"))
        patch.setenv("GEO_INSTALLED", str(folder / "installed"))
        patch.setenv("GEO_AUTO_INSTALL", "0")
        # Another module's tests may have left a store of theirs open.
        st.cache_resource.clear()
        yield folder / "store"
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def own_record() -> None:
    """Outside a run of a page, a test reads the store as it is, not as an earlier one left it."""
    st.session_state.clear()


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Open a page by its path in the address: `open_page("map", district="127", lang="en")`.

    A parameter may be a list of values. What the page raised fails the test, and so does a page
    without a title: AppTest runs any file, an entry that draws nothing too.
    """

    def go(path: str = "", **query: str | Sequence[str]) -> AppTest:
        page = AppTest.from_file(served.SCRIPT, default_timeout=SECONDS)
        for name, value in query.items():
            page.query_params[name] = value if isinstance(value, str) else list(value)
        # A page is known by its path; AppTest itself can only switch to pages that are files.
        page._page_hash = calc_hash(path)
        page.run()
        assert not page.exception, page.exception[0].message
        assert page.title
        return page

    return go


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Take tables away from the record, as a version has it that never had them."""

    def take_away(*tables: str) -> None:
        whole = cached.record()
        empty = {name: schema.empty(schema.TABLES[name]) for name in tables}
        lesser = replace(whole, **empty, absent=frozenset(tables))
        # What pages keep for all sessions, they keep by version: this one looks the same.
        st.cache_resource.clear()
        monkeypatch.setattr(cached, "_record", lambda version_id, _version: lesser)

    yield take_away
    st.cache_resource.clear()

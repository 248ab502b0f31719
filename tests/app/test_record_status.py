"""The bar says what the record is worth; a published record ends the illustration everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data import sample
from data.store import Store
from pages.parts import served
from pages.parts.site import ENTRIES
from tests.app.reading import words

Open = Callable[..., AppTest]
# What each page needs in its address to be about something.
SUBJECTS = {"commune": {"commune": "04246"}, "agency": {"agency": "MCQ01"}}
MARK = "Minh họa"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of this test alone, with the generator's version and then a published one."""
    monkeypatch.setenv("DATA_STORE", str(tmp_path))
    st.cache_resource.clear()
    opened = Store(tmp_path)
    opened.publish_sample(sample.generate(activities=400), by="data.sample")
    opened.publish(sample.generate(activities=500), by="Sở Nội vụ", status="provisional")
    yield opened
    st.cache_resource.clear()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_published_record_leaves_no_mark_of_illustration_on_any_page(
    entry, store: Store, open_page: Open
) -> None:  # type: ignore[no-untyped-def]
    shown = words(open_page(entry.path, **SUBJECTS.get(entry.name, {})))
    assert "Tạm thời" in shown
    assert "Sở Nội vụ" in shown
    if entry.name != "methods":  # which explains what illustrative means
        assert "Minh họa" not in shown


def test_a_damaged_version_is_replaced_by_the_good_one_before_it_with_a_banner(
    store: Store, open_page: Open
) -> None:
    newest = store.current()
    table = next(store.folder(newest).rglob("works.parquet"))
    table.chmod(0o644)
    table.write_bytes(table.read_bytes()[:-20])
    page = open_page()
    assert "bị hỏng trên đĩa" in page.warning[0].value
    assert MARK in words(page)


def test_a_running_server_goes_on_with_what_it_showed_when_the_versions_vanish(
    store: Store, open_page: Open
) -> None:
    before = words(open_page("agency", agency="MCQ01"))
    (store.root / "versions").rename(store.root / "gone")
    for path in ("", "agencies"):
        page = open_page(path)
        assert "bị hỏng trên đĩa" in page.warning[0].value
    (store.root / "gone").rename(store.root / "versions")
    assert words(open_page("agency", agency="MCQ01")) == before


def test_a_part_that_reads_rows_of_a_vanished_version_says_so_in_its_place(
    store: Store, open_page: Open
) -> None:
    open_page()
    (store.root / "versions").rename(store.root / "gone")
    page = open_page("agency", agency="MCQ01", lang="en")
    assert [each.value for each in page.error if "no longer in the store" in each.value]
    assert "Sample agency 01" in words(page) or "MCQ01" in words(page)


def test_a_server_without_any_whole_version_says_what_to_run_in_both_languages(
    store: Store,
) -> None:
    (store.root / "versions").rename(store.root / "gone")
    page = AppTest.from_file(served.SCRIPT, default_timeout=60)
    page.run()
    assert not page.exception
    shown = " ".join(each.value for each in page.error)
    assert "Người quản trị chạy" in shown
    assert "An administrator runs" in shown
    assert not (store.root / "versions").exists()

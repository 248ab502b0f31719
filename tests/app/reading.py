"""How a test reads a page that it opened: its words, and an element by its label."""

from __future__ import annotations

from collections.abc import Sequence

from streamlit.testing.v1 import AppTest

from pages.parts import drawn


def words(page: AppTest) -> str:
    """All text of a page, one element a line."""
    elements = [*page.title, *page.header, *page.subheader, *page.markdown, *page.info]
    return "\n".join(element.value for element in elements)


def labelled(elements: Sequence, label: str):  # type: ignore[no-untyped-def]
    """The one element with this label."""
    found = [element for element in elements if element.label == label]
    assert len(found) == 1, f"{len(found)} elements are labelled {label!r}"
    return found[0]


def component(page: AppTest, key: str) -> dict:
    """What a light component was given, by its key."""
    found = [
        element.proto
        for element in page.get("bidi_component")
        if element.proto.id.endswith(f"-{key}")
    ]
    assert len(found) == 1, f"{len(found)} components have the key {key!r}"
    return drawn.unpack(found[0].bytes)

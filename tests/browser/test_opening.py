"""A click in a list opens the page of what it names, and Back leads to the list as it was."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import DASHBOARD, settled


@pytest.fixture(scope="module")
def server(serve: Callable):  # type: ignore[no-untyped-def]
    return serve(DASHBOARD)


def place(page: Page) -> tuple[str, dict[str, list[str]]]:
    address = urlsplit(page.url)
    return address.path, parse_qs(address.query)


def test_back_from_an_agency_leads_to_the_list_with_its_filters_alone(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/agencies?district=119&lang=en")
    settled(page)
    name = page.get_by_role("button", name="Sample").first
    agency = name.locator(".label").inner_text()
    name.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(agency)
    path, query = place(page)
    assert (path, query["district"]) == ("/agency", ["119"])

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Supporting agencies")
    settled(page)
    assert place(page) == ("/agencies", {"district": ["119"], "lang": ["en"]})

    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(agency)


def test_a_name_in_a_matrix_opens_the_agency_from_the_keyboard(
    server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, "/agencies?lang=en")
    settled(page)
    name = page.locator("th[scope=row] button").first
    agency = name.inner_text()
    name.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(agency)


@pytest.mark.parametrize("path", ["/agencies", "/agency?agency=MDN09", "/infrastructure"])
def test_nothing_scrolls_sideways_on_a_phone(
    path: str, server: object, visit: Callable[..., Page]
) -> None:
    page = visit(server, path, viewport={"width": 360, "height": 740})
    settled(page)
    page.wait_for_timeout(1500)
    wide = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain], html')]
            .map((node) => node.scrollWidth - node.clientWidth)"""
    )
    assert max(wide) <= 0
    frames = page.locator("section .frame").evaluate_all(
        "(nodes) => nodes.map((node) => node.scrollWidth - node.clientWidth)"
    )
    assert max(frames, default=0) <= 0

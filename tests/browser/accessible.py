"""What axe objects to on a page.

Every rule and every impact counts. Only what is against a rule is handed over: written out for
each of the thousands of elements that keep it, a run takes ten times as long.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def complaints(page: Page, within: str | None = None) -> list[tuple[str, str, list[str]]]:
    """What stands on the page, or in the parts that a selector names, against a rule of axe.

    Returns:
        Impact and rule, with the beginning of up to three elements that break it.
    """
    found = Axe().run(page, context=within, options={"resultTypes": ["violations"]})
    return [
        (rule["impact"], rule["id"], [node["html"][:160] for node in rule["nodes"]][:3])
        for rule in found.response["violations"]
    ]

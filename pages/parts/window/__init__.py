"""What belongs to the browser's window: its language, its width, and the link to what it shows.

Streamlit's page names no language, tells Python nothing of its width and has no print sheet; this
component of a few lines adds these three, and draws the button that copies the link. How the page
lies on paper is in paper.css; paper.js puts it there. search_keys.js leads the search box by keys;
downloads.js keeps a click on a download that comes while the page is drawn again.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from pages.parts import drawn, served
from pages.parts.language import t

HERE = Path(__file__).parent
KEY = "window"

_mount = st.components.v2.component(
    "window",
    # Hidden until the script has written what it does.
    html="<button type='button' hidden></button><span role='status' aria-live='polite'></span>",
    css=(HERE / "window.css").read_text(encoding="utf-8"),
    js=(HERE / "window.js").read_text(encoding="utf-8"),
)


def draw(*, shows: str, lang: str, illustrative: bool, copy: str, copied: str) -> None:
    """Set the window's language and draw the copy-link button.

    Args:
        shows: code of the one commune or agency that the page is about; empty on other pages.
        lang: language of the page, for `<html lang>`.
        illustrative: the record is not real, so no search engine may list the page.
        copy: the button's words.
        copied: what it says once the link is on the clipboard.
    """
    _mount(
        key=KEY,
        width="content",
        data={
            "shows": shows,
            "lang": lang,
            "noindex": illustrative,
            "copy": copy,
            "copied": copied,
            "later": served.publish(_later(), "window", ".js"),
            "printed": t("frame.printed"),
            "found": t("search.found"),
            "narrow": is_narrow(),
        },
        default={"narrow": None},
        on_narrow_change=lambda: None,
    )


def is_narrow() -> bool:
    """True on a phone: the filters and the menu then fold behind a button each.

    The page's head says it in a cookie before the first run, and the script of this component
    whenever it changes. Without cookies the first run draws a wide window.
    """
    said = (st.session_state.get(KEY) or {}).get("narrow")
    return st.context.cookies.get("window") == "narrow" if said is None else bool(said)


def head() -> str:
    """What stands at the top of every page's head: how wide the window is, and what is reserved.

    And where Back leads to: places in pages are kept from the first click on. What every component
    is fetched with is under way before the first of them asks for it.
    """
    names = ("head.css", "head.js", "scroll.js")
    style, *scripts = ((HERE / name).read_text(encoding="utf-8") for name in names)
    early = f'<link rel="modulepreload" href="app/static/{drawn.shared()}">'
    return f"<style>{style}</style><script>{''.join(scripts)}</script>{early}"


@cache
def _later() -> bytes:
    """What can wait until the page stands: one script, fetched by its address."""
    style = (HERE / "paper.css").read_text(encoding="utf-8")
    names = ("paper.js", "search_keys.js", "downloads.js")
    scripts = [(HERE / name).read_text(encoding="utf-8") for name in names]
    return "\n".join([f"const STYLE = {json.dumps(style)};", *scripts]).encode()

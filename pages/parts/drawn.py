"""Small components of our own: the browser fetches a script once, a rerun sends only data.

Streamlit sends the inline script and style of a component with every rerun. What is sent here is
the loader below; script and style come by an address that carries their hash.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.commune_map import served

# The address is taken from Streamlit's own script, which is right under any prefix of a host.
LOADER = """
export default async function (component) {
  const own = document.querySelector('script[type="module"][src*="static/js/"]')
  const base = new URL(own ? "../../" : "./", own?.src ?? document.baseURI).href
  const { draw, STYLE } = await import(base + "app/static/" + component.data.script)
  const root = component.parentElement
  root.adoptedStyleSheets = [new CSSStyleSheet()]
  root.adoptedStyleSheets[0].replaceSync(STYLE)
  return draw(component)
}
"""


def component(name: str, folder: Path) -> Callable[..., Any]:
    """Register the component of a folder: `<name>.js` with a function `draw`, and `<name>.css`.

    Returns:
        What mounts it: `key`, `data` and the callbacks, as Streamlit's own components take them.
    """
    mount: Any = st.components.v2.component(name, html="<section></section>", js=LOADER)

    def draw(*, key: str, data: dict[str, Any], **callbacks: Callable[[], None]) -> None:
        script = served.publish(_script(name, folder), name, ".js")
        mount(key=key, data={**data, "script": script}, **callbacks)

    return draw


@cache
def _script(name: str, folder: Path) -> bytes:
    style = (folder / f"{name}.css").read_text(encoding="utf-8")
    script = (folder / f"{name}.js").read_text(encoding="utf-8")
    return f"{script}\nexport const STYLE = {json.dumps(style)};\n".encode()

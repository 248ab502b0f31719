"""Small components of our own: the browser fetches a script once, a rerun sends only data.

Streamlit sends the inline script and style of a component with every rerun, and data as JSON
with six bytes for each accented letter. So what is sent here is a loader of two lines and the
packed data; script and style come by an address that carries their hash.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts import served

# Sent with every mount, so as short as can be: what it fetches is fetched once for all of them. The
# address is taken from Streamlit's own script, which is right under any prefix of a host. In one
# line it would be a path for Streamlit.
_LOADER = """export default async c=>(self.drawn??=await import(new URL("../../app/static/FILE",
document.querySelector('[src*="static/js/"]').src))).show(c)"""

# The message is the script's name, a line feed, and the data. A script that is here is called at
# once: even a known one is imported in a later turn of the browser, behind all that waits.
_SHOW = b"""const known = {};
export async function show(component) {
  const { data } = component;
  const end = data.indexOf(10);
  const name = new TextDecoder().decode(data.slice(0, end));
  const script = (known[name] ??= await import(new URL(name, import.meta.url)));
  return script.show(component, data.slice(end + 1));
}
"""

# Put before a component's own script, which has a function `draw(component, section)`.
FRAME = """
const newest = new WeakMap();
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

export async function show(component, packed) {
  const root = component.parentElement;
  newest.set(root, packed);
  const data = await unpacked(packed);
  // A later run may have been unpacked first.
  if (newest.get(root) !== packed) return;
  root.adoptedStyleSheets = [sheet];
  const section = document.createElement("section");
  draw({ ...component, data }, root.querySelector("section") ?? root.appendChild(section));
}
"""

# What every script unpacks its message with.
UNPACKED = """
// Written and read by hand, all of it happens at once; a blob's stream and a response have turns of
// their own, behind all else that the page draws meanwhile.
async function unpacked(packed) {
  const { writable, readable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  writer.write(packed);
  writer.close();
  const [reader, decoder] = [readable.getReader(), new TextDecoder()];
  let text = "";
  for (let part; !(part = await reader.read()).done; ) {
    text += decoder.decode(part.value, { stream: true });
  }
  return JSON.parse(text);
}
"""


def component(name: str, folder: Path) -> Callable[..., None]:
    """Register the component of a folder: `<name>.js` with a function `draw`, and `<name>.css`.

    Returns:
        What mounts it: `key`, `data` (anything JSON can say) and the callbacks, as Streamlit's
        own components take them.
    """
    mount: Any = st.components.v2.component(name, js=loader())

    def draw(*, key: str, data: dict[str, Any], **callbacks: Callable[[], None]) -> None:
        script = served.publish(_script(name, folder), name, ".js")
        mount(key=key, data=pack(script, data), **callbacks)

    return draw


def loader() -> str:
    """What is sent with every mount: it fetches what `pack` names, and hands it the data."""
    return _LOADER.replace("FILE", shared())


def shared() -> str:
    """Name of the file that the loaders of all components share."""
    return served.publish(_SHOW, "drawn", ".js")


def pack(script: str, data: dict[str, Any]) -> bytes:
    """The message of a component: name of its script, a line feed, packed data."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return script.encode() + b"\n" + zlib.compress(said.encode())


def unpack(message: bytes) -> dict[str, Any]:
    """What `pack` put in.

    Example:
        >>> unpack(pack("bars-0.js", {"title": "Đường"}))
        {'title': 'Đường'}
    """
    return json.loads(zlib.decompress(message.split(b"\n", 1)[1]))


@cache
def _script(name: str, folder: Path) -> bytes:
    style = (folder / f"{name}.css").read_text(encoding="utf-8")
    script = (folder / f"{name}.js").read_text(encoding="utf-8")
    return f"const STYLE = {json.dumps(style)};\n{FRAME}\n{UNPACKED}\n{script}".encode()

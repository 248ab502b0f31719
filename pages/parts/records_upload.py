"""The place where a file is dropped, in the person's language.

Streamlit's uploader has words of its own, in English only, and says the limit of the server, not
ours. They are hidden, and ours stand in their place for the eye and for a screen reader, which
reads what a style sheet writes like any other text.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.language import t

_STYLE = """<style>
.st-key-{key} [data-testid="stFileUploaderDropzoneInput"],
.st-key-{key} section [data-testid="stMarkdownContainer"],
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] > *,
.st-key-{key} section > input + div > span,
.st-key-{key} [data-testid="stFileChip"] [role="alert"],
.st-key-{key} [data-testid="stFileChips"] > button {{
  display: none !important;
}}
.st-key-{key} section [data-testid="stBaseButton-secondary"] [data-has-shortcut]::after {{
  content: "{choose}";
  font-size: 0.875rem;
}}
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"]::after {{
  content: "{limits}";
  font-size: 0.875rem;
  opacity: 0.8;
}}
.st-key-{key} section > input + div:not(:has([data-testid]))::after {{
  content: "{here}";
  font-weight: 600;
}}
.st-key-{key} [data-testid="stFileUploader"]:has([aria-invalid="true"])::after {{
  content: "{not_sent}";
}}
</style>"""


def draw(key: str, on_change: Callable[[], None]) -> None:
    """The drop area; the file is `st.session_state[key]` in `on_change`."""
    names = ("choose", "limits", "here", "not_sent")
    said = {name: _written(t(f"records.upload.{name}")) for name in names}
    st.html(_STYLE.format(key=key, **said))
    st.file_uploader(
        t("records.upload.drop"), key=key, on_change=on_change, help=t("records.upload.kept")
    )


def _written(text: str) -> str:
    """A text between the quotes of a style sheet; nothing in it ends the string or the sheet."""
    return "".join(f"\\{ord(each):x} " if each in '"\\<>\n' else each for each in text)

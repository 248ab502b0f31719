"""What import-linter cannot see: the lone entry, and what makes a module a page."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pages.parts import served
from pages.parts.site import ENTRIES

ROOT = Path(__file__).parents[2]


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize("path", ["dashboard.py", "pages/frame/script.py"])
def test_the_entry_and_its_script_import_the_frame_and_nothing_of_the_numbers(path: str) -> None:
    frame = ("pages.frame.", "pages.parts.", "streamlit", "__future__")
    assert {name for name in imports_of(ROOT / path) if not name.startswith(frame)} == set()


def test_streamlit_finds_no_pages_beside_the_script_that_it_would_run_by_itself() -> None:
    assert served.SCRIPT.is_file()
    assert not (served.SCRIPT.parent / "pages").exists()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_page_renders_and_knows_nothing_of_what_starts_it(entry) -> None:  # type: ignore[no-untyped-def]
    text = (ROOT / f"{entry.module.replace('.', '/')}.py").read_text(encoding="utf-8")
    assert "\ndef render() -> None:" in text
    assert "__main__" not in text


def test_no_module_of_the_house_is_called_utils() -> None:
    assert [
        path for folder in ("pages", "data", "geo") for path in (ROOT / folder).rglob("util*")
    ] == []

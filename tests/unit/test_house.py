"""What import-linter cannot see: the lone entry, and the foot of every page."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

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


def test_the_entry_imports_parts_of_the_pages_and_nothing_of_the_numbers() -> None:
    ours = {name for name in imports_of(ROOT / "dashboard.py") if not name.startswith("streamlit")}
    assert {name for name in ours if not name.startswith(("pages.parts.", "__future__"))} == set()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_page_renders_and_ends_with_the_guard_for_a_cold_server(entry) -> None:  # type: ignore[no-untyped-def]
    text = (ROOT / "pages" / f"{entry.name}.py").read_text(encoding="utf-8")
    assert "\ndef render() -> None:" in text
    assert text.rstrip().endswith("dashboard.main()")
    assert 'if __name__ == "__main__":' in text


def test_no_module_of_the_house_is_called_utils() -> None:
    assert [
        path for folder in ("pages", "data", "geo") for path in (ROOT / folder).rglob("util*")
    ] == []

"""The template filled in with a record that could be real, and what is said after work on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data.exchange.template import write_template
from data.intake.check import Checked, check
from tests.browser.officers import record

Changed = Callable[[Callable[[openpyxl.Workbook], None]], Checked]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template, filled in."""
    path = tmp_path_factory.mktemp("filled") / "mau.xlsx"
    path.write_bytes(write_template(record(activities=12)))
    return path


@pytest.fixture
def changed(filled: Path, tmp_path: Path) -> Changed:
    """The check of the template after somebody worked on it."""

    def checked(change: Callable[[openpyxl.Workbook], None]) -> Checked:
        book = openpyxl.load_workbook(filled)
        change(book)
        book.save(tmp_path / "gui.xlsx")
        return check(tmp_path / "gui.xlsx")

    return checked

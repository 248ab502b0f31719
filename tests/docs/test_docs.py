"""What is written about the dashboard is whole: notes, sources, commands, glossary."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from data import schema
from data.words import catalogue
from pages.parts.language import TEXT

ROOT = Path(__file__).parents[2]
PYTHON = [path for folder in ("pages", "data", "geo") for path in (ROOT / folder).rglob("*.py")]


def text_of(paths: list[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def note_names() -> set[str]:
    return {
        key.removeprefix("methods.notes.")
        for key in catalogue(TEXT, "vi")
        if key.startswith("methods.notes.")
    }


def nodes(kind: type[ast.AST]) -> list[ast.AST]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PYTHON]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, kind)]


def card_notes() -> set[str]:
    """The `how` of every card that a page makes."""
    found = set()
    for call in nodes(ast.Call):
        if isinstance(call.func, ast.Name | ast.Attribute) and ast.unparse(call.func) in {
            "Card",
            "cards.Card",
        }:
            how = next((word.value for word in call.keywords if word.arg == "how"), None)
            how = how or call.args[3]
            assert isinstance(how, ast.Constant), "a card names its note as a plain text"
            found.add(str(how.value))
    return found


def test_every_number_on_a_card_has_a_method_note() -> None:
    assert card_notes(), "no card was found"
    assert card_notes() - note_names() == set()


def test_every_note_has_a_title_in_both_languages() -> None:
    for lang in ("vi", "en"):
        keys = catalogue(TEXT, lang)
        assert {name for name in note_names() if f"methods.titles.{name}" not in keys} == set()


def test_every_source_that_a_docstring_names_is_a_note_that_can_be_opened() -> None:
    named = set(re.findall(r'method note\s+"([^"]+)"', text_of(PYTHON)))
    titles = {
        text for key, text in catalogue(TEXT, "en").items() if key.startswith("methods.titles.")
    }
    assert named - titles == set()


def test_every_table_has_a_source() -> None:
    sources = tomllib.loads((ROOT / "data" / "sources.toml").read_text(encoding="utf-8"))
    figures = {name for source in sources.values() for name in source["figures"]}
    assert set(schema.TABLES) - figures == set()
    for name, source in sources.items():
        needed = {"title_vi", "title_en", "publisher", "published", "licence", "confidence"}
        assert needed - set(source) == set(), name


def test_every_make_target_stands_in_the_readme() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), flags=re.M)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [target for target in targets if f"make {target}" not in readme] == []


@pytest.mark.parametrize("module", ["data", "geo"])
def test_every_command_stands_in_the_readme(module: str) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", module, "no-such-command"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    commands = set(re.findall(r"'([a-z]+)'", asked.stderr.split("choose from")[-1]))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert commands, "no command was found: the pattern no longer fits"
    assert {name for name in commands if f"python -m {module} {name}" not in readme} == set()


def test_no_word_of_the_pages_is_left_unused() -> None:
    said = {str(node.value) for node in nodes(ast.Constant)}
    # A key may be made of parts: t(f"filters.{name}") uses every key under its fixed beginning.
    begun = {
        str(node.values[0].value)
        for node in nodes(ast.JoinedStr)
        if node.values and isinstance(node.values[0], ast.Constant)
    }
    # …and the map takes its whole section at once, by its name and a full stop.
    begun = {text for text in begun | said if re.fullmatch(r"[a-z_]+\.([a-z_]+\.)*[a-z_]*", text)}
    begun = {text for text in begun if text.endswith((".", "_"))}
    unused = [
        key
        for key in catalogue(TEXT, "vi")
        if key not in said and not key.startswith(tuple(begun | {"methods."}))
    ]
    # `cards.counted` takes the words for exactly one beside those for several.
    unused = [key for key in unused if key.removesuffix("_one") not in said]
    assert [key for key in unused if not key.endswith(".menu")] == []

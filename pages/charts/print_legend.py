"""The legend on a sheet of paper: every look that the map has, in words, and how many have it."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from pages.charts import print_look
from pages.charts.print_look import Shown
from pages.charts.print_text import INK, MUTED, Page, Words

WIDTH = 208.0


def draw(page: Page, shown: Shown, words: Words, x: float, top: float) -> None:
    """Draw the legend with its upper left corner at `x` and `top`."""
    y = page.paragraph(words.head, x, top + 14, WIDTH, size=10, weight="bold") + 3
    counted = shown.compare != "years"  # one legend for several maps counts in none of them
    if counted:
        y = _column(page, words.texts["communes_counted"], x, y)
    for look, said in _rows(shown, words):
        pale = shown.is_pale(look)
        swatch = print_look.area(_swatch(x, y), look, pale=pale, compare=shown.compare)
        swatch.set_gid(f"swatch-{look}")
        page.axes.add_patch(swatch)
        if look in shown.arrows:
            page.arrow(print_look.ARROWS[shown.arrows[look]], x + 11, y - 3.5)
        count = sum(one == look for one in shown.looks.values()) if counted else None
        y = _row(page, said, x, y, count, look, weight="bold" if look in shown.picked else "normal")
    y += 4
    for sign in shown.signs:
        page.sign(sign.marker, x + 11, y - 3.5)
        y = _row(page, sign.words, x, y, len(sign.communes), "sign")
    page.axes.add_patch(print_look.line(_stroke(x, y), print_look.DISTRICT, 1.1, "key-1"))
    y = _row(page, words.texts["district_border"], x, y)
    if shown.layer["border"]:
        page.axes.add_patch(print_look.border(_stroke(x, y), "key-2"))
        y = _row(page, words.texts["border"], x, y)
    if shown.highlight:
        page.axes.add_patch(print_look.lit(_stroke(x, y), "key-3"))
        y = _row(page, shown.highlight.words, x, y, len(shown.highlight.communes), "lit")
    if shown.layer["view"] == "hexagons":
        y = page.paragraph(words.texts["hexagon_note"], x, y + 5, WIDTH, size=8, color=MUTED)
    if words.note:
        page.paragraph(words.note, x, y + 5, WIDTH, size=8, color=MUTED)


def _column(page: Page, words: str, x: float, y: float) -> float:
    """What the numbers of the legend count."""
    page.text(words, x + WIDTH, y, size=8, ha="right", color=MUTED)
    return y + 12


def _rows(shown: Shown, words: Words) -> Iterator[tuple[str, str]]:
    """Each look and its words."""
    yield from shown.legend.items()
    if "faded" in shown.looks.values():
        yield "faded", words.texts["outside"]


def _swatch(x: float, y: float) -> Path:
    return Affine2D().scale(22, 12).translate(x, y - 9.5).transform_path(Path.unit_rectangle())


def _stroke(x: float, y: float) -> Path:
    return Path([(x, y - 3.5), (x + 22, y - 3.5)])


def _row(
    page: Page,
    words: str,
    x: float,
    y: float,
    count: int | None = None,
    look: str = "",
    weight: str = "normal",
) -> float:
    if count is not None:
        right = {"ha": "right", "color": MUTED, "gid": f"count-{look}"}
        page.text(str(count), x + WIDTH, y, size=9, **right)
    return page.paragraph(words, x + 30, y, WIDTH - 50, size=9, color=INK, weight=weight) + 4.5

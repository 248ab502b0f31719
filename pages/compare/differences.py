"""The differences in words: who has more, by how much; never who is better."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.words import formats
from pages.compare.figures import Cell, Figure
from pages.compare.sides import Side
from pages.parts import language, names
from pages.parts.language import plain, t

# From one and a half times on, "n times as much" says more than the difference alone.
_TIMES = 1.5


def in_words(sides: Sequence[Side], figures: Sequence[Figure]) -> list[str]:
    """One sentence a figure whose differences say something, as Markdown."""
    return [said for figure in figures if (said := sentence(sides, figure))]


def sentence(sides: Sequence[Side], figure: Figure) -> str:
    """What sets the sides apart in one figure; empty where nothing can be said.

    Sides without a number are named; a share of few is left out of the comparison and named.
    """
    if figure.unit_text is None:
        return ""
    known = [
        (side, cell)
        for side, cell in zip(sides, figure.cells, strict=True)
        if cell.value is not None and cell.is_comparable
    ]
    if len(known) < 2:
        return ""
    said = [f"**{figure.label}**: {_apart(known, figure)}", *_left_out(sides, figure)]
    return " ".join(said)


def _apart(known: Sequence[tuple[Side, Cell]], figure: Figure) -> str:
    ordered = sorted(known, key=lambda one: -_value(one))
    (most, top), (least, low) = ordered[0], ordered[-1]
    difference = _value(ordered[0]) - _value(ordered[-1])
    assert figure.unit_text is not None
    if not difference:
        return _same(known)
    return t(
        "compare.more" if len(known) == 2 else "compare.most_least",
        most=_named(most),
        top=top.text,
        least=_named(least),
        low=low.text,
        difference=_difference(difference, figure.unit_text),
        times=_times(_value(ordered[0]), _value(ordered[-1])) if figure.how != "promises" else "",
    )


def _difference(value: float, unit_text: Callable[[float], str]) -> str:
    """A difference of rounded numbers is another than the rounded difference: it says so."""
    text = unit_text(value)
    return text if float(value).is_integer() else t("compare.about", difference=text)


def _named(side: Side) -> str:
    return plain(names.within_a_sentence(side.name))


def _same(known: Sequence[tuple[Side, Cell]]) -> str:
    """Equal numbers may be of different wholes: 1 of 9 here, 1 of 19 there."""
    texts = [cell.text for _, cell in known]
    if len(set(texts)) == 1:
        return t("compare.same", value=texts[0], n=len(known))
    each = "; ".join(f"{_named(side)} ({cell.text})" for side, cell in known)
    return t("compare.same_each", each=each)


def _value(one: tuple[Side, Cell]) -> float:
    value = one[1].value
    assert value is not None
    return value


def _times(more: float, less: float) -> str:
    if less <= 0 or more / less < _TIMES:
        return ""
    return t("compare.times", n=formats.number(more / less, language.current(), 1))


def _left_out(sides: Sequence[Side], figure: Figure) -> list[str]:
    """Who is not compared, and why: no number, or a share of few."""
    pairs = list(zip(sides, figure.cells, strict=True))
    without = [_named(side) for side, cell in pairs if cell.value is None]
    of_few = [_named(side) for side, cell in pairs if not cell.is_comparable]
    said = []
    if without:
        said.append(t("compare.without", names="; ".join(without)))
    if of_few:
        said.append(t("compare.of_few", names="; ".join(of_few)))
    return said

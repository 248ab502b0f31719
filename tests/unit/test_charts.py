"""Charts: plain figures in one look; what people typed is shown letter by letter."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from pages.charts import alt, dots, look, promised
from pages.charts.look import Titles

MARKUP = "<b>Sở</b> & <a href='https://example.org'>ngành</a> %{x} $a$ &lt;"
TITLES = Titles(f"Giá trị {MARKUP} · 2013–2016 · Minh họa / Illustrative", f"Ba xã {MARKUP}")
VALUES = pd.Series([1234.5, 20.0, None], index=["A", "B", "C"])
LABELS = [MARKUP, "Hát Lót", "Hát Lót"]
RANGES = pd.DataFrame({"value": VALUES, "low": [1.0, 2, None], "high": [2000.0, 30, None]})
COMMON: dict[str, Any] = {"lang": "vi", "unit": "triệu đồng %{y} <i>"}


def every_figure() -> dict[str, go.Figure]:
    pairs = pd.DataFrame({"promised": [2.0, 3.0, None], "delivered": [1.0, None, 2.0]})
    return {
        "interval": dots.interval(RANGES, LABELS, TITLES, **COMMON),
        "promised": promised.beside_delivered(
            pairs, LABELS, TITLES, names=(MARKUP, "Đã làm"), **COMMON
        ),
    }


FIGURES = every_figure()


def texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for value in part.values() for text in texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in texts(value)]
    return [part] if isinstance(part, str) else []


@pytest.mark.parametrize("name", FIGURES)
def test_what_people_typed_is_never_read_as_markup_or_as_a_variable(name):
    written = texts(json.loads(FIGURES[name].to_json()))

    tags = {tag for text in written for tag in re.findall(r"</?(\w+)", text)}
    assert tags <= {"br", "span", "extra"}
    assert any("&lt;b&gt;Sở&lt;/b&gt;" in text for text in written)
    own = {"x", "y", "text"}
    for text in written:
        if "<extra>" in text:
            assert {name for name in re.findall(r"%\{(\w+)", text)} <= own
            assert text.count("%{") <= 3
    assert not any("%{y} <i>" in text for text in written)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_small_and_carries_no_template_of_plotly(name):
    content = FIGURES[name].to_json()

    assert "bdata" not in content
    assert len(json.dumps(FIGURES[name].layout.template.to_plotly_json())) < 60
    assert len(content.encode()) < 4_500


@pytest.mark.parametrize("name", FIGURES)
def test_both_titles_stand_above_and_the_mark_is_in_the_second(name):
    title = FIGURES[name].layout.title

    assert title.text.startswith("Ba xã")
    assert "Minh họa / Illustrative" in title.subtitle.text.replace("<br>", " ")


def test_a_dropped_finding_leaves_the_measure_as_the_only_title():
    figure = dots.interval(RANGES, LABELS, Titles("Giá trị · 2013–2016"), **COMMON)

    assert "Giá trị · 2013–2016" in figure.layout.title.text
    assert figure.layout.title.subtitle.text is None


@pytest.mark.parametrize(("lang", "separators"), [("vi", ",."), ("en", ".,")])
def test_numbers_have_the_separators_of_the_language(lang, separators):
    figure = dots.interval(RANGES, LABELS, TITLES, lang=lang, unit="")

    assert figure.layout.separators == separators


def test_two_rows_of_one_name_are_two_rows():
    figure = FIGURES["interval"]

    assert list(figure.layout.yaxis.tickvals) == [0, 1, 2]
    assert list(figure.layout.yaxis.ticktext[1:]) == ["Hát Lót", "Hát Lót"]


def test_a_promise_is_an_outline_and_a_delivery_is_filled():
    promise, delivery = FIGURES["promised"].data

    assert promise.marker.color == look.CLEAR
    assert delivery.marker.color == look.ACCENT
    assert list(delivery.x) == [1.0, None, 2.0]


def test_the_text_alternative_names_the_ends_and_the_missing():
    values = pd.Series([5.0, 1234.5, None, 7.0, 1.0])

    said = alt.ranked(values, list("abcde"), "Giá trị", lang="vi", unit="triệu đồng", decimals=1)

    assert said == (
        "Giá trị. Số mục: 5. "
        "Lớn nhất: b: 1.234,5 triệu đồng; d: 7,0 triệu đồng; a: 5,0 triệu đồng. "
        "Nhỏ nhất: e: 1,0 triệu đồng. Không có số liệu: 1."
    )

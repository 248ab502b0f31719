"""Charts: plain figures in one look; what people typed is shown letter by letter."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from pages.charts import alt, bars, columns, dots, lines, look, matrix, promised
from pages.charts.look import Titles

MARKUP = "<b>Sở</b> & <a href='https://example.org'>ngành</a> %{x} $a$ &lt;"
TITLES = Titles(f"Giá trị {MARKUP} · 2013–2016 · Minh họa / Illustrative", f"Ba xã {MARKUP}")
VALUES = pd.Series([1234.5, 20.0, None], index=["A", "B", "C"])
LABELS = [MARKUP, "Hát Lót", "Hát Lót"]
COMMON: dict[str, Any] = {"lang": "vi", "unit": "triệu đồng %{y} <i>"}


def indicator_rows() -> pd.DataFrame:
    rows = [("commune", "a", 2014, 0.4), ("commune", "a", 2015, None), ("commune", "b", 2016, 0.5)]
    rows += [("district", "a", 2014, 0.3), ("district", "b", 2016, 0.35)]
    return pd.DataFrame(rows, columns=["scope", "definition", "year", "value"])


def every_figure() -> dict[str, go.Figure]:
    years = pd.DataFrame({"x": [1.0, None], "y": [2.0, 3.0]}, index=[2013, 2014])
    pairs = pd.DataFrame({"promised": [2.0, 3.0, None], "delivered": [1.0, None, 2.0]})
    ranges = pd.DataFrame({"value": VALUES, "low": [1.0, 2, None], "high": [2000.0, 30, None]})
    scopes = {"commune": MARKUP, "district": "Huyện"}
    share: dict[str, Any] = {"is_share": True, "changed": MARKUP, **COMMON}
    cells = pd.DataFrame([[1.0, None], [0.0, 7.0], [None, None]])
    return {
        "bars": bars.ranked(VALUES, LABELS, TITLES, middle=(30.0, MARKUP), **COMMON),
        "dots": dots.ranked(VALUES, LABELS, TITLES, middle=(30.0, MARKUP), **COMMON),
        "interval": dots.interval(ranges, LABELS, TITLES, **COMMON),
        "by_year": columns.by_year(years["x"], TITLES, **COMMON),
        "small_multiples": columns.small_multiples(years, [MARKUP, "y"], TITLES, **COMMON),
        "heat": matrix.heat(cells, LABELS, [MARKUP, "y"], TITLES, **COMMON),
        "lines": lines.indicator(indicator_rows(), scopes, TITLES, **share),
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


def test_a_ranked_chart_of_twenty_with_long_names_stays_under_four_and_a_half_kilobytes():
    names = [f"Ủy ban Mặt trận Tổ quốc Việt Nam mẫu {number}" for number in range(20)]
    values = pd.Series([1234567.891 / (place + 1) for place in range(20)])

    figure = bars.ranked(values, names, Titles("Giá trị · Minh họa / Illustrative"), **COMMON)

    assert len(figure.to_json().encode()) < 4_500


@pytest.mark.parametrize("name", FIGURES)
def test_both_titles_stand_above_and_the_mark_is_in_the_second(name):
    title = FIGURES[name].layout.title

    assert title.text.startswith("Ba xã")
    assert "Minh họa / Illustrative" in title.subtitle.text.replace("<br>", " ")


def test_a_dropped_finding_leaves_the_measure_as_the_only_title():
    figure = bars.ranked(VALUES, LABELS, Titles("Giá trị · 2013–2016"), **COMMON)

    assert "Giá trị · 2013–2016" in figure.layout.title.text
    assert figure.layout.title.subtitle.text is None


@pytest.mark.parametrize(("lang", "separators"), [("vi", ",."), ("en", ".,")])
def test_numbers_have_the_separators_of_the_language(lang, separators):
    figure = bars.ranked(VALUES, LABELS, TITLES, lang=lang, unit="")

    assert figure.layout.separators == separators


def test_two_rows_of_one_name_are_two_rows():
    figure = FIGURES["bars"]

    assert list(figure.layout.yaxis.tickvals) == [0, 1, 2]
    assert list(figure.layout.yaxis.ticktext[1:]) == ["Hát Lót", "Hát Lót"]


def test_a_missing_value_is_a_dash_and_not_a_bar_of_nothing():
    bar, dash = FIGURES["bars"].data

    assert list(bar.x) == [1234.5, 20.0, None]
    assert list(dash.y) == [2]
    assert dash.text == "–"


def test_no_line_crosses_a_change_of_definition_or_a_missing_year():
    figure = FIGURES["lines"]
    own = [trace for trace in figure.data if trace.legendgroup == "commune"]

    assert [list(trace.x) for trace in own] == [[2014, 2015], [2016]]
    assert [trace.showlegend for trace in own] == [True, False]
    assert all(trace.connectgaps is False for trace in figure.data)
    assert [shape.x0 for shape in figure.layout.shapes] == [2015.5]


def test_lines_are_told_apart_without_colour():
    styles = {
        trace.legendgroup: (trace.line.dash, trace.marker.symbol) for trace in FIGURES["lines"].data
    }

    assert len(set(styles.values())) == 2


def test_a_promise_is_an_outline_and_a_delivery_is_filled():
    promise, delivery = FIGURES["promised"].data

    assert promise.marker.color == look.CLEAR
    assert delivery.marker.color == look.ACCENT
    assert list(delivery.x) == [1.0, None, 2.0]


def test_every_cell_with_a_value_has_its_number_and_one_of_zero_says_so():
    cells = FIGURES["heat"].data[0]

    assert [list(row) for row in cells.text] == [["1", ""], ["0", "7"], ["", ""]]
    assert [list(row) for row in cells.z] == [[2, None], [1, 3], [None, None]]


def test_small_panels_share_one_scale():
    layout = FIGURES["small_multiples"].layout

    assert layout.yaxis.range == layout.yaxis2.range


def test_charts_of_nothing_are_drawn_empty():
    nothing = pd.Series(dtype="float64")

    assert bars.ranked(nothing, [], TITLES, **COMMON).data[0].x == ()
    assert columns.by_year(nothing, TITLES, **COMMON).data[0].x == ()
    assert columns.small_multiples(pd.DataFrame(), [], TITLES, **COMMON).data == ()
    assert len(matrix.heat(pd.DataFrame(), [], [], TITLES, **COMMON).data) == 1


def test_only_the_accented_rows_have_the_accent():
    figure = bars.ranked(VALUES, LABELS, TITLES, accented={"B"}, **COMMON)

    assert list(figure.data[0].marker.color) == [look.QUIET, look.ACCENT, look.QUIET]


def test_the_text_alternative_names_the_ends_and_the_missing():
    values = pd.Series([5.0, 1234.5, None, 7.0, 1.0])

    said = alt.ranked(values, list("abcde"), "Giá trị", lang="vi", unit="triệu đồng", decimals=1)

    assert said == (
        "Giá trị. Số mục: 5. "
        "Lớn nhất: b: 1.234,5 triệu đồng; d: 7,0 triệu đồng; a: 5,0 triệu đồng. "
        "Nhỏ nhất: e: 1,0 triệu đồng. Không có số liệu: 1."
    )


def test_the_text_alternative_of_a_matrix_names_row_and_column():
    table = pd.DataFrame([[1.0, None], [3.0, 2.0]])

    said = alt.matrix(table, ["a", "b"], ["x", "y"], "Value", lang="en", unit="acts")

    assert "Largest: b, x: 3 acts; b, y: 2 acts; a, x: 1 acts." in said
    assert "Without data: 1." in said

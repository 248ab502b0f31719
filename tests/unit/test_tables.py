"""Tables on the screen and in a file: words for codes, numbers of the language, text stays text."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from geo import gazetteer
from pages.exports.about import About
from pages.parts import commune_indicators, downloads, language, tables

NASTY = ['=HYPERLINK("http://x")', "+84 1", "@SUM(A1)", "<b>x</b>", "**đậm** [x](javascript:y)"]


@pytest.fixture(params=["vi", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(language, "current", lambda: request.param)
    return request.param


def about(lang: str = "vi", status: str = "illustrative") -> About:
    return About(
        title="Giá trị theo huyện",
        name="overview_district",
        lang=lang,  # type: ignore[arg-type]
        place="tỉnh Sơn La",
        period="2014–2015",
        filters=[("Huyện", "Huyện Mộc Châu")],
        source="bộ sinh số liệu minh họa",
        status=status,
        version="v0001-abc",
        made_on=date(2026, 1, 2),
    )


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """The cells as a person reads them, under the heads that a person reads."""
    style = tables.readable(table)
    style._compute()
    cells = [
        [style._display_funcs[row, place](value) for place, value in enumerate(values)]
        for row, values in enumerate(style.data.to_numpy())
    ]
    return pd.DataFrame(cells, columns=style.data.columns)


def test_codes_are_words_and_numbers_have_the_separators_of_the_language(lang: str) -> None:
    table = pd.DataFrame({"sector": ["welfare"], "value_million_vnd": [1234.5]})
    cells = shown(table).iloc[0].tolist()
    expected = {
        "vi": ["An sinh xã hội", "1.234,5"],
        "en": ["Welfare", "1,234.5"],
    }
    assert cells == expected[lang]


def test_missing_is_a_dash_and_zero_is_a_zero(lang: str) -> None:
    table = pd.DataFrame({"value_million_vnd": [None, 0.0], "sector": [None, "economy"]})
    cells = shown(table)
    assert cells.iloc[0].tolist() == ["–", "–"]
    assert cells.iloc[1, 0] == "0"


def test_numbers_of_a_shown_table_still_sort_as_numbers(lang: str) -> None:
    data = tables.readable(pd.DataFrame({"acts": [9.0, 10.0]})).data
    assert pd.api.types.is_numeric_dtype(data.iloc[:, 0])


def test_a_share_is_a_percentage_and_a_year_has_no_separator(lang: str) -> None:
    table = pd.DataFrame({"promises_kept_share": [0.25], "year": [2016.0]})
    assert shown(table).iloc[0].tolist() == ["25%", "2016"]


def test_a_column_has_one_number_of_decimals(lang: str) -> None:
    table = pd.DataFrame({"value_million_vnd": [3.0, 0.5, None], "acts": [1.0, 20.0, 3.0]})
    cells = shown(table)
    point = {"vi": ",", "en": "."}[lang]
    assert cells.iloc[:, 0].tolist() == [f"3{point}0", f"0{point}5", "–"]
    assert cells.iloc[:, 1].tolist() == ["1", "20", "3"]


def test_the_district_stands_beside_every_commune() -> None:
    table = pd.DataFrame({"commune_code": ["04246", None], "acts": [1, 2]})
    found = tables.with_districts(table)
    assert list(found.columns) == ["commune_code", "district_code", "acts"]
    assert found["district_code"].tolist()[0] == gazetteer.communes().at["04246", "district_code"]
    known = table.assign(district_name="Huyện Mộc Châu")
    assert tables.with_districts(known) is known


def test_indicators_of_a_commune_have_their_unit_and_their_own_years() -> None:
    found = pd.DataFrame(
        {
            "indicator": ["poor_households", "new_rural_criteria_met"],
            "year": [2010, 2016],
            "value": [0.5538, 9.0],
            "communes": [1, 1],
        }
    )
    table = commune_indicators._table(found)
    assert table["value"].tolist() == [55.4, 9.0]
    assert table["unit"].tolist() == ["%", "criteria"]
    assert commune_indicators._years(found) == "2010–2016"


def test_two_columns_with_the_same_words_stay_two_columns(lang: str) -> None:
    table = pd.DataFrame({"kind": ["border"], "kinds": ["border"]})
    assert len(tables.readable(table).data.columns) == 2


def test_a_column_of_a_matrix_has_the_name_of_its_sector_or_year() -> None:
    assert tables.head(2014) == "2014"
    assert tables.head("economy") == "Kinh tế"


@pytest.mark.parametrize("text", NASTY)
def test_text_from_a_file_stays_text_on_the_screen(text: str, lang: str) -> None:
    assert shown(pd.DataFrame({"work_name": [text]})).iat[0, 0] == text


@pytest.mark.parametrize("text", NASTY)
def test_text_from_a_file_never_becomes_a_formula_or_a_link_in_a_workbook(text: str) -> None:
    made = downloads._maker("xlsx", pd.DataFrame({"work_name": [text], "acts": [1.0]}), about())()
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", NASTY[:3])
def test_text_from_a_file_never_becomes_a_formula_in_a_csv(text: str) -> None:
    made = downloads._maker("csv", pd.DataFrame({"work_name": [text]}), about())()
    cell = made.decode("utf-8-sig").splitlines()[1]
    assert cell.lstrip('"').startswith("'")


def test_a_workbook_has_codes_and_words_and_says_what_it_is() -> None:
    table = pd.DataFrame({"sector": ["economy"], "value_million_vnd": [2.5]})
    book = openpyxl.load_workbook(io.BytesIO(downloads._maker("xlsx", table, about())()))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert {"Kinh tế", "economy", 2.5} <= set(cells)
    said = [cell.value for row in book.worksheets[-1].iter_rows() for cell in row]
    for fact in ("Huyện Mộc Châu", "2014–2015", "v0001-abc", "bộ sinh số liệu minh họa"):
        assert fact in said
    assert "Minh họa / Illustrative" in said


def test_the_name_of_a_file_says_status_page_and_version() -> None:
    assert about().file_name("xlsx") == "minh-hoa_overview-district_2014-2015_v0001-abc.xlsx"
    assert about(status="confirmed").file_name("csv").startswith("confirmed_")


def test_what_the_rows_count_by_is_a_column_of_the_file() -> None:
    index = pd.MultiIndex.from_tuples([(2015, "economy")], names=["year", "sector"])
    table = pd.DataFrame({"acts": [1.0]}, index=index)
    assert list(tables._with_index(table).columns) == ["year", "sector", "acts"]
    unnamed = pd.DataFrame({"acts": [1.0]})
    assert list(tables._with_index(unnamed).columns) == ["acts"]

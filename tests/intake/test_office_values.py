"""Cells as offices write them: what is read, what is refused, and that nothing is guessed."""

import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import problems
from data.intake.office.codes import read_boolean, read_code
from data.intake.office.days import read_day, read_year
from data.intake.office.numbers import read_number
from data.intake.office.periods import period
from data.intake.office.personal import personal_data, without_personal_data
from data.intake.office.reading import Reading
from data.intake.office.text import clean, key, read_identifier, read_plain
from data.intake.office.units import MoneyUnit, column_unit, money_unit, read_money, read_quantity
from data.schema import SECTORS, TABLES
from data.words import LANGUAGES, has, translate
from data.words.heads import in_words

# ---- numbers


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        ("12,50", "12.5"),
        ("1234", "1234"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        (" 12 ", "12"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("(5)", "-5"),
        ("０１２", "12"),
        (1234.5, "1234.5"),
        (1.5, "1.5"),
        (3.0, "3"),
        (1e15, "1000000000000000"),
        (0.000001, "0.000001"),
        (7, "7"),
    ],
)
def test_a_number_is_read_as_the_office_means_it(written, read):
    assert read_number(written).text == read


@pytest.mark.parametrize(
    "written", ["1,234.5", "1.5", "1,234", "1.23", "0.123", "1,234,567", "1.2.3"]
)
def test_a_number_that_can_be_read_two_ways_is_refused(written):
    assert read_number(written).code == problems.AMBIGUOUS_NUMBER


@pytest.mark.parametrize(
    "written",
    ["hai trăm", "khoảng 12", "12 hộ", "1e5", "5%", "½", "NaN", "x", True],
)
def test_what_is_no_number_is_never_taken_for_one(written):
    assert read_number(written).code == problems.NOT_A_NUMBER
    assert read_number(written).text == ""


@pytest.mark.parametrize("day", [date(2016, 3, 2), datetime(2016, 3, 2)])
def test_a_day_in_a_column_of_numbers_is_told_with_what_may_have_been_typed(day):
    read = read_number(day)
    assert (read.text, read.code) == ("", problems.NUMBER_BECAME_DAY)
    assert dict(read.details) == {"typed": "2/3", "decimal": "2,3"}


def test_a_numeric_cell_is_never_ambiguous():
    assert read_number(1.5) == Reading("1.5")
    assert read_number(1.234) == Reading("1.234")


def test_a_grouped_number_is_shown_as_it_was_read():
    assert read_number("1.234").shown == "1234"
    assert read_number("1.234,5").shown == "1234,5"
    assert read_number("1234").shown == ""


@pytest.mark.parametrize("sign", ["-", "–", "…", "..."])
def test_a_sign_for_nothing_is_empty_and_never_zero(sign):
    assert read_number(sign).text == ""
    assert read_number(sign).is_good
    assert read_number(sign).shown == "∅"


def in_office_dialect(number: Decimal) -> str:
    """A number with points between thousands and a decimal comma, as the office writes it."""
    whole, _, rest = f"{abs(number):,f}".partition(".")
    grouped = whole.replace(",", ".")
    return ("-" if number < 0 else "") + (f"{grouped},{rest}" if rest else grouped)


amounts = st.decimals(min_value=-(10**11), max_value=10**11, places=2)


@given(amounts)
def test_numbers_go_round_through_the_office_dialect(number):
    assert Decimal(read_number(in_office_dialect(number)).text) == number


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_a_numeric_cell_keeps_its_exact_value(number):
    assert float(read_number(number).text) == number


# ---- days and periods


@pytest.mark.parametrize(
    "written",
    [
        "28/10/2013",
        "28-10-2013",
        "28.10.2013",
        "28 / 10 / 2013",
        "28/10/2013.",
        "2013-10-28",
        "2013/10/28",
        "ngày 28/10/2013",
        "ngày 28 tháng 10 năm 2013",
        "28/10/2013 00:00:00",
        "２８/１０/２０１３",
        date(2013, 10, 28),
        datetime(2013, 10, 28),
    ],
)
def test_a_day_is_read_in_every_usual_form(written):
    assert read_day(written) == Reading("2013-10-28")


def test_a_day_without_leading_zeros_is_a_day():
    assert read_day("1/2/2015").text == "2015-02-01"


def test_a_time_of_day_is_left_out_and_that_is_shown():
    assert read_day(datetime(2013, 10, 28, 14, 30)) == Reading("2013-10-28", shown="28/10/2013")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Quý III/2015", "01/07/2015", "30/09/2015"),
        ("quý 3 năm 2015", "01/07/2015", "30/09/2015"),
        ("Q1/2016", "01/01/2016", "31/03/2016"),
        ("6 tháng đầu năm 2014", "01/01/2014", "30/06/2014"),
        ("6 tháng cuối năm 2014", "01/07/2014", "31/12/2014"),
        ("9 tháng năm 2014", "01/01/2014", "30/09/2014"),
        ("năm 2014", "01/01/2014", "31/12/2014"),
        ("2014", "01/01/2014", "31/12/2014"),
        (2014.0, "01/01/2014", "31/12/2014"),
        ("T10/2013", "01/10/2013", "31/10/2013"),
        ("tháng 2 năm 2016", "01/02/2016", "29/02/2016"),
        ("10/2013", "01/10/2013", "31/10/2013"),
        ("2013-2016", "01/01/2013", "31/12/2016"),
        ("giai đoạn 2013 – 2016", "01/01/2013", "31/12/2016"),
        ("từ 01/03/2014 đến 30/04/2014", "01/03/2014", "30/04/2014"),
        ("15-17/5/2014", "15/05/2014", "17/05/2014"),
    ],
)
def test_a_period_stays_a_period_and_says_its_ends(written, first, last):
    found = read_day(written)
    assert (found.text, found.code) == ("", problems.PERIOD_NOT_DAY)
    assert (found.details["first"], found.details["last"]) == (first, last)


@pytest.mark.parametrize(
    "written", ["31/02/2016", "29/02/2015", "00/10/2013", "32/13/2014", "31/04/2015"]
)
def test_a_day_that_never_was_is_named(written):
    assert read_day(written).code == problems.IMPOSSIBLE_DATE


@pytest.mark.parametrize("written", [41575, 41575.0, "41575", 41575.5, "20131028", "28102013"])
def test_a_bare_number_is_named_with_the_day_that_it_would_be(written):
    assert read_day(written).code == problems.DATE_AS_NUMBER
    assert read_day(written).details["nearest"] == "28/10/2013"


def test_a_year_of_two_digits_is_not_completed_in_silence():
    assert read_day("28/10/13").code == problems.TWO_DIGIT_YEAR
    assert read_day("28/10/13").details["nearest"] == "28/10/2013"


def test_day_and_month_that_seem_swapped_are_not_turned_in_silence():
    assert read_day("10/28/2013").code == problems.DAY_AND_MONTH_SWAPPED
    assert read_day("10/28/2013").details["nearest"] == "28/10/2013"


@pytest.mark.parametrize(
    "written", ["hôm qua", "28/10", "28/10-2013", True, "1.234.567", -5, 1e300, float("nan")]
)
def test_what_is_no_day_is_never_taken_for_one(written):
    assert read_day(written).text == ""
    assert read_day(written).code


@pytest.mark.parametrize(
    ("written", "year"),
    [("2014", "2014"), (2014.0, "2014"), ("năm 2014", "2014"), ("Quý III/2015", "2015"),
     ("6 tháng đầu năm 2014", "2014"), (date(2016, 5, 1), "2016"), ("28/10/2013", "2013")],
)  # fmt: skip
def test_where_only_the_year_counts_a_period_of_one_year_is_enough(written, year):
    assert read_year(written).text == year


@pytest.mark.parametrize("written", ["2013-2016", "14", "sang năm", 41575])
def test_a_year_is_not_guessed(written):
    assert read_year(written).code == problems.NOT_A_YEAR


days = st.dates(date(1900, 3, 1), date(2100, 12, 31))


@given(
    days,
    st.sampled_from(["{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%d.%m.%Y}", "{0.day}/{0.month}/{0.year}"]),
)
def test_days_go_round_through_the_office_dialect(day, shape):
    assert read_day(shape.format(day)).text == day.isoformat()


@given(days)
def test_a_day_as_a_number_is_never_read_as_a_day_but_always_named(day):
    number = (day - date(1899, 12, 30)) / timedelta(days=1)
    assert read_day(number).text == ""


# ---- money and quantities


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ĐVT: triệu đồng", MoneyUnit.MILLION),
        ("Đơn vị tính: Triệu đồng", MoneyUnit.MILLION),
        ("Kinh phí (triệu đồng)", MoneyUnit.MILLION),
        ("Kinh phí (tr.đ)", MoneyUnit.MILLION),
        ("Giá trị (trđ)", MoneyUnit.MILLION),
        ("(ĐVT: 1.000 đồng)", MoneyUnit.THOUSAND),
        ("Kinh phí (1000đ)", MoneyUnit.THOUSAND),
        ("ĐVT: nghìn đồng", MoneyUnit.THOUSAND),
        ("Thành tiền (ngàn đồng)", MoneyUnit.THOUSAND),
        ("ĐVT: đồng", MoneyUnit.DONG),
        ("Số tiền (VNĐ)", MoneyUnit.DONG),
        ("đồng", MoneyUnit.DONG),
        ("Tổng mức, tỷ đồng", MoneyUnit.BILLION),
        ("Vốn (tỉ đồng)", MoneyUnit.BILLION),
        ("ĐVT: người, nghìn đồng", MoneyUnit.THOUSAND),
        ("ĐVT: 1.000.000 đồng", MoneyUnit.MILLION),
        ("ĐVT: 1.000.000.000 đồng", None),
        ("ĐVT: 1.000 tỷ đồng", None),
        ("Kinh phí (10 triệu đồng)", None),
        ("Kinh phí (trăm triệu đồng)", None),
        ("Tổng kinh phí thực hiện: 15 tỷ đồng", None),
        ("ĐVT: triệu đồng, riêng cột 5: nghìn đồng", None),
        ("Giá trị (triệu đồng) Tiền mặt (nghìn đồng)", None),
        ("Kinh phí", None),
        ("Cộng đồng giám sát", None),
        ("Hội đồng nhân dân", None),
        ("Đồng bào dân tộc", None),
        ("Trồng cây", None),
        ("", None),
    ],
)
def test_the_unit_of_money_is_read_from_heads_and_titles(text, unit):
    assert money_unit(text) is unit


@pytest.mark.parametrize(
    ("written", "unit", "million"),
    [
        ("12 triệu", None, "12"),
        ("1,5 tỷ đồng", MoneyUnit.MILLION, "1500"),
        ("300 nghìn", MoneyUnit.MILLION, "0.3"),
        ("12.500.000 đ", None, "12.5"),
        ("12tr", None, "12"),
        ("1 tỷ 200 triệu", None, "1200"),
        (12_500_000.0, MoneyUnit.DONG, "12.5"),
        (0.1, MoneyUnit.BILLION, "100"),
        ("1.234,5", MoneyUnit.THOUSAND, "1.2345"),
        (350.0, MoneyUnit.MILLION, "350"),
    ],
)
def test_money_becomes_million_dong_exactly(written, unit, million):
    assert read_money(written, unit).text == million


@pytest.mark.parametrize(
    "written", ["hai trăm triệu", "12 triệu rưỡi", "1 tỷ 2", "khoảng 12 triệu", "200 triệu 1 tỷ"]
)
def test_amounts_in_words_are_refused(written):
    assert read_money(written, MoneyUnit.MILLION).code == problems.NOT_A_NUMBER


def test_a_unit_does_not_make_an_ambiguous_number_certain():
    assert read_money("1.5 tỷ", MoneyUnit.MILLION).code == problems.AMBIGUOUS_NUMBER


def test_a_bare_amount_needs_a_unit_from_somewhere():
    assert read_money("12", None).code == problems.NO_MONEY_UNIT
    assert read_money(0.0, None).text == "0", "nothing is nothing in any unit"


def test_what_was_converted_is_shown():
    assert read_money("1,5 tỷ", MoneyUnit.MILLION).shown == "1500 triệu đồng"
    assert read_money(350.0, MoneyUnit.MILLION).shown == ""


def test_a_head_and_a_title_of_different_units_ask_for_a_reason():
    found = column_unit("Kinh phí (triệu đồng)", "ĐVT: đồng")
    assert found.unit is MoneyUnit.MILLION
    assert (found.reading.code, found.reading.severity) == (problems.MONEY_UNITS_DIFFER, "warning")
    assert column_unit("Kinh phí", "ĐVT: đồng").unit is MoneyUnit.DONG


@pytest.mark.parametrize(
    ("head", "titles", "unit"),
    [
        ("Kinh phí", ["Kinh phí thực hiện 15 tỷ đồng", "ĐVT: triệu đồng"], MoneyUnit.MILLION),
        ("Kinh phí", ["Đã hỗ trợ 500 triệu đồng", "ĐVT: nghìn đồng"], MoneyUnit.THOUSAND),
        ("Kinh phí", ["ĐVT: triệu đồng", "ĐVT: nghìn đồng"], None),
        ("Kinh phí", ["ĐVT: triệu đồng, riêng cột 14: nghìn đồng"], None),
        ("Kinh phí (USD)", ["ĐVT: triệu đồng"], None),
        ("Kinh phí (10.000 đồng)", ["ĐVT: triệu đồng"], None),
        ("Kinh phi (nghin dong)", ["ĐVT: triệu đồng"], None),
        ("Kinh phí (năm 2014)", ["ĐVT: triệu đồng"], MoneyUnit.MILLION),
    ],
)
def test_an_amount_in_a_title_is_no_unit_and_of_two_units_none_is_guessed(head, titles, unit):
    assert column_unit(head, *titles).unit is unit


@given(amounts, st.sampled_from(list(MoneyUnit)))
def test_converting_money_loses_nothing(number, unit):
    assert Decimal(read_money(in_office_dialect(number), unit).text) == number * unit.in_million


def test_a_quantity_may_name_the_unit_of_its_row_and_no_other():
    assert read_quantity("3,5 km", "Km").text == "3.5"
    assert read_quantity("3,5 ha", "km").code == problems.OTHER_UNIT
    assert read_quantity("3,5 ha").code == problems.NOT_A_NUMBER
    assert read_quantity(3.5, "km") == Reading("3.5")


# ---- letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liên Hòa", "Liên Hoà"),
        ("thuỷ lợi", "Thủy lợi"),
        ("uý", "úy"),
        ("Qui Hướng", "Quy Hướng"),
        ("tỉ đồng", "tỷ đồng"),
        ("HUYỆN SỐP CỘP", "huyện  Sốp\u00a0Cộp "),
        ("Mường\u200b La", "Mường La"),
        ("So\u031b\u0301p", "Sớp"),
        ("Nông nghiệp & PTNT", "nông nghiệp và ptnt"),
        ("Văn hóa - Xã hội", "Văn hoá – Xã hội"),
        ("Мường La", "Mường La"),
        ("Ðông Sang", "Đông Sang"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mường Sai", "Mường Sại"), ("Tui", "Tuy"), ("Muong La", "Mường La"), ("thúi", "thúy")],
)
def test_two_names_have_two_keys(one, other):
    assert key(one) != key(other)


vietnamese = st.text("aáàảãạăắâấđeêếiíoôốơớuưứyý bcghklmnpqrstvxXÃĐ -", max_size=30)


@given(vietnamese)
def test_composed_letters_case_and_spaces_make_no_difference_to_a_key(text):
    assert key(unicodedata.normalize("NFD", text)) == key(unicodedata.normalize("NFC", text))
    assert key(f"  {text}\u00a0") == key(text.replace(" ", "  ")) == key(text)
    assert key(key(text)) == key(text)


def test_free_text_keeps_its_lines_and_loses_what_nobody_sees():
    assert read_plain("Làm\u00a0đường\u200b\r\n 2 km  ").text == "Làm đường\n2 km"
    assert clean("  a \t b ") == "a b"
    assert clean("xã Co Mạ \r xã Co Tòng") == "xã Co Mạ\nxã Co Tòng"


@given(st.text())
def test_cleaning_once_is_enough(text):
    assert clean(clean(text)) == clean(text)


def test_a_code_of_a_row_with_letters_of_another_alphabet_is_mended_and_shown():
    assert read_identifier("НD001") == Reading("HD001", shown="HD001")
    assert read_identifier("HD001") == Reading("HD001")


# ---- codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("economy", "economy"),
        ("Kinh tế", "economy"),
        ("KINH TẾ", "economy"),
        ("kinh te", "economy"),
        ("Economy", "economy"),
        ("Văn hoá, y tế, giáo dục", "culture_health_education"),
        ("nông  thôn mới", "new_rural"),
        ("new rural", "new_rural"),
    ],
)
def test_a_code_is_read_from_its_word_in_either_language(written, code):
    assert read_code(written, "sector", SECTORS).text == code


def test_a_word_of_no_list_gives_the_nearest_words():
    found = read_code("Kinh tê xã hội", "sector", SECTORS)
    assert (found.text, found.code) == ("", problems.UNKNOWN_CODE)
    assert "An sinh xã hội" in found.details["nearest"]


CODE_COLUMNS = [column for table in TABLES.values() for column in table.columns if column.allowed]


@pytest.mark.parametrize("column", CODE_COLUMNS, ids=lambda column: column.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_every_list_is_read_back_from_its_word(column, lang):
    for code in column.allowed:
        word = in_words(column.name, code, lang)
        if column.name == "confidence":
            word = translate(lang, f"confidence.{code}")
        assert read_code(word, column.name, column.allowed).text == code
        assert read_code(f"{code} · {word}", column.name, column.allowed).text == code


def test_not_asked_yet_is_not_a_no():
    allowed = ("yes", "no", "partly")
    found = read_code("Chưa hỏi xã", "commune_confirmed", allowed)
    assert (found.text, found.code) == ("", "")


def test_a_cross_is_a_yes_and_empty_is_neither():
    assert [read_boolean(each).text for each in ("Có", "x", True, "Không", "no", "", None)] == [
        "yes", "yes", "yes", "no", "no", "", "",
    ]  # fmt: skip
    assert read_boolean("có thể").code == problems.UNKNOWN_CODE


# ---- personal data


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lò Văn A, CCCD 014085001234",
        "CMND 050123456",
        "liên hệ 0912 345 678",
        "ĐT: 0912.345.678",
        "+84 912345678",
        "01234567890",
        "0212 3852 123",
    ],
)
def test_numbers_of_persons_ask_for_a_reason_and_are_shown_masked(text):
    found = personal_data(text)
    assert (found.code, found.severity) == (problems.PERSONAL_DATA, "warning")
    assert found.text == text
    assert found.details["masked"].count("*") >= 4
    assert "*" in without_personal_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí 120.000.000 đồng",
        "120000000 đồng",
        "QĐ 2523/QĐ-UBND ngày 28/10/2013",
        "3.500 cây, 12 ha",
        "0,25 km",
        "",
    ],
)
def test_amounts_and_decisions_are_no_personal_data(text):
    assert personal_data(text) is None


# ---- whatever stands in a cell

anything = st.one_of(
    st.none(), st.booleans(), st.text(), st.floats(), st.integers(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(), st.text("0123456789.,-/() đtrệuQ"),
)  # fmt: skip


@given(anything)
def test_no_cell_makes_a_reader_fall_over(value):
    readings = [
        read_number(value),
        read_day(value),
        read_year(value),
        read_money(value, None),
        read_money(value, MoneyUnit.DONG),
        read_quantity(value, "km"),
        read_plain(value),
        read_identifier(value),
        read_code(value, "sector", SECTORS),
        read_boolean(value),
    ]
    assert all(reading.code == "" or has(f"problems.{reading.code}.fix") for reading in readings)
    assert all(not reading.text for reading in readings if not reading.is_good)
    if isinstance(value, str):
        assert money_unit(value) in {None, *MoneyUnit}
        assert period(value) is None or period(value).first <= period(value).last
        personal_data(value)
